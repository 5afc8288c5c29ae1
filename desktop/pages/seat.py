"""A seat: the rail, the pages of an open desk, the bars above them and the line below."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.log import LOG
from desktop.operations.backup import back_up_daily
from desktop.operations.finding import initials_of_all, target_names
from desktop.operations.receive import FileResult
from desktop.pages.actions import Answers
from desktop.pages.board import BoardPage
from desktop.pages.commands import Commands, Level
from desktop.pages.dialogs import Chooser
from desktop.pages.entry import EntryPage
from desktop.pages.errands import Errands
from desktop.pages.exchange import ExchangePage
from desktop.pages.page import Page
from desktop.pages.palette.palette import Palette
from desktop.pages.rail import Rail
from desktop.pages.runner import Runner
from desktop.pages.settings.page import SettingsPage
from desktop.pages.work import Work
from desktop.settings import BACKUP_FOLDER, Settings
from desktop.widgets.theme import MARGIN, Part, Theme, dress
from desktop.widgets.words import language


class Place(NamedTuple):
    """A page as the rail and the menu name it, and the name of its help."""

    words: str
    page: Page | EntryPage
    help: str


class Seat(QWidget):
    """Everything in the window while a desk is open."""

    leave = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, settings: Settings, chooser: Chooser, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._theme = theme
        self._settings = settings
        self.runner = Runner(self)
        self.work = Work(self.runner, self)
        self.errands = Errands(desk, self.work, chooser, self)
        self.entry: EntryPage | None = None
        self.board: BoardPage | None = None
        if desk.is_headquarters:
            self.board = BoardPage(desk, theme, self.runner, self.errands, self)
        else:
            self.entry = EntryPage(desk, theme, self.runner, self)
        self.exchange = ExchangePage(desk, theme, self.runner, self.errands, self)
        self.settings = SettingsPage(settings, chooser, self)
        self.places = list(self._places())
        self.rail = Rail(desk, [place.words for place in self.places], theme, self)
        self._commands = commands
        self._lay_out()
        self._connect()
        self.show_page(0)
        self._back_up()
        for editor in (*self.findChildren(QPlainTextEdit), *self.findChildren(QLineEdit)):
            # A file dropped on a text is meant for the window, not for its path to be typed there.
            editor.setAcceptDrops(False)

    @property
    def help(self) -> str:
        """The name of the help for the page in front."""
        return self.places[self.pages.currentIndex()].help

    def show_page(self, number: int) -> None:
        """Bring a page to the front."""
        self.pages.setCurrentIndex(number)
        self.rail.show_page(number)
        self._selection.clear()
        self._answer()

    def receive(self, paths: Sequence[Path]) -> None:
        """Receive what was dropped on the window."""
        self.errands.receive(paths)

    def close_desk(self) -> None:
        """Store what is being typed, finish what is running, then let go of the database."""
        if self.entry is not None:
            self.entry.store()
        self.runner.close()
        self.desk.close()

    def _places(self) -> Iterator[Place]:
        """The pages, in the order of the rail."""
        if self.entry is not None:
            yield Place(self.tr("Entry"), self.entry, "entry")
        if self.board is not None:
            yield Place(self.tr("Board"), self.board, "board")
        yield Place(self.tr("Exchange"), self.exchange, "exchange")
        yield Place(self.tr("Settings"), self.settings, "settings")

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        for place in self.places:
            self.pages.addWidget(place.page)
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
        column.addLayout(self._status_line())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _status_line(self) -> QHBoxLayout:
        self._selection, self._deadline, self._saved = QLabel(self), QLabel(self), QLabel(self)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN + 2, 8, MARGIN + 2, 8)
        for label, name in (
            (self._selection, self.tr("Selection")),
            (self._deadline, self.tr("Open period")),
            (self._saved, self.tr("Last saved")),
        ):
            dress(label, Part.CAPTION)
            label.setAccessibleName(name)
        self._selection.setMinimumHeight(18)
        row.addWidget(self._selection)
        row.addStretch(1)
        row.addWidget(self._deadline)
        row.addSpacing(MARGIN)
        row.addWidget(self._saved)
        return row

    def _connect(self) -> None:
        if self.entry is not None:
            self.entry.selection_summary.connect(self._selection.setText)
            self.entry.saved.connect(self._on_saved)
            self.entry.head.deadline.connect(self._deadline.setText)
            self.entry.export_requested.connect(self._on_export)
            self.entry.import_requested.connect(self.errands.import_files)
        for place in self.places:
            if isinstance(place.page, Page):
                place.page.commands_changed.connect(self._answer)
        self.errands.received.connect(self._on_received)
        self.errands.blocked.connect(self._on_blocked)
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
                actions.import_files: self.errands.import_files,
                actions.export: self.exchange.export,
                actions.leave: self.leave.emit,
                actions.palette: self._open_palette,
            },
        )

    def _answer(self) -> None:
        """Let the page in front answer."""
        page, actions = self.pages.currentWidget(), self._commands.actions
        if isinstance(page, EntryPage):
            answers: Answers = {actions.refresh: page.refresh, actions.export: self._on_export}
        else:
            answers = page.commands(actions) if isinstance(page, Page) else {}
        self._commands.answer(Level.PAGE, answers)

    def _open_palette(self) -> None:
        """Find commands at once, and targets and initials when they are read."""
        actions = self._commands.actions
        palette = Palette(
            [one for one in actions.all if one.isEnabled() and one is not actions.palette], self._theme, self
        )
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.target_picked.connect(self._show_target)
        palette.open()
        words = palette.words
        if self.entry is not None:
            self.runner.run(lambda _progress: target_names(self.desk), palette.set_targets)
        if language() == "zh":
            self.runner.run(lambda _progress: initials_of_all(words), palette.set_initials)

    def _show_target(self, target_key: str) -> None:
        if self.entry is not None:
            self.show_page(self.pages.indexOf(self.entry))
            self.entry.show_place(target_key, "value")

    def _on_export(self) -> None:
        """Export the period that the entry page shows."""
        if self.entry is not None:
            self.entry.store()
            if self.entry.code:
                self.errands.export_report(self.entry.code)

    def _on_saved(self) -> None:
        now = QTime.currentTime().toString("HH:mm:ss")
        self._saved.setText(self.tr("Saved {time}").format(time=now))

    def _back_up(self) -> None:
        """The day's copy, where a person said that there should be one; one that fails is said above the page."""
        folder = self._settings.get(BACKUP_FOLDER)
        if folder:
            self.runner.run(lambda _progress: back_up_daily(self.desk, Path(folder), date.today()), lambda _path: None)

    def _on_received(self, results: Sequence[FileResult]) -> None:
        LOG.info("received %s", " ".join(result.state for result in results))
        self.show_page(self.pages.indexOf(self.exchange))

    def _on_blocked(self, _findings: object) -> None:
        self.show_page(self.pages.indexOf(self.exchange))
