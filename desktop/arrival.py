"""The way to a database and back: it is claimed, opened, mended, sat down at, and let go of again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from db.address import Location
from db.errors import Locked, Refusal
from desktop import responsive
from desktop.claim import Claim
from desktop.first_sight import FirstSight
from desktop.instance import HeldElsewhere
from desktop.log import LOG
from desktop.opening import forget, loss_accepted, mended, opened, recovered_since, seat_loaded
from desktop.settings import Settings, remember_database
from desktop.stage import Stage
from desktop.widgets.slices import Slices
from desktop.widgets.theme import Part, Theme
from desktop.widgets.words import speak

if TYPE_CHECKING:
    # Half of this is loaded for the welcome, the rest for a seat.
    from desktop.desk import Desk
    from desktop.fault_reports import FaultReports
    from desktop.operations.mending import Damages
    from desktop.pages.commands import Commands
    from desktop.pages.dialogs import Chooser
    from desktop.pages.handing import Handing
    from desktop.pages.seat import Seat
    from desktop.pages.welcome import Welcome
    from resources.texts import Sentence


class Arrival(QObject):
    """Brings a window from its welcome to a seat, and back."""

    def __init__(
        self,
        window: QMainWindow,
        stage: Stage,
        sight: FirstSight,
        theme: Theme,
        settings: Settings,
        chooser: "Chooser",
        commands: "Commands",
        handing: "Handing",
        reports: "FaultReports",
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._sight = sight
        self._theme = theme
        self._settings = settings
        self._chooser = chooser
        self._commands = commands
        self._reports = reports
        self._claim = Claim(window, handing)
        # The desk that was opened, until somebody sits at it.
        self._opened: Desk | None = None
        # Whether whoever sits there said who they are.
        self._guarded = False
        self._closing = False
        stage.unlock = self._unlock
        stage.ended.connect(self._on_ended)

    @property
    def under_way(self) -> bool:
        """Whether a seat or a page of it is being loaded."""
        seated = self._stage.seat is not None and self._stage.seat.loading
        return seated or self._opened is not None or self._sight.picture is not None

    def offer_welcome(self) -> "Welcome":
        """Put the welcome into the window."""
        from desktop.pages.welcome import Welcome

        self._commands.leave_seat()
        welcome = Welcome(self._chooser, self._window)
        welcome.ready.connect(self._on_ready)
        self._stage.show(welcome)
        # Whoever was faster than the cards goes on by keys.
        welcome.setFocus()
        self._window.setWindowTitle(self.tr("Target Desk"))
        return welcome

    def say_opening(self) -> None:
        """Show that a database is going to be opened."""
        if self._stage.welcome is not None:
            self._stage.welcome.set_opening(opening=True)

    def open_database(self, database: Location, *, take_over: bool = False) -> bool:
        """Open a database in this window; False where another window has its file, which comes forward.

        Where another computer has it, a person is asked first, and `take_over` is what they may say. On a server there
        is room for all.
        """
        self._claim.release()
        if isinstance(database, Path):
            try:
                if not self._claim.take(database, take_over=take_over):
                    return False
            except HeldElsewhere as held:
                # By then there is a window to ask in.
                QTimer.singleShot(0, self, partial(self._ask_to_take_over, database, speak(held.sentence)))
                return True
        self._begin_opening(database)
        return True

    def leave(self) -> None:
        """Close the desk and offer the welcome again."""
        if not self._stage.view.may_close(self.leave):
            return
        self._let_go()
        self.offer_welcome()

    def restore(self, backup: Path) -> None:
        """Put a backup in place of the open database and open that again; nobody else gets it meanwhile."""
        seat = self._stage.seat
        if seat is None:
            return
        database, author = seat.desk.store.path, seat.desk.author
        seat.close_desk()
        responsive.let_go()
        welcome = self.offer_welcome()
        welcome.restore_over(backup, database, author)

    def end(self) -> None:
        """The window is closed: let go of everything, and open nothing more."""
        self._closing = True
        self._let_go()

    def _begin_opening(self, database: Location) -> None:
        welcome = self._stage.welcome
        if welcome is not None:
            # Under a picture of it nobody would see what is being done to it.
            welcome.staged.connect(lambda _stage: self._stage.end_sight())
            welcome.open(self.tr("Opening"), partial(opened, database), self._on_found, self._on_refused)

    def _ask_to_take_over(self, database: Path, held: str) -> None:
        """Another computer has the database, or was cut off while it had."""
        from PySide6.QtWidgets import QDialogButtonBox

        from desktop.pages.asking import AskDialog

        self._stage.end_sight()
        way_out = self.tr(
            "Take it over only if that computer is certainly switched off: two that write at once damage the database."
        )
        title = self.tr("Open on another computer")
        dialog = AskDialog(title, f"{held}\n\n{way_out}", [], self.tr("It is switched off: take over"), self._window)
        # Enter alone takes nothing over.
        dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        if self._chooser.show(dialog):
            self.open_database(database, take_over=True)
        else:
            self._stage.view.work.notice.say(held, Part.ERROR)

    def _on_ready(self, database: Path) -> None:
        if not self.open_database(database):
            self._stage.view.work.notice.say(self.tr("This database is open in another window."))

    def _on_found(self, found: "Desk | Damages | None") -> None:
        """A desk is sat at; a damaged database is mended first, or left as it is, as one of which that was asked."""
        from desktop.desk import Desk

        if found is None:
            self._claim.release()
            self._stage.view.work.notice.say(self.tr("It was cancelled; the database is as it was."))
        elif isinstance(found, Desk):
            if self._closing:
                found.close()
            else:
                self._on_opened(found)
        elif not self._closing and self._stage.welcome is not None:
            self._stage.end_sight()
            self._mend(self._stage.welcome, found)

    def _mend(self, view: "Welcome", damages: "Damages") -> None:
        from desktop.pages.mend_dialog import MendDialog

        dialog = MendDialog(damages, self._window)
        chosen = dialog.chosen if self._chooser.show(dialog) else None
        if chosen is None:
            self._claim.release()
            return
        view.open(self.tr("Mending the database"), partial(mended, damages, chosen), self._on_found)

    def _on_opened(self, desk: "Desk") -> None:
        """Load the seat a little at a time, since Qt makes its classes on this thread; then sit down."""
        self._opened = desk
        if self._stage.welcome is not None:
            self._stage.welcome.set_opening(opening=True)
            self._stage.welcome.work.activity.begin(self.tr("Opening"))
        picture = self._sight.picture
        Slices(seat_loaded(desk, None if picture is None else picture.page), self._sit_down, self)

    def _sit_down(self) -> None:
        from desktop.pages.officers import signed_in
        from desktop.pages.seat import Seat

        desk, self._opened = self._opened, None
        if desk is None:
            # The window was closed meanwhile.
            return
        theirs = signed_in(desk, self._chooser, self._window)
        if theirs is None:
            desk.close()
            forget(desk)
            self._claim.release()
            if self._stage.welcome is not None:
                self._stage.welcome.work.activity.hide()
                self._stage.welcome.set_opening(opening=False)
            return
        self._guarded, desk = theirs is not desk, theirs
        self._stage.view.close_desk()
        seat = Seat(desk, self._theme, self._settings, self._chooser, self._commands, self._window)
        responsive.keep_loaded()
        seat.leave.connect(self.leave, QtCore.Qt.ConnectionType.QueuedConnection)
        seat.restore_requested.connect(self.restore)
        self._stage.show(seat)
        picture = self._sight.picture
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
        self._sight.forget()
        seat.bring(page)
        # What filling the page asked for finds its place behind the picture.
        if seat.front is not None:
            seat.front.filled.connect(lambda: QTimer.singleShot(0, self, self._stage.end_sight))
        if not desk.practice:
            remember_database(self._settings.store, desk.store.location)
        if desk.store.condition.lost is not None:
            seat.work.runner.run(lambda _progress: loss_accepted(desk), self._on_missing)
        self._window.setWindowTitle(self._title(desk, named=self._guarded))
        since = self._claim.left_since
        if since is not None:
            LOG.warning("the session of %s was not ended properly", since.strftime("%Y-%m-%d %H:%M:%S UTC"))
            seat.runner.run(lambda _progress: recovered_since(desk, since), self._reports.say_recovered)
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

        self._claim.release()
        self._stage.end_sight()
        if self._stage.welcome is not None and isinstance(refusal, Outside):
            self._stage.welcome.offer_copy(refusal)
        else:
            self._stage.view.work.notice.say(speak(refusal.sentence), Part.ERROR)

    def _on_missing(self, missing: "Sentence | None") -> None:
        if missing is not None:
            self._stage.view.work.notice.say(speak(missing), Part.ERROR)

    def _unlock(self, locked: Locked) -> bool:
        """Ask for the passphrase of an encrypted database."""
        from desktop.pages.access.opening import unlocked

        self._stage.end_sight()
        return not self._closing and unlocked(locked.path, self._chooser, self._window)

    def _on_ended(self, _task: object) -> None:
        """Offer the cards again where opening did not end with a seat."""
        if self._stage.welcome is not None:
            self._stage.welcome.set_opening(opening=False)

    def _let_go(self) -> None:
        from desktop.operations.shown_files import put_away

        self._stage.view.close_desk()
        if self._opened is not None:
            self._opened.close()
            forget(self._opened)
            self._opened = None
        put_away()
        if self._stage.seat is not None:
            self._sight.keep(self._stage.seat, guarded=self._guarded)
            forget(self._stage.seat.desk)
        responsive.let_go()
        self._claim.release()
