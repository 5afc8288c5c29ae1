"""分工: targets × units, with what each unit comes to and what nobody leads."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations.assigning import Matrix, edit_matrix, load_matrix, read_assign
from desktop.operations.editing import CellEdit
from desktop.operations.entry import periods_of
from desktop.pages.actions import Actions, Answers
from desktop.pages.assigning.model import UNASSIGNED, MatrixModel
from desktop.pages.dialogs import Chooser
from desktop.pages.page import Page
from desktop.pages.plan_sheet import PlanSheet
from desktop.pages.runner import Runner, Topic
from desktop.settings import Settings
from desktop.widgets.empty import EmptyView
from desktop.widgets.search_box import SearchBox
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress


class AssigningPage(Page):
    """The matrix, its search, and how many targets nobody leads."""

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, settings: Settings, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self.model = MatrixModel(self)
        self.sheet = PlanSheet(
            "assigning",
            self.tr("Targets by units"),
            self.model,
            desk,
            lambda edits, revision: edit_matrix(desk, edits, revision),
            theme,
            runner,
            settings,
            chooser,
            self,
        )
        self.sheet.why_not = self._why_not
        self._units: list[str] = []
        self.search = SearchBox(self)
        self.unassigned = QPushButton(self)
        self.counts = QLabel(self)
        self.empty = EmptyView(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read who has what again."""
        self._runner.run(lambda _progress: periods_of(self._desk), self._on_periods)
        self._runner.run(lambda _progress: load_matrix(self._desk), self._on_loaded)

    def take_focus(self) -> None:
        """The keys go to the grid."""
        self.sheet.grid.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Cells, columns, undo, finding and reading again."""
        return {**self.sheet.answers(actions), actions.refresh: self.refresh, actions.find: self.search.setFocus}

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Assignment"), self)
        dress(title, Part.TITLE)
        dress(self.counts, Part.SECONDARY)
        self.search.setPlaceholderText(self.tr("Find a target or a unit  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target or a unit"))
        self.search.setClearButtonEnabled(True)
        self.unassigned.setCheckable(True)
        dress(self.unassigned, Part.CHIP)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addSpacing(GAP_SMALL)
        head.addWidget(self.counts)
        head.addSpacing(GAP_SMALL)
        head.addWidget(self.unassigned)
        head.addStretch(1)
        head.addWidget(self.search)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.sheet.arranging.changed.connect(self._show_state)
        self.sheet.shown.connect(self._show_state)
        self.sheet.saved.connect(self.refresh)
        self.search.textChanged.connect(self.sheet.look_for)
        self.search.left.connect(self.sheet.grid.setFocus)
        self.unassigned.toggled.connect(lambda on: self.sheet.narrow(UNASSIGNED, on=on))
        self.empty.pressed.connect(self._on_empty)
        self._runner.changed.connect(self._on_changed)

    def _why_not(self, edit: CellEdit) -> None:
        row = next(row for row in self.model.rows if row.target.key == edit.target_key)
        read_assign(edit, row.target.goal.unit)

    def _on_periods(self, periods: Sequence[Period]) -> None:
        self.sheet.periods = periods

    def _on_loaded(self, matrix: Matrix) -> None:
        self.model.show_matrix(matrix)
        if list(matrix.units) != self._units:
            self._units = list(matrix.units)
            self.sheet.arranging.reset()
            # Whose row and which target one is at stays in sight, however many units there are.
            self.sheet.arranging.freeze_to(1)
        self.sheet.show_rows(self.model.kept(matrix.rows))
        said = self.tr("Targets: {targets} · units: {units}").format(targets=len(matrix.rows), units=len(matrix.units))
        self.counts.setText(said)
        missing = len(matrix.unassigned)
        self.unassigned.setText(self.tr("Without a lead {count}").format(count=missing))
        self.unassigned.setProperty("severity", "error" if missing else "")
        dress(self.unassigned, Part.CHIP)
        self._show_state()

    def _show_state(self) -> None:
        """The matrix, or why there is nothing in it."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.sheet)
            return
        if self.model.rows:
            self.sheet.explain_hidden(self.empty)
        else:
            why = self.tr("When there are targets in the catalogue, they are given to units here.")
            self.empty.explain(self.tr("The plan has no targets yet"), why)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        self.search.clear()
        self.unassigned.setChecked(False)
        self.sheet.arranging.arrange(self.model.view.unfiltered())

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.PLAN in topics:
            self.refresh_when_seen()
