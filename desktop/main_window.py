"""The window: the welcome or a seat in it, files dropped on it, its place on the screen remembered."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from db.address import Location
from db.errors import Locked, Refusal
from db.reach import reachable
from desktop import responsive
from desktop.first_sight import FirstSight
from desktop.log import LOG, log_fault, places
from desktop.opening import forget, loss_accepted, mended, opened, recovered_since, seat_loaded
from desktop.settings import DENSITY, FONT_SIZE, THEME, Settings, remember_database
from desktop.widgets.fitting import fitting
from desktop.widgets.slices import Slices
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak

if TYPE_CHECKING:
    # The window is painted before any of this is loaded: half of it for the welcome, the rest for a seat.
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from desktop.desk import Desk
    from desktop.handed import Handed
    from desktop.instance import Instance
    from desktop.last_shown import LastShown
    from desktop.operations.mending import Damages
    from desktop.operations.unfinished import Recovered
    from desktop.pages.commands import Commands
    from desktop.pages.dialogs import Chooser
    from desktop.pages.handing import Handing
    from desktop.pages.help.helper import Helper
    from desktop.pages.runner import Task
    from desktop.pages.seat import Seat
    from desktop.pages.welcome import Welcome
    from resources.texts import Sentence

_GEOMETRY: Final = "window/geometry"


class MainWindow(QMainWindow):
    """First a picture that is painted at once; furnished, the welcome until a database is open, then its seat."""

    commands: "Commands"
    helper: "Helper"
    view: "Welcome | Seat"
    _chooser: "Chooser"
    _handing: "Handing"

    def __init__(self, theme: Theme, settings: Settings, last: "LastShown | None" = None) -> None:
        """`last` keeps what is shown when a desk is closed; without it, nothing is kept."""
        super().__init__()
        self._theme = theme
        self._settings = settings
        self.sight = FirstSight(self, theme, last)
        self._instance: Instance | None = None
        # The desk that was opened, until somebody sits at it.
        self._opened: Desk | None = None
        # Whether whoever sits there said who they are.
        self._guarded = False
        self._furnished = False
        self._closing = False
        # Whether a fault is being shown.
        self._crashed = False
        self.setMinimumSize(840, 460)
        self.resize(fitting(self, QSize(1280, 800)))
        geometry = settings.store.value(_GEOMETRY, QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.setWindowTitle(self.tr("Target Desk"))

    @property
    def front(self) -> QWidget:
        """What is painted of it: under a picture that lies over all of it, nothing else is."""
        return self.sight.picture or self

    def _end_sight(self) -> None:
        self.sight.end(self._seat)

    def furnish(self, chooser: "Chooser") -> None:
        """Put in everything that the first picture does without."""
        from desktop.pages.actions import Actions
        from desktop.pages.commands import Commands
        from desktop.pages.handing import Handing
        from desktop.pages.help.helper import Helper
        from desktop.pages.menu_bar import fill_menu_bar

        self._chooser = chooser
        self._handing = Handing(self._at, self._receive, self)
        self.commands = Commands(Actions(self), self)
        self.helper = Helper(self._settings, self)
        fill_menu_bar(self.menuBar(), self.commands.actions.menus())
        self.setAcceptDrops(True)
        self._answer()
        self._settings.changed.connect(self._show_look)
        self._show_look()
        self._welcome()
        self._furnished = True

    def say_opening(self) -> None:
        """Show that a database is going to be opened."""
        if self._welcomes is not None:
            self._welcomes.set_opening(opening=True)

    @property
    def busy(self) -> bool:
        """Whether anything is running, or a seat is being loaded."""
        seated = self._seat is not None and self._seat.loading
        return seated or self._opened is not None or self.sight.picture is not None or self.view.runner.busy

    @property
    def _welcomes(self) -> "Welcome | None":
        """The welcome, while it is in the window."""
        from desktop.pages.welcome import Welcome

        return self.view if isinstance(self.view, Welcome) else None

    @property
    def _seat(self) -> "Seat | None":
        """The seat, while one is in the window."""
        from desktop.pages.welcome import Welcome

        return None if isinstance(self.view, Welcome) else self.view

    def start_with(self, handed: "Handed") -> bool:
        """Open and receive what a start was handed; False where another window has the database, which has it now."""
        self._handing.add(handed.files, handed.database)
        return handed.database is None or self.open_database(handed.database)

    def open_database(self, database: Location, *, take_over: bool = False) -> bool:
        """Open a database in this window; False where another window has its file, which comes forward.

        Where another computer has it, a person is asked first, and `take_over` is what they may say. On a server there
        is room for all.
        """
        self._release()
        if isinstance(database, Path):
            return self._open_file(database, take_over=take_over)
        self._begin_opening(database)
        return True

    def _open_file(self, database: Path, *, take_over: bool) -> bool:
        from desktop.instance import HeldElsewhere, Instance

        try:
            instance = Instance.claim(database, self, self._handing.files, take_over=take_over)
        except HeldElsewhere as held:
            # By then there is a window to ask in.
            QTimer.singleShot(0, self, partial(self._ask_to_take_over, database, speak(held.sentence)))
            return True
        if instance is None:
            self._handing.clear()
            return False
        instance.called.connect(partial(self._on_called, database))
        self._instance = instance
        self._begin_opening(database)
        return True

    def _begin_opening(self, database: Location) -> None:
        welcome = self._welcomes
        if welcome is not None:
            # Under a picture of it nobody would see what is being done to it.
            welcome.staged.connect(lambda _stage: self._end_sight())
            welcome.open(self.tr("Opening"), partial(opened, database), self._on_found, self._on_refused)

    def leave(self) -> None:
        """Close the desk and offer the welcome again."""
        if not self.view.may_close(self.leave):
            return
        self._let_go()
        self._welcome()

    def restore(self, backup: Path) -> None:
        """Put a backup in place of the open database and open that again; nobody else gets it meanwhile."""
        seat = self._seat
        if seat is None:
            return
        database, author = seat.desk.store.path, seat.desk.author
        seat.close_desk()
        responsive.let_go()
        welcome = self._welcome()
        welcome.restore_over(backup, database, author)

    def say_unkept(self, why: "Sentence | None") -> None:
        """Say that nothing can be kept, where that is so."""
        if why is not None:
            self.view.work.notice.say(speak(why), Part.ERROR)

    def show_crash(self, details: str) -> None:
        """Log a fault of ours, store what is being typed, and then show what can be sent on; one at a time."""
        self._end_sight()
        log_fault(details)
        if sys.stderr is not None:
            sys.stderr.write(details)
        if self._crashed:
            return
        self._crashed = True
        try:
            if self._seat is not None:
                self._seat.store()
        finally:
            asked = self._diagnose(partial(self._on_crash_saved, details))
        if asked.cancelled:
            # The window is being closed, and everything that could be stored is.
            self._on_crash_saved(details, _diagnostics(None))

    def resizeEvent(self, event: "QResizeEvent") -> None:  # noqa: N802 - Qt's name
        """The picture lies over all of it."""
        super().resizeEvent(event)
        self.sight.cover()

    def closeEvent(self, event: "QCloseEvent") -> None:  # noqa: N802 - Qt's name
        """Finish what is running, remember the window's place, let go of the database."""
        if not self._furnished:
            return
        if not self.view.may_close(self.close):
            event.ignore()
            return
        self._settings.store.setValue(_GEOMETRY, self.saveGeometry())
        self._closing = True
        self._let_go()
        super().closeEvent(event)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:  # noqa: N802 - Qt's name
        """Take files and folders."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:  # noqa: N802 - Qt's name
        """Receive what was dropped."""
        paths = _paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self._receive(paths)

    def _answer(self) -> None:
        """Answer what does not depend on what is in the window."""
        from desktop.pages.commands import Level

        actions, settings = self.commands.actions, self._settings
        themes = {action: partial(settings.set, THEME, value) for value, action in actions.themes.items()}
        densities = {action: partial(settings.set, DENSITY, value) for value, action in actions.densities.items()}
        self.commands.answer(
            Level.WINDOW,
            {
                **themes,
                **densities,
                **self.helper.answers(actions),
                actions.help: lambda: self.helper.show_help(self.view.help),
                actions.diagnostics: self._copy_diagnostics,
                actions.quit: self.close,
                actions.zoom_in: partial(self._zoom, 1),
                actions.zoom_out: partial(self._zoom, -1),
                actions.zoom_reset: partial(settings.set, FONT_SIZE, FONT_SIZE.default),
            },
        )

    def _copy_diagnostics(self) -> None:
        self._diagnose(self._on_diagnosed)

    def _diagnose(self, done: Callable[[str], None]) -> "Task[str]":
        """Describe what there is, after everything that waits to be stored."""
        desk = None if self._seat is None else self._seat.desk
        return self.view.runner.run(
            lambda _progress: _diagnostics(desk), done, failed=lambda _refusal: done(_diagnostics(None))
        )

    def _on_crash_saved(self, details: str, diagnostics: str) -> None:
        self._chooser.show_crash(self, f"{places(details)}\n\n{diagnostics}")
        self._crashed = False

    def _ask_to_take_over(self, database: Path, held: str) -> None:
        """Another computer has the database, or was cut off while it had."""
        from PySide6.QtWidgets import QDialogButtonBox

        from desktop.pages.asking import AskDialog

        self._end_sight()
        way_out = self.tr(
            "Take it over only if that computer is certainly switched off: two that write at once damage the database."
        )
        title = self.tr("Open on another computer")
        dialog = AskDialog(title, f"{held}\n\n{way_out}", [], self.tr("It is switched off: take over"), self)
        # Enter alone takes nothing over.
        dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        if self._chooser.show(dialog):
            self.open_database(database, take_over=True)
        else:
            self.view.work.notice.say(held, Part.ERROR)

    def _say_recovered(self, recovered: "Recovered") -> None:
        """What the session before this one left, which was ended by force."""
        said = self.tr("The program was not ended properly last time; the {count} changes saved in it are all there.")
        unfinished = self.tr(" {count} texts were not finished; they are offered where they were typed.")
        if not recovered.changes:
            said = self.tr("The program was not ended properly last time; what was saved is all there.")
        said = said.format(count=recovered.changes)
        if recovered.texts:
            said += unfinished.format(count=recovered.texts)
        self.view.work.notice.say(said, Part.QUERY, (self.tr("Copy report"), self._copy_diagnostics))

    def _on_diagnosed(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.view.work.notice.say(self.tr("The diagnostics are on the clipboard. They hold no figures and no targets."))

    def _zoom(self, by: int) -> None:
        """The next larger or smaller size of texts, where there is one."""
        sizes = [size for size, _ in FONT_SIZE.choices]
        place = sizes.index(self._settings.get(FONT_SIZE)) + by
        self._settings.set(FONT_SIZE, sizes[min(max(place, 0), len(sizes) - 1)])

    def _show_look(self) -> None:
        """Mark in the menus what is set."""
        for setting in (THEME, DENSITY):
            self.commands.actions.show_choice(setting, self._settings.get(setting))

    def _welcome(self) -> "Welcome":
        from desktop.pages.welcome import Welcome

        self.commands.leave_seat()
        welcome = Welcome(self._chooser, self)
        welcome.ready.connect(self._on_ready)
        self._show(welcome)
        # Whoever was faster than the cards goes on by keys.
        welcome.setFocus()
        self.setWindowTitle(self.tr("Target Desk"))
        return welcome

    def _show(self, view: "Welcome | Seat") -> None:
        """Put a view in the window; the one that was there is freed with everything in it."""
        self.view = view
        view.runner.crashed.connect(self.show_crash)
        view.runner.unlock = self._unlock
        view.runner.ended.connect(self._on_ended)
        self.setCentralWidget(view)
        self.sight.cover()
        if self.isVisible():
            # At once, so that the page in front asks for what it shows before anything else is done.
            view.show()

    def _on_ready(self, database: Path) -> None:
        if not self.open_database(database):
            self.view.work.notice.say(self.tr("This database is open in another window."))

    def _on_found(self, found: "Desk | Damages | None") -> None:
        """A desk is sat at; a damaged database is mended first, or left as it is, as one of which that was asked."""
        from desktop.desk import Desk

        if found is None:
            self._release()
            self.view.work.notice.say(self.tr("It was cancelled; the database is as it was."))
        elif isinstance(found, Desk):
            if self._closing:
                found.close()
            else:
                self._on_opened(found)
        elif not self._closing and self._welcomes is not None:
            self._end_sight()
            self._mend(self._welcomes, found)

    def _mend(self, view: "Welcome", damages: "Damages") -> None:
        from desktop.pages.mend_dialog import MendDialog

        dialog = MendDialog(damages, self)
        chosen = dialog.chosen if self._chooser.show(dialog) else None
        if chosen is None:
            self._release()
            return
        view.open(self.tr("Mending the database"), partial(mended, damages, chosen), self._on_found)

    def _on_opened(self, desk: "Desk") -> None:
        """Load the seat a little at a time, since Qt makes its classes on this thread; then sit down."""
        self._opened = desk
        if self._welcomes is not None:
            self._welcomes.set_opening(opening=True)
            self._welcomes.work.activity.begin(self.tr("Opening"))
        picture = self.sight.picture
        Slices(seat_loaded(desk, None if picture is None else picture.page), self._sit_down, self)

    def _sit_down(self) -> None:
        from desktop.pages.officers import signed_in
        from desktop.pages.seat import Seat

        desk, self._opened = self._opened, None
        if desk is None:
            # The window was closed meanwhile.
            return
        theirs = signed_in(desk, self._chooser, self)
        if theirs is None:
            desk.close()
            forget(desk)
            self._release()
            if self._welcomes is not None:
                self._welcomes.work.activity.hide()
                self._welcomes.set_opening(opening=False)
            return
        self._guarded, desk = theirs is not desk, theirs
        self.view.close_desk()
        seat = Seat(desk, self._theme, self._settings, self._chooser, self.commands, self)
        responsive.keep_loaded()
        seat.leave.connect(self.leave, QtCore.Qt.ConnectionType.QueuedConnection)
        seat.restore_requested.connect(self.restore)
        self._show(seat)
        picture = self.sight.picture
        if picture is None:
            self._go_to_work(seat, "board" if desk.is_headquarters else "home")
        else:
            # Behind the picture nobody sees a seat without a page, and the window answers in between.
            QTimer.singleShot(1, seat, partial(self._make_first, seat, picture.page))

    def _make_first(self, seat: "Seat", page: str) -> None:
        seat.make(page)
        QTimer.singleShot(1, seat, partial(self._go_to_work, seat, page))

    def _go_to_work(self, seat: "Seat", page: str) -> None:
        """Bring the first page to the front, then see to the rest."""
        desk = seat.desk
        self.sight.forget()
        seat.bring(page)
        # What filling the page asked for finds its place behind the picture.
        seat.front.filled.connect(lambda: QTimer.singleShot(0, self, self._end_sight))
        if not desk.practice:
            remember_database(self._settings.store, desk.store.location)
        if desk.store.condition.lost is not None:
            seat.work.runner.run(lambda _progress: loss_accepted(desk), self._on_missing)
        self.setWindowTitle(self._title(desk, named=self._guarded))
        since = None if self._instance is None else self._instance.left_since
        if since is not None:
            LOG.warning("the session of %s was not ended properly", since.strftime("%Y-%m-%d %H:%M:%S UTC"))
            seat.runner.run(lambda _progress: recovered_since(desk, since), self._say_recovered)
        seat.whereabouts.tell()
        seat.begin()

    def _title(self, desk: "Desk", *, named: bool) -> str:
        """Whose desk it is; who sits at it where that is known, and of a server which database."""
        parts = [self.tr("Target Desk — {unit}").format(unit=desk.unit)]
        if named or desk.on_server:
            parts.append(desk.author.who)
        location = desk.store.location
        if not isinstance(location, Path):
            parts.append(location.name)
        if not desk.may_write:
            parts.append(self.tr("only to look at"))
        return " · ".join(parts)

    def _on_refused(self, refusal: Refusal) -> None:
        """Let others have the database that could not be opened, and say why."""
        from db.places import Outside

        self._release()
        self._end_sight()
        if self._welcomes is not None and isinstance(refusal, Outside):
            self._welcomes.offer_copy(refusal)
        else:
            self.view.work.notice.say(speak(refusal.sentence), Part.ERROR)

    def _on_missing(self, missing: "Sentence | None") -> None:
        if missing is not None:
            self.view.work.notice.say(speak(missing), Part.ERROR)

    def _unlock(self, locked: Locked) -> bool:
        """Ask for the passphrase of an encrypted database."""
        from desktop.pages.access.opening import unlocked

        self._end_sight()
        return not self._closing and unlocked(locked.path, self._chooser, self)

    def _on_ended(self, _task: object) -> None:
        """Offer the cards again where opening did not end with a seat."""
        if self._welcomes is not None:
            self._welcomes.set_opening(opening=False)

    def _let_go(self) -> None:
        from desktop.operations.shown_files import put_away

        self.view.close_desk()
        if self._opened is not None:
            self._opened.close()
            forget(self._opened)
            self._opened = None
        put_away()
        if self._seat is not None:
            self.sight.keep(self._seat, guarded=self._guarded)
            forget(self._seat.desk)
        responsive.let_go()
        self._release()

    def _release(self) -> None:
        if self._instance is not None:
            self._instance.release()
            self._instance.deleteLater()
            self._instance = None

    def _at(self) -> tuple[Location | None, bool]:
        """Which database is open, and whether anything is running."""
        return None if self._seat is None else self._seat.desk.store.location, self.busy

    def _receive(self, files: Sequence[Path]) -> None:
        self.view.receive(files)

    def _on_called(self, database: Path, files: Sequence[Path]) -> None:
        """Somebody opened the database that this window has once more, or files that are meant for it."""
        self._come_forward()
        self._handing.add(files, database)

    def _come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        # Where the system lets no window come forward by itself, it is at least pointed at.
        QApplication.alert(self)


def _diagnostics(desk: "Desk | None") -> str:
    from desktop.operations.diagnostics import diagnose
    from desktop.pages.help.diagnostics import describe

    return describe(None if desk is None else diagnose(desk))


def _paths(dropped: "QMimeData") -> Sequence[Path]:
    return [reachable(Path(url.toLocalFile())) for url in dropped.urls() if url.isLocalFile()]
