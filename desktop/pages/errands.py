"""Errands: what both seats do with files, each with its question before, its progress meanwhile and its word after."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from db.periods import Period
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations import summary
from desktop.operations.entry import Signature, set_signature, signature_of
from desktop.operations.exchanges import Exchange, undo
from desktop.operations.issue import Issued, issue
from desktop.operations.progress import Progress
from desktop.operations.receive import FileResult, receive
from desktop.operations.report import Reported, report, suggested_name
from desktop.pages.dialogs import Chooser
from desktop.pages.runner import Topic
from desktop.pages.work import Work
from desktop.settings import ASK_UNDO
from desktop.widgets.theme import Part
from desktop.widgets.words import speak, word

RECEIVING = frozenset({Topic.ENTRIES, Topic.PLAN, Topic.REPORTS, Topic.EXCHANGES})


class Errands(QObject):
    """Runs the exchanges of one desk; the bars above the page show them."""

    # What became of the files just received, a list of FileResult.
    received = Signal(object)
    # What stands in the way of a report, a tuple of Finding.
    blocked = Signal(object)

    def __init__(self, desk: Desk, work: Work, chooser: Chooser, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._runner = work.runner
        self._chooser = chooser
        self._window = window

    def import_files(self) -> None:
        """Ask for workbooks and receive them."""
        paths = self._chooser.workbooks(self._window)
        if paths:
            self.receive(paths)

    def receive(self, paths: Sequence[Path]) -> None:
        """Receive workbooks and folders of them."""
        self._work.begin(
            self.tr("Importing"), partial(_receive, self._desk, list(paths)), self._on_received, changes=RECEIVING
        )

    def export_report(self, code: str) -> None:
        """Ask who answers for it and where to, then check, seal and write the unit's report."""

        def known(_progress: Progress) -> tuple[str, Signature | None]:
            return suggested_name(self._desk, code), signature_of(self._desk, code)

        self._runner.run(known, lambda found: self._sign(code, *found))

    def issue(self, code: str) -> None:
        """Ask for a folder, then write every unit's assignment workbook into it."""
        folder = self._chooser.folder(self._window, self._chooser.export_folder())
        if folder is not None:
            self._work.begin(
                self.tr("Writing assignment workbooks"),
                lambda progress: issue(self._desk, code, folder, progress),
                lambda issued: self._on_issued(issued, folder),
                changes=frozenset({Topic.PLAN}),
            )

    def export_summary(self, code: str) -> None:
        """Ask where to, then write the summary workbook."""
        self._choose(summary.suggested_name(code), lambda out: self._summarize(code, out))

    def undo(self, exchange: Exchange) -> None:
        """Ask whether really, then take an import back."""
        question = self.tr("Undo the import of “{file}”?").format(file=exchange.file_name)
        detail = self.tr("Everything goes back to how it was before this file was taken. A backup is made first.")
        asks = self._chooser.asks(ASK_UNDO)
        if not asks or self._chooser.sure(self._window, question, detail, self.tr("Undo import")):
            self._runner.run(
                lambda _progress: undo(self._desk, exchange.batch),
                lambda _undone: self._work.notice.say(self.tr("Undone: {file}").format(file=exchange.file_name)),
                changes=RECEIVING,
            )

    def _choose(self, name: str, then: Callable[[Path], None]) -> None:
        out = self._chooser.save_workbook(self._window, self._chooser.export_folder(), name)
        if out is not None:
            then(out)

    def _sign(self, code: str, name: str, known: Signature | None) -> None:
        """The names come first; a report that is exported again as it was has them already."""
        names = None if known is None else self._chooser.signature(self._window, known)
        if known is None or names is not None:
            self._choose(name, lambda out: self._report(code, out, names))

    def _report(self, code: str, out: Path, names: Signature | None) -> None:
        def job(_progress: Progress) -> Reported:
            if names is not None:
                set_signature(self._desk, code, names)
            return report(self._desk, code, out)

        changes = frozenset({Topic.ENTRIES, Topic.REPORTS})
        self._work.begin(self.tr("Exporting the report"), job, self._on_reported, changes=changes)

    def _summarize(self, code: str, out: Path) -> None:
        self._work.begin(
            self.tr("Writing the summary workbook"),
            lambda progress: summary.summarize(self._desk, code, out, progress),
            lambda path: self._wrote(
                self.tr("The summary of {period} is in {file}").format(
                    period=speak(Period.parse(code).title), file=path.name
                ),
                path.parent,
            ),
        )

    def _on_received(self, results: list[FileResult]) -> None:
        counts = [
            f"{word('file_state', state)} {count}"
            for state in FileState
            if (count := sum(result.state is state for result in results))
        ]
        clean = all(result.state in {FileState.TAKEN, FileState.UNCHANGED} for result in results)
        said = self.tr("{count} files read: {states}").format(count=len(results), states=" · ".join(counts))
        if results:
            self._work.notice.say(said, Part.GOOD if clean else Part.QUERY)
        else:
            self._work.notice.say(self.tr("There is no workbook in what was chosen."), Part.QUERY)
        self.received.emit(results)

    def _on_issued(self, issued: Issued, folder: Path) -> None:
        said = self.tr("{count} assignment workbooks are in {folder}").format(
            count=len(issued.files), folder=str(folder)
        )
        self._wrote(said, folder)

    def _on_reported(self, reported: Reported) -> None:
        if reported.path is None:
            self._work.notice.say(self.tr("Not exported: there are errors to put right first."), Part.ERROR)
            self.blocked.emit(reported.findings)
            return
        said = self.tr("Report no. {revision} is in {file}, check code {code}").format(
            revision=reported.revision, file=reported.path.name, code=reported.check_code
        )
        self._wrote(said, reported.path.parent)

    def _wrote(self, said: str, folder: Path) -> None:
        opened = QUrl.fromLocalFile(str(folder))
        self._work.notice.say(said, Part.GOOD, (self.tr("Open folder"), partial(_open, opened)))


def _receive(desk: Desk, paths: list[Path], progress: Progress) -> list[FileResult]:
    return receive(desk, paths, progress)


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
