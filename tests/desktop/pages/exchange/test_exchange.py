"""The exchange page by itself: what is empty, what failed, what stands in the way of a report."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.errors import refuse
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.entry import CellEdit, edit_entries, load_entry
from desktop.operations.exchanges import Exchange
from desktop.pages.errands import Errands
from desktop.pages.exchange.columns import STATE_MARK, local_time, period_words
from desktop.pages.exchange.page import ExchangePage
from desktop.pages.runner import Runner
from desktop.pages.work import Work
from desktop.widgets.theme import Theme

Sit = Callable[[Path], Desk]
Make = Callable[[Path], ExchangePage]
PERIOD = "2024-03"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, runner: Runner, sit_down: Sit, person: object) -> Make:
    def at(database: Path) -> ExchangePage:
        desk, holder = sit_down(database), QWidget()
        qtbot.addWidget(holder)
        page = ExchangePage(desk, theme, runner, Errands(desk, Work(runner, holder), theme, person, holder), holder)
        page.resize(1100, 760)
        holder.resize(1100, 760)
        holder.show()
        qtbot.waitUntil(lambda: not runner.busy)
        return page

    return at


def _work(page: ExchangePage) -> Work:
    return page._errands._work


def test_an_empty_page_says_why_and_offers_the_one_button(
    qtbot: QtBot, make: Make, issued_database: Path, person: object
) -> None:
    with sqlite3.connect(issued_database) as raw:
        # As if the assignments had been issued by a version that did not keep that.
        raw.execute("DELETE FROM dispatches")
    raw.close()
    page = make(issued_database)
    assert "还没有收发过文件" in page.empty.text
    qtbot.mouseClick(page.empty.button, LEFT)
    assert person.asked == ["workbooks"]
    qtbot.mouseClick(page.chips.received, LEFT)
    assert "这次打开程序以来" in page.empty.text


def test_exchanges_that_cannot_be_read_look_different_and_can_be_tried_again(
    qtbot: QtBot, make: Make, runner: Runner, headquarters_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make(headquarters_database)

    def refused(_desk: Desk) -> list[Exchange]:
        raise refuse("refusal.disk_error", path="hq.db")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.pages.exchange.page.load_exchanges", refused)
        page.refresh()
        qtbot.waitUntil(lambda: not runner.busy)
    assert "收发记录读取失败" in page.empty.text
    assert "磁盘出错" in page.empty.text
    qtbot.mouseClick(page.empty.button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.table.isVisible()


def test_a_report_with_errors_is_not_written(
    qtbot: QtBot, make: Make, runner: Runner, practice_database: Path, person: object, tmp_path: Path
) -> None:
    page = make(practice_database)
    desk = page._desk
    target = next(row.target for row in load_entry(desk, PERIOD).rows if row.target.goal.target is not None)
    edit_entries(desk, PERIOD, [CellEdit(target.key, "value", "三个左右")])
    person.saves = tmp_path / "上报.xlsx"
    qtbot.mouseClick(page.export_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert person.shown == ["ChecklistDialog"]
    assert not person.saves.exists()
    assert person.asked == []


def test_a_report_is_exported_with_its_check_code(
    qtbot: QtBot, make: Make, runner: Runner, practice_database: Path, person: object, tmp_path: Path
) -> None:
    page = make(practice_database)
    desk = page._desk
    target = next(row.target for row in load_entry(desk, PERIOD).rows if row.target.goal.target is None)
    edit_entries(desk, PERIOD, [CellEdit(target.key, "narrative", "按计划推进。")])
    person.saves = tmp_path / "上报.xlsx"
    qtbot.mouseClick(page.export_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert person.saves.exists(), _work(page).notice.text
    assert "校验码" in _work(page).notice.text
    assert _work(page).notice._follow.isVisible()


def test_asking_for_no_file_does_nothing(qtbot: QtBot, make: Make, runner: Runner, headquarters_database: Path) -> None:
    page = make(headquarters_database)
    for button in (page.import_button, page.issue_button, page.export_button):
        qtbot.mouseClick(button, LEFT)
        assert not runner.busy
    assert not _work(page).notice.isVisible()


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(STATE_MARK) == set(FileState)
    assert len(set(STATE_MARK.values())) == len(FileState)


@pytest.mark.usefixtures("theme")
def test_a_period_that_is_none_stands_as_it_is() -> None:
    assert period_words("2024-03") == "2024 年 3 月"
    assert period_words("三月份") == "三月份"
    assert period_words("") == ""


def test_times_are_those_of_this_computer(headquarters_database: Path, make: Make) -> None:
    page = make(headquarters_database)
    first = page.table.model().rows[0]
    assert first.at.tzinfo is not None
    assert local_time(first.at) == first.at.astimezone().strftime("%Y-%m-%d %H:%M")
    assert page.table.model().index(0, 9).data() == first.check_code
