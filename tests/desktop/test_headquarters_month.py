"""A month at headquarters, in its window: a foreign list, sixty workbooks of which some are wrong, one page in the end.

What the units do meanwhile is done by their own databases. Only the system's file dialogs are answered for the officer.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.vocabulary import EditedPolicy, FileState, Origin, Verdict
from desktop.desk import Desk, open_desk
from desktop.main_window import MainWindow
from desktop.operations.board import board
from desktop.operations.catalogue import load_catalogue
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.reviewing import load_reports
from desktop.operations.trust import set_edited_policy
from desktop.pages.asking import AskDialog
from desktop.pages.assigning.page import AssigningPage
from desktop.pages.briefing.dialog import BriefingDialog
from desktop.pages.catalogue.list_dialog import ListDialog
from desktop.pages.catalogue.page import CataloguePage
from desktop.pages.inbox.page import InboxPage
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.new_plan import NewPlan
from desktop.pages.review.page import ReviewPage
from desktop.pages.seat import Seat
from desktop.pages.settle_dialog import SettleDialog

PERIOD = "2024-03"
UNITS = 60
LEFT, KEY, CTRL = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.ControlModifier


@dataclass
class Officer:
    """Who sits at the window: presses buttons and answers sheets."""

    bot: QtBot
    window: MainWindow
    person: Any
    answers: list[tuple[str, ...]] = field(default_factory=list)

    def rest(self) -> None:
        for _ in range(2):
            self.bot.waitUntil(lambda: not self.window.busy, timeout=60_000)

    @property
    def seat(self) -> Seat:
        assert isinstance(self.window.view, Seat)
        return self.window.view

    def bring(self, name: str) -> Any:
        self.seat.bring(name)
        self.rest()
        return self.seat.pages.currentWidget()

    def press(self, button: QPushButton) -> None:
        assert button.isEnabled(), button.text()
        self.bot.mouseClick(button, LEFT)
        self.rest()

    def meet(self, act: Callable[[QDialog], bool]) -> None:
        """What to do with the next dialogs that are no sheet of questions."""

        def show(dialog: QDialog) -> bool:
            return self.fill(dialog) if isinstance(dialog, AskDialog) else act(dialog)

        self.person.show = show

    def fill(self, dialog: AskDialog) -> bool:
        for editor, text in zip(dialog.editors, self.answers.pop(0), strict=True):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(editor.findText(text), 0))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                assert isinstance(editor, QLineEdit)
                editor.setText(text)
        return dialog.go_on.isEnabled()


def foreign_list(path: Path) -> Path:
    """A list as a superior made it: a title, a header, figures in phrases and units nobody knows yet."""
    book = Workbook()
    book.active.append(["2024年重点目标任务清单"])
    book.active.append(["序号", "工作板块", "目标任务及要求", "责任单位", "完成时限"])
    for number in range(UNITS):
        area = "城市建设" if number % 2 == 0 else "民生保障"
        book.active.append(
            [number + 1, area, f"新增第{number + 1}类设施{12 * (number % 5 + 1)}座", f"第{number + 1:02}局", "12月底"]
        )
    book.save(path)
    return path


def report_of(folder: Path, issued: Path, name: str) -> Path:
    """A unit's month: its own database, a figure, a narrative, the sealed report."""
    database = folder / f"{name}.db"
    receive_into(database, [issued], Origin.PRACTICE)
    desk = open_desk(database, Origin.PRACTICE)
    try:
        for row in load_entry(desk, PERIOD).rows:
            edits = (("value", "3"), ("status", "推进中"), ("narrative", f"{name}按计划推进。"), ("problems", "无"))
            edits += (("next_steps", "继续推进。"), ("explanation", "按季节安排施工。"))
            edit_entries(desk, PERIOD, [CellEdit(row.target.key, one, text) for one, text in edits])
        made = report(desk, PERIOD, folder / f"上报_{name}.xlsx")
        assert made.path is not None, [str(finding.message) for finding in made.findings]
        return made.path
    finally:
        desk.close()


