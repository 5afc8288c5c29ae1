"""汇总: the whole year as a table, what lies behind each figure, and the way out into workbooks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.consolidation import TargetYear
from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.consolidation import YearStory, load_year
from desktop.pages.actions import Actions, Answers
from desktop.pages.consolidation.told import name_of, target_of, told
from desktop.pages.consolidation.views import (
    Table,
    contradictions_table,
    figures,
    groups_table,
    shared_table,
    shares,
    targets_table,
)
from desktop.pages.errands import Errands
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.search_box import SearchBox
from desktop.widgets.telling import Telling
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak

_TARGETS, _UNITS, _AREAS, _SHARED, _CONTRADICTIONS = "targets", "units", "areas", "shared", "contradictions"
_PANE: Final = 280


class ConsolidationPage(Page):
    """One table at a time, chosen by what is down and by what stands in the cells."""

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._errands = errands
        self._story: YearStory | None = None
        self.view = self._box(self.tr("What is down"), self._views())
        self.figure = self._box(self.tr("What stands in the cells"), figures())
        self.search: QLineEdit = SearchBox(self)
        self.note = ElidedLabel(self)
        self.rows: RowsModel[Any] = RowsModel((), self)
        self.table = KeyTable(self.rows, theme, 0, self.tr("The year"), self)
        self.pane = Telling(self.tr("The selected row"), self)
        self.empty = EmptyView(self)
        self.origin_button = QPushButton(self.tr("Where it comes from…"), self)
        self.briefing_button = QPushButton(self.tr("Briefing…"), self)
        self.form_button = QPushButton(self.tr("Own form"), self)
        self.export_button = QPushButton(self.tr("Export summary…"), self)
        dress(self.export_button, Part.PRIMARY)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Consolidate again."""
        self._runner.run(lambda progress: load_year(self._desk, progress), self._on_loaded, failed=self._on_failed)

    def take_focus(self) -> None:
        """The keys go to the table."""
        self.table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again, finding and exporting."""
        return {
            actions.refresh: self.refresh,
            actions.find: self.search.setFocus,
            actions.export: self._on_export,
        }

    def _views(self) -> Mapping[str, str]:
        return {
            _TARGETS: self.tr("Targets by period"),
            _UNITS: self.tr("Units by period"),
            _AREAS: self.tr("Areas by period"),
            _SHARED: self.tr("Different figures of one target"),
            _CONTRADICTIONS: self.tr("What does not go together"),
        }

    def _box(self, name: str, choices: Mapping[str, str]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code, words in choices.items():
            box.addItem(words, code)
        return box

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Consolidation"), self)
        dress(title, Part.TITLE)
        dress(self.note, Part.CAPTION)
        self.search.setPlaceholderText(self.tr("Find a target or a unit  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target or a unit"))
        self.search.setClearButtonEnabled(True)
        head, choosing = QHBoxLayout(), QHBoxLayout()
        for row in (head, choosing):
            row.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addSpacing(GAP_SMALL)
        head.addWidget(self.note, 1)
        head.addWidget(self.origin_button)
        self.form_button.setMenu(self._form_menu())
        head.addWidget(self.form_button)
        head.addWidget(self.briefing_button)
        head.addWidget(self.export_button)
        choosing.addWidget(self.view)
        choosing.addWidget(self.figure)
        choosing.addStretch(1)
        choosing.addWidget(self.search)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([scaled(800), scaled(_PANE)])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(choosing)
        column.addWidget(self._stack, 1)

    def _form_menu(self) -> QMenu:
        menu = QMenu(self)
        deeds = self._errands.consolidating
        fill = menu.addAction(self.tr("Fill a form…"))
        fill.triggered.connect(lambda: self._with_period(deeds.fill_form))
        names = menu.addAction(self.tr("Names for forms…"))
        names.triggered.connect(lambda: self._with_period(deeds.export_names))
        return menu

    def _with_period(self, deed: Callable[[str], None]) -> None:
        """Do something with the newest period."""
        if self._story is not None and self._story.year.periods:
            deed(self._story.year.periods[-1].code)

    def _connect(self) -> None:
        self.view.activated.connect(self._on_view)
        self.figure.activated.connect(self._show_table)
        self.search.textChanged.connect(self._show_table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_origin)
        self.origin_button.clicked.connect(self._on_origin)
        self.export_button.clicked.connect(self._on_export)
        self.briefing_button.clicked.connect(lambda: self._with_period(self._errands.consolidating.show_briefing))
        self.empty.pressed.connect(self._on_empty)
        self._runner.changed.connect(self._on_changed)

    def _on_loaded(self, story: YearStory) -> None:
        self._story = story
        self.note.setText(story.note)
        self.view.setItemText(self.view.findData(_SHARED), f"{self._views()[_SHARED]} {len(story.year.shared)}")
        said = f"{self._views()[_CONTRADICTIONS]} {len(story.contradictions)}"
        self.view.setItemText(self.view.findData(_CONTRADICTIONS), said)
        self._show_table()

    def _on_failed(self, refusal: Refusal) -> None:
        self._story = None
        title = self.tr("The year cannot be consolidated")
        self.empty.explain(title, speak(refusal.sentence), self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_view(self) -> None:
        """What can stand in the cells follows from what is down."""
        code = self.view.currentData()
        choices = figures() if code == _TARGETS else shares()
        if [self.figure.itemData(n) for n in range(self.figure.count())] != list(choices):
            self.figure.clear()
            for one, words in choices.items():
                self.figure.addItem(words, one)
        self.figure.setVisible(code in {_TARGETS, _UNITS, _AREAS})
        self._show_table()

    def _show_table(self) -> None:
        story = self._story
        if story is None:
            return
        if not story.year.periods:
            self.empty.explain(
                self.tr("No report has come in yet"),
                self.tr("When departments send their reports, the year builds up here, period by period."),
                self.tr("Import…"),
            )
            self._stack.setCurrentWidget(self.empty)
            return
        table = self._table(story)
        words = self.search.text().lower().split()
        rows = [row for row in table.rows if _fits(table, row, words)]
        self.table.show_table(table.columns, rows, table.stretch, name_of)
        self._show_state(rows)

    def _show_state(self, rows: Sequence[Any]) -> None:
        if rows:
            self._stack.setCurrentIndex(0)
        elif self.search.text():
            why = self.tr("Nothing here is called “{words}”.").format(words=self.search.text())
            self.empty.explain(self.tr("Nothing fits the search"), why, self.tr("Show all"))
            self._stack.setCurrentWidget(self.empty)
        else:
            title = self.tr("Nothing of the kind")
            self.empty.explain(title, self.tr("The newest reports do not contradict each other here."))
            self._stack.setCurrentWidget(self.empty)

    def _table(self, story: YearStory) -> Table:
        code, figure, year = self.view.currentData(), str(self.figure.currentData()), story.year
        if code == _TARGETS:
            return targets_table(year, figure)
        if code == _UNITS:
            return groups_table(year, year.units, figure, self.tr("Lead"))
        if code == _AREAS:
            return groups_table(year, year.areas, figure, self.tr("Area"))
        return shared_table(year) if code == _SHARED else contradictions_table(story)

    def _on_chosen(self) -> None:
        row = self.table.chosen_row
        target = target_of(row)
        self.origin_button.setEnabled(target is not None)
        heading, lines = told(row)
        self.pane.tell(heading, lines)

    def _on_origin(self) -> None:
        """Open what made the newest figure of the selected target."""
        row, story = self.table.chosen_row, self._story
        target = target_of(row)
        if target is None or story is None:
            return
        code = story.year.periods[-1].code
        if isinstance(row, TargetYear) and code not in row.cells:
            code = list(row.cells)[-1]
        self._errands.consolidating.show_origins(code, target.key)

    def _on_export(self) -> None:
        self._with_period(self._errands.consolidating.export_summary)

    def _on_empty(self) -> None:
        if self._story is None:
            self.refresh()
        elif self.search.text():
            self.search.clear()
        else:
            self._errands.import_files()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.REPORTS, Topic.PLAN}:
            self.refresh_when_seen()


def _fits(table: Table, row: Any, words: Sequence[str]) -> bool:
    """Whether every word stands in what names the row, or in its target's initials."""
    target = target_of(row)
    said = " ".join(column.text(row) for column in table.columns[:3]).lower()
    letters = "" if target is None else target.initials
    return all(word in said or word in letters for word in words)
