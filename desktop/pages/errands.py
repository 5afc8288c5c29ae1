"""Errands: what both seats do with files, each with its question before, its progress meanwhile and its word after."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.periods import Period
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations import returning, summary
from desktop.operations.exchanges import Exchange, export_again, undo
from desktop.operations.filling import Filled, fill_template, write_names
from desktop.operations.inbox import Incoming, inspect, take_incoming
from desktop.operations.issue import Issued, Recipient, issue, recipients
from desktop.operations.origins import Origin, Origins, load_origins, save_original
from desktop.operations.progress import Progress
from desktop.operations.receipts import send_receipts
from desktop.operations.receive import FileResult, receive
from desktop.operations.undoing import UndoPreview, undo_preview
from desktop.operations.unlocking import is_locked, open_locked
from desktop.pages.asking import AskDialog, Question
from desktop.pages.dialogs import Chooser
from desktop.pages.exchange.undo_dialog import UndoDialog
from desktop.pages.folders import Folders, open_folder
from desktop.pages.issue_dialog import IssueDialog
from desktop.pages.origin_dialog import OriginDialog, original_name
from desktop.pages.reporting import Reporting
from desktop.pages.runner import Topic
from desktop.pages.work import Work
from desktop.settings import ASK_UNDO, Settings
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak, word

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
        self.folders = Folders(settings)
        # What was opened with a password, until the next such file or the end of the program.
        self._opened: QTemporaryDir | None = None
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
        self._work.begin(
            self.tr("Importing"),
            partial(_receive, self._desk, wanted),
            lambda results: self._on_received(results, wanted),
            changes=RECEIVING,
        )

    def _ask_password(self, paths: Sequence[Path], results: Sequence[FileResult]) -> bool:
        """Where files want a password, ask for it and read them again; whether that was done."""
        locked = [result.path for result in results if is_locked(result)]
        if not locked:
            return False
        names = "、".join(path.name for path in locked[:3])
        why = self.tr("{files} can only be opened with its password. It stands in the covering list.")
        question = Question(self.tr("Password"))
        dialog = AskDialog(
            self.tr("A password is wanted"), why.format(files=names), [question], self.tr("Open"), self._window
        )
        if not self._chooser.show(dialog):
            return False
        password = dialog.answers[0]
        self._opened = QTemporaryDir()
        folder = Path(self._opened.path())
        self._runner.run(lambda _progress: open_locked(paths, locked, password, folder), self.receive)
        return True

    def take(self, files: Sequence[Incoming]) -> None:
        """Take files that were looked at, all of them or none."""
        self._work.begin(
            self.tr("Importing"),
            lambda progress: take_incoming(self._desk, files, progress),
            self._on_received,
            changes=RECEIVING,
        )

    def check_report(self, code: str) -> None:
        """Show what the checks say of the unit's entries of a period."""
        self._reporting.check(code)

    def export_report(self, code: str) -> None:
        """Check, ask who answers for it and where to, then seal and write the unit's report."""
        self._reporting.export(code)

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
            self._work.begin(
                self.tr("Filling the form"),
                lambda _progress: fill_template(self._desk, code, template, out),
                self._on_filled,
            )

    def export_names(self, code: str) -> None:
        """Ask where to, then write the list of names that a form may hold."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, self.tr("Names for forms.xlsx"))
        if out is not None:
            self._work.begin(
                self.tr("Writing the list of names"),
                lambda _progress: write_names(self._desk, code, out),
                lambda path: self._wrote(self.tr("The list of names is in {file}").format(file=path.name), path.parent),
            )

    def _on_filled(self, filled: Filled) -> None:
        """Say where the form is, and what in it was not known."""
        said = [self.tr("Filled {count} cells: {file}").format(count=filled.cells, file=filled.path.name)]
        if filled.unknown:
            names = "、".join(f"{one.sheet}!{one.cell} {one.name}" for one in filled.unknown[:3])
            said.append(self.tr("{count} names are not known: {names}").format(count=len(filled.unknown), names=names))
        said += [speak(note) for note in filled.notes]
        self._wrote(" ".join(said), filled.path.parent, Part.QUERY if filled.unknown or filled.notes else Part.GOOD)

    def send_back(self, code: str, unit: str, revision: int, reason: str) -> None:
        """Ask where to, then return a unit's report in a workbook with all that was said of it."""
        name = returning.suggested_name(code, unit, revision)
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, name)
        if out is not None:
            self._work.begin(
                self.tr("Returning the report"),
                lambda _progress: returning.send_review(self._desk, code, unit, out, reason),
                lambda sent: self._wrote(
                    self.tr("The review of {unit} is in {file}").format(unit=unit, file=sent.path.name), out.parent
                ),
                changes=frozenset({Topic.REPORTS, Topic.EXCHANGES}),
            )

    def write_receipts(self, results: Sequence[FileResult]) -> None:
        """Ask for a folder, then write a receipt for each of these files that was not taken."""
        title = self.tr("Choose the folder for the receipts")
        folder = self._chooser.folder(self._window, title, self.folders.export_folder)
        if folder is not None:
            self._work.begin(
                self.tr("Writing receipts"),
                lambda _progress: send_receipts(self._desk, results, folder),
                lambda written: self._wrote(
                    self.tr("{count} receipts are in {folder}").format(count=len(written), folder=str(folder)), folder
                ),
                changes=frozenset({Topic.EXCHANGES}),
            )

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
            self._runner.run(
                lambda _progress: save_original(self._desk, origin.batch_key, out),
                lambda path: self._wrote(self.tr("Saved as it came: {file}").format(file=path.name), path.parent),
            )

    def export_again(self, exchange: Exchange) -> None:
        """Ask where to, then write a report that went out once more, as it was."""
        out = self._chooser.save_workbook(self._window, self.folders.export_folder, exchange.file_name)
        if out is not None:
            self._work.begin(
                self.tr("Exporting the report"),
                lambda _progress: export_again(self._desk, exchange.key, out),
                self._reporting.tell,
                changes=frozenset({Topic.EXCHANGES}),
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
            changes=frozenset({Topic.EXCHANGES}),
        )

    def _on_looked_at(self, paths: Sequence[Path], files: tuple[Incoming, ...]) -> None:
        if self._ask_password(paths, [one.result for one in files]):
            return
        if not files:
            self._work.notice.say(self.tr("There is no workbook in what was chosen."), Part.QUERY)
        self.looked.emit(files)

    def _on_received(self, results: list[FileResult], paths: Sequence[Path] = ()) -> None:
        if paths and self._ask_password(paths, results):
            return
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

    def _wrote(self, said: str, folder: Path, tone: Part = Part.GOOD) -> None:
        self.folders.export_folder = folder
        follow: Callable[[], None] = partial(open_folder, folder)
        self._work.notice.say(said, tone, (self.tr("Open folder"), follow))


def _receive(desk: Desk, paths: list[Path], progress: Progress) -> list[FileResult]:
    return receive(desk, paths, progress)


def _inspect(desk: Desk, paths: list[Path], progress: Progress) -> tuple[Incoming, ...]:
    return inspect(desk, paths, progress)
