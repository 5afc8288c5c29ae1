"""Printing a period's entries: with a preview, or into a PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations.printing import Printed, load_printed, put_in_place
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import open_folder
from desktop.pages.printing.press import LAYOUT, press
from desktop.pages.printing.previewing import preview
from desktop.pages.saving import Saving
from desktop.pages.work import Work
from desktop.widgets.theme import Part
from desktop.widgets.words import speak


class Printing(QObject):
    """What a desk puts on paper."""

    def __init__(self, desk: Desk, work: Work, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._chooser = chooser
        self._saving = Saving(work, chooser, window)
        self._window = window

    def preview(self, code: str) -> None:
        """Show the pages as they would be printed."""
        self._work.runner.run(lambda _progress: load_printed(self._desk, code), self._on_preview)

    def save_pdf(self, code: str, folder: Path) -> None:
        """Ask where to, then write the pages into a PDF."""
        name = self.tr("Progress {period} {unit}").format(period=Period.parse(code).code, unit=self._desk.unit)
        out = self._chooser.save_pdf(self._window, folder, name)
        if out is not None:
            self._saving.begin(
                self.tr("Saving the PDF"),
                out,
                lambda path, _progress: write_pdf(load_printed(self._desk, code), path),
                self._on_saved,
            )

    def _on_preview(self, printed: Printed) -> None:
        name = speak(printed.sheet.period.title)
        why_not = preview(self._chooser, LAYOUT, name, partial(press, printed), self._window)
        if why_not:
            self._work.notice.say(why_not, Part.QUERY)

    def _on_saved(self, out: Path) -> None:
        said = self.tr("The PDF is in {file}").format(file=out.name)
        self._work.notice.say(said, Part.GOOD, (self.tr("Open folder"), partial(open_folder, out.parent)))


def write_pdf(printed: Printed, out: Path) -> Path:
    """Write the pages into a PDF; refused where the file cannot be written."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(LAYOUT)
    writer.setTitle(speak(printed.sheet.period.title))
    press(printed, writer)
    buffer.close()
    return put_in_place(out, bytes(content.data()))
