"""The checklist by keys and mouse: errors block, queries take a sentence, a line leads to its cell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db import unfinished
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.checklist import load_checklist
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.runner import Runner, Topic
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
Sit = Callable[[Path], Desk]


@pytest.fixture
def desk(finished_round: Path, tmp_path: Path, sit_down: Sit) -> Desk:
    """A department with one error and two queries of different targets."""
    copy = tmp_path / "unit.db"
    copy.write_bytes((finished_round / "units" / "练习单位001.db").read_bytes())
    desk = sit_down(copy)
    for code, field, text in (("T003", "value", "十二"), ("T001", "value", "0"), ("T002", "value", "0")):
        edit_entries(desk, PERIOD, [CellEdit(key_of(desk, code), field, text)])
    rows = load_entry(desk, PERIOD).rows
    edits = [
        CellEdit(row.target.key, "explanation", "" if row.target.code in {"T001", "T002"} else "已说明") for row in rows
    ]
    edit_entries(desk, PERIOD, edits)
    return desk


def key_of(desk: Desk, code: str) -> str:
    return next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def answer_of(desk: Desk, code: str) -> str:
    return next(row for row in load_entry(desk, PERIOD).rows if row.target.code == code).answer.explanation


def kept(desk: Desk) -> dict[tuple[str, str], str]:
    with desk.store.read() as connection:
        return {(one.place, one.field): one.text for one in unfinished.kept(connection, PERIOD)}


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(holder: QWidget, theme: Theme, runner: Runner, desk: Desk, qtmodeltester: ModelTester) -> ChecklistDialog:
    dialog = ChecklistDialog(desk, PERIOD, load_checklist(desk, PERIOD), theme, runner, holder)
    qtmodeltester.check(dialog.lines)
    dialog.show()
    return dialog


def say_in(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def listed(dialog: ChecklistDialog) -> list[tuple[str, Severity]]:
    return [(line.concern.target.code, line.concern.finding.severity) for line in dialog.lines.rows]


def test_errors_come_first_and_block(dialog: ChecklistDialog) -> None:
    lines = listed(dialog)
    assert lines[0] == ("T003", Severity.ERROR)
    assert {code for code, _ in lines} == {"T001", "T002", "T003"}
    assert not dialog.export_button.isEnabled()
    assert "改正后才能导出" in dialog.words.text()
    assert "错误 1" in dialog.title.text()
    named = [dialog.lines.index(row, 0).data() != "" for row in range(len(lines))]
    assert named == [row == 0 or lines[row - 1][0] != code for row, (code, _) in enumerate(lines)]


def test_enter_and_two_clicks_lead_to_the_cell(qtbot: QtBot, dialog: ChecklistDialog, desk: Desk) -> None:
    with qtbot.waitSignal(dialog.picked) as picked:
        qtbot.keyClick(dialog.table, KEY.Key_Return)
    assert picked.args == [key_of(desk, "T003"), "value"]
    assert not dialog.isVisible()
    assert dialog.result() == ChecklistDialog.DialogCode.Rejected
    dialog.show()
    with qtbot.waitSignal(dialog.picked) as picked:
        qtbot.mouseClick(dialog.answer.go_button, LEFT)
    assert picked.args[1] == "value"


def test_a_sentence_answers_a_query_and_the_next_is_there(
    qtbot: QtBot, dialog: ChecklistDialog, desk: Desk, runner: Runner
) -> None:
    changed: list[object] = []
    runner.changed.connect(changed.append)
    qtbot.keyClick(dialog.table, KEY.Key_Down)
    assert listed(dialog)[1][0] == "T001"
    dialog.answer.text.setFocus()
    say_in(dialog.answer.text, "项目推迟到下月")
    assert not runner.busy
    qtbot.keyClick(dialog.answer.text, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not runner.busy)
    assert answer_of(desk, "T001") == "项目推迟到下月"
    assert "T001" not in {code for code, _ in listed(dialog)}
    assert changed == [frozenset({Topic.ENTRIES, Topic.REPORTS})]
    assert dialog.table.chosen_row.concern.target.code == "T002"
    assert dialog.answer.text.hasFocus()
    assert dialog.answer.text.toPlainText() == ""
    assert not dialog.export_button.isEnabled()


def test_with_the_last_error_the_export_is_free_and_with_the_last_finding_the_list_is_clean(
    qtbot: QtBot, dialog: ChecklistDialog, desk: Desk, runner: Runner
) -> None:
    edit_entries(desk, PERIOD, [CellEdit(key_of(desk, "T003"), "value", "12")])
    for code in ("T001", "T002"):
        row = next(number for number, (known, _) in enumerate(listed(dialog)) if known == code)
        dialog.table.selectRow(row)
        dialog.answer.text.setFocus()
        say_in(dialog.answer.text, "已说明")
        qtbot.mouseClick(dialog.table.viewport(), LEFT)
        dialog.table.setFocus()
        qtbot.waitUntil(lambda: not runner.busy)
    assert listed(dialog) == []
    assert dialog.clean.isVisible()
    assert not dialog.answer.isVisible()
    qtbot.mouseClick(dialog.export_button, LEFT)
    assert dialog.result() == ChecklistDialog.DialogCode.Accepted


def test_what_was_typed_is_kept_when_it_is_closed(
    qtbot: QtBot, dialog: ChecklistDialog, desk: Desk, runner: Runner
) -> None:
    dialog.table.selectRow(1)
    dialog.answer.text.setFocus()
    say_in(dialog.answer.text, "已说明")
    qtbot.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not runner.busy)
    assert not dialog.isVisible()
    assert answer_of(desk, "T001") == "已说明"


def test_a_period_closed_meanwhile_is_said(qtbot: QtBot, dialog: ChecklistDialog, desk: Desk, runner: Runner) -> None:
    with desk.store.write() as connection:
        connection.exec_driver_sql("UPDATE periods SET state = 'closed'")
    dialog.table.selectRow(1)
    dialog.answer.text.setFocus()
    say_in(dialog.answer.text, "已说明")
    qtbot.keyClick(dialog.answer.text, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not runner.busy)
    assert "已经关闭" in dialog.words.text()


def test_the_dialog_is_freed(qtbot: QtBot, dialog: ChecklistDialog) -> None:
    dialog.close()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()


def test_a_sentence_that_is_being_typed_is_kept_until_it_is_stored(
    dialog: ChecklistDialog, desk: Desk, runner: Runner, qtbot: QtBot
) -> None:
    line = next(n for n, (code, _) in enumerate(listed(dialog)) if code == "T001")
    dialog.table.selectRow(line)
    say_in(dialog.answer.text, "项目推迟到")
    place = (key_of(desk, "T001"), "explanation")
    qtbot.waitUntil(lambda: kept(desk) == {place: "项目推迟到"}, timeout=3000)
    say_in(dialog.answer.text, "五月")
    dialog.reject()
    qtbot.waitUntil(lambda: not runner.busy)
    assert answer_of(desk, "T001") == "项目推迟到五月"
    assert kept(desk) == {}
