"""目标库: the targets of the plan in a grid that is typed into; beside it what belongs to the one under the cursor."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations.catalogue import Catalogue, CatalogueRow, edit_targets, load_catalogue, require_fit
from desktop.operations.entry import periods_of
from desktop.operations.plan_card import load_card
from desktop.operations.target_details import Details, load_details
from desktop.pages.actions import Actions, Answers
from desktop.pages.catalogue.deeds import CatalogueDeeds
from desktop.pages.catalogue.list_import import ListImport
from desktop.pages.catalogue.model import UNASSIGNED, CatalogueModel
from desktop.pages.catalogue.told import told
from desktop.pages.dialogs import Chooser
from desktop.pages.page import Page
from desktop.pages.plan_sheet import PlanSheet
from desktop.pages.runner import Topic
from desktop.pages.work import Work
from desktop.settings import Settings
from desktop.widgets.empty import EmptyView
from desktop.widgets.search_box import SearchBox
from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.telling import Telling
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled

_PANE: Final = 280
_REST: Final = 120


class CataloguePage(Page):
    """The grid, its search, and the deeds that need a sheet of their own."""

    def __init__(
        self, desk: Desk, theme: Theme, work: Work, settings: Settings, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner = work.runner
        self._catalogue = Catalogue((), (), ())
        self._details: Details | None = None
        self.model = CatalogueModel(self)
        self.sheet = PlanSheet(
            "catalogue",
            self.tr("Targets of the plan"),
            self.model,
            desk,
            lambda edits, revision: edit_targets(desk, edits, revision),
            theme,
            runner,
            settings,
            chooser,
            self,
        )
        self.sheet.why_not = lambda edit: require_fit(self._catalogue, edit)
        self.importing = ListImport(desk, theme, work, settings, chooser, self.sheet, self)
        self.deeds = CatalogueDeeds(desk, runner, chooser, self.sheet, self)
        self.search = SearchBox(self)
        self.unassigned = QPushButton(self.tr("Without a lead"), self)
        self.counts = QLabel(self)
        self.pane = Telling(self.tr("The selected target"), self)
        self.empty = EmptyView(self)
        self.plan_button = self._button(self.tr("Plan"), None)
        self.nodes_button = self._button(self.tr("Nodes…"), lambda: self._with_details(self.deeds.edit_nodes))
        self.shares_button = self._button(self.tr("Schedule…"), lambda: self._with_details(self.deeds.edit_shares))
        self.withdraw_button = self._button(self.tr("Withdraw…"), lambda: self._with_details(self.deeds.withdraw))
        self.import_button = self._button(self.tr("Import a list…"), self.importing.start)
        self.add_button = self._button(self.tr("Add…"), lambda: self.deeds.add(self._catalogue))
        # Whoever runs through the rows is not told of each.
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_REST)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the catalogue again."""
        self._runner.run(lambda _progress: periods_of(self._desk), self._on_periods)
        self._runner.run(lambda _progress: self._load(), self._on_loaded)

    def take_focus(self) -> None:
        """The keys go to the grid."""
        self.sheet.grid.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Cells, columns, undo, finding and reading again."""
        return {**self.sheet.answers(actions), actions.refresh: self.refresh, actions.find: self.search.setFocus}

    def _button(self, words: str, deed: Callable[[], None] | None) -> QPushButton:
        button = QPushButton(words, self)
        if deed is not None:
            button.clicked.connect(deed)
        return button

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Targets"), self)
        dress(title, Part.TITLE)
        dress(self.counts, Part.SECONDARY)
        self.search.setPlaceholderText(self.tr("Find a target or its initials  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target"))
        self.search.setClearButtonEnabled(True)
        self.unassigned.setCheckable(True)
        dress(self.unassigned, Part.CHIP)
        self.plan_button.setMenu(self._plan_menu())
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addSpacing(GAP_SMALL)
        head.addWidget(self.counts, 1)
        for button in (self.plan_button, self.nodes_button, self.shares_button, self.withdraw_button, self.add_button):
            head.addWidget(button)
        head.addWidget(self.import_button)
        narrowing = QHBoxLayout()
        narrowing.setSpacing(GAP_SMALL)
        narrowing.addWidget(self.unassigned)
        narrowing.addStretch(1)
        narrowing.addWidget(self.search)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.empty)
        self.pane.setFixedWidth(scaled(_PANE))
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(narrowing)
        column.addLayout(middle, 1)

    def _plan_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Title, note and lamps…")).triggered.connect(self._on_plan)
        menu.addAction(self.tr("Areas…")).triggered.connect(lambda: self.deeds.edit_areas(self._catalogue))
        return menu

    def _connect(self) -> None:
        self.sheet.moved.connect(self._on_moved)
        self._waiting.timeout.connect(self._on_waited)
        self.sheet.arranging.changed.connect(self._show_state)
        self.sheet.shown.connect(self._show_state)
        self.search.textChanged.connect(self.sheet.look_for)
        self.search.left.connect(self.sheet.grid.setFocus)
        self.unassigned.toggled.connect(lambda on: self.sheet.narrow(UNASSIGNED, on=on))
        self.empty.pressed.connect(self._on_empty)
        self._runner.changed.connect(self._on_changed)

    def _on_periods(self, periods: Sequence[Period]) -> None:
        self.sheet.periods = periods

    def _load(self) -> tuple[Catalogue, SheetRows[CatalogueRow]]:
        """Off the window's thread, what finding a hundred thousand rows takes as well."""
        catalogue = load_catalogue(self._desk)
        return catalogue, self.model.kept(catalogue.rows)

    def _on_loaded(self, loaded: tuple[Catalogue, SheetRows[CatalogueRow]]) -> None:
        catalogue, rows = loaded
        self._catalogue = catalogue
        self.model.know(catalogue)
        self.sheet.show_rows(rows)
        asked = [row for row in catalogue.rows if not row.withdrawn]
        said = self.tr("Targets: {count} · areas: {areas}").format(count=len(asked), areas=len(catalogue.areas))
        self.counts.setText(said)
        self._show_state()
        self._on_moved()

    def _show_state(self) -> None:
        """The grid, or why there is nothing in it."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.sheet)
            return
        if self.model.rows:
            self.sheet.explain_hidden(self.empty)
        else:
            why = self.tr("Import the list of targets that the leadership has adopted, or add targets one by one.")
            self.empty.explain(self.tr("The plan has no targets yet"), why, self.tr("Import a list…"))
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self.model.rows:
            self.search.clear()
            self.unassigned.setChecked(False)
            self.sheet.arranging.arrange(self.model.view.unfiltered())
        else:
            self.importing.start()

    def _on_moved(self) -> None:
        row: CatalogueRow | None = self.sheet.row
        for button in (self.nodes_button, self.shares_button, self.withdraw_button):
            button.setEnabled(row is not None)
        if row is None:
            self.pane.tell("", ())
            return
        self.withdraw_button.setText(self.tr("Ask again") if row.withdrawn else self.tr("Withdraw…"))
        self._waiting.start()

    def _on_waited(self) -> None:
        self._with_details(self._on_details)

    def _on_details(self, details: Details) -> None:
        """Tell of the target under the cursor, where it still is."""
        self._details = details
        row: CatalogueRow | None = self.sheet.row
        if row is not None and row.target.key == details.target.key:
            self.pane.tell(f"{details.target.code} {details.target.title}", told(row, details))

    def _with_details(self, deed: Callable[[Details], None]) -> None:
        row: CatalogueRow | None = self.sheet.row
        if row is not None:
            key = row.target.key
            self._runner.run(lambda _progress: load_details(self._desk, key), deed)

    def _on_plan(self) -> None:
        self._runner.run(
            lambda _progress: load_card(self._desk), lambda card: self.deeds.edit_plan(card, self._catalogue.policies)
        )

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.PLAN in topics:
            self.refresh_when_seen()
