"""Reporting, as a person goes through it: the checklist, the names, where to, and what to do with the file."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.operations.checklist import Checklist, load_checklist
from desktop.operations.entry import Signature, set_signature, signature_of
from desktop.operations.progress import Progress
from desktop.operations.report import Reported, report, suggested_name
from desktop.pages.checklist.dialog import ChecklistDialog
from desktop.pages.dialogs import Chooser
from desktop.pages.folders import Folders, open_folder
from desktop.pages.reported import ReportedDialog
from desktop.pages.runner import Topic
from desktop.pages.saving import Saving
from desktop.pages.work import Work
from desktop.widgets.theme import Part, Theme

REPORTING = frozenset({Topic.ENTRIES, Topic.REPORTS, Topic.EXCHANGES})


class Reporting(QObject):
    """One desk's reports, from the check to the file."""

    # The target and the field that somebody wants to put right.
    picked = Signal(str, str)
    # What stands in the way of a report, a tuple of Finding.
    blocked = Signal(object)

    def __init__(
        self, desk: Desk, work: Work, theme: Theme, chooser: Chooser, folders: Folders, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._theme = theme
        self._chooser = chooser
        self._folders = folders
        self._saving = Saving(work, chooser, window)
        self._window = window

    def check(self, code: str) -> None:
        """Show what the checks say of a period, and go on to the report from there."""
        self._work.runner.run(lambda _progress: load_checklist(self._desk, code), lambda found: self._show(code, found))

    def export(self, code: str) -> None:
        """Check; where there is something to say, say it first; then ask for the names and the file."""
        self._work.runner.run(
            lambda _progress: load_checklist(self._desk, code), lambda found: self._begin(code, found)
        )

    def tell(self, reported: Reported) -> None:
        """Say where a report is, with its check code, and how to send it."""
        if reported.path is None:
            self._work.notice.say(self.tr("Not exported: there are errors to put right first."), Part.ERROR)
            self.blocked.emit(reported.findings)
            return
        folder = reported.path.parent
        self._folders.export_folder = folder
        said = self.tr("Report no. {revision} is in {file}, check code {code}").format(
            revision=reported.revision, file=reported.path.name, code=reported.check_code
        )
        self._work.notice.say(said, Part.GOOD, (self.tr("Open folder"), lambda: open_folder(folder)))
        self._chooser.show(ReportedDialog(reported.path, reported.revision, reported.check_code, self._window))

    def _show(self, code: str, found: Checklist) -> None:
        if not found.concerns:
            self._work.notice.say(self.tr("Nothing is wrong: the report can be exported."), Part.GOOD)
        elif self._agreed(code, found):
            self._ask(code)

    def _begin(self, code: str, found: Checklist) -> None:
        if not found.concerns or found.sealed or self._agreed(code, found):
            self._ask(code)

    def _agreed(self, code: str, found: Checklist) -> bool:
        """Show the checklist; whether it is to be exported."""
        dialog = ChecklistDialog(self._desk, code, found, self._theme, self._work.runner, self._window)
        dialog.picked.connect(self.picked)
        return self._chooser.show(dialog)

    def _ask(self, code: str) -> None:
        def known(_progress: Progress) -> tuple[str, Signature | None]:
            return suggested_name(self._desk, code), signature_of(self._desk, code)

        self._work.runner.run(known, lambda found: self._sign(code, *found))

    def _sign(self, code: str, name: str, known: Signature | None) -> None:
        """The names come first; a report that is exported again as it was has them already."""
        names = None if known is None else self._chooser.signature(self._window, known)
        if known is None or names is not None:
            out = self._chooser.save_workbook(self._window, self._folders.export_folder, name)
            if out is not None:
                self._report(code, out, names)

    def _report(self, code: str, out: Path, names: Signature | None) -> None:
        def job(path: Path, _progress: Progress) -> Reported:
            if names is not None:
                set_signature(self._desk, code, names)
            return report(self._desk, code, path)

        self._saving.begin(self.tr("Exporting the report"), out, job, self.tell, REPORTING)
