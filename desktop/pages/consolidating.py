"""Errands of headquarters: issuing, the summary, one's own forms, the briefing, and where figures come from."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations import summary
from desktop.operations.filling import Filled, fill_template, write_names
from desktop.operations.issue import Issued, Recipient, issue, recipients
from desktop.operations.origins import Origin, Origins, load_origins, save_original
from desktop.pages.briefing.publishing import Publishing
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import Folders, tell_renamed, tell_written
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.origin_dialog import OriginDialog, original_name
from desktop.pages.runner import Topic
from desktop.pages.saving import Saving
from desktop.pages.work import Work
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak


class Consolidating(QObject):
    """What headquarters makes of its plan and of what it has received."""

    def __init__(
        self, desk: Desk, work: Work, theme: Theme, chooser: Chooser, folders: Folders, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._runner = work.runner
        self._theme = theme
        self._chooser = chooser
        self._saving = Saving(work, chooser, window)
        self._window = window
        self.folders = folders
        self._publishing = Publishing(desk, work, chooser, folders, window)

    def show_briefing(self, code: str) -> None:
        """Show the briefing of a period, to be saved."""
        self._publishing.show(code)

    def issue(self, code: str) -> None:
        """Ask for whom and into which folder, then write the assignment workbooks."""
        self._runner.run(lambda _progress: recipients(self._desk, code), lambda found: self._on_recipients(code, found))

    def _on_recipients(self, code: str, found: Sequence[Recipient]) -> None:
        dialog = IssueDialog(Period.parse(code), found, self._window)
        if not self._chooser.show(dialog):
            return
        title = self.tr("Choose the folder for the assignment workbooks")
        folder = self._chooser.folder(self._window, title, self.folders.export_folder)
        order = dialog.order
        if folder is not None:
            self._work.begin(
                self.tr("Writing assignment workbooks"),
                lambda progress: issue(self._desk, code, folder, progress, order),
                lambda issued: self._on_issued(issued, folder),
                changes=frozenset({Topic.PLAN, Topic.EXCHANGES}),
            )

    def export_summary(self, code: str) -> None:
        """Ask where to, then write the summary workbook."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, summary.suggested_name(code))
        if out is not None:
            self._summarize(code, out)

    def fill_form(self, code: str) -> None:
        """Ask for one's own form and where to, then fill it."""
        template = self._chooser.form(self._window, self.folders.import_folder)
        if template is None:
            return
        name = f"{template.stem}_{Period.parse(code).code}"
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, f"{name}{template.suffix}")
        if out is not None:
            out = out.with_suffix(template.suffix)
            self._saving.begin(
                self.tr("Filling the form"),
                out,
                lambda path, _progress: fill_template(self._desk, code, template, path),
                self._on_filled,
            )

    def export_names(self, code: str) -> None:
        """Ask where to, then write the list of names that a form may hold."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, self.tr("Names for forms.xlsx"))
        if out is not None:
            self._saving.begin(
                self.tr("Writing the list of names"),
                out,
                lambda path, _progress: write_names(self._desk, code, path),
                lambda path: self._wrote(self.tr("The list of names is in {file}").format(file=path.name), path.parent),
            )

    def _on_filled(self, filled: Filled) -> None:
        """Say where the form is, and what in it was not known."""
        said = [self.tr("Cells filled: {count} · {file}").format(count=filled.cells, file=filled.path.name)]
        if filled.unknown:
            names = "、".join(f"{one.sheet}!{one.cell} {one.name}" for one in filled.unknown[:3])
            said.append(
                self.tr("Names that are not known: {count} · {names}").format(count=len(filled.unknown), names=names)
            )
        said += [speak(note) for note in filled.notes]
        self._wrote(" ".join(said), filled.path.parent, Part.QUERY if filled.unknown or filled.notes else Part.GOOD)

    def show_origins(self, code: str, target_key: str) -> None:
        """Show where a target's figure of a period comes from."""
        self._runner.run(lambda _progress: load_origins(self._desk, code, target_key), self._on_origins)

    def _on_origins(self, found: Origins) -> None:
        dialog = OriginDialog(found, self._theme, self._window)
        dialog.wanted.connect(self._on_original)
        self._chooser.show(dialog)

    def _on_original(self, origin: Origin) -> None:
        """Ask where to, then write a workbook just as it came."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, original_name(origin))
        if out is not None:
            self._saving.begin(
                self.tr("Saving the workbook as it came"),
                out,
                lambda path, _progress: save_original(self._desk, origin.batch_key, path),
                lambda path: self._wrote(self.tr("Saved as it came: {file}").format(file=path.name), path.parent),
            )

    def _summarize(self, code: str, out: Path) -> None:
        self._saving.begin(
            self.tr("Writing the summary workbook"),
            out,
            lambda path, progress: summary.summarize(self._desk, code, path, progress),
            lambda path: self._wrote(
                self.tr("The summary of {period} is in {file}").format(
                    period=speak(Period.parse(code).title), file=path.name
                ),
                path.parent,
            ),
            frozenset({Topic.EXCHANGES}),
        )

    def _on_issued(self, issued: Issued, folder: Path) -> None:
        said = self.tr("Assignment workbooks in {folder}: {count}").format(count=len(issued.files), folder=str(folder))
        tell_renamed(self._work, self.folders, said, folder, issued.note)

    def _wrote(self, said: str, folder: Path, tone: Part = Part.GOOD) -> None:
        tell_written(self._work, self.folders, said, folder, tone)
