"""The briefing in the window: on pages as official documents are, traceable, and saved as it is shown."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.exchange.briefings.briefing import Run
from desktop.main_window import MainWindow
from desktop.operations.board import board
from desktop.operations.briefing import Briefing, Heading, Paragraph, TableBlock, write_template
from desktop.pages.briefing.dialog import BriefingDialog, PageView
from desktop.pages.briefing.ink import Sheet, TextInk
from desktop.pages.briefing.pages import lay_out
from desktop.pages.saving import InUseDialog
from desktop.pages.seat import Seat
from desktop.pages.welcome import Welcome

PERIOD = "2024-03"
LEFT = Qt.MouseButton.LeftButton
WORDS = st.text(st.sampled_from("目标任务进展 A9，。；（）“”"), min_size=1, max_size=120)


def texts(sheets: list[Sheet]) -> list[str]:
    """What stands on sheets, above the number at the foot of each."""
    return [ink.text for sheet in sheets for ink in sheet.inks[:-1] if isinstance(ink, TextInk)]


def brief_of(paragraphs: list[str], rows: int) -> Briefing:
    blocks = [Heading(1, "一、总体进展"), *(Paragraph((Run(text),)) for text in paragraphs)]
    table = TableBlock("情况表", ("序号", "目标"), tuple((str(n), "目标" * 30) for n in range(rows)), (25, 200), "说明")
    return Briefing("通报", "督查室", "", "各单位", tuple(blocks), "督查室", date(2024, 4, 5), (table,))


@pytest.mark.usefixtures("qapp")
@settings(max_examples=25)
@given(st.lists(WORDS, max_size=30), st.integers(0, 60))
def test_no_word_is_lost_and_none_stands_outside_the_type_area(paragraphs: list[str], rows: int) -> None:
    sheets = lay_out(brief_of(paragraphs, rows))
    told = "".join(texts(sheets)).replace(" ", "")
    for paragraph in paragraphs:
        assert paragraph.replace(" ", "") in told
    for number, sheet in enumerate(sheets, 1):
        *inks, footer = sheet.inks
        assert footer.text == f"— {number} —"
        right, bottom = (184.0, 262.0) if not sheet.landscape else (260.0, 184.0)
        assert all(ink.left + ink.width <= right + 0.1 for ink in inks)
        assert all(ink.top + ink.height <= bottom + 0.1 for ink in inks)
    assert sum(not sheet.landscape for sheet in sheets) >= 1


@pytest.fixture
def show(
    window: MainWindow, settle: Callable[[MainWindow], None], headquarters_database: Path, person: Any
) -> Callable[[Callable[[BriefingDialog], None]], None]:
    """Opens the briefing from the consolidation page and lets a person act on it."""

    def open_it(act: Callable[[BriefingDialog], None]) -> None:
        assert window.open_database(headquarters_database)
        settle(window)
        assert isinstance(window.view, Seat)

        def look(dialog: QDialog) -> bool:
            assert isinstance(dialog, BriefingDialog)
            act(dialog)
            return False

        person.show = look
        window.view.errands.consolidating.show_briefing(PERIOD)
        settle(window)
        settle(window)

    return open_it


def test_a_sentence_leads_to_the_targets_that_made_its_numbers(qtbot: QtBot, window: MainWindow, show: Any) -> None:
    told = []

    def act(dialog: BriefingDialog) -> None:
        number = next(
            n for n, one in enumerate(dialog.brief.blocks) if isinstance(one, Paragraph) and "其中" in one.text
        )
        view, (top, _, _) = next(
            (view, mark) for view in dialog.findChildren(PageView) for mark in view._sheet.marks if mark[2] == number
        )
        qtbot.mouseClick(view, LEFT, pos=QPoint(view.width() // 2, round((top + 2) * view._dots)))
        told.append(dialog.pane.text)

    show(act)
    assert isinstance(window.view, Seat)
    lines = board(window.view.desk, PERIOD).lines
    assert all(f"{line.target.code} {line.target.title}" in told[0] for line in lines)


def test_it_is_saved_for_word_and_as_a_pdf_and_in_ones_own_words(
    qtbot: QtBot, window: MainWindow, settle: Any, show: Any, person: Any, tmp_path: Path
) -> None:
    template = write_template(tmp_path / "措辞.toml")
    template.write_text(template.read_text(encoding="utf-8").replace("各有关单位", "各部门"), encoding="utf-8")
    person.save_briefing = lambda _parent, _folder, name: tmp_path / f"{name}.docx"
    person.wording = lambda _parent, _start: template
    person.save_wording = lambda _parent, _folder: tmp_path / "副本.toml"
    person.saves = tmp_path / "通报.pdf"

    def act(dialog: BriefingDialog) -> None:
        assert "各有关单位：" in texts(list(dialog.sheets))
        qtbot.mouseClick(dialog.wording_button, LEFT)
        settle(window)
        assert "各部门：" in texts(list(dialog.sheets))
        for button in (dialog.word_button, dialog.pdf_button, dialog.template_button):
            qtbot.mouseClick(button, LEFT)
            settle(window)

    show(act)
    words = [paragraph.text for paragraph in Document(str(tmp_path / f"通报_{PERIOD}.docx")).paragraphs]
    assert "各部门：" in words
    assert person.saves.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "副本.toml").exists()


def test_it_is_printed_after_a_look_at_the_pages(
    qtbot: QtBot, window: MainWindow, show: Any, person: Any, tmp_path: Path
) -> None:
    assert isinstance(window.view, Welcome)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))

    def look(preview: QDialog) -> bool:
        assert isinstance(preview, QPrintPreviewDialog)
        preview.paintRequested.emit(printer)
        return False

    def act(dialog: BriefingDialog) -> None:
        person.show = look
        qtbot.mouseClick(dialog.print_button, LEFT)
        person.prints = False
        qtbot.mouseClick(dialog.print_button, LEFT)
        assert "没有安装打印机" in dialog.count.text()

    show(act)
    paper = (tmp_path / "纸.pdf").read_bytes()
    assert paper.count(b"/Type /Page\n") > 1
    # The wide tables stand on pages that lie.
    sizes = {
        (round(float(wide)), round(float(high))) for wide, high in re.findall(rb"/MediaBox \[0 0 (\S+) (\S+)\]", paper)
    }
    assert sizes == {(595, 842), (842, 595)}


def test_what_is_open_in_word_is_saved_under_a_second_name_above_the_briefing(
    qtbot: QtBot, settle: Any, window: MainWindow, show: Any, person: Any, tmp_path: Path, kept_open: Callable[..., Any]
) -> None:
    out = tmp_path / "通报.docx"
    person.save_briefing = lambda _parent, _folder, _name: out
    kept_open(out)

    def take_second_name(dialog: QDialog) -> bool:
        assert isinstance(dialog, InUseDialog)
        qtbot.mouseClick(dialog.second_name, LEFT)
        return dialog.result() == QDialog.DialogCode.Accepted

    def act(dialog: BriefingDialog) -> None:
        person.show = take_second_name
        qtbot.mouseClick(dialog.word_button, LEFT)
        settle(window)

    show(act)
    assert out.read_bytes() == b"old"
    assert Document(str(tmp_path / "通报_2.docx")).paragraphs
