"""A grid of headquarters' targets, in which a change of what was reported on asks for a period and a reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.errors import Refusal
from db.periods import Period
from desktop.desk import Desk
from desktop.operations.editing import CellEdit, Edited
from desktop.operations.revising import Revision
from desktop.pages.actions import Actions, Answers
from desktop.pages.asker import Asker
from desktop.pages.asking import Question
from desktop.pages.dialogs import Chooser
from desktop.pages.edits import Edits
from desktop.pages.runner import Runner, Topic
from desktop.pages.sheet_answers import arranging_answers, cell_answers
from desktop.pages.taking import TakingPreview, Takings, WhyNot
from desktop.settings import ASK_CLEAR, ASK_PASTE, Settings
from desktop.widgets.arranging import Arranging
from desktop.widgets.blocks import Cell
from desktop.widgets.cells import CellDelegate
from desktop.widgets.empty import EmptyView
from desktop.widgets.fitting import fit
from desktop.widgets.grid import Grid
from desktop.widgets.sheet_model import SheetModel
from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.theme import GAP_SMALL, Part, Theme, dress
from desktop.widgets.words import speak

# How edits of the plan are stored, as a revision where one is given.
PlanStore = Callable[[Sequence[CellEdit], Revision | None], Edited[Any]]
_CHANGES: Final = frozenset({Topic.PLAN})
NEEDS_REVISION: Final = "refusal.needs_revision"


class PlanSheet(QWidget):
    """The grid, and below the head of its page a line for what could not be stored."""

    # The cursor is on another row, or on none.
    moved = Signal()
    saved = Signal()
    # Rows that had to wait are shown by now.
    shown = Signal()

    def __init__(
        self,
        name: str,
        words: str,
        model: SheetModel[Any],
        desk: Desk,
        store: PlanStore,
        theme: Theme,
        runner: Runner,
        settings: Settings,
        chooser: Chooser,
        parent: QWidget,
    ) -> None:
        """`name` is the sheet's among the settings, `words` what it is called."""
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._chooser = chooser
        self._asker = Asker(desk, runner, chooser, self)
        self._plan_store = store
        self.why_not: WhyNot = lambda _edit: None
        self.periods: Sequence[Period] = ()
        self.model = model
        self.grid = Grid(model, theme, words, self)
        # Rows that came while a cell was being typed into.
        self._later: SheetRows[Any] | None = None
        delegate = CellDelegate(theme, self.grid, model.drawn)
        self.grid.setItemDelegate(delegate)
        self.grid.frozen.setItemDelegate(CellDelegate(theme, self.grid, model.drawn))
        self.arranging = Arranging(self.grid, model, settings.store, name, self)
        self.edits = Edits(runner, model, lambda edits: store(edits, None), _CHANGES, self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.hide()
        dress(self._said, Part.ERROR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self._said)
        column.addWidget(self.grid, 1)
        delegate.ended.connect(self._on_ended)
        model.typed.connect(self._on_entered)
        self.grid.entered.connect(self._on_entered)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.selectionModel().currentRowChanged.connect(self._on_moved)
        model.modelReset.connect(self.moved)
        model.dataChanged.connect(self._on_moved)
        self.edits.saved.connect(self._on_saved)
        self.edits.failed.connect(self._on_failed)

    def show_rows(self, rows: SheetRows[Any]) -> None:
        """Show these rows, the cursor on the target where it was.

        Where they are the same targets nothing moves, and others wait until a cell is left: somebody may be typing into
        the next one by now.
        """
        self._later = None
        if rows.keys == self.model.keys:
            self.model.exchange(rows)
            return
        if self.grid.typing:
            self._later = rows
            return
        here, column = self.row, max(self.grid.currentIndex().column(), 1)
        self.model.set_rows(rows)
        self.arranging.fit()
        place = self.model.place_of(here.target.key, "") if here is not None else None
        if self.model.rowCount():
            self.grid.go_to(place[0] if place else 0, min(column, self.model.columnCount() - 1))

    def look_for(self, words: str) -> None:
        """Show only what these words stand in."""
        self.arranging.arrange(replace(self.model.view, words=words))

    def narrow(self, name: str, *, on: bool) -> None:
        """Show only the rows that a name stands for, or all again."""
        only = frozenset({name}) if on else frozenset()
        self.arranging.arrange(replace(self.model.view, only=only))

    def explain_hidden(self, view: EmptyView) -> None:
        """Say that there are targets, but none that the search and the filters show."""
        hidden = self.tr("Targets hidden: {count}.").format(count=len(self.model.rows))
        view.explain(self.tr("No target fits the search and the filters"), hidden, self.tr("Show all"))

    @property
    def row(self) -> Any:
        """The row under the cursor, or None."""
        return self.model.row_of(self.grid.currentIndex())

    def answers(self, actions: Actions) -> Answers:
        """What the grid answers of the window's actions."""
        return {
            **cell_answers(actions, self.grid),
            **arranging_answers(actions, self.grid, self.arranging),
            actions.undo: self.edits.stack.undo,
            actions.redo: self.edits.stack.redo,
        }

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Left for another page: store what is being typed, and how the columns are arranged."""
        self.grid.commit_open_editor()
        self.arranging.keep(self.grid.currentIndex())
        super().hideEvent(event)

    def ask_revision(self, why: str) -> Revision | None:
        """Ask from which period a change holds, and why; None where it is not to be made after all."""
        questions = [
            Question(self.tr("From"), choices=[(one.code, speak(one.title)) for one in self.periods]),
            Question(self.tr("Reason"), long=True),
        ]
        title, go_on = self.tr("Change what was reported on"), self.tr("Change")
        answers = self._asker.ask(title, why, questions, go_on)
        return None if answers is None else Revision(*answers)

    def _on_ended(self) -> None:
        # When the grid is done with its editor.
        QTimer.singleShot(0, self, self._show_later)

    def _show_later(self) -> None:
        if self._later is not None:
            self.show_rows(self._later)
            self.shown.emit()

    def _on_moved(self) -> None:
        self.moved.emit()

    def _on_entered(self, cells: Sequence[Cell]) -> None:
        clearing = self._settings.get(ASK_CLEAR) and not any(cell.text for cell in cells)
        self._take(Takings.of(self.model, self.why_not, cells, pasted=False, show_large=clearing), 0)

    def _on_pasted(self, cells: Sequence[Cell], outside: int) -> None:
        large = self._settings.get(ASK_PASTE)
        self._take(Takings.of(self.model, self.why_not, cells, pasted=True, show_large=large), outside)

    def _take(self, takings: Takings, outside: int) -> None:
        """Store what goes in without a question; say why a single cell takes nothing; show the rest before."""
        if len(takings.cells) == 1 and takings.cells[0].why_not:
            self._say(takings.cells[0].why_not)
        elif not takings.asks and not outside:
            self.edits.enter(takings.edits)
        else:
            dialog = TakingPreview(takings, outside, self._theme, self)
            dialog.accepted.connect(lambda: self.edits.enter(takings.edits))
            fit(dialog)
            dialog.open()

    def _on_failed(self, refusal: Refusal, edits: Sequence[CellEdit]) -> None:
        """What was reported on changes with a period and a reason, or stays as it is."""
        if refusal.sentence.code != NEEDS_REVISION:
            self._say(speak(refusal.sentence))
            return
        revision = self.ask_revision(speak(refusal.sentence))
        if revision is None:
            self.model.forget_unsaved(edits)
        else:
            self.edits.enter(edits, lambda again: self._plan_store(again, revision))

    def _on_saved(self) -> None:
        if not self.model.unsaved:
            self._said.hide()
        self.saved.emit()

    def _say(self, why: str) -> None:
        self._said.setText(self.tr("Not saved: {why}").format(why=why))
        self._said.show()
