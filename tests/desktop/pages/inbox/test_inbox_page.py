"""The inbox as an officer uses it: drop, look, settle, take, remind."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from db.vocabulary import FileState, Origin, Side
from desktop.desk import open_desk
from desktop.exchange.opening.locking import lock
from desktop.main_window import MainWindow
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.inbox import Missing, Question
from desktop.operations.opened import Settled
from desktop.operations.periods import set_closed
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.trust import enter_exchange_key, make_exchange_key
from desktop.pages.asking import AskDialog
from desktop.pages.inbox.page import InboxPage
from desktop.pages.seat import Seat
from desktop.pages.settle_dialog import SettleDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def seat(window: MainWindow, settle: Callable[[MainWindow], None], issued_database: Path) -> Seat:
    """Headquarters' seat, which waits for March's reports."""
    assert window.open_database(issued_database)
    settle(window)
    settle(window)
    assert isinstance(window.view, Seat)
    return window.view


@pytest.fixture
def inbox(seat: Seat) -> InboxPage:
    assert seat.inbox is not None
    return seat.inbox


def states(inbox: InboxPage) -> list[FileState]:
    return [one.result.state for one in inbox.model.rows]


def test_dropped_files_are_looked_at_and_taken_in_one_click(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path
) -> None:
    QAbstractItemModelTester(inbox.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    seat.receive([finished_round / "reports", broken])
    settle(window)
    settle(window)
    assert seat.pages.currentWidget() is inbox
    assert states(inbox) == [FileState.REJECTED, *[FileState.TAKEN] * 4]
    assert inbox.take_button.text() == "接收 4 份"
    assert "未报 4 家" in inbox.who.text()
    qtbot.mouseClick(inbox.take_button, LEFT)
    settle(window)
    settle(window)
    assert inbox.who.text() == "所有单位都已上报。"
    assert inbox.take_button.isEnabled() is False
    assert window.focusWidget() is inbox.table
    assert inbox.receipt_button.isEnabled()
    # What was read of them is wanted no more.
    assert {one.waiting for one in inbox.model.rows} == {None}
    # What was taken makes room for what comes next; what is still wrong stays.
    seat.receive(sorted((finished_round / "reports").iterdir())[:1])
    settle(window)
    assert states(inbox) == [FileState.REJECTED, FileState.UNCHANGED]


def test_the_chips_show_the_files_of_one_state(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    seat.receive([finished_round / "reports", broken])
    settle(window)
    qtbot.mouseClick(inbox.chips[FileState.REJECTED], LEFT)
    assert [one.path.name for one in inbox.model.rows] == ["坏.xlsx"]
    assert [one.code for one in inbox.detail.findings.rows] == ["file_not_a_workbook"] or inbox.table.chosen_row is None


def test_a_held_file_opens_on_its_question(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, person: Any
) -> None:
    set_closed(seat.desk, "2024-03", closed=True)
    seat.receive(sorted((finished_round / "reports").iterdir())[:2])
    settle(window)
    assert states(inbox) == [FileState.HELD] * 2
    person.agrees = True
    inbox.table.setFocus()
    qtbot.keyClick(inbox.table, Qt.Key.Key_Return)
    settle(window)
    assert person.shown == ["SettleDialog"]
    assert sorted(states(inbox)) == [FileState.HELD, FileState.TAKEN]
    qtbot.mouseClick(inbox.take_button, LEFT)
    settle(window)
    settle(window)
    assert "未报 3 家" in inbox.who.text()


def test_conflicts_are_chosen_cell_by_cell(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path
) -> None:
    issued = min((finished_round / "issued").glob("*.xlsx"))
    for number, text in enumerate(("甲填的", "乙填的")):
        path = Path(copy(issued, tmp_path / f"{number}.xlsx"))
        book = load_workbook(path)
        sheet = book.worksheets[0]
        place = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "存在问题")
        key = next(row for row in range(place.row + 1, sheet.max_row) if sheet.cell(row, 1).value)
        sheet.cell(key, place.column).value = text
        book.save(path)
        seat.receive([path])
        settle(window)
        if number == 0:
            qtbot.mouseClick(inbox.take_button, LEFT)
            settle(window)
    one = inbox.model.rows[0]
    dialog = SettleDialog(one.result, Settled(), {}, inbox._theme, inbox)
    qtbot.addWidget(dialog)
    assert dialog.go_on.isEnabled() is False
    place_of, box = dialog.choices[0]
    box.setCurrentIndex(1)
    assert dialog.go_on.isEnabled()
    assert dict(dialog.settled.conflicts) == {place_of: Side.THEIRS}
    dialog.done(QDialog.DialogCode.Rejected)


def test_reminders_paste_with_whom_to_call(qtbot: QtBot, window: MainWindow, settle: Any, inbox: InboxPage) -> None:
    settle(window)
    settle(window)
    qtbot.mouseClick(inbox.remind_button, LEFT)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert all(line.count("\t") == 2 for line in lines)


def test_where_hundreds_are_missing_some_are_named_and_the_files_have_room(inbox: InboxPage) -> None:
    inbox._on_missing(tuple(Missing(f"第 {number} 开发区管理局", "", "") for number in range(300)))
    assert inbox.who.text().startswith("未报 300 家：第 0 开发区管理局、")
    assert inbox.who.text().endswith("…")
    assert inbox.who.heightForWidth(900) < 120
    inbox.remind_button.click()
    assert len(QGuiApplication.clipboard().text().split("\n")) == 300


def test_receipts_are_written_for_what_is_not_taken(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, tmp_path: Path, person: Any
) -> None:
    assert inbox.receipt_button.isEnabled() is False
    (tmp_path / "信.xlsx").write_bytes(b"hello")
    seat.receive([tmp_path / "信.xlsx"])
    settle(window)
    person.into = tmp_path / "回执"
    qtbot.mouseClick(inbox.receipt_button, LEFT)
    settle(window)
    assert [path.name for path in (tmp_path / "回执").iterdir()] == ["回执_信.xlsx"]
    assert "1 份导入回执" in seat.work.notice.text


def test_a_workbook_behind_a_password_is_opened_with_it(
    window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path, person: Any
) -> None:
    report = min((finished_round / "reports").iterdir())
    locked = tmp_path / report.name
    locked.write_bytes(lock(report.read_bytes(), "k7m2"))
    answers = iter(("wrong", "k7m2"))

    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, AskDialog)
        (line,) = dialog.editors
        assert isinstance(line, QLineEdit)
        line.setText(next(answers))
        return True

    person.show = answer
    seat.receive([locked])
    for _ in range(4):
        settle(window)
    assert states(inbox) == [FileState.TAKEN]
    assert next(answers, None) is None


def without_keys(path: Path, out: Path) -> Path:
    """The form as somebody sends it who deleted what looked superfluous, and renamed a header."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_rows(5)
    sheet.delete_cols(1)
    for cell in sheet[5]:
        if cell.value == "存在问题":
            cell.value = "存在的问题"
    sheet["L6"] = 1
    book.save(out)
    return out


