"""A period's entries on paper: what stands there, on how many pages, and where it is written."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import cast
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget
from pytestqt.qtbot import QtBot
from systems import not_on_windows

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.printing import load_printed
from desktop.pages.dialogs import Chooser
from desktop.pages.printing.printing import Printing, write_pdf
from desktop.pages.runner import Runner
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reads PDFs with poppler's pdftotext")


@pytest.fixture
def desk(finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """A department whose report is out."""
    return sit_down(Path(shutil.copy(finished_round / "units" / "练习单位001.db", tmp_path / "unit.db")))


def words_of(pdf: Path) -> str:
    tool = shutil.which("pdftotext") or ""
    done = subprocess.run([tool, "-layout", str(pdf), "-"], capture_output=True, check=True)  # noqa: S603 - our own
    # The tool gives radicals for some of the characters that look like them.
    return unicodedata.normalize("NFKC", done.stdout.decode())


def letters(text: str) -> str:
    """A text without its digits, which the tool loses where a font is shared by several languages."""
    return re.sub(r"[0-9 ]", "", text)


@needs_poppler
def test_the_pdf_has_the_figures_the_names_and_the_check_code(theme: Theme, desk: Desk, tmp_path: Path) -> None:
    assert theme.tokens
    printed = load_printed(desk, PERIOD)
    out = tmp_path / "进展.pdf"
    write_pdf(printed, out)
    said = words_of(out)
    assert printed.check_code
    assert letters(f"校验码{printed.check_code}") in letters(said)
    assert "【练习】填报员" in said
    assert all(letters(row.target.title) in letters(said) for row in printed.sheet.rows)


@needs_poppler
def test_what_was_not_reported_yet_says_so(
    theme: Theme, practice_database: Path, sit_down: Callable[[Path], Desk], tmp_path: Path
) -> None:
    assert theme.tokens
    printed = load_printed(sit_down(practice_database), PERIOD)
    write_pdf(printed, tmp_path / "稿.pdf")
    said = words_of(tmp_path / "稿.pdf")
    assert "草稿" in said
    # The header stands on every page.
    assert said.count("进展情况") == said.count("\f") > 1


def test_a_folder_that_is_not_there_is_refused_and_nothing_is_left(theme: Theme, desk: Desk, tmp_path: Path) -> None:
    assert theme.tokens
    printed = load_printed(desk, PERIOD)
    with pytest.raises(Refusal):
        write_pdf(printed, tmp_path / "没有" / "稿.pdf")
    assert not (tmp_path / "没有").exists()


def test_the_pdf_is_saved_where_a_person_says_and_the_notice_leads_there(
    qtbot: QtBot, theme: Theme, desk: Desk, runner: Runner, person: object, tmp_path: Path
) -> None:
    assert theme.tokens
    holder = QWidget()
    qtbot.addWidget(holder)
    work = Work(runner, holder)
    printing = Printing(desk, work, person, holder)
    printing.save_pdf(PERIOD, tmp_path)
    assert person.asked == [f"进展表_{PERIOD}_练习单位001"]
    assert not runner.busy
    person.saves = tmp_path / "a.pdf"
    printing.save_pdf(PERIOD, tmp_path)
    qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
    assert person.saves.read_bytes().startswith(b"%PDF")
    assert "a.pdf" in work.notice.text


class _WithPrinter(Chooser):
    def has_printer(self) -> bool:
        return True


def test_where_there_is_no_printer_the_way_by_a_pdf_is_told(qtbot: QtBot, desk: Desk, runner: Runner) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    work = Work(runner, holder)
    Printing(desk, work, cast("Chooser", Mock(has_printer=lambda: False)), holder).preview(PERIOD)
    qtbot.waitUntil(lambda: bool(work.notice.text))
    assert "没有安装打印机" in work.notice.text


@not_on_windows("without a screen there are no letters there")
def test_the_preview_shows_the_pages_in_black_and_is_freed(
    qtbot: QtBot, theme: Theme, desk: Desk, runner: Runner, settings: Settings
) -> None:
    theme.set_mode("dark")
    holder = QWidget()
    holder.resize(1000, 800)
    qtbot.addWidget(holder)
    seen: list[QWidget] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QPrintPreviewDialog):
            return
        image = dialog.findChildren(QGraphicsView)[0].viewport().grab().toImage()
        middle = [image.pixelColor(image.width() // 2, row).lightness() for row in range(image.height())]
        top = next((row for row, light in enumerate(middle) if light == 255), None)
        if top is None:
            # Its pages are not there yet.
            return
        watching.stop()
        seen.append(dialog)
        # Of the first page, what stands above its table.
        title = [
            image.pixelColor(column, row).lightness()
            for row in range(top, top + 60)
            for column in range(image.width() // 3, 2 * image.width() // 3)
        ]
        darkest.append(min(title))
        dialog.reject()

    darkest: list[int] = []
    watching = QTimer()
    watching.timeout.connect(close)
    watching.start(20)
    printing = Printing(desk, Work(runner, holder), _WithPrinter(settings), holder)
    printing.preview(PERIOD)
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    theme.set_mode("light")
    assert darkest[0] < 60
