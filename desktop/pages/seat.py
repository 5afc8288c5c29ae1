"""A seat: the rail, the pages of an open desk, the bars above them and the line below."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations.receive import FileResult
from desktop.pages.actions import Actions
from desktop.pages.board import BoardPage
from desktop.pages.dialogs import Chooser
from desktop.pages.entry import EntryPage
from desktop.pages.errands import Errands
from desktop.pages.exchange.page import ExchangePage
from desktop.pages.rail import Rail
from desktop.pages.runner import Runner
from desktop.pages.work import Work
from desktop.widgets.theme import MARGIN, Part, Theme, dress


class Seat(QWidget):
    """Everything in the window while a desk is open."""

    leave = Signal()

    def __init__(self, desk: Desk, theme: Theme, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.runner = Runner(self)
        self.work = Work(self.runner, self)
        self.errands = Errands(desk, self.work, theme, chooser, self)
        self.entry: EntryPage | None = None
        self.board: BoardPage | None = None
        if desk.is_headquarters:
            self.board = BoardPage(desk, theme, self.runner, self.errands, self)
        else:
            self.entry = EntryPage(desk, theme, self.runner, self)
        self.exchange = ExchangePage(desk, theme, self.runner, self.errands, self)
        first = self.tr("Board") if desk.is_headquarters else self.tr("Entry")
        self.rail = Rail(desk, [first, self.tr("Exchange")], self)
        self._lay_out()
        self._connect_entry()
        self.commands = Actions(len(self.rail.buttons), self)
        self._connect_actions()
        self.errands.received.connect(self._on_received)
        self.errands.blocked.connect(self._on_blocked)
        self.show_page(0)
        for editor in (*self.findChildren(QPlainTextEdit), *self.findChildren(QLineEdit)):
            # A file dropped on a text is meant for the window, not for its path to be typed there.
            editor.setAcceptDrops(False)

    def show_page(self, number: int) -> None:
        """Bring a page to the front."""
        self.pages.setCurrentIndex(number)
        self.rail.show_page(number)
        self._selection.clear()

    def receive(self, paths: Sequence[Path]) -> None:
        """Receive what was dropped on the window."""
        self.errands.receive(paths)

    def close_desk(self) -> None:
        """Store what is being typed, finish what is running, then let go of the database."""
        if self.entry is not None:
            self.entry.store()
        self.runner.close()
        self.desk.close()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        for page in (self.board, self.entry, self.exchange):
            if page is not None:
                self.pages.addWidget(page)
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

    def _connect_entry(self) -> None:
        if self.entry is not None:
            self.entry.selection_summary.connect(self._selection.setText)
            self.entry.saved.connect(self._on_saved)
            self.entry.head.deadline.connect(self._deadline.setText)
            self.entry.export_requested.connect(self._on_export)
            self.entry.import_requested.connect(self.errands.import_files)

    def _connect_actions(self) -> None:
        self.addActions(self.commands.all)
        self.commands.page.connect(self.show_page)
        self.commands.import_files.triggered.connect(self.errands.import_files)
        self.commands.export.triggered.connect(self._on_export)
        self.commands.refresh.triggered.connect(self._on_refresh)
        self.commands.leave.triggered.connect(self.leave)
        self.rail.picked.connect(self.show_page)
        self.rail.leave.connect(self.leave)

    def _on_refresh(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, BoardPage | EntryPage | ExchangePage):
            page.refresh()

    def _on_export(self) -> None:
        """Export what is in front: the board's period, the entry page's, or the exchange page's own."""
        page = self.pages.currentWidget()
        if isinstance(page, EntryPage):
            page.store()
            if page.code:
                self.errands.export_report(page.code)
        elif isinstance(page, BoardPage):
            page.export()
        else:
            self.exchange.export()

    def _on_saved(self) -> None:
        now = QTime.currentTime().toString("HH:mm:ss")
        self._saved.setText(self.tr("Saved {time}").format(time=now))

    def _on_received(self, _results: Sequence[FileResult]) -> None:
        self.pages.setCurrentWidget(self.exchange)
        self.rail.show_page(self.pages.currentIndex())

    def _on_blocked(self, _findings: object) -> None:
        self.show_page(self.pages.indexOf(self.exchange))
