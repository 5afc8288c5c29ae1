"""审核: unit by unit, what needs a look first; said, settled, returned or accepted."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from db.vocabulary import Verdict
from desktop.desk import Desk
from desktop.operations.deciding import decide, verify
from desktop.operations.progress import Progress
from desktop.operations.returning import Comment, comment
from desktop.operations.reviewing import ReviewRow, ReviewSheet, UnitReport, load_reports, load_review
from desktop.pages.actions import Actions, Answers
from desktop.pages.asker import Asker
from desktop.pages.asking import Question
from desktop.pages.dialogs import Chooser
from desktop.pages.errands import Errands
from desktop.pages.page import Page
from desktop.pages.period_box import PeriodBox
from desktop.pages.review.columns import TITLE, row_columns, state_words, told, unit_columns
from desktop.pages.runner import Runner, Topic
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.telling import Telling
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import word

_FIELDS: Final = ("value", "increment", "status", "narrative", "problems", "next_steps", "explanation", "evidence")
# How the room of a small window is shared out, and what the texts at the right never go below.
_UNITS, _TARGETS, _WIDTH, _LEAST = 278, 562, 1064, 144
_REVIEWING: Final = frozenset({Topic.REPORTS})


class ReviewPage(Page):
    """The units at the left, the report of the one that is selected, and all that is known of one target."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._asker = Asker(desk, runner, chooser, self)
        self._errands = errands
        self._sheet: ReviewSheet | None = None
        self.period = PeriodBox(desk, runner, self)
        self.units: RowsModel[UnitReport] = RowsModel(unit_columns(), self)
        self.unit_table = KeyTable(self.units, theme, 0, self.tr("Units"), self)
        self.rows: RowsModel[ReviewRow] = RowsModel(row_columns(), self)
        self.table = KeyTable(self.rows, theme, TITLE, self.tr("The report's targets"), self)
        self.detail = Telling(self.tr("The selected target"), self)
        self.caption = ElidedLabel(self)
        dress(self.caption, Part.SECONDARY)
        self.comment_button = self._button(self.tr("Comment…"), self._on_comment)
        self.verify_button = self._button(self.tr("Verified value…"), self._on_verify)
        self.return_button = self._button(self.tr("Return…"), self._on_return)
        self.accept_button = self._button(self.tr("Accept"), self._on_accept)
        self.reopen_button = self._button(self.tr("Take back…"), self._on_reopen)
        dress(self.accept_button, Part.PRIMARY)
        self._lay_out()
        self._connect()
        self._show_sheet(None)
        self.refresh()

    def refresh(self) -> None:
        """Read the periods and the reports again."""
        self.period.refresh()
        self._load()

    def take_focus(self) -> None:
        """The keys go to the units."""
        self.unit_table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again, and the next row that wants a look, on to the next unit after the last."""
        return {
            actions.refresh: self.refresh,
            actions.next_finding: lambda: self._step(1),
            actions.previous_finding: lambda: self._step(-1),
        }

    def _button(self, words: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(deed)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Review"), self)
        dress(title, Part.TITLE)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addSpacing(GAP_SMALL)
        head.addWidget(self.caption, 1)
        head.addWidget(self.period)
        for button in (self.comment_button, self.verify_button, self.reopen_button, self.return_button):
            head.addWidget(button)
        head.addWidget(self.accept_button)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP)
        for part, stretch in ((self.unit_table, 0), (self.table, 2), (self.detail, 1)):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        # In a language of long words the texts at the right leave the columns more.
        left = max(scaled(_UNITS), self.unit_table.least_width)
        middle = max(scaled(_TARGETS), self.table.least_width)
        splitter.setSizes([left, middle, max(scaled(_WIDTH) - left - middle, scaled(_LEAST))])
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.period.chosen.connect(self._load)
        self.unit_table.chosen.connect(self._on_unit)
        self.unit_table.opened.connect(self.table.setFocus)
        self.table.chosen.connect(self._on_row)
        self.table.opened.connect(self._on_comment)
        self._runner.changed.connect(self._on_changed)

    def _load(self) -> None:
        code = self.period.code
        if code:
            self._runner.run(lambda _progress: load_reports(self._desk, code), self._on_loaded)

    def _on_loaded(self, reports: tuple[UnitReport, ...]) -> None:
        """The same unit as before stays selected."""
        self.unit_table.show_rows(reports, lambda one: one.unit_key)

    @property
    def unit(self) -> UnitReport | None:
        """The unit that is selected."""
        one: UnitReport | None = self.unit_table.chosen_row
        return one

    def _on_unit(self) -> None:
        unit, code = self.unit, self.period.code
        if unit is not None:
            self._runner.run(lambda _progress: load_review(self._desk, code, unit.unit_key), self._show_sheet)

    def _show_sheet(self, sheet: ReviewSheet | None) -> None:
        if sheet is not None and self.unit is not None and sheet.unit.unit_key != self.unit.unit_key:
            # Another unit was selected meanwhile.
            return
        self._sheet = sheet
        rows = sorted(sheet.rows, key=lambda one: -one.weight) if sheet else ()
        self.table.show_rows(rows, lambda one: one.target.key)
        self.caption.setText("" if sheet is None else self._told(sheet.unit))
        verdict = None if sheet is None else sheet.unit.verdict
        there = sheet is not None and sheet.unit.report is not None
        self.accept_button.setEnabled(there and verdict is not Verdict.ACCEPTED)
        self.reopen_button.setEnabled(verdict is Verdict.ACCEPTED)
        self.return_button.setEnabled(there and any(one.remarks for one in self.rows.rows))
        self.return_button.setToolTip("" if self.return_button.isEnabled() else self.tr("Write a comment first"))
        self._on_row()

    def _told(self, unit: UnitReport) -> str:
        """Where the unit's report stands, in a line."""
        if unit.report is None:
            return f"{unit.unit} · {state_words(unit)}"
        parts = [unit.unit, self.tr("no. {number}").format(number=unit.report.revision), state_words(unit)]
        if unit.late_days:
            parts.append(self.tr("days late: {count}").format(count=unit.late_days))
        if unit.unanswered:
            parts.append(self.tr("unanswered comments: {count}").format(count=unit.unanswered))
        return " · ".join(parts)

    @property
    def row(self) -> ReviewRow | None:
        """The target that is selected."""
        one: ReviewRow | None = self.table.chosen_row
        return one

    def _on_row(self) -> None:
        row = self.row
        heading = "" if row is None else f"{row.target.code} {row.target.title}"
        self.detail.tell(heading, () if row is None else told(row))
        self.comment_button.setEnabled(row is not None)
        self.verify_button.setEnabled(row is not None and row.target.goal.measure.has_figure)

    def _step(self, by: int) -> None:
        """The next row with something to look at; after the last, the next unit."""
        rows = [number for number, one in enumerate(self.rows.rows) if one.weight]
        at = self.table.currentIndex().row()
        beyond = [number for number in rows if (number - at) * by > 0]
        if beyond:
            self.table.selectRow(min(beyond) if by > 0 else max(beyond))
            return
        unit = self.unit_table.currentIndex().row() + by
        if 0 <= unit < self.units.rowCount():
            self.unit_table.selectRow(unit)

    def _on_comment(self) -> None:
        row, unit = self.row, self.unit
        if row is None or unit is None:
            return
        fields = [(name, word("field", name)) for name in _FIELDS]
        known = row.findings[0].field if row.findings and row.findings[0].field in _FIELDS else _FIELDS[0]
        questions = [Question(self.tr("Field"), known, choices=fields), Question(self.tr("Comment"), long=True)]
        title = self.tr("Comment on {target}").format(target=f"{row.target.code} {row.target.title}")
        answers = self._asker.ask(title, self.tr("The unit has to answer it when the report is returned."), questions)
        if answers is not None:
            said = [Comment(row.target.code, answers[0], answers[1])]
            self._do(lambda _progress: comment(self._desk, self.period.code, unit.unit, said))

    def _on_verify(self) -> None:
        row, unit = self.row, self.unit
        if row is None or unit is None or unit.report is None:
            return
        report, key = unit.report, row.target.key
        questions = [Question(self.tr("Verified value")), Question(self.tr("Reason"), long=True)]
        title = self.tr("Verified value of {target}").format(target=f"{row.target.code} {row.target.title}")
        why = self.tr("It stands beside the reported one and counts on the board.")
        answers = self._asker.ask(title, why, questions)
        if answers is not None:
            self._do(lambda _progress: verify(self._desk, report, key, answers[0], answers[1]))

    def _on_return(self) -> None:
        unit = self.unit
        if unit is None or unit.report is None:
            return
        title = self.tr("Return the report of {unit}").format(unit=unit.unit)
        why = self.tr("A workbook with all comments is written, to be sent back to the unit.")
        answers = self._asker.ask(title, why, [Question(self.tr("Reason"), long=True)])
        if answers is not None:
            self._errands.send_back(self.period.code, unit.unit, unit.report.revision, answers[0])

    def _on_accept(self) -> None:
        unit = self.unit
        if unit is not None and unit.report is not None:
            report = unit.report
            self._do(lambda _progress: decide(self._desk, report, Verdict.ACCEPTED))

    def _on_reopen(self) -> None:
        unit = self.unit
        if unit is None or unit.report is None:
            return
        report = unit.report
        title = self.tr("Take back the acceptance of {unit}").format(unit=unit.unit)
        answers = self._asker.ask(title, "", [Question(self.tr("Reason"), long=True)])
        if answers is not None:
            self._do(lambda _progress: decide(self._desk, report, Verdict.REOPENED, answers[0]))

    def _do(self, job: Callable[[Progress], object]) -> None:
        self._runner.run(job, lambda _done: None, changes=_REVIEWING)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.REPORTS, Topic.PLAN}:
            self.refresh_when_seen()
