"""历史: every change, with who, when, from where, old and new; and an old value put back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.changes import ChangeLine, Changes, Restoring, load_changes, restore_value, restoring
from desktop.operations.finding import target_names
from desktop.pages.actions import Actions, Answers
from desktop.pages.dialogs import Chooser
from desktop.pages.history.columns import SUBJECT, change_columns
from desktop.pages.history.filters import Filters
from desktop.pages.history.restore import RestoreDialog
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.widgets.empty import EmptyView
from desktop.widgets.keytable import KeyTable
from desktop.widgets.rows import RowsModel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak

# So many lines are read at once; more follow when the end of them is reached.
_PART = 400
RESTORING = frozenset({Topic.ENTRIES, Topic.REPORTS})


class HistoryPage(Page):
    """The newest changes first; more are read when the end of the table is reached."""

    target_picked = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, chooser: Chooser, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._chooser = chooser
        self._total = 0
        self._asked = 0
        self._failed = False
        self.filters = Filters(self)
        self.model: RowsModel[ChangeLine] = RowsModel(change_columns(), self)
        self.table = KeyTable(self.model, theme, SUBJECT, self.tr("Changes"), self)
        # The newest comes first, always: the others are not read yet.
        self.table.setSortingEnabled(False)
        self.empty = EmptyView(self)
        self._count = QLabel(self)
        dress(self._count, Part.SECONDARY)
        self.restore_button = QPushButton(self.tr("Put the old value back…"), self)
        self.show_button = QPushButton(self.tr("Go to the target"), self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.refresh_when_seen()

    def refresh(self) -> None:
        """Read the newest changes again."""
        self._runner.run(lambda _progress: target_names(self._desk), self.filters.set_targets)
        self._read()

    def take_focus(self) -> None:
        """The keys go to the lines."""
        self.table.setFocus()

    def commands(self, actions: Actions) -> Answers:
        """Reading again, finding."""
        return {actions.refresh: self.refresh, actions.find: self.filters.search.setFocus}

    def _lay_out(self) -> None:
        title = QLabel(self.tr("History"), self)
        dress(title, Part.TITLE)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(title)
        head.addSpacing(GAP)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.show_button)
        head.addWidget(self.restore_button)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._read)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_go)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.restore_button.clicked.connect(self._on_restore)
        self.show_button.clicked.connect(self._on_go)
        self.empty.pressed.connect(self._on_empty)
        self._runner.changed.connect(self._on_changed)
        self._on_chosen()

    def _read(self) -> None:
        """Read the newest changes that are wanted; what was asked before no longer counts."""
        self._asked += 1
        asked, wanted = self._asked, self.filters.wanted
        self._runner.run(
            lambda _progress: load_changes(self._desk, wanted, None, _PART),
            lambda found: self._on_read(asked, found),
            failed=self._on_failed,
        )

    def _on_read(self, asked: int, found: Changes) -> None:
        if asked != self._asked:
            return
        self._failed = False
        self._total = found.total
        self.table.show_again(found.lines, lambda line: line.id)
        self._say()

    def _on_scrolled(self, value: int) -> None:
        """At the end of what was read, read on."""
        rows = self.model.rows
        if value < self.table.verticalScrollBar().maximum() or not rows or len(rows) >= self._total:
            return
        self._asked += 1
        asked, wanted, last = self._asked, self.filters.wanted, rows[-1].id
        self._runner.run(
            lambda _progress: load_changes(self._desk, wanted, last, _PART), lambda found: self._on_more(asked, found)
        )

    def _on_more(self, asked: int, found: Changes) -> None:
        if asked == self._asked:
            self.model.append_rows(found.lines)
            self._say()

    def _say(self) -> None:
        """How many there are, or why there is none."""
        shown = len(self.model.rows)
        self._count.setText(
            self.tr("Changes: {shown} of {total}").format(shown=shown, total=self._total) if shown else ""
        )
        if shown:
            self._stack.setCurrentWidget(self.table)
            return
        if self.filters.wanted != Filters.ALL:
            why = self.tr("No change is of this kind.")
            self.empty.explain(self.tr("No change fits the filter"), why, self.tr("Show all"))
        else:
            why = self.tr("Whatever is entered, imported or exported from now on stands here.")
            self.empty.explain(self.tr("Nothing was changed yet"), why)
        self._stack.setCurrentWidget(self.empty)

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        title = self.tr("The history cannot be read")
        self.empty.explain(title, speak(refusal.sentence), self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        else:
            self.filters.clear()

    def _on_chosen(self) -> None:
        chosen = self.table.chosen_rows
        one = chosen[0] if len(chosen) == 1 else None
        self.restore_button.setEnabled(one is not None and one.restorable)
        self.show_button.setEnabled(one is not None and bool(one.target_key) and not self._desk.is_headquarters)

    def _on_go(self) -> None:
        line = self.table.chosen_row
        if line is not None and line.target_key:
            self.target_picked.emit(line.target_key)

    def _on_restore(self) -> None:
        line = self.table.chosen_row
        if line is not None:
            self._runner.run(lambda _progress: restoring(self._desk, line.id), self._ask)

    def _ask(self, wanted: Restoring) -> None:
        if self._chooser.show(RestoreDialog(wanted, self)):
            self._runner.run(
                lambda _progress: restore_value(self._desk, wanted.line.id), lambda _done: None, changes=RESTORING
            )

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics:
            self.refresh_when_seen()
