"""Errands: what both seats do with files, each with its question before, its progress meanwhile and its word after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations import returning
from desktop.operations.exchanges import Exchange, export_again, undo
from desktop.operations.finding import target_names
from desktop.operations.inbox import Incoming, inspect, take_incoming
from desktop.operations.opened import Settled
from desktop.operations.progress import Progress
from desktop.operations.receipts import send_receipts
from desktop.operations.receive import FileResult, receive
from desktop.operations.undoing import UndoPreview, undo_preview
from desktop.operations.unlocking import is_locked
from desktop.operations.written import Written
from desktop.pages.consolidating import Consolidating
from desktop.pages.dialogs import Chooser
from desktop.pages.exchange.undo_dialog import UndoDialog
from desktop.pages.folders import Folders, open_folder, tell_renamed, tell_written
from desktop.pages.reporting import Reporting
from desktop.pages.runner import Topic
from desktop.pages.saving import Saving
from desktop.pages.settle_dialog import SettleDialog
from desktop.pages.trust.signer import Vouching
from desktop.pages.unlocking import Unlocking
from desktop.pages.work import Work
from desktop.settings import ASK_UNDO, Settings
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import word

RECEIVING = frozenset({Topic.ENTRIES, Topic.PLAN, Topic.REPORTS, Topic.EXCHANGES})


class Errands(QObject):
    """Runs the exchanges of one desk; the bars above the page show them."""

    # What became of the files just received, a list of FileResult.
    received = Signal(object)
    # What headquarters would take of the files just looked at, a tuple of Incoming.
    looked = Signal(object)
    # What stands in the way of a report, a tuple of Finding.
    blocked = Signal(object)
    # The target and the field that somebody wants to put right.
    picked = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        work: Work,
        theme: Theme,
        chooser: Chooser,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._work = work
        self._runner = work.runner
        self._theme = theme
        self._chooser = chooser
        self._window = window
        self._settings = settings
        # What was said of files that were held back, by their paths.
        self._settled: dict[Path, Settled] = {}
        self.folders = Folders(settings)
        self._unlocking = Unlocking(self._runner, chooser, window)
        self._vouching = Vouching(desk, self._runner, chooser, window)
        self._saving = Saving(work, chooser, window)
        self.consolidating = Consolidating(desk, work, theme, chooser, self.folders, window)
        self._reporting = Reporting(desk, work, theme, chooser, self.folders, window)
        self._reporting.blocked.connect(self.blocked)
        self._reporting.picked.connect(self.picked)

    def import_files(self) -> None:
        """Ask for workbooks and receive them."""
        paths = self._chooser.workbooks(self._window, self.folders.import_folder)
        if paths:
            self.folders.import_folder = paths[0].parent
            self.receive(paths)

    def receive(self, paths: Sequence[Path]) -> None:
        """Receive workbooks and folders of them; headquarters looks at them first."""
        wanted = list(paths)
        if self._desk.is_headquarters:
            self._work.begin(
                self.tr("Reading"),
                partial(_inspect, self._desk, wanted),
                lambda files: self._on_looked_at(wanted, files),
            )
            return
        self._receive(wanted, Settled())

    def _receive(self, paths: list[Path], settled: Settled) -> None:
        """Receive at a department, with what somebody said of what held these files back."""
        self._settled |= dict.fromkeys(paths, settled)
        self._work.begin(
            self.tr("Importing"),
            partial(_receive, self._desk, paths, settled),
            lambda results: self._on_received(results, paths),
            changes=RECEIVING,
        )

    def _receive_of(self, paths: list[Path], signer: str) -> None:
        """Receive files again whose signature somebody compared."""
        self._receive(paths, replace(self._settled.get(paths[0], Settled()), signer=signer))

    def _unlock(self, paths: Sequence[Path], results: Sequence[FileResult]) -> bool:
        """Where files want a password, ask for it and receive them again; whether that was done."""
        return self._unlocking.ask(paths, [one.path for one in results if is_locked(one)], self.receive)

    def take(self, files: Sequence[Incoming]) -> None:
        """Take files that were looked at, all of them or none."""
        self._work.begin(
            self.tr("Importing"),
            lambda progress: take_incoming(self._desk, files, progress),
            self._on_received,
            changes=RECEIVING,
        )

    def settle(self, result: FileResult) -> None:
        """Ask what a department's held file means, and receive it with the answer."""
        self._runner.run(
            lambda _progress: {one.key: f"{one.code} {one.title}" for one in target_names(self._desk)},
            lambda names: self._on_names(result, names),
        )

    def _on_names(self, result: FileResult, names: Mapping[str, str]) -> None:
        before = self._settled.get(result.path, Settled())
        dialog = SettleDialog(result, before, names, self._theme, self._window)
        if self._chooser.show(dialog):
            self._receive([result.path], dialog.settled)

    def check_report(self, code: str) -> None:
        """Show what the checks say of the unit's entries of a period."""
        self._reporting.check(code)

    def export_report(self, code: str) -> None:
        """Check, ask who answers for it and where to, then seal and write the unit's report."""
        self._reporting.export(code)

    def send_back(self, code: str, unit: str, revision: int, reason: str) -> None:
        """Ask where to, then return a unit's report in a workbook with all that was said of it."""
        name = returning.suggested_name(code, unit, revision)
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, name)
        if out is not None:
            self._saving.begin(
                self.tr("Returning the report"),
                out,
                lambda path, _progress: returning.send_review(self._desk, code, unit, path, reason),
                lambda sent: self._wrote(
                    self.tr("The review of {unit} is in {file}").format(unit=unit, file=sent.path.name),
                    sent.path.parent,
                ),
                frozenset({Topic.REPORTS, Topic.EXCHANGES}),
            )

    def write_receipts(self, results: Sequence[FileResult]) -> None:
        """Ask for a folder, then write a receipt for each of these files that was not taken."""
        title = self.tr("Choose the folder for the receipts")
        folder = self._chooser.folder(self._window, title, self.folders.export_folder)
        if folder is not None:
            self._work.begin(
                self.tr("Writing receipts"),
                lambda _progress: send_receipts(self._desk, results, folder),
                lambda written: self._on_receipts(written, folder),
                changes=frozenset({Topic.EXCHANGES}),
            )

    def export_again(self, exchange: Exchange) -> None:
        """Ask where to, then write a report that went out once more, as it was."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, exchange.file_name)
        if out is not None:
            self._saving.begin(
                self.tr("Exporting the report"),
                out,
                lambda path, _progress: export_again(self._desk, exchange.key, path),
                self._reporting.tell,
                frozenset({Topic.EXCHANGES}),
            )

    def show_file(self, exchange: Exchange) -> None:
        """Open the folder of a file; say so where the file or the folder is no longer there."""
        path = exchange.path
        if path is not None:
            # A share that is gone may take its time to say so.
            self._runner.run(
                lambda _progress: (path.is_file(), path.parent.is_dir()), lambda there: self._on_looked(path, *there)
            )

    def copy_code(self, exchange: Exchange) -> None:
        """Put a check code on the clipboard."""
        QGuiApplication.clipboard().setText(exchange.check_code)
        self._work.notice.say(self.tr("Copied: {code}").format(code=exchange.check_code))

    def undo(self, exchange: Exchange) -> None:
        """Show what would be put back, then take an import back."""
        self._runner.run(lambda _progress: undo_preview(self._desk, exchange.key), self._on_preview)

    def _on_preview(self, preview: UndoPreview) -> None:
        exchange = preview.exchange
        asks = self._settings.get(ASK_UNDO)
        if not asks or self._chooser.show(UndoDialog(preview, self._theme, self._window)):
            self._runner.run(
                lambda _progress: undo(self._desk, exchange.key),
                lambda _undone: self._work.notice.say(self.tr("Undone: {file}").format(file=exchange.file_name)),
                changes=RECEIVING,
            )

    def _on_looked(self, path: Path, file: bool, folder: bool) -> None:
        if not file:
            self._work.notice.say(
                self.tr("{file} is no longer in {folder}. It was moved, renamed or deleted.").format(
                    file=path.name, folder=str(path.parent)
                ),
                Part.QUERY,
            )
        if folder:
            open_folder(path.parent)

    def _on_looked_at(self, paths: Sequence[Path], files: tuple[Incoming, ...]) -> None:
        if self._unlock(paths, [one.result for one in files]):
            return
        if not files:
            self._work.notice.say(self.tr("There is no workbook in what was chosen."), Part.QUERY)
        self.looked.emit(files)

    def _on_received(self, results: list[FileResult], paths: Sequence[Path] = ()) -> None:
        if paths and self._unlock(paths, results):
            return
        counts = [
            f"{word('file_state', state)} {count}"
            for state in FileState
            if (count := sum(result.state is state for result in results))
        ]
        clean = all(result.state in {FileState.TAKEN, FileState.UNCHANGED} for result in results)
        said = self.tr("Files read: {count} · {states}").format(count=len(results), states=" · ".join(counts))
        if results:
            self._work.notice.say(said, Part.GOOD if clean else Part.QUERY)
        else:
            self._work.notice.say(self.tr("There is no workbook in what was chosen."), Part.QUERY)
        self.received.emit(results)
        self._vouching.ask(results, self._receive_of)

    def _on_receipts(self, written: Written, folder: Path) -> None:
        said = self.tr("Receipts in {folder}: {count}").format(count=len(written.files), folder=str(folder))
        tell_renamed(self._work, self.folders, said, folder, written.note)

    def _wrote(self, said: str, folder: Path) -> None:
        tell_written(self._work, self.folders, said, folder)


def _receive(desk: Desk, paths: list[Path], settled: Settled, progress: Progress) -> list[FileResult]:
    return receive(desk, paths, progress, settled)


def _inspect(desk: Desk, paths: list[Path], progress: Progress) -> tuple[Incoming, ...]:
    return inspect(desk, paths, progress)