def test_guesses_are_confirmed_on_one_screen(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path
) -> None:
    seat.receive([without_keys(min((finished_round / "issued").glob("*.xlsx")), tmp_path / "改.xlsx")])
    settle(window)
    one = inbox.model.rows[0]
    assert (one.result.state, one.question) == (FileState.HELD, Question.REPAIRS)
    dialog = SettleDialog(one.result, Settled(), {}, inbox._theme, inbox)
    qtbot.addWidget(dialog)
    assert len(dialog.choices) == len(one.result.repairs) > 2
    # What is likeliest is chosen already, and named as people name it.
    assert dialog.go_on.isEnabled()
    texts = {place: box.currentText() for place, box in dialog.choices}
    assert texts["column_similar", "存在的问题"] == "存在问题"
    assert texts["headers", ""] == "是，这样理解"
    assert any(text.startswith("T001 ") for text in texts.values())
    _, box = dialog.choices[0]
    box.setCurrentIndex(0)
    assert not dialog.go_on.isEnabled()
    box.setCurrentIndex(1)
    assert dialog.settled.answers.keys() == texts.keys()


def test_confirmed_guesses_make_the_file_clean(
    qtbot: QtBot,
    window: MainWindow,
    settle: Any,
    seat: Seat,
    inbox: InboxPage,
    finished_round: Path,
    tmp_path: Path,
    person: Any,
) -> None:
    seat.receive([without_keys(min((finished_round / "issued").glob("*.xlsx")), tmp_path / "改.xlsx")])
    settle(window)
    inbox.table.selectRow(0)
    person.agrees = True
    qtbot.mouseClick(inbox.settle_button, LEFT)
    settle(window)
    settle(window)
    assert states(inbox) == [FileState.TAKEN]
    assert inbox.take_button.text() == "接收 1 份"


def test_marks_are_counted_and_what_was_found_and_what_changes_are_both_told(
    qtbot: QtBot, window: MainWindow, settle: Any, seat: Seat, inbox: InboxPage, finished_round: Path, tmp_path: Path
) -> None:
    first = min((finished_round / "reports").glob("*.xlsx"))
    receive(seat.desk, [first])
    unit = Path(copy(finished_round / "units" / "练习单位001.db", tmp_path / "unit.db"))
    department = open_desk(unit, Origin.WINDOW)
    enter_exchange_key(department, make_exchange_key(seat.desk, "练习单位001"))
    key = load_entry(department, "2024-03").rows[0].target.key
    edit_entries(department, "2024-03", [CellEdit(key, "problems", "没有")])
    report(department, "2024-03", tmp_path / "2.xlsx")
    department.close()
    book = load_workbook(tmp_path / "2.xlsx")
    book["填报"]["H7"], book["填报"]["H8"] = 1, 2
    book.save(tmp_path / "3.xlsx")
    seat.receive([tmp_path / "2.xlsx"])
    settle(window)
    detail = inbox.detail
    inbox.table.selectRow(0)
    assert (detail.verified.isVisible(), detail.moved_table.isVisible()) == (True, True)
    assert inbox.model.rows[0].marks == 0
    qtbot.mouseClick(detail.other, LEFT)
    assert [one.code for one in detail.findings.rows] == ["authenticated"]
    assert detail.finding_table.isVisible()

    seat.receive([tmp_path / "3.xlsx"])
    settle(window)
    inbox.table.selectRow(next(row for row, one in enumerate(inbox.model.rows) if one.path.name == "3.xlsx"))
    assert detail.finding_table.isVisible()
    codes = ["locked_changed", "locked_changed", "authenticated"]
    assert [one.code for one in detail.findings.rows][:3] == codes
    qtbot.mouseClick(detail.other, LEFT)
    assert [one.after for one in detail.moved.rows] == ["没有"]