def edited(path: Path, header: str, text: object) -> None:
    """Somebody types into a workbook after all."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == header)
    row = next(row for row in range(place.row + 1, sheet.max_row + 1) if sheet.cell(row, 1).value)
    sheet.cell(row, place.column).value = text
    book.save(path)


@pytest.fixture
def officer(qtbot: QtBot, window: MainWindow, person: Any) -> Officer:
    window.resize(1500, 900)
    return Officer(qtbot, window, person)


def test_a_month_from_a_foreign_list_to_the_briefing(officer: Officer, tmp_path: Path) -> None:
    database = tmp_path / "督查室.db"
    begin_plan(officer, database, tmp_path)
    take_list(officer)
    give_one_to_another(officer)
    issued = issue_all(officer, tmp_path)
    came_in, units = reports_of_all(tmp_path, issued)
    receive_all(officer, came_in)
    answers = return_two(officer, tmp_path, units)
    accept_all(officer, answers)
    publish(officer, tmp_path)


def begin_plan(officer: Officer, database: Path, tmp_path: Path) -> None:
    officer.person.plan = NewPlan("督查室", None, 2024)
    officer.person.keeps = database
    officer.person.catalogue = lambda _parent: foreign_list(tmp_path / "清单.xlsx")
    officer.window.view._on_new()  # type: ignore[union-attr]  # the welcome
    officer.rest()
    assert officer.seat.desk.is_headquarters


def take_list(officer: Officer) -> None:
    """Units are added, every line is read out of a phrase, looked at and ticked, then all are taken."""

    def act(dialog: QDialog) -> bool:
        assert isinstance(dialog, ListDialog)
        officer.answers = [()]
        officer.press(dialog.units_button)
        assert dialog.ticked == []
        officer.press(dialog.tick_button)
        assert len(dialog.ticked) == UNITS
        return True

    officer.meet(act)
    page = officer.bring("catalogue")
    assert isinstance(page, CataloguePage)
    officer.press(page.empty.button)
    rows = load_catalogue(officer.seat.desk).rows
    assert len(rows) == UNITS
    assert all(row.target.goal.target and row.target.goal.unit == "座" and row.lead for row in rows)


def give_one_to_another(officer: Officer) -> None:
    """In the matrix: the first unit supports the second one's target."""
    page = officer.bring("assigning")
    assert isinstance(page, AssigningPage)
    page.sheet.grid.go_to(1, 3)
    QGuiApplication.clipboard().setText("配合")
    officer.bot.keyClick(page.sheet.grid, KEY.Key_V, CTRL)
    # Qt remembers the modifiers of the last key.
    officer.bot.keyClick(page.sheet.grid, KEY.Key_Home)
    officer.rest()
    assert len(page.model.rows[1].given) == 2


def issue_all(officer: Officer, tmp_path: Path) -> list[Path]:
    officer.meet(lambda dialog: isinstance(dialog, IssueDialog))
    officer.person.into = tmp_path / "下达"
    officer.seat.errands.consolidating.issue(PERIOD)
    officer.rest()
    files = sorted(officer.person.into.glob("下达_*.xlsx"))
    assert len(files) == UNITS
    return files


def reports_of_all(tmp_path: Path, issued: list[Path]) -> tuple[Path, dict[str, Path]]:
    """What is in the mail on the fifth: sixty-odd files, some of them not as they should be."""
    work, mail = tmp_path / "各局", tmp_path / "收到"
    work.mkdir()
    mail.mkdir()
    units = {path.stem.split("_")[1]: path for path in issued}
    names = list(units)
    for name in names[:-1]:
        shutil.copy(report_of(work, units[name], name), mail)
    # Three that are wrong.
    (mail / "说明.xlsx").write_bytes(b"not a workbook")
    edited_copy(mail, f"上报_{names[3]}.xlsx", "坏数.xlsx", "本期累计", "约三座")
    shutil.copy(foreign_list(tmp_path / "别的.xlsx"), mail / "别的清单.xlsx")
    # Two that somebody edited by hand after their export.
    for name in names[:2]:
        edited(mail / f"上报_{name}.xlsx", "存在问题", "缺资金")
    # One older than what is there as well: the unit has reported twice.
    older = mail / f"上报_{names[2]}.xlsx"
    older.rename(mail / f"旧_{names[2]}.xlsx")
    shutil.copy(again(work, names[2]), mail / f"新_{names[2]}.xlsx")
    # One that came twice.
    shutil.copy(mail / f"上报_{names[4]}.xlsx", mail / f"副本_{names[4]}.xlsx")
    # One unit has no program: two people filled its workbook in, each in their own way.
    for who, text in (("甲", "甲填的进展"), ("乙", "乙填的进展")):
        shutil.copy(units[names[-1]], mail / f"{who}.xlsx")
        edited(mail / f"{who}.xlsx", "本期累计", 3)
        edited(mail / f"{who}.xlsx", "进展情况", text)
        edited(mail / f"{who}.xlsx", "情况说明", "按季节安排施工。")
    return mail, {name: work / f"{name}.db" for name in names}


def edited_copy(folder: Path, source: str, name: str, header: str, text: object) -> None:
    shutil.move(folder / source, folder / name)
    shutil.copy(folder / name, folder / source)
    edited(folder / name, header, text)


def again(work: Path, name: str) -> Path:
    """A unit reports once more."""
    desk = open_desk(work / f"{name}.db", Origin.PRACTICE)
    try:
        row = load_entry(desk, PERIOD).rows[0]
        edit_entries(desk, PERIOD, [CellEdit(row.target.key, "narrative", "补充说明。")])
        made = report(desk, PERIOD, work / f"再报_{name}.xlsx")
        assert made.path is not None
        return made.path
    finally:
        desk.close()


