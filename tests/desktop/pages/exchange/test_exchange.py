"""The exchange page by itself: what is empty, what failed, what stands in the way of a report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.errors import refuse
from db.store import open_store
from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import Exchange
from desktop.operations.receive import receive_into
from desktop.operations.report import report
from desktop.pages.actions import Actions
from desktop.pages.errands import Errands
from desktop.pages.exchange.columns import STATE_MARK, local_time, period_words
from desktop.pages.exchange.filters import Chip
from desktop.pages.exchange.page import ExchangePage
from desktop.pages.runner import Runner
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.theme import Theme

Sit = Callable[[Path], Desk]
Make = Callable[[Path], ExchangePage]
PERIOD = "2024-03"
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, runner: Runner, sit_down: Sit, person: object, settings: Settings) -> Make:
    def at(database: Path) -> ExchangePage:
        desk, holder = sit_down(database), QWidget()
        qtbot.addWidget(holder)
        errands = Errands(desk, Work(runner, holder), theme, person, settings, holder)
        page = ExchangePage(desk, theme, runner, errands, holder)
        errands.received.connect(page.show_received)
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
    store = open_store(issued_database)
    with store.write() as connection:
        # As if the assignments had been issued by a version that did not keep that.
        connection.exec_driver_sql("DELETE FROM dispatches")
    store.close()
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
        qtbot.waitUntil(lambda: not runner.busy)
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


def select(qtbot: QtBot, page: ExchangePage, name: str) -> None:
    row = next(number for number, one in enumerate(page.model.rows) if one.file_name == name)
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=page.table.visualRect(page.model.index(row, 3)).center())


def test_both_directions_are_listed_and_chips_choose(
    qtbot: QtBot, make: Make, headquarters_database: Path, qtmodeltester: ModelTester
) -> None:
    page = make(headquarters_database)
    qtmodeltester.check(page.model)
    assert [button.text() for button in page.chips.buttons.values()] == [
        "全部 9",
        "收 4",
        "发 5",
        "已撤销 0",
        "未接收 0",
    ]
    qtbot.mouseClick(page.chips.buttons[Chip.OUT], LEFT)
    assert {page.model.index(row, 0).data() for row in range(page.model.rowCount())} == {"↑ 发"}
    actions = Actions(page)
    page.commands(actions)[actions.find]()
    assert page.chips.search.hasFocus()
    qtbot.keyClicks(page.chips.search, "summary")
    assert [one.file_name for one in page.model.rows] == ["summary.xlsx"]
    qtbot.mouseClick(page.chips.buttons[Chip.IN], LEFT)
    assert page.empty.isVisible()
    assert "没有符合条件" in page.empty.text
    qtbot.mouseClick(page.empty.button, LEFT)
    assert page.table.isVisible()
    assert (page.model.rowCount(), page.chips.words) == (9, "")


def test_the_buttons_are_those_of_the_line(qtbot: QtBot, make: Make, headquarters_database: Path) -> None:
    page = make(headquarters_database)
    tools = page.tools
    buttons = (tools.folder, tools.code, tools.again, tools.undo)
    assert [button.isEnabled() for button in buttons] == [False] * 4
    assert tools.undo.toolTip() == "请先选中一行"
    select(qtbot, page, "summary.xlsx")
    assert [button.isEnabled() for button in buttons] == [True, False, False, False]
    assert "没有校验码" in tools.code.toolTip()
    select(qtbot, page, page.model.rows[1].file_name)
    assert [button.isEnabled() for button in buttons] == [True, True, False, True]
    qtbot.mouseClick(tools.code, LEFT)
    assert QGuiApplication.clipboard().text() == page.model.rows[1].check_code
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert [button.isEnabled() for button in buttons] == [False] * 4


def test_enter_opens_the_detail_and_esc_puts_it_away(qtbot: QtBot, make: Make, headquarters_database: Path) -> None:
    page = make(headquarters_database)
    select(qtbot, page, "summary.xlsx")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert "summary.xlsx" in page.detail.text
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    line = page.table.chosen_row
    assert line.check_code in page.detail.text
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 9
    qtbot.keyClick(page.detail.close_button, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()
    assert page.table.hasFocus()


def test_the_folder_is_opened_and_a_file_that_is_gone_is_said(
    qtbot: QtBot, make: Make, runner: Runner, practice_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("desktop.pages.errands.open_folder", opened.append)
    page = make(practice_database)
    report_of(page, tmp_path / "出" / "上报.xlsx")
    page.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    select(qtbot, page, "上报.xlsx")
    qtbot.mouseClick(page.tools.folder, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert opened == [tmp_path / "出"]
    assert not _work(page).notice.isVisible()
    (tmp_path / "出" / "上报.xlsx").unlink()
    qtbot.mouseClick(page.tools.folder, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert "已经没有 上报.xlsx" in _work(page).notice.text
    (tmp_path / "出").rmdir()
    qtbot.mouseClick(page.tools.folder, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert len(opened) == 2


def report_of(page: ExchangePage, out: Path) -> None:
    """A report without findings that stand in its way, written past the page."""
    out.parent.mkdir()
    target = next(row.target for row in load_entry(page._desk, PERIOD).rows if row.target.goal.target is None)
    edit_entries(page._desk, PERIOD, [CellEdit(target.key, "narrative", "按计划推进。")])
    assert report(page._desk, PERIOD, out).path == out


def test_a_report_goes_out_again_as_it_was(
    qtbot: QtBot, make: Make, runner: Runner, practice_database: Path, person: object, tmp_path: Path
) -> None:
    page = make(practice_database)
    report_of(page, tmp_path / "出" / "上报.xlsx")
    page.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    select(qtbot, page, "上报.xlsx")
    person.saves = tmp_path / "再.xlsx"
    qtbot.mouseClick(page.tools.again, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    assert person.shown == ["ReportedDialog"]
    assert [one.file_name for one in page.model.rows][:2] == ["再.xlsx", "上报.xlsx"]
    assert page.model.rows[0].check_code == page.model.rows[1].check_code
    # What was selected is selected still.
    assert page.table.chosen_row.file_name == "上报.xlsx"


def test_the_folder_used_last_is_offered_next(
    qtbot: QtBot, make: Make, runner: Runner, issued_database: Path, person: object, tmp_path: Path
) -> None:
    page = make(issued_database)
    (tmp_path / "收").mkdir()
    (tmp_path / "收" / "信.xlsx").write_bytes(b"hello")
    person.opens, person.saves = [tmp_path / "收" / "信.xlsx"], tmp_path / "汇总.xlsx"
    qtbot.mouseClick(page.import_button, LEFT)
    qtbot.mouseClick(page.export_button, LEFT)
    qtbot.waitUntil(lambda: not runner.busy)
    folders = page._errands.folders
    assert (folders.import_folder, folders.export_folder) == (tmp_path / "收", tmp_path)


def test_the_page_is_freed(qtbot: QtBot, make: Make, headquarters_database: Path) -> None:
    page = make(headquarters_database)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()


def test_a_department_confirms_what_had_to_be_guessed(
    qtbot: QtBot, make: Make, runner: Runner, finished_round: Path, tmp_path: Path, person: object
) -> None:
    issued = min((finished_round / "issued").glob("*.xlsx"))
    receive_into(tmp_path / "unit.db", [issued], Origin.WINDOW)
    page = make(tmp_path / "unit.db")
    book = load_workbook(issued)
    sheet = book.worksheets[0]
    sheet.delete_cols(1)
    sheet["L7"] = 1
    book.save(tmp_path / "改.xlsx")
    page._errands.receive([tmp_path / "改.xlsx"])
    qtbot.waitUntil(lambda: page.received.files.rowCount() == 1 and not runner.busy)
    assert page.received.files.rows[0].state is FileState.HELD
    assert page.received.settle_button.isVisible()
    person.agrees = True
    qtbot.mouseClick(page.received.settle_button, LEFT)
    qtbot.waitUntil(lambda: page.received.files.rows[0].state is FileState.TAKEN)
    assert not page.received.settle_button.isVisible()
    assert person.shown == ["SettleDialog"]
