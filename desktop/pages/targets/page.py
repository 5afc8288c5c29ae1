"""我的目标: the unit's targets, and the year of the one that is picked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.targets import TargetItem, TargetList, TargetStory, load_target, load_targets
from desktop.pages.actions import Actions, Answers
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.pages.targets.columns import TITLE, item_columns
from desktop.pages.targets.story import StoryView
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak


class TargetsPage(Page):
    """The list at the left, the story of the picked target at the right."""

    entry_requested = Signal(str)
    import_requested = Signal()

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._all: tuple[TargetItem, ...] = ()
        self._failed = False
        self._wanted = ""
        self._title = QLabel(self.tr("My targets"), self)
        dress(self._title, Part.TITLE)
        self.search = QLineEdit(self)
        dress(self.search, Part.SEARCH)
        self.search.setPlaceholderText(self.tr("Find a target or its initials  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a target"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(280)
        self.model: RowsModel[TargetItem] = RowsModel(item_columns(), self)
        self.table = KeyTable(self.model, theme, TITLE, self.tr("My targets"), self)
        self.table.setSelectionMode(KeyTable.SelectionMode.SingleSelection)
        self.story = StoryView(theme, self)
        self.empty = EmptyView(self)
        self._lay_out()
        self.search.textChanged.connect(self._show_list)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.story.entry_requested.connect(self.entry_requested)
        self.empty.pressed.connect(self._on_empty)
        runner.changed.connect(self._on_changed)
        self.refresh_when_seen()

    def refresh(self) -> None:
        """Load the list again, and the picked target with it."""
        self._runner.run(lambda _progress: load_targets(self._desk), self._on_loaded, failed=self._on_failed)

    def take_focus(self) -> None:
        """The keys go to the list."""
        self.table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Loading again, finding."""
        return {actions.refresh: self.refresh, actions.find: self.search.setFocus}

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.search)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.table, 1)
        row.addWidget(self.story, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _on_loaded(self, found: TargetList) -> None:
        self._failed = False
        self._all = found.items
        self._show_list()

    def _show_list(self) -> None:
        """The targets that fit the words, with the one that was picked picked still."""
        before = self.table.chosen_row
        key = before.target.key if before else self._wanted
        words = self.search.text().lower().split()
        self.model.set_rows([item for item in self._all if _fits(item, words)])
        rows = self.model.rows
        if not rows:
            self._explain()
            return
        self._stack.setCurrentIndex(0)
        self.table.selectRow(next((n for n, item in enumerate(rows) if item.target.key == key), 0))

    def _explain(self) -> None:
        if self._all:
            self.empty.explain(
                self.tr("No target fits these words"),
                self.tr("Targets hidden by the search: {count}.").format(count=len(self._all)),
                self.tr("Show all"),
            )
        else:
            self.empty.explain(
                self.tr("No targets yet"),
                self.tr("Import the assignment workbook that headquarters sent; its targets then stand here."),
                self.tr("Import…"),
            )
        self._stack.setCurrentWidget(self.empty)

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        title = self.tr("The targets cannot be read")
        self.empty.explain(title, speak(refusal.sentence), self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        elif self._all:
            self.search.clear()
        else:
            self.import_requested.emit()

    def _on_chosen(self) -> None:
        item = self.table.chosen_row
        if item is not None:
            key = self._wanted = item.target.key
            self._runner.run(lambda _progress: load_target(self._desk, key), self._on_story)

    def _on_story(self, story: TargetStory | None) -> None:
        if story is not None and story.item.target.key == self._wanted:
            self.story.show_story(story)

    def _on_opened(self) -> None:
        self.entry_requested.emit(self._wanted)

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.ENTRIES, Topic.REPORTS, Topic.PLAN}:
            self.refresh_when_seen()


def _fits(item: TargetItem, words: list[str]) -> bool:
    text = f"{item.target.code} {item.target.title} {item.target.area}".lower()
    return all(one in text or one in item.target.initials for one in words)
