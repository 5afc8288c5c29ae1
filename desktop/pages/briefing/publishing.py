"""The briefing from the window: shown first, then saved for Word or as a PDF, in one's own wording."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations import briefing
from desktop.operations.briefing import Briefing
from desktop.operations.finding import target_names
from desktop.operations.printing import put_in_place
from desktop.pages.briefing.dialog import BriefingDialog
from desktop.pages.briefing.ink import Sheet
from desktop.pages.briefing.pages import lay_out
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import Folders, tell_written
from desktop.pages.printing.previewing import in_black, preview
from desktop.pages.saving import Saving
from desktop.pages.work import Work

_DOTS = 300


class Publishing(QObject):
    """Shows the briefing of a period, and writes it where a person says."""

    def __init__(self, desk: Desk, work: Work, chooser: Chooser, folders: Folders, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._chooser = chooser
        self._folders = folders
        self._saving = Saving(work, chooser, window)
        self._window = window

    def show(self, code: str) -> None:
        """Show the briefing of a period."""
        self._work.runner.run(
            lambda _progress: (briefing.briefing(self._desk, code), _names(self._desk)),
            lambda found: self._on_made(code, *found),
        )

    def _on_made(self, code: str, brief: Briefing, names: Mapping[str, str]) -> None:
        dialog = BriefingDialog(brief, names, self._window)
        dialog.word_wanted.connect(lambda: self._save_word(code, dialog))
        dialog.pdf_wanted.connect(lambda: self._save_pdf(code, dialog))
        dialog.print_wanted.connect(lambda: self._print(dialog))
        dialog.wording_wanted.connect(lambda: self._on_wording(code, dialog))
        dialog.template_wanted.connect(self._save_template)
        self._chooser.show(dialog)

    def _save_word(self, code: str, dialog: BriefingDialog) -> None:
        out = self._chooser.save_briefing(dialog, self._folders.export_folder, self._name(code))
        brief = dialog.brief
        if out is not None:
            self._saving.begin(
                self.tr("Saving the briefing"), out, lambda path, _progress: briefing.save(brief, path), self._tell
            )

    def _save_pdf(self, code: str, dialog: BriefingDialog) -> None:
        out = self._chooser.save_pdf(dialog, self._folders.export_folder, self._name(code))
        brief = dialog.brief
        if out is not None:
            self._saving.begin(
                self.tr("Saving the briefing"),
                out,
                lambda path, _progress: put_in_place(path, pdf_of(brief)),
                self._tell,
            )

    def _print(self, dialog: BriefingDialog) -> None:
        brief = dialog.brief
        why_not = preview(self._chooser, _layout(lay_out(brief)[0]), brief.title, partial(draw, brief), dialog)
        if why_not:
            dialog.count.setText(why_not)

    def _on_wording(self, code: str, dialog: BriefingDialog) -> None:
        """Word it by a copy of the template that somebody edited."""
        template = self._chooser.wording(dialog, self._folders.import_folder)
        if template is not None:
            self._work.runner.run(lambda _progress: briefing.briefing(self._desk, code, template), dialog.show_briefing)

    def _save_template(self) -> None:
        out = self._chooser.save_wording(self._window, self._folders.export_folder)
        if out is not None:
            self._work.runner.run(lambda _progress: briefing.write_template(out), self._tell)

    def _name(self, code: str) -> str:
        return self.tr("Briefing_{period}").format(period=Period.parse(code).code)

    def _tell(self, path: Path) -> None:
        tell_written(self._work, self._folders, self.tr("Saved: {file}").format(file=path.name), path.parent)


def _names(desk: Desk) -> dict[str, str]:
    return {one.key: f"{one.code} {one.title}" for one in target_names(desk)}


def pdf_of(brief: Briefing) -> bytes:
    """The briefing as a PDF, each page as it is shown."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(brief.title)
    writer.setCreator(brief.organ)
    draw(brief, writer)
    buffer.close()
    return bytes(content.data())


def draw(brief: Briefing, device: QPagedPaintDevice) -> None:
    """The pages of the briefing on paper or what stands for it, each as it is shown."""
    sheets = lay_out(brief)
    device.setPageLayout(_layout(sheets[0]))
    painter = QPainter(device)
    in_black(painter)
    for number, sheet in enumerate(sheets):
        if number:
            # Of the layout, a printer that prints already lets this alone be changed.
            device.setPageOrientation(_layout(sheet).orientation())
            device.newPage()
        sheet.draw(painter, device.logicalDpiX() / 25.4)
    painter.end()


def _layout(sheet: Sheet) -> QPageLayout:
    turned = QPageLayout.Orientation.Landscape if sheet.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0))
