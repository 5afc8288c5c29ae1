"""交换: what goes out, what comes in, what became of each file, and taking one back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.checks import Finding
from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.exchanges import Exchange, exchanges
from desktop.operations.receive import FileResult
from desktop.pages.actions import Actions, Answers
from desktop.pages.errands import Errands
from desktop.pages.exchange_columns import exchange_columns
from desktop.pages.page import Page
from desktop.pages.period_box import PeriodBox
from desktop.pages.received import ReceivedView
from desktop.pages.runner import Runner, Topic
from desktop.widgets.empty import EmptyView
from desktop.widgets.rows import RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak


class ExchangePage(Page):
    """Two views behind two chips: past exchanges, and the files just received."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._errands = errands
        self.periods = PeriodBox(desk, runner, self)
        self._stack = QStackedWidget(self)
        self._past = RowsModel(exchange_columns(), self)
        self.past_table = Table(self._past, theme, 1, self.tr("Past exchanges"), self)
        self.received = ReceivedView(theme, self)
        self.empty = EmptyView(self)
        self.empty.pressed.connect(self._on_empty)
        self._failed = False
        for view in (self.past_table, self.received, self.empty):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        column.addLayout(self._views())
        column.addWidget(self._stack, 1)
        self.past_table.chosen.connect(self._on_past_chosen)
        runner.changed.connect(self._on_changed)
        errands.received.connect(self._on_received)
        errands.blocked.connect(self._on_blocked)
        self.refresh()

    def refresh(self) -> None:
        """Load the past exchanges again."""
        self.periods.refresh()
        self._runner.run(lambda _progress: exchanges(self._desk), self._on_loaded, failed=self._on_failed)

    def export(self) -> None:
        """The thing to do next at this seat: a department reports, headquarters consolidates."""
        if not self.periods.code:
            return
        if self._desk.is_headquarters:
            self._errands.export_summary(self.periods.code)
        else:
            self._errands.export_report(self.periods.code)

    def commands(self, actions: Actions) -> Answers:
        """Loading again and exporting."""
        return {actions.refresh: self.refresh, actions.export: self.export}

    def _head(self) -> QHBoxLayout:
        """The title at the left, what can be done at the right."""
        title = QLabel(self.tr("Exchange"), self)
        dress(title, Part.TITLE)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.import_button.clicked.connect(self._errands.import_files)
        self.issue_button = QPushButton(self.tr("Issue assignments…"), self)
        self.issue_button.clicked.connect(self._on_issue)
        self.issue_button.setVisible(self._desk.is_headquarters)
        self.export_button = QPushButton(
            self.tr("Export summary…") if self._desk.is_headquarters else self.tr("Export report…"), self
        )
        dress(self.export_button, Part.PRIMARY)
        self.export_button.clicked.connect(self.export)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(title)
        row.addStretch(1)
        for widget in (self.periods, self.import_button, self.issue_button, self.export_button):
            row.addWidget(widget)
        return row

    def _views(self) -> QHBoxLayout:
        """The chips that choose the view, and what can be done with the row that is selected."""
        self.past_chip, self.received_chip = QPushButton(self), QPushButton(self)
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for chip in (self.past_chip, self.received_chip):
            dress(chip, Part.CHIP)
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
        self.past_chip.setChecked(True)
        group.buttonClicked.connect(self._show_view)
        row.addStretch(1)
        self.undo_button = QPushButton(self.tr("Undo import…"), self)
        self.undo_button.clicked.connect(self._on_undo)
        row.addWidget(self.undo_button)
        self._count()
        return row

    def _count(self) -> None:
        self.past_chip.setText(self.tr("Past exchanges {count}").format(count=self._past.rowCount()))
        self.received_chip.setText(self.tr("Just received {count}").format(count=self.received.files.rowCount()))

    def _show_view(self) -> None:
        """Show the view of the chip, or why there is nothing in it."""
        past = self.past_chip.isChecked()
        self.undo_button.setVisible(past)
        self._on_past_chosen()
        self._count()
        if past and self._past.rowCount():
            self._stack.setCurrentWidget(self.past_table)
        elif not past and (self.received.files.rowCount() or self.received.findings.rowCount()):
            self._stack.setCurrentWidget(self.received)
        elif not self._failed:
            self._explain_empty(past)
            self._stack.setCurrentWidget(self.empty)

    def _explain_empty(self, past: bool) -> None:
        drop = self.tr("Drop workbooks or a folder anywhere on this window, or choose them here.")
        if past:
            self.empty.explain(self.tr("Nothing has been exchanged yet"), drop, self.tr("Import…"))
        else:
            self.empty.explain(self.tr("No file was received since the program was started"), drop, self.tr("Import…"))

    def _on_loaded(self, past: list[Exchange]) -> None:
        self._failed = False
        self._past.set_rows(past)
        self._show_view()

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        why = speak(refusal.sentence)
        self.empty.explain(self.tr("The exchanges cannot be read"), why, self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        else:
            self._errands.import_files()

    def _on_received(self, results: Sequence[FileResult]) -> None:
        self.received.show_files(results)
        self.received_chip.setChecked(True)
        self._show_view()

    def _on_blocked(self, findings: Sequence[Finding]) -> None:
        self.received.files.set_rows(())
        self.received.show_findings(findings)
        self.received_chip.setChecked(True)
        self._show_view()

    def _on_past_chosen(self) -> None:
        exchange: Exchange | None = self.past_table.chosen_row
        self.undo_button.setEnabled(exchange is not None and not exchange.undone)

    def _on_undo(self) -> None:
        exchange: Exchange | None = self.past_table.chosen_row
        if exchange is not None:
            self._errands.undo(exchange)

    def _on_issue(self) -> None:
        if self.periods.code:
            self._errands.issue(self.periods.code)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.EXCHANGES in topics:
            self.refresh()