def receive_all(officer: Officer, mail: Path) -> None:
    desk = officer.seat.desk
    set_edited_policy(desk, EditedPolicy.HOLD)
    inbox = officer.bring("inbox")
    assert isinstance(inbox, InboxPage)
    officer.seat.receive([mail])
    officer.rest()
    states = [one.result.state for one in inbox.model.rows]
    # Three are wrong; two were edited and one contradicts another; one came twice. All the rest is clean.
    assert [states.count(one) for one in (FileState.REJECTED, FileState.HELD, FileState.UNCHANGED)] == [3, 3, 1]
    assert states.count(FileState.TAKEN) == len(states) - 7
    officer.meet(settle_dialog)
    for _ in range(4):
        asking = [number for number, one in enumerate(inbox.model.rows) if one.question is not None]
        if not asking:
            break
        inbox.table.selectRow(asking[0])
        officer.press(inbox.settle_button)
    officer.press(inbox.take_button)
    officer.seat.receive(sorted(mail.glob("[甲乙].xlsx")))
    officer.rest()
    for _ in range(3):
        asking = [number for number, one in enumerate(inbox.model.rows) if one.question is not None]
        if not asking:
            break
        inbox.table.selectRow(asking[0])
        officer.press(inbox.settle_button)
    if inbox.take_button.isEnabled():
        officer.press(inbox.take_button)
    assert inbox.who.text() == "所有单位都已上报。"
    # Whoever sends the older one of two once more changes nothing.
    officer.seat.receive(list(mail.glob("旧_*.xlsx")))
    officer.rest()
    old = next(one for one in inbox.model.rows if one.path.name.startswith("旧_") and not one.taken)
    assert old.result.state in {FileState.HELD, FileState.UNCHANGED}
    assert all(head.report is not None for head in load_reports(desk, PERIOD))


def settle_dialog(dialog: QDialog) -> bool:
    """Take it all the same; of two values the one that came in."""
    assert isinstance(dialog, SettleDialog)
    for _, box in dialog.choices:
        box.setCurrentIndex(1)
    return dialog.go_on.isEnabled()


def return_two(officer: Officer, tmp_path: Path, units: dict[str, Path]) -> list[Path]:
    """Two reports go back with a comment; the units answer and report once more."""
    page = officer.bring("review")
    assert isinstance(page, ReviewPage)
    answers = []
    officer.meet(lambda _dialog: False)
    for name in list(units)[5:7]:
        row = next(number for number, one in enumerate(page.units.rows) if one.unit == name)
        page.unit_table.selectRow(row)
        officer.rest()
        officer.answers = [("本期累计", "请核实"), ("数字存疑",)]
        officer.press(page.comment_button)
        officer.person.saves = tmp_path / f"审核_{name}.xlsx"
        officer.press(page.return_button)
        answers.append(answer(units[name], officer.person.saves, tmp_path / f"答复_{name}.xlsx"))
    return answers


def answer(database: Path, review: Path, out: Path) -> Path:
    desk = open_desk(database, Origin.PRACTICE)
    try:
        assert receive(desk, [review])[0].state is FileState.TAKEN
        row = next(row for row in load_entry(desk, PERIOD).rows if row.comments)
        edit_entries(desk, PERIOD, [CellEdit(row.target.key, "reply", "已核实，数字无误")])
        made = report(desk, PERIOD, out)
        assert made.path is not None
        return made.path
    finally:
        desk.close()


def accept_all(officer: Officer, answers: list[Path]) -> None:
    inbox = officer.bring("inbox")
    officer.meet(settle_dialog)
    officer.seat.receive(answers)
    officer.rest()
    officer.press(inbox.take_button)
    page = officer.bring("review")
    for number in range(page.units.rowCount()):
        page.unit_table.selectRow(number)
        officer.rest()
        officer.press(page.accept_button)
    verdicts = {one.verdict for one in load_reports(officer.seat.desk, PERIOD)}
    assert verdicts == {Verdict.ACCEPTED}


def publish(officer: Officer, tmp_path: Path) -> None:
    """Board, summary and briefing say the same."""
    desk: Desk = officer.seat.desk
    page = officer.bring("board")
    assert page.standing.text().startswith("欠进度")
    picture = board(desk, PERIOD)
    assert not picture.missing
    officer.person.saves = tmp_path / "汇总.xlsx"
    officer.press(page.export_button)
    book = load_workbook(officer.person.saves, data_only=True)
    total = next(row for row in book["总览"].iter_rows(values_only=True) if row[0] == "合计")
    assert total[1] == len(picture.lines) == UNITS
    year = officer.bring("consolidation")
    officer.person.save_briefing = lambda _parent, _folder, _name: tmp_path / "通报.docx"

    def save(dialog: QDialog) -> bool:
        assert isinstance(dialog, BriefingDialog)
        officer.press(dialog.word_button)
        return False

    officer.meet(save)
    officer.press(year.briefing_button)
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "通报.docx")).paragraphs)
    assert f"共{UNITS}项" in words
