"""校验: what the checks say before a report goes up, each to be put right, explained or left as a hint."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.checklist import Checklist, explain
from desktop.pages.checklist.answer import Answer
from desktop.pages.checklist.columns import Line, checklist_columns, lines_of
from desktop.pages.keeper import Keeper
from desktop.pages.runner import Runner, Topic
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word

_SIZE: Final = (920, 620)
_MESSAGE: Final = 3
_FIELD: Final = "explanation"
# The entry page loads again at what comes from outside of it.
_CHANGES: Final = frozenset({Topic.ENTRIES, Topic.REPORTS})


class ChecklistDialog(QDialog):
    """`picked` tells the target and the field of a finding that somebody wants to put right; the dialog closes then."""

    picked = Signal(str, str)

    def __init__(self, desk: Desk, code: str, found: Checklist, theme: Theme, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._code = code
        self._runner = runner
        self._loading = False
        self._keeper = Keeper(desk, runner, self, code)
        self.setWindowTitle(self.tr("Check before reporting"))
        self.resize(*map(scaled, _SIZE))
        self.title = QLabel(self)
        dress(self.title, Part.HEADING)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.lines: RowsModel[Line] = RowsModel(checklist_columns(), self)
        self.table = KeyTable(self.lines, theme, _MESSAGE, self.tr("What the checks say"), self)
        # Sorted by anything else, the findings of a target would no longer stand together.
        self.table.setSortingEnabled(False)
        self.table.setSelectionMode(KeyTable.SelectionMode.SingleSelection)
        self.clean = EmptyView(self)
        self.clean.explain(
            self.tr("Nothing is left to put right or to explain"), self.tr("The report can be exported now.")
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.clean)
        self.answer = Answer(self)
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_go)
        self.answer.go.connect(self._on_go)
        self.answer.explained.connect(self._on_explained)
        self.answer.typed.connect(self._on_typed)
        self.show_checklist(found)
        self.table.setFocus()

    def show_checklist(self, found: Checklist) -> None:
        """Show what the checks say now, the line that was selected or the one in its place selected."""
        place = max(self.table.currentIndex().row(), 0)
        before: Line | None = self.table.chosen_row
        counts = " · ".join(f"{word('severity', one)} {found.count(one)}" for one in Severity)
        self.title.setText(self.tr("Check of {period}").format(period=speak(found.period.title)) + f"　{counts}")
        self._explain(found)
        self.export_button.setEnabled(not found.blocked)
        typing = self.answer.text.hasFocus()
        self._loading = True
        self.lines.set_rows(lines_of(found.concerns))
        self.stack.setCurrentWidget(self.table if found.concerns else self.clean)
        if found.concerns:
            self.table.selectRow(0 if before is None else self._place_of(before, place))
        self._loading = False
        self._on_chosen()
        if typing and self.answer.isVisible():
            # Whoever answers one question goes straight on to the next.
            self.answer.text.setFocus()

    def done(self, result: int) -> None:
        """Closed, in whatever way: what was typed is handed over first."""
        self.answer.store()
        super().done(result)

    def _lay_out(self) -> None:
        self.export_button = QPushButton(self.tr("Export report…"), self)
        dress(self.export_button, Part.PRIMARY)
        self.export_button.clicked.connect(self.accept)
        self.close_button = QPushButton(self.tr("Not yet"), self)
        self.close_button.clicked.connect(self.reject)
        for button in (self.export_button, self.close_button):
            # Enter on a line goes to its cell, and nowhere else.
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_SMALL)
        buttons.addWidget(self.words, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.title)
        column.addWidget(self.stack, 1)
        column.addWidget(self.answer)
        column.addLayout(buttons)

    def _explain(self, found: Checklist) -> None:
        """What the counts mean for the report."""
        if found.blocked:
            said, tone = self.tr("Errors must be put right before the report can be exported."), Part.ERROR
        elif found.count(Severity.QUERY):
            said, tone = self.tr("Please explain what is asked; headquarters will ask otherwise."), Part.QUERY
        else:
            said, tone = self.tr("Nothing stands in the way of the report."), Part.GOOD
        self.words.setText(said)
        dress(self.words, tone)

    def _place_of(self, before: Line, place: int) -> int:
        """Where the same finding stands now; where it is gone, the line that took its place."""
        wanted = (before.concern.target.key, before.concern.finding.code, before.concern.finding.field)
        for number, line in enumerate(self.lines.rows):
            if (line.concern.target.key, line.concern.finding.code, line.concern.finding.field) == wanted:
                return number
        return min(place, len(self.lines.rows) - 1)

    def _on_chosen(self) -> None:
        if self._loading:
            return
        line: Line | None = self.table.chosen_row
        self.answer.show_concern(None if line is None else line.concern)

    def _on_go(self) -> None:
        line: Line | None = self.table.chosen_row
        if line is not None:
            self.reject()
            self.picked.emit(line.concern.target.key, line.concern.finding.field)

    def _on_typed(self, key: str, text: str) -> None:
        """It is offered on the entry page where the program does not live to store it."""
        self._keeper.type((key, _FIELD), text)

    def _on_explained(self, key: str, text: str) -> None:
        self._keeper.enter((key, _FIELD))
        self._runner.run(
            lambda _progress: explain(self._desk, self._code, key, text),
            self.show_checklist,
            failed=self._on_failed,
            changes=_CHANGES,
        )

    def _on_failed(self, refusal: Refusal) -> None:
        self.words.setText(speak(refusal.sentence))
        dress(self.words, Part.ERROR)
