"""填报: where a clerk enters a period's progress."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.entry import EntryRow, EntrySheet, load_entry, set_node
from desktop.operations.progress import Progress
from desktop.pages.entry_columns import WIDE
from desktop.pages.entry_edits import CHANGES, Edits
from desktop.pages.entry_findings import FindingList
from desktop.pages.entry_head import EntryHead
from desktop.pages.entry_model import EntryModel
from desktop.pages.entry_pane import EntryPane
from desktop.pages.entry_summary import summarize_selection
from desktop.pages.entry_taking import RefusedCells, sort_out
from desktop.pages.runner import Runner, Topic
from desktop.widgets.cells import EntryDelegate
from desktop.widgets.empty import EmptyView
from desktop.widgets.grid import Cell, Grid
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak

_TITLE_COLUMN = 1
_OUTSIDE = frozenset({Topic.PLAN, Topic.REPORTS, Topic.EXCHANGES})


class EntryPage(QWidget):
    """The grid, what the checks say of it, and the pane that explains the row under the cursor."""

    selection_summary = Signal(str)
    saved = Signal()
    export_requested = Signal()
    import_requested = Signal()

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._sheet: EntrySheet | None = None
        self.model = EntryModel(self)
        self.edits = Edits(desk, runner, self.model, self)
        self.head = EntryHead(desk, runner, self)
        self.grid = Grid(self.model, theme, self.tr("Entries"), self)
        self.grid.setItemDelegate(EntryDelegate(theme, self.grid))
        self.pane = EntryPane(theme, self)
        self.findings = FindingList(theme, self)
        self.findings.hide()
        self.empty = EmptyView(self)
        self._said = QLabel(self)
        dress(self._said, Part.ERROR)
        self._said.setWordWrap(True)
        self._said.hide()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.head.periods.refresh()

    @property
    def code(self) -> str:
        """The period that is shown."""
        return self.head.periods.code

    def refresh(self) -> None:
        """Load the page again; what is being typed is stored first."""
        self.store()
        if self.code:
            code = self.code
            self._runner.run(lambda _progress: load_entry(self._desk, code), self._on_loaded, failed=self._on_failed)
        else:
            self.head.periods.refresh()

    def store(self) -> None:
        """Store what is being typed, in the grid or beside it."""
        self.grid.commit_open_editor()
        self.pane.store()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Left for another page: store."""
        self.store()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is room, status and narratives join the grid."""
        super().resizeEvent(event)
        for number, column in enumerate(self.model.columns):
            self.grid.setColumnHidden(number, column.wide and self.width() < WIDE)

    def jump(self, severity: Severity | None) -> None:
        """Go to the next target that is blank, or of which the checks say something of this weight."""
        if severity is None:
            places = [(row.target.key, "value") for row in self._in_order() if not row.answer.given]
        else:
            places = [
                (row.target.key, one.field)
                for row in self._in_order()
                for one in row.findings
                if one.severity is severity
            ]
        if places:
            self.show_place(*places[0])

    def step_finding(self, by: int) -> None:
        """Go to the next finding, or the one before."""
        rows = [row for row in self._in_order() if any(one.severity is not Severity.HINT for one in row.findings)]
        if rows:
            row = rows[0 if by > 0 else -1]
            field = next(one.field for one in row.findings if one.severity is not Severity.HINT)
            self.show_place(row.target.key, field)

    def show_place(self, target_key: str, field: str) -> None:
        """Bring the cursor to a target's field: in the grid, or in the pane where the grid does not show it."""
        self.head.search.clear()
        place = self.model.place_of(target_key, field)
        if place is None:
            return
        row, column = place
        hidden = self.grid.isColumnHidden(column)
        self.grid.go_to(row, _TITLE_COLUMN if hidden else column)
        editor = self.pane.status if field == "status" else self.pane.texts.get(field)
        if (hidden or column == 0) and editor is not None:
            editor.setFocus()
        else:
            self.grid.setFocus()

    def _in_order(self) -> Iterator[EntryRow]:
        """All rows as shown, from the one below the cursor round to the cursor's own."""
        count = self.model.rowCount()
        here = self.grid.currentIndex().row()
        for step in range(1, count + 1):
            row = self.model.row_of(self.model.index((here + step) % count, 0))
            if row is not None:
                yield row

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GAP)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        left.addWidget(self._stack, 1)
        left.addWidget(self.findings)
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addLayout(left, 1)
        middle.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        column.addWidget(self.head)
        column.addWidget(self._said)
        column.addLayout(middle, 1)
        header = self.grid.horizontalHeader()
        for number, one in enumerate(self.model.columns):
            self.grid.setColumnWidth(number, one.width)
        header.setSectionResizeMode(_TITLE_COLUMN, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.grid.setSortingEnabled(True)

    def _connect(self) -> None:
        self.head.periods.chosen.connect(self.refresh)
        self.head.import_button.clicked.connect(self.import_requested)
        self.head.export_button.clicked.connect(self._on_export)
        self.head.check_button.toggled.connect(self.findings.setVisible)
        self.head.jump.connect(self.jump)
        self.head.wanted.connect(self._on_wanted)
        self.model.typed.connect(self._on_entered)
        self.grid.entered.connect(self._on_entered)
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.grid.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.dataChanged.connect(self._on_data)
        self.pane.edited.connect(lambda edit: self.edits.enter([edit]))
        self.pane.node_done.connect(self._on_node)
        self.findings.picked.connect(self.show_place)
        self.empty.pressed.connect(self._on_empty)
        self.edits.saved.connect(self._on_saved)
        self.edits.failed.connect(self._say)
        self._runner.changed.connect(self._on_changed)

    def _add_shortcuts(self) -> None:
        stack: QUndoStack = self.edits.stack
        for keys, command in (
            (QKeySequence(QKeySequence.StandardKey.Undo), stack.undo),
            (QKeySequence("Ctrl+Y"), stack.redo),
            (QKeySequence("Ctrl+Shift+Z"), stack.redo),
            (QKeySequence(QKeySequence.StandardKey.Find), self.head.search.setFocus),
            (QKeySequence("F7"), partial(self.jump, None)),
            (QKeySequence("F8"), partial(self.step_finding, 1)),
            (QKeySequence("Shift+F8"), partial(self.step_finding, -1)),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command)

    def _on_loaded(self, sheet: EntrySheet) -> None:
        here = self.model.row_of(self.grid.currentIndex())
        column = max(self.grid.currentIndex().column(), _TITLE_COLUMN)
        self._sheet = sheet
        self.edits.open_period(sheet.period.code)
        self.model.set_rows(sheet.rows, closed=sheet.closed)
        self.head.show_sheet(sheet)
        self._on_data()
        self._show_state()
        place = self.model.place_of(here.target.key, "") if here else None
        if sheet.rows:
            self.grid.go_to(place[0] if place else 0, column)

    def _on_failed(self, refusal: Refusal) -> None:
        self.empty.explain(
            self.tr("The entries could not be read"), speak(refusal.sentence), self.tr("Try again"), Part.ERROR
        )
        self._stack.setCurrentWidget(self.empty)

    def _show_state(self) -> None:
        """The grid, or why it is empty: nothing was given, or nothing fits the words."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.grid)
            return
        if self.model.rows:
            self.empty.explain(
                self.tr("No target fits these words"),
                self.tr("{count} targets are hidden by the search.").format(count=len(self.model.rows)),
                self.tr("Show all"),
            )
        else:
            self.empty.explain(
                self.tr("No targets yet"),
                self.tr("Import the assignment workbook that headquarters sent; its targets then stand here."),
                self.tr("Import…"),
            )
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self.head.search.text():
            self.head.search.clear()
        elif self._sheet is None:
            self.refresh()
        else:
            self.import_requested.emit()

    def _on_export(self) -> None:
        self.store()
        self.export_requested.emit()

    def _on_wanted(self, words: str) -> None:
        self.grid.commit_open_editor()
        self.model.find(words)
        self._show_state()
        if self.model.rowCount():
            self.grid.go_to(0, _TITLE_COLUMN)

    def _on_entered(self, cells: Sequence[Cell]) -> None:
        sorted_out = sort_out(self.model, cells)
        if not sorted_out.refused:
            self.edits.enter(sorted_out.edits)
            return
        dialog = RefusedCells(sorted_out, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.edits.enter(sorted_out.edits))
        dialog.open()

    def _on_current(self, current: QModelIndex) -> None:
        self.pane.show_row(self.model.row_of(current), self._sheet)

    def _on_selection(self) -> None:
        rows, columns = self.grid.selected_block()
        self.selection_summary.emit(summarize_selection(self.model, rows, columns))

    def _on_data(self) -> None:
        self.head.count(self.model.rows)
        self.findings.show_findings(self.model.rows)
        self.pane.show_row(self.model.row_of(self.grid.currentIndex()), self._sheet)

    def _on_node(self, node_key: str, day: date | None, note: str) -> None:
        code = self.code

        def job(_progress: Progress) -> EntrySheet:
            set_node(self._desk, code, node_key, day, note)
            return load_entry(self._desk, code)

        self._runner.run(job, self._on_node_stored, changes=CHANGES)

    def _on_node_stored(self, sheet: EntrySheet) -> None:
        self.model.replace(sheet.rows)
        self.saved.emit()

    def _on_saved(self) -> None:
        if not self.model.unsaved:
            self._said.hide()
        self.saved.emit()

    def _say(self, sentence: str) -> None:
        self._said.setText(self.tr("Not saved yet: {why}").format(why=sentence))
        self._said.show()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.EXCHANGES in topics or Topic.PLAN in topics:
            self.head.periods.refresh()
        if topics & _OUTSIDE:
            self.refresh()
