"""The history page, with real keys and the real mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.pages.history.page import HistoryPage
from desktop.pages.history.restore import RestoreDialog
from desktop.pages.runner import Runner
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def desk(practice_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(practice_database)


@pytest.fixture
def keys(desk: Desk) -> dict[str, str]:
    """Three changes, the newest of A06; target keys by code."""
    known = {row.target.code: row.target.key for row in load_entry(desk, PERIOD).rows}
    for code, text in (("A05", "1"), ("A05", "2"), ("A06", "5")):
        edit_entries(desk, PERIOD, [CellEdit(known[code], "value", text)])
    return known


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk, theme: Theme, runner: Runner, person: object) -> Callable[[], HistoryPage]:
    windows: list[QMainWindow] = []

    def build() -> HistoryPage:
        window = QMainWindow()
        windows.append(window)
        page = HistoryPage(desk, theme, runner, person, window)
        window.setCentralWidget(page)
        qtbot.addWidget(window)
        window.resize(1100, 700)
        window.show()
        qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
        return page

    return build


def shown(page: HistoryPage, column: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def choose(page: HistoryPage, row: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().setCurrentIndex(page.model.index(row, 0), flags.ClearAndSelect | flags.Rows)


def test_the_newest_comes_first_with_old_and_new(keys: dict[str, str], open_page: Callable[[], HistoryPage]) -> None:
    page = open_page()
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert keys
    assert shown(page, 6) == ["（空）", "1 个", "（空）"]
    assert shown(page, 7) == ["5 个", "2 个", "1 个"]
    assert shown(page, 3)[0].startswith("A06 ")
    assert page._count.text() == "显示 3 条，共 3 条"


def test_filters_find_by_initials_field_and_say_when_nothing_fits(
    keys: dict[str, str], open_page: Callable[[], HistoryPage], qtbot: QtBot, runner: Runner
) -> None:
    page = open_page()
    assert keys
    qtbot.keyClicks(page.filters.search, "sjdjs")
    qtbot.waitUntil(lambda: not runner.busy)
    assert {text[:3] for text in shown(page, 3)} == {"A06"}
    page.filters.search.clear()
    page.filters.field.setFocus()
    qtbot.keyClick(page.filters.field, KEY.Key_Down)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.empty.isVisible()
    assert "没有符合筛选条件" in page.empty.text
    qtbot.mouseClick(page.empty.button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.model.rowCount() == 3


def test_more_is_read_when_the_end_is_reached(
    desk: Desk,
    keys: dict[str, str],
    open_page: Callable[[], HistoryPage],
    qtbot: QtBot,
    runner: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.pages.history.page._PART", 30)
    for number in range(70):
        edit_entries(desk, PERIOD, [CellEdit(keys["A05"], "value", str(number + 10))])
    page = open_page()
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.model.rowCount() == 30
    bar = page.table.verticalScrollBar()
    for expected in (60, 73):
        # Rows are laid out a moment after they came.
        qtbot.waitUntil(lambda: bar.maximum() > bar.value())
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda: not runner.busy)
        assert page.model.rowCount() == expected
    assert len({row.id for row in page.model.rows}) == 73


def test_a_line_leads_to_its_target_and_is_copied(
    keys: dict[str, str], open_page: Callable[[], HistoryPage], qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, 0)
    with qtbot.waitSignal(page.target_picked) as told:
        qtbot.keyClick(page.table, KEY.Key_Return)
    assert told.args == [keys["A06"]]
    qtbot.keyClick(page.table, KEY.Key_C, CTRL)
    assert "5 个" in QGuiApplication.clipboard().text()


def test_an_old_value_is_put_back_after_a_yes(
    desk: Desk,
    keys: dict[str, str],
    open_page: Callable[[], HistoryPage],
    qtbot: QtBot,
    runner: Runner,
    person: object,
) -> None:
    page = open_page()
    assert not page.restore_button.isEnabled()
    choose(page, 1)
    qtbot.mouseClick(page.restore_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert person.shown == [RestoreDialog.__name__]
    rows = {row.target.key: row for row in load_entry(desk, PERIOD).rows}
    assert rows[keys["A05"]].answer.value == 2_000_000
    person.agrees = True
    qtbot.mouseClick(page.restore_button, LEFT)
    for _ in range(3):
        qtbot.waitUntil(lambda: not runner.busy)
    rows = {row.target.key: row for row in load_entry(desk, PERIOD).rows}
    assert rows[keys["A05"]].answer.value == 1_000_000
    assert shown(page, 7)[0] == "1 个"


def test_an_empty_history_says_what_will_stand_there(open_page: Callable[[], HistoryPage]) -> None:
    page = open_page()
    assert page.empty.isVisible()
    assert "今后的填报" in page.empty.text
