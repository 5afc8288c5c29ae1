"""The top of the entry page: the period, the three buttons, the strip of counts and the search box."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.entry import EntryRow, EntrySheet, filled
from desktop.pages.period_box import PeriodBox
from desktop.pages.runner import Runner
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress
from desktop.widgets.words import speak, word


class EntryHead(QWidget):
    """`jump` asks for the next blank (None) or the next finding of a Severity."""

    jump = Signal(object)
    # The words that rows are searched for.
    wanted = Signal(str)
    # The period, when it is due and how many days are left.
    deadline = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.periods = PeriodBox(desk, runner, self)
        self._title, self._due = QLabel(self), QLabel(self)
        dress(self._title, Part.TITLE)
        dress(self._due, Part.SECONDARY)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.check_button = QPushButton(self.tr("Check"), self)
        self.check_button.setCheckable(True)
        self.export_button = QPushButton(self.tr("Export report"), self)
        dress(self.export_button, Part.PRIMARY)
        self.blanks = self._chip(None)
        self.errors = self._chip(Severity.ERROR)
        self.queries = self._chip(Severity.QUERY)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a target  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(280)
        self.search.textChanged.connect(self.wanted)
        self._lay_out()

    def show_sheet(self, sheet: EntrySheet) -> None:
        """Name the period and its deadline."""
        self._title.setText(self.tr("Progress of {period}").format(period=speak(sheet.period.title)))
        self._due.setText(self._deadline(sheet))
        self.deadline.emit(f"{speak(sheet.period.title)} · {self._due.text()}")

    def count(self, rows: Sequence[EntryRow]) -> None:
        """Count what is filled and what the checks say."""
        done = filled(rows)
        self.blanks.setText(self.tr("Filled {done} / {total}").format(done=done, total=len(rows)))
        for chip, severity in ((self.errors, Severity.ERROR), (self.queries, Severity.QUERY)):
            count = sum(one.severity is severity for row in rows for one in row.findings)
            chip.setText(f"{word('severity', severity)} {count}")
            chip.setProperty("severity", str(severity) if count else "")
            dress(chip, Part.CHIP)

    def _chip(self, severity: Severity | None) -> QPushButton:
        chip = QPushButton(self)
        dress(chip, Part.CHIP)
        chip.clicked.connect(lambda: self.jump.emit(severity))
        return chip

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(GAP_SMALL)
        second.setSpacing(GAP_SMALL)
        first.addWidget(self._title)
        first.addSpacing(GAP)
        first.addWidget(self._due)
        first.addStretch(1)
        for widget in (self.periods, self.import_button, self.check_button, self.export_button):
            first.addWidget(widget)
        for chip in (self.blanks, self.errors, self.queries):
            second.addWidget(chip)
        second.addStretch(1)
        second.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addLayout(first)
        column.addLayout(second)

    def _deadline(self, sheet: EntrySheet) -> str:
        """When it is due and how long that is; that a closed period takes nothing more."""
        due = self.tr("Due {day}").format(day=sheet.due_on.isoformat())
        if sheet.closed:
            return self.tr("{due} · closed, nothing can be changed").format(due=due)
        left = (sheet.due_on - date.today()).days
        return due if left < 0 else self.tr("{due} · {days} days left").format(due=due, days=left)
