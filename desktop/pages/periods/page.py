"""填报期: due dates, closing, and opening again for one unit or one target with a reason."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations.finding import TargetName, target_names
from desktop.operations.periods import (
    PeriodLine,
    Reopened,
    end_reopening,
    load_periods,
    reopen,
    set_closed,
    set_due,
)
from desktop.operations.progress import Progress
from desktop.operations.units import UnitLine, load_units
from desktop.pages.actions import Actions, Answers
from desktop.pages.asker import Asker
from desktop.pages.asking import Question
from desktop.pages.dialogs import Chooser
from desktop.pages.errands import Errands
from desktop.pages.page import Page
from desktop.pages.periods.columns import period_columns, reopened_columns
from desktop.pages.runner import Runner, Topic
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak

_CHANGES: Final = frozenset({Topic.PLAN})


class PeriodsPage(Page):
    """The periods of the plan, and below who may report on the selected one although it is closed."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._asker = Asker(desk, runner, chooser, self)
        self._errands = errands
        self._units: tuple[UnitLine, ...] = ()
        self._targets: tuple[TargetName, ...] = ()
        self.periods: RowsModel[PeriodLine] = RowsModel(period_columns(), self)
        self.table = KeyTable(self.periods, theme, 1, self.tr("Periods"), self)
        self.reopened: RowsModel[Reopened] = RowsModel(reopened_columns(), self)
        self.reopened_table = KeyTable(self.reopened, theme, 1, self.tr("Opened again for"), self)
        self.issue_button = self._button(self.tr("Issue…"), self._on_issue)
        self.due_button = self._button(self.tr("Due date…"), self._on_due)
        self.close_button = self._button(self.tr("Close"), self._on_close)
        self.reopen_button = self._button(self.tr("Open again for…"), self._on_reopen)
        self.end_button = self._button(self.tr("Close again"), self._on_end)
        self._lower = QWidget(self)
        self._lay_out()
        self._connect()
        self._on_chosen()
        self.refresh()

    def refresh(self) -> None:
        """Read the periods, and what they may be opened for, again."""
        self._runner.run(lambda _progress: load_units(self._desk), self._on_units)
        self._runner.run(lambda _progress: target_names(self._desk), self._on_targets)
        self._runner.run(lambda _progress: load_periods(self._desk), self._on_loaded)

    def take_focus(self) -> None:
        """The keys go to the periods."""
        self.table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again."""
        return {actions.refresh: self.refresh}

    @property
    def line(self) -> PeriodLine | None:
        """The period that is selected."""
        one: PeriodLine | None = self.table.chosen_row
        return one

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(deed)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Periods"), self)
        dress(title, Part.TITLE)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.due_button, self.reopen_button, self.close_button, self.issue_button):
            head.addWidget(button)
        caption = QLabel(self.tr("Closed, but open again for"), self._lower)
        dress(caption, Part.SECONDARY)
        deeds = QHBoxLayout()
        deeds.addWidget(caption)
        deeds.addStretch(1)
        deeds.addWidget(self.end_button)
        lower = QVBoxLayout(self._lower)
        lower.setContentsMargins(0, GAP_SMALL, 0, 0)
        lower.setSpacing(GAP_SMALL)
        lower.addLayout(deeds)
        lower.addWidget(self.reopened_table)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP_SMALL)
        splitter.addWidget(self.table)
        splitter.addWidget(self._lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_due)
        self.reopened_table.chosen.connect(self._on_reopening)
        self._runner.changed.connect(self._on_changed)

    def _on_units(self, units: tuple[UnitLine, ...]) -> None:
        self._units = units

    def _on_targets(self, targets: tuple[TargetName, ...]) -> None:
        self._targets = targets

    def _on_loaded(self, lines: tuple[PeriodLine, ...]) -> None:
        """The same period as before stays selected, at first the one that is being worked on."""
        before = self.line.period.code if self.line is not None else ""
        self.periods.set_rows(lines)
        codes = [one.period.code for one in self.periods.rows]
        reported = [number for number, one in enumerate(self.periods.rows) if one.reported]
        if codes:
            self.table.selectRow(codes.index(before) if before in codes else max(reported, default=0))

    def _on_chosen(self) -> None:
        line = self.line
        for button in (self.due_button, self.close_button, self.issue_button):
            button.setEnabled(line is not None)
        self.issue_button.setEnabled(line is not None and not line.closed)
        self.reopen_button.setEnabled(line is not None and line.closed)
        self.close_button.setText(self.tr("Open") if line is not None and line.closed else self.tr("Close"))
        self.reopened.set_rows(line.reopened if line is not None else ())
        self._lower.setVisible(bool(line is not None and line.reopened))
        self._on_reopening()

    def _on_reopening(self) -> None:
        self.end_button.setEnabled(self.reopened_table.chosen_row is not None)

    def _on_issue(self) -> None:
        if self.line is not None:
            self._errands.consolidating.issue(self.line.period.code)

    def _on_due(self) -> None:
        line = self.line
        if line is None:
            return
        title = self.tr("When is {period} due?").format(period=speak(line.period.title))
        why = self.tr("Late reports are taken all the same and marked as late.")
        answers = self._asker.ask(title, why, [Question(self.tr("Due date"), line.due_on.isoformat())])
        if answers is not None:
            code = line.period.code
            self._do(lambda _progress: set_due(self._desk, code, answers[0]))

    def _on_close(self) -> None:
        line = self.line
        if line is not None:
            code, closed = line.period.code, not line.closed
            self._do(lambda _progress: set_closed(self._desk, code, closed=closed))

    def _on_reopen(self) -> None:
        line = self.line
        if line is None:
            return
        having = [(one.key, one.name) for one in self._units if one.leads or one.supports]
        units = [("", self.tr("Every unit")), *having]
        targets = [("", self.tr("Every target")), *((one.key, f"{one.code} {one.title}") for one in self._targets)]
        questions = [
            Question(self.tr("Unit"), choices=units),
            Question(self.tr("Target"), choices=targets),
            Question(self.tr("Reason"), long=True),
        ]
        title = self.tr("Open {period} again").format(period=speak(line.period.title))
        answers = self._asker.ask(title, self.tr("Everybody else's reports are still held back."), questions)
        if answers is not None:
            code, (unit, target, reason) = line.period.code, answers
            self._do(
                lambda _progress: reopen(self._desk, code, reason, unit_key=unit or None, target_key=target or None)
            )

    def _on_end(self) -> None:
        one: Reopened | None = self.reopened_table.chosen_row
        if one is not None:
            key = one.key
            self._do(lambda _progress: end_reopening(self._desk, key))

    def _do(self, job: Callable[[Progress], object]) -> None:
        self._runner.run(job, lambda _done: None, changes=_CHANGES)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.PLAN, Topic.REPORTS}:
            self.refresh_when_seen()
