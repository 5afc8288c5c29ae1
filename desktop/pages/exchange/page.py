"""交换: what goes out, what comes in, what became of each file, and taking one back."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.checks import Finding
from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.exchanges import Exchange, load_exchanges
from desktop.operations.progress import Progress
from desktop.operations.receive import FileResult
from desktop.pages.actions import Actions, Answers
from desktop.pages.errands import Errands
from desktop.pages.exchange.chips import Chips
from desktop.pages.exchange.columns import ROOMY, exchange_columns
from desktop.pages.exchange.detail import Detail
from desktop.pages.exchange.filters import Chip, found_by, lines_of, of_chip
from desktop.pages.exchange.received import ReceivedView
from desktop.pages.exchange.tools import Tools
from desktop.pages.page import Page
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner, Topic
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak

_FILE = 3
_WIDE = 1300


class ExchangePage(Page):
    """The list of all exchanges behind its chips, and the files just received."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._errands = errands
        self._all: Sequence[Exchange] = ()
        self._lines: Mapping[str, str] = {}
        self._failed = False
        self.periods = PeriodBox(desk, runner, self)
        self.chips = Chips(self)
        self.tools = Tools(errands, self)
        self.model: RowsModel[Exchange] = RowsModel(exchange_columns(), self)
        self.table = KeyTable(self.model, theme, _FILE, self.tr("What came in and went out"), self)
        self.detail = Detail(self)
        self.detail.hide()
        self.received = ReceivedView(theme, self, settles=not desk.is_headquarters)
        self.empty = EmptyView(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.refresh_when_seen()

    def refresh(self) -> None:
        """Load the exchanges again."""
        self.periods.refresh()
        self._runner.run(self._load, self._on_loaded, failed=self._on_failed)

    def take_focus(self) -> None:
        """The keys go to the lines."""
        self.table.setFocus()

    def export(self) -> None:
        """The thing to do next at this seat: a department reports, headquarters consolidates."""
        if not self.periods.code:
            return
        if self._desk.is_headquarters:
            self._errands.consolidating.export_summary(self.periods.code)
        else:
            self._errands.export_report(self.periods.code)

    def commands(self, actions: Actions) -> Answers:
        """Loading again, exporting, finding."""
        return {
            actions.refresh: self.refresh,
            actions.export: self.export,
            actions.find: self.chips.search.setFocus,
        }

    def show_received(self, results: Sequence[FileResult]) -> None:
        """Show what became of the files just received."""
        self.received.show_files(results)
        self.chips.received.setChecked(True)
        self._show_view()

    def show_blocked(self, findings: Sequence[Finding]) -> None:
        """Show what stands in the way of a report."""
        self.received.show_files(())
        self.received.show_findings(findings)
        self.chips.received.setChecked(True)
        self._show_view()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is room, the table says more."""
        super().resizeEvent(event)
        for column in ROOMY:
            self.table.setColumnHidden(column, self.width() < _WIDE)

    def _lay_out(self) -> None:
        for view in (self.table, self.received, self.empty):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        column.addWidget(self.chips)
        column.addLayout(self._deeds())
        column.addWidget(self._stack, 1)
        column.addWidget(self.detail)

    def _head(self) -> QHBoxLayout:
        """The title at the left, what can be done at the right."""
        title = QLabel(self.tr("Exchange"), self)
        dress(title, Part.TITLE)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.issue_button = QPushButton(self.tr("Issue assignments…"), self)
        self.issue_button.setVisible(self._desk.is_headquarters)
        self.export_button = QPushButton(
            self.tr("Export summary…") if self._desk.is_headquarters else self.tr("Export report…"), self
        )
        dress(self.export_button, Part.PRIMARY)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(title)
        row.addStretch(1)
        for widget in (self.periods, self.import_button, self.issue_button, self.export_button):
            row.addWidget(widget)
        return row

    def _deeds(self) -> QHBoxLayout:
        """What can be done with the selected line."""
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.tools)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._errands.import_files)
        self.issue_button.clicked.connect(self._on_issue)
        self.export_button.clicked.connect(self.export)
        self.chips.changed.connect(self._show_view)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail.closed.connect(self.table.setFocus)
        self.empty.pressed.connect(self._on_empty)
        self.received.settle_asked.connect(self._errands.settle)
        self._runner.changed.connect(self._on_changed)

    def _show_view(self) -> None:
        """Show what the chip and the words ask for, or why there is nothing."""
        self.chips.show_counts({chip: len(of_chip(self._all, chip)) for chip in Chip}, self.received.files.rowCount())
        chip = self.chips.chip
        self.tools.setVisible(chip is not None)
        self.chips.search.setVisible(chip is not None)
        if chip is None:
            self.detail.hide()
            self._show_received()
            return
        if self._failed:
            self._stack.setCurrentWidget(self.empty)
            return
        rows = found_by(of_chip(self._all, chip), self._lines, self.chips.words)
        self.table.show_again(rows, lambda one: one.key)
        if rows:
            self._stack.setCurrentWidget(self.table)
        else:
            self._explain_empty()

    def _show_received(self) -> None:
        if self.received.files.rowCount() or self.received.findings.rowCount():
            self._stack.setCurrentWidget(self.received)
            return
        self.empty.explain(
            self.tr("No file was received since the program was started"), self._drop_words(), self.tr("Import…")
        )
        self._stack.setCurrentWidget(self.empty)

    def _explain_empty(self) -> None:
        if self._all:
            self.empty.explain(
                self.tr("No file matches the filter"),
                self.tr("There are {count} exchanges, but none of this kind with these words.").format(
                    count=len(self._all)
                ),
                self.tr("Show all"),
            )
        else:
            self.empty.explain(self.tr("Nothing has been exchanged yet"), self._drop_words(), self.tr("Import…"))
        self._stack.setCurrentWidget(self.empty)

    def _drop_words(self) -> str:
        return self.tr("Drop workbooks or a folder anywhere on this window, or choose them here.")

    def _load(self, _progress: Progress) -> tuple[list[Exchange], dict[str, str]]:
        exchanges = load_exchanges(self._desk)
        return exchanges, lines_of(exchanges, self.model.columns)

    def _on_loaded(self, loaded: tuple[list[Exchange], dict[str, str]]) -> None:
        self._failed = False
        self._all, self._lines = loaded
        self._show_view()

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        why = speak(refusal.sentence)
        self.empty.explain(self.tr("The exchanges cannot be read"), why, self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        elif self._all and self.chips.chip is not None:
            self.chips.clear()
        else:
            self._errands.import_files()

    def _on_chosen(self) -> None:
        chosen = self.table.chosen_rows
        one = chosen[0] if len(chosen) == 1 else None
        self.tools.show_for(one)
        if one is None:
            self.detail.hide()
        elif self.detail.isVisible():
            self.detail.show_exchange(one)

    def _on_opened(self) -> None:
        self.detail.show_exchange(self.table.chosen_row)
        self.detail.show()

    def _on_issue(self) -> None:
        if self.periods.code:
            self._errands.consolidating.issue(self.periods.code)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.EXCHANGES in topics:
            self.refresh_when_seen()
