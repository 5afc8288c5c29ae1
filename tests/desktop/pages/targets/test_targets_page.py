"""My targets: the list, the search, and the year of the picked one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.pages.runner import Runner, Topic
from desktop.pages.targets.page import TargetsPage
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
KEY = Qt.Key


@pytest.fixture
def desk(practice_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner) -> TargetsPage:
    window = QMainWindow()
    page = TargetsPage(desk, theme, runner, window)
    window.setCentralWidget(page)
    page.holder = window
    qtbot.addWidget(window)
    window.resize(1100, 760)
    window.show()
    for _ in range(2):
        qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
    return page


def pick(page: TargetsPage, code: str, qtbot: QtBot, runner: Runner) -> None:
    page.table.selectRow(next(n for n, item in enumerate(page.model.rows) if item.target.code == code))
    qtbot.waitUntil(lambda: not runner.busy)


def test_the_picked_targets_year_is_told(page: TargetsPage, desk: Desk, qtbot: QtBot, runner: Runner) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(page.story.year, QAbstractItemModelTester.FailureReportingMode.Fatal)
    key = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == "A06")
    edit_entries(desk, PERIOD, [CellEdit(key, "value", "2")])
    page.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    pick(page, "A06", qtbot, runner)
    march = [str(page.story.year.index(2, column).data()) for column in range(5)]
    assert march == ["2024 年 3 月", "3", "2", "1", "滞后"]
    assert page.story.chart.isVisible()
    assert "上报 2 个" in page.story.chart.plot.accessibleDescription()
    pick(page, "A01", qtbot, runner)
    assert not page.story.chart.isVisible()


def test_targets_are_found_by_initials_and_the_picked_one_stays(
    page: TargetsPage, qtbot: QtBot, runner: Runner
) -> None:
    whole = page.model.rowCount()
    pick(page, "A06", qtbot, runner)
    qtbot.keyClicks(page.search, "sjdjs")
    assert [item.target.code for item in page.model.rows] == ["A06"]
    qtbot.keyClicks(page.search, "zzz")
    assert page.empty.isVisible()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == whole
    assert page.table.chosen_row.target.code == "A06"


def test_enter_leads_to_the_entry_of_the_target(page: TargetsPage, qtbot: QtBot, runner: Runner) -> None:
    pick(page, "A07", qtbot, runner)
    with qtbot.waitSignal(page.entry_requested) as told:
        qtbot.keyClick(page.table, KEY.Key_Return)
    assert told.args == [page.table.chosen_row.target.key]
    with qtbot.waitSignal(page.entry_requested):
        qtbot.mouseClick(page.story.button, Qt.MouseButton.LeftButton)


def test_what_was_entered_elsewhere_is_loaded_when_somebody_looks(
    page: TargetsPage, desk: Desk, qtbot: QtBot, runner: Runner
) -> None:
    key = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == "A06")
    page.hide()
    edit_entries(desk, PERIOD, [CellEdit(key, "value", "6")])
    runner.changed.emit(frozenset({Topic.ENTRIES}))
    assert not runner.busy
    page.show()
    qtbot.waitUntil(lambda: not runner.busy)
    item = next(item for item in page.model.rows if item.target.code == "A06")
    assert item.value == 6_000_000
