"""The top of the entry page: the period, its buttons, the strip of counts, what narrows the rows, and the search."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.entry import EntrySheet
from desktop.pages.entry.model import BLANKS, FINDINGS, LEAD
from desktop.pages.entry.tally import Tally
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner
from desktop.widgets.search_box import SearchBox
from desktop.widgets.sheet_view import SheetView
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress, grade, scaled
from desktop.widgets.words import speak, word

# The width from which counts, chips and search fit on one line.
_ONE_LINE: Final = 980


class EntryHead(QWidget):
    """Says how the sheet stands and what is wanted of it; it decides nothing itself."""

    # The words that rows are searched for.
    wanted = Signal(str)
    # One of the chips that narrow the rows was switched by a person.
    narrowed = Signal()
    # The search is over; the keys go back to the rows.
    left = Signal()
    # The period, when it is due and how many days are left.
    deadline = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.periods = PeriodBox(desk, runner, self)
        self._title, self._day = QLabel(self), QLabel(self)
        dress(self._title, Part.TITLE)
        dress(self._day, Part.SECONDARY)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.check_button = QPushButton(self.tr("Check"), self)
        self.export_button = QPushButton(self.tr("Export report"), self)
        dress(self.export_button, Part.PRIMARY)
        self.blanks, self.errors, self.queries = (self._chip(tip) for tip in self._tips())
        self.returned = self._chip(self.tr("To the next comment without an answer"))
        self.due = self._chip(self.tr("To the next thing that is left to do"))
        self.only_blanks = self._narrowing(self.tr("Blanks only"))
        self.only_findings = self._narrowing(self.tr("Findings only"))
        self.only_lead = self._narrowing(self.tr("Led by us"))
        self.search = SearchBox(self)
        self.search.setPlaceholderText(self.tr("Find a target or its initials  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(self.wanted)
        self.search.left.connect(self.left)
        self._lay_out()

    def show_sheet(self, sheet: EntrySheet) -> None:
        """Name the period and its deadline."""
        self._title.setText(self.tr("Progress of {period}").format(period=speak(sheet.period.title)))
        day = self.tr("Due {day}").format(day=sheet.due_on.isoformat())
        self._day.setText(self.tr("{due} · closed, nothing can be changed").format(due=day) if sheet.closed else day)
        self.due.setText(self._time_left(sheet))
        self.deadline.emit(f"{speak(sheet.period.title)} · {self.due.text()}")

    def count(self, tally: Tally) -> None:
        """Tell what is filled and what the checks say."""
        self.blanks.setText(self.tr("Filled {done} / {total}").format(done=tally.filled, total=tally.total))
        for chip, severity in ((self.errors, Severity.ERROR), (self.queries, Severity.QUERY)):
            count = tally.said[severity]
            chip.setText(f"{word('severity', severity)} {count}")
            grade(chip, Part.CHIP, str(severity) if count else "")
        self.returned.setVisible(bool(tally.returned))
        left = self.tr("Returned {open} / {total}").format(open=tally.unanswered, total=tally.returned)
        self.returned.setText(left)
        grade(self.returned, Part.CHIP, str(Severity.ERROR) if tally.unanswered else "")

    def show_view(self, view: SheetView) -> None:
        """Show how the rows are narrowed."""
        for name, chip in self._narrowings.items():
            chip.setChecked(name in view.only)

    @property
    def narrowing(self) -> frozenset[str]:
        """Whether only blanks, only findings and only what the unit leads is wanted."""
        return frozenset(name for name, chip in self._narrowings.items() if chip.isChecked())

    def look(self) -> None:
        """Go to the search box, ready for other words."""
        self.search.setFocus()
        self.search.selectAll()

    @property
    def _narrowings(self) -> dict[str, QPushButton]:
        return {BLANKS: self.only_blanks, FINDINGS: self.only_findings, LEAD: self.only_lead}

    def _tips(self) -> tuple[str, str, str]:
        return (
            self.tr("To the next blank (F7)"),
            self.tr("To the next error (Ctrl+F8)"),
            self.tr("To the next thing to explain (F8)"),
        )

    def _chip(self, tip: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setToolTip(tip)
        dress(chip, Part.CHIP)
        return chip

    def _narrowing(self, words: str) -> QPushButton:
        chip = QPushButton(words, self)
        chip.setCheckable(True)
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        dress(chip, Part.CHIP)
        chip.clicked.connect(self.narrowed)
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where one line is too narrow, what narrows the rows goes below the counts."""
        super().resizeEvent(event)
        beside = QBoxLayout.Direction.LeftToRight
        self._strip.setDirection(beside if self.width() >= scaled(_ONE_LINE) else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        first, counts, narrowing = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, counts, narrowing):
            row.setSpacing(GAP_SMALL)
        first.addWidget(self._title)
        first.addSpacing(GAP)
        first.addWidget(self._day)
        first.addStretch(1)
        for widget in (self.periods, self.import_button, self.check_button, self.export_button):
            first.addWidget(widget)
        for chip in (self.blanks, self.errors, self.queries, self.returned, self.due):
            counts.addWidget(chip)
        counts.addStretch(1)
        for chip in self._narrowings.values():
            narrowing.addWidget(chip)
        narrowing.addSpacing(GAP)
        narrowing.addWidget(self.search)
        narrowing.addStretch(0)
        self._strip = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._strip.setSpacing(GAP_SMALL)
        self._strip.addLayout(counts, 1)
        self._strip.addLayout(narrowing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addLayout(first)
        column.addLayout(self._strip)

    def _time_left(self, sheet: EntrySheet) -> str:
        """How long it is until the period is due, in days."""
        left = (sheet.due_on - date.today()).days
        if left < 0:
            return self.tr("Days overdue: {days}").format(days=-left)
        return self.tr("Days left: {days}").format(days=left) if left else self.tr("Due today")
