"""A seat: the rail, the pages of an open desk, the bars above them and the line below."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from db.vocabulary import FileState, Kind
from desktop.desk import Desk
from desktop.log import LOG
from desktop.operations.ahead import modules_below
from desktop.operations.backups import Made, back_up_on_opening
from desktop.operations.finding import initials_of_all, target_names
from desktop.pages.access.lock import IdleLock
from desktop.pages.ahead import Ahead
from desktop.pages.commands import Commands, Level
from desktop.pages.dialogs import Chooser
from desktop.pages.leaving import shown_of
from desktop.pages.news import OthersWork
from desktop.pages.page import Page
from desktop.pages.rail import Rail
from desktop.pages.roster import Host, roster_of
from desktop.pages.runner import Runner
from desktop.pages.status_line import StatusLine
from desktop.pages.whereabouts import Whereabouts
from desktop.pages.work import Work
from desktop.settings import Settings, second_place
from desktop.widgets.last_picture import Shown
from desktop.widgets.slices import Slices
from desktop.widgets.theme import MARGIN, Part, Theme
from desktop.widgets.words import language, speak

if TYPE_CHECKING:
    # A page, and what goes out and comes in, is loaded when it is first asked for, or while nobody asks for anything.
    from db.checks import Finding
    from desktop.operations.inbox import Incoming
    from desktop.operations.receive import FileResult
    from desktop.pages.board import BoardPage
    from desktop.pages.entry.page import EntryPage
    from desktop.pages.errands import Errands
    from desktop.pages.exchange.page import ExchangePage
    from desktop.pages.inbox.page import InboxPage
    from desktop.pages.printing.printing import Printing


class Seat(QWidget):
    """Everything in the window while a desk is open; a page is made when it is first brought to the front."""

    leave = Signal()
    # The path of a backup that is to take the place of the open database.
    restore_requested = Signal(object)

    def __init__(
        self, desk: Desk, theme: Theme, settings: Settings, chooser: Chooser, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._theme = theme
        self._settings = settings
        self._chooser = chooser
        self._commands = commands
        self.runner = Runner(self)
        self.work = Work(self.runner, self)
        self._lock = IdleLock(desk, self.runner, settings, chooser, self.store, self)
        self.whereabouts = Whereabouts(desk, self.work, chooser, settings, self)
        self.status = StatusLine(self)
        self.places = roster_of(self._host())
        self._made: dict[str, Page] = {}
        # The page that is to be in front as soon as it is loaded.
        self._wanted: int | None = None
        self._ahead: Ahead | None = None
        self._others = OthersWork(desk, self.runner, self)
        self.rail = Rail(desk, [place.words for place in self.places], theme, self)
        self._lay_out()
        self._connect()

    @property
    def loading(self) -> bool:
        """Whether a page that was asked for is not in front yet."""
        return self._wanted is not None

    @property
    def front(self) -> Page | None:
        """The page in front; there is none until the first has been made."""
        page = self.pages.currentWidget()
        return page if isinstance(page, Page) else None

    def shown(self, look: Mapping[str, Any]) -> Shown | None:
        """What the window shows, for the next start; None where that would begin with something else."""
        page = self.front
        grid = None if page is None else page.shown()
        if page is None or grid is None or self.work.notice.isVisible() or self.work.activity.isVisible():
            return None
        fleeting = (*page.fleeting(), self.status.deadline, self.status.saved)
        return shown_of(self.window(), self.help, grid, look, fleeting)

    def bring(self, name: str) -> None:
        """Bring a page to the front by its name."""
        self.show_page(next(number for number, place in enumerate(self.places) if place.name == name))

    def begin(self) -> None:
        """See to what somebody who has just sat down does not wait for."""
        self._lock.watch()
        self._back_up()
        department = not self.desk.is_headquarters
        made = (self._page(place.name) for place in self.places if department)
        self._ahead = Ahead(self.runner, made, self, department=department)

    @cached_property
    def errands(self) -> "Errands":
        """What goes out and comes in."""
        from desktop.pages.errands import Errands

        errands = Errands(self.desk, self.work, self._theme, self._chooser, self._settings, self)
        errands.received.connect(self._on_received)
        errands.looked.connect(self._on_looked)
        errands.blocked.connect(self._on_blocked)
        errands.picked.connect(self._show_place)
        return errands

    @cached_property
    def _printing(self) -> "Printing":
        from desktop.pages.printing.printing import Printing

        return Printing(self.desk, self.work, self._chooser, self)

    @property
    def help(self) -> str:
        """The name of the help for the page in front."""
        return next(name for name, page in self._made.items() if page is self.pages.currentWidget())

    @property
    def entry(self) -> "EntryPage | None":
        """Where progress is entered; headquarters has no such page."""
        return cast("EntryPage | None", self._page("entry"))

    @property
    def board(self) -> "BoardPage | None":
        """Headquarters' board; a department has none."""
        return cast("BoardPage | None", self._page("board"))

    @property
    def inbox(self) -> "InboxPage | None":
        """Headquarters' inbox; a department has none."""
        return cast("InboxPage | None", self._page("inbox"))

    @property
    def exchange(self) -> "ExchangePage":
        """What came in and went out."""
        return cast("ExchangePage", self._page("exchange"))

    def show_page(self, number: int) -> None:
        """Bring a page to the front; one that was never asked for is loaded a little at a time before."""
        self._wanted = number
        Slices(self._parts_of(self.places[number].name), partial(self._show_wanted, number), self)

    def _parts_of(self, name: str) -> Iterator[object]:
        """Load the modules of a page, one at each step, and make it."""
        page = import_module(f"desktop.pages.{name}")
        if name not in self._made and f"{page.__name__}.page" not in sys.modules and hasattr(page, "__path__"):
            yield from map(import_module, modules_below(page))
            yield self._page(name)

    def _show_wanted(self, number: int) -> None:
        """Show a page that is loaded, unless another one was asked for meanwhile."""
        if number == self._wanted:
            self._wanted = None
            self._show(number)

    def _show(self, number: int) -> None:
        page = self._page(self.places[number].name)
        if page is not None:
            self.pages.addWidget(page)
            self.pages.setCurrentWidget(page)
            page.take_focus()
        self.rail.show_page(number)
        self.status.selection.clear()
        self._answer()

    def receive(self, paths: Sequence[Path]) -> None:
        """Receive what was dropped on the window."""
        self.errands.receive(paths)

    def may_close(self, then: Callable[[], object]) -> bool:
        """Whether this desk can be left now; where something is done first, it goes on `then`."""
        self.store()
        return self.whereabouts.may_close(then)

    def close_desk(self) -> None:
        """Store what is being typed, finish what is running, then let go of the database."""
        self._lock.stop()
        self._others.stop()
        if self._ahead is not None:
            self._ahead.stop()
        self.store()
        self.runner.close()
        self.desk.close()

    def store(self) -> None:
        """Store what is being typed."""
        entry = cast("EntryPage | None", self._made.get("entry"))
        if entry is not None:
            entry.store()

    def _lock_now(self) -> None:
        if not self._lock.lock():
            said = self.tr("Nothing would be asked for: set a passphrase first, or sign in with a password.")
            self.work.notice.say(said, Part.QUERY, (self.tr("Set a passphrase…"), self._open_access))

    def _host(self) -> Host:
        return Host(
            desk=self.desk,
            theme=self._theme,
            runner=self.runner,
            work=self.work,
            settings=self._settings,
            chooser=self._chooser,
            status=self.status,
            parent=self,
            errands=lambda: self.errands,
            printing=lambda: self._printing,
            receive=self._import,
            export=self._on_export,
            jump=self._jump,
            show_target=self._show_target,
            open_trust=self._open_trust,
            open_access=self._open_access,
            open_backups=self._open_backups,
            say_selection=self._on_selection,
        )

    def _page(self, name: str) -> Page | None:
        """A page of this seat, made now if it was not yet; None where the seat has no such page."""
        if name not in self._made and any(place.name == name for place in self.places):
            self.make(name)
        return self._made.get(name)

    def make(self, name: str) -> None:
        """Make a page that is not in front yet."""
        page = self._made[name] = next(place for place in self.places if place.name == name).make()
        page.commands_changed.connect(self._answer)
        for editor in (*page.findChildren(QPlainTextEdit), *page.findChildren(QLineEdit)):
            # A file dropped on a text is meant for the window, not for its path to be typed there.
            editor.setAcceptDrops(False)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(MARGIN, 8, MARGIN, 0)
        bars.setSpacing(8)
        bars.addWidget(self.work.activity)
        bars.addWidget(self.work.notice)
        column.addLayout(bars)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.rail.picked.connect(self.show_page)
        self.rail.leave.connect(self.leave)
        actions = self._commands.actions
        actions.name_pages([place.words for place in self.places])
        numbered = enumerate(actions.pages[: len(self.places)])
        pages = {action: partial(self.show_page, number) for number, action in numbered}
        self._commands.answer(
            Level.SEAT,
            {
                **pages,
                **self.whereabouts.answers(actions),
                actions.import_files: self._import,
                actions.export: self._on_export,
                actions.trust: self._open_trust,
                actions.lock: self._lock_now,
                # Of a server these are the server's.
                **({} if self.desk.on_server else {actions.access: self._open_access}),
                **({} if self.desk.on_server else {actions.backups: self._open_backups}),
                actions.leave: self.leave.emit,
                actions.palette: self._open_palette,
            },
        )

    def _answer(self) -> None:
        """Let the page in front answer."""
        page = self.front
        if page is not None:
            self._commands.answer(Level.PAGE, page.commands(self._commands.actions))

    def _open_trust(self) -> None:
        """By what this desk tells where a workbook comes from."""
        from desktop.pages.trust.dialog import trust_dialog

        self._chooser.show(trust_dialog(self.desk, self._theme, self.runner, self._chooser, self))

    def _open_access(self) -> None:
        """Whether this desk's files are encrypted."""
        from desktop.pages.access.dialog import AccessDialog

        second = second_place(self._settings)
        folders = [] if second is None else [second]
        self._chooser.show(AccessDialog(self.desk, folders, self.runner, self._chooser, self))

    def _open_palette(self) -> None:
        """Find commands at once, and targets and initials when they are read."""
        from desktop.pages.palette.palette import Palette

        actions = self._commands.actions
        palette = Palette(
            [one for one in actions.all if one.isEnabled() and one is not actions.palette], self._theme, self
        )
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.target_picked.connect(self._show_target)
        palette.open()
        words = palette.words
        if not self.desk.is_headquarters:
            self.runner.run(lambda _progress: target_names(self.desk), palette.set_targets)
        if language() == "zh":
            self.runner.run(lambda _progress: initials_of_all(words), palette.set_initials)

    def _show_target(self, target_key: str) -> None:
        self._show_place(target_key, "value")

    def _jump(self, kind: str) -> None:
        """Bring the entry page to the front, with the cursor on the next thing of a kind."""
        if self.entry is not None:
            self.bring("entry")
            self.entry.jump(kind)

    def _show_place(self, target_key: str, field: str) -> None:
        """Bring the entry page to the front, with the cursor on a target's field."""
        if self.entry is not None:
            self.bring("entry")
            self.entry.show_place(target_key, field)

    def _import(self) -> None:
        self.errands.import_files()

    def _on_export(self) -> None:
        """Export the period that the entry page shows; headquarters' exchange page knows its own."""
        if self.entry is None:
            self.exchange.export()
            return
        entry = self.entry
        entry.store()
        entry.when_loaded(lambda: self.errands.export_report(entry.code))

    def _on_selection(self, summary: str) -> None:
        """What is selected on a page that nobody looks at is not told."""
        if self.pages.currentWidget() is self._made.get("entry"):
            self.status.selection.setText(summary)

    def _back_up(self) -> None:
        """The day's backup; what could not be done is said above the page, once."""
        second = second_place(self._settings)
        self.runner.run(lambda _progress: back_up_on_opening(self.desk, second, date.today()), self._on_backed_up)

    def _on_backed_up(self, made: Made) -> None:
        if made.troubles:
            self.work.notice.say("\n".join(speak(one) for one in made.troubles), Part.QUERY)

    def _open_backups(self) -> None:
        """The timeline of backups; the window goes back to one that was chosen."""
        from desktop.pages.backups.dialog import BackupsDialog

        dialog = BackupsDialog(self.desk, self._theme, self.runner, self._settings, self._chooser, self)
        dialog.chosen.connect(self.restore_requested, Qt.ConnectionType.QueuedConnection)
        self._chooser.show(dialog)

    def _on_looked(self, files: "Sequence[Incoming]") -> None:
        if self.inbox is not None:
            self.bring("inbox")
            self.inbox.show_incoming(files)

    def _on_received(self, results: "Sequence[FileResult]") -> None:
        LOG.info("received %s", " ".join(result.state for result in results))
        if self.inbox is not None:
            self.inbox.show_taken(results)
            return
        self.exchange.show_received(results)
        if any(one.kind is Kind.REVIEW and one.state is FileState.TAKEN for one in results):
            # A returned report opens on its comments, one by one.
            self._jump("returned")
        else:
            self.bring("exchange")

    def _on_blocked(self, findings: "Sequence[Finding]") -> None:
        self.exchange.show_blocked(findings)
        self.bring("exchange")
