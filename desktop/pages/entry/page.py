"""填报: where a clerk enters a period's progress."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, EntrySheet, edit_entries, load_entry, require_readable, set_node
from desktop.operations.progress import Progress
from desktop.operations.unfinished import Leftover
from desktop.pages.actions import Actions, Answers
from desktop.pages.dialogs import Chooser
from desktop.pages.edits import Edits, Store
from desktop.pages.entry.commands import finding_answers
from desktop.pages.entry.emptiness import explain_empty, explain_failure
from desktop.pages.entry.explaining import Explaining
from desktop.pages.entry.head import EntryHead
from desktop.pages.entry.keeping import Keeping
from desktop.pages.entry.leftover_bar import LeftoverBar
from desktop.pages.entry.model import EntryModel
from desktop.pages.entry.navigation import TITLE_COLUMN, Navigation
from desktop.pages.entry.pane import EntryPane
from desktop.pages.entry.replace import ReplaceBar
from desktop.pages.entry.resuming import shown_entries
from desktop.pages.entry.sections import Sections
from desktop.pages.entry.summary import summarize_selection
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.pages.sheet_answers import arranging_answers, cell_answers
from desktop.pages.taking import TakingPreview, Takings
from desktop.settings import ASK_CLEAR, ASK_PASTE, Settings
from desktop.widgets.arranging import Arranging
from desktop.widgets.blocks import Cell
from desktop.widgets.cells import CellDelegate, open_choices
from desktop.widgets.empty import EmptyView
from desktop.widgets.fitting import fit
from desktop.widgets.grid import Grid
from desktop.widgets.last_picture import Left
from desktop.widgets.resuming import go_on
from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.shown_rows import ShownGrid
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak

_CHANGES: Final = frozenset({Topic.ENTRIES})
_OUTSIDE: Final = frozenset({Topic.PLAN, Topic.REPORTS, Topic.EXCHANGES})


# The width from which the pane stands beside the grid.
_WITH_PANE: Final = 760


class EntryPage(Page):
    """The grid, and the pane that explains the row under the cursor."""

    selection_summary = Signal(str)
    saved = Signal()
    export_requested = Signal()
    import_requested = Signal()
    check_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, runner: Runner, settings: Settings, chooser: Chooser, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._runner = runner
        self._settings = settings
        self._sheet: EntrySheet | None = None
        # What is to be done as soon as there is something to do it on.
        self._waiting: Callable[[], None] | None = None
        self.model = EntryModel(self)
        self._period = ""
        self.edits = Edits(runner, self.model, self._storing(""), _CHANGES, self)
        self.head = EntryHead(desk, runner, self)
        self.grid = Grid(self.model, theme, self.tr("Entries"), self)
        delegate = CellDelegate(theme, self.grid, self.model.drawn)
        self.grid.setItemDelegate(delegate)
        self.keeping = Keeping(desk, runner, self.model, delegate, self)
        self.leftovers = LeftoverBar(self)
        self.grid.frozen.setItemDelegate(CellDelegate(theme, self.grid, self.model.drawn))
        self.arranging = Arranging(self.grid, self.model, settings.store, "entry", self)
        self.replacing = ReplaceBar(self.grid, self.model, self)
        self.pane = EntryPane(desk, theme, runner, chooser, self)
        self.explaining = Explaining(self.grid, self.model, self.pane, self)
        self.navigation = Navigation(self.grid, self.model, self.head, self.pane, self.arranging, self.explaining)
        self.sections = Sections(desk, runner, chooser, self)
        self.empty = EmptyView(self)
        self._said = QLabel(self)
        dress(self._said, Part.ERROR)
        self._said.setWordWrap(True)
        self._said.hide()
        self._lay_out()
        self._connect()
        list_keys = QShortcut(QKeySequence("Alt+Down"), self.grid)
        list_keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        list_keys.activated.connect(self._open_list)
        self.head.show_view(self.model.view)
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
            self._runner.run(lambda _progress: self._load(code), self._on_loaded, failed=self._on_failed)
        else:
            self.head.periods.refresh()

    def take_focus(self) -> None:
        """The keys go to the grid."""
        self.grid.setFocus()

    def store(self) -> None:
        """Store what is being typed, in the grid or beside it, and how the grid is arranged."""
        self.grid.commit_open_editor()
        self.pane.store()
        self.arranging.keep(self.grid.currentIndex())

    def show_place(self, target_key: str, field: str) -> None:
        """Bring the cursor to a target's field, as soon as it is loaded."""
        self.when_loaded(partial(self.navigation.show_place, target_key, field))

    def jump(self, kind: str) -> None:
        """Go to the next `blank`, `error`, `query` or comment (`returned`), as soon as it is loaded."""
        steps: dict[str, Callable[[], None]] = {
            "blank": self.navigation.to_blank,
            "error": partial(self.navigation.to_finding, Severity.ERROR),
            "query": partial(self.navigation.to_finding, Severity.QUERY),
            "returned": self.navigation.to_comment,
        }
        self.when_loaded(steps[kind])

    def when_loaded(self, deed: Callable[[], None]) -> None:
        """Do something now, or as soon as there is a sheet to do it on."""
        if self._sheet is None:
            self._waiting = deed
        else:
            deed()

    def shown(self) -> ShownGrid | None:
        """The grid, where nothing lies over it or narrows it that would not be there the next time."""
        aside = self.replacing.isVisible() or self.leftovers.isVisible() or self.head.periods.picked
        if aside or self.head.search.text():
            return None
        return shown_entries(self.grid, self.model, self.pane, self.explaining)

    def fleeting(self) -> Sequence[QWidget]:
        """How many days are left."""
        return (self.head.due,)

    def go_on(self, left: Left) -> None:
        """In the grid, where its rows are those of the picture."""
        if left.keys == [self.model.row_at(number).target.key for number in range(self.model.rowCount())]:
            go_on(self.grid, left)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Left for another page: store."""
        self.store()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for both, the grid goes before the pane."""
        super().resizeEvent(event)
        self.pane.setVisible(self.width() >= scaled(_WITH_PANE))

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        column.setSpacing(GAP)
        for widget in (self.head, self.leftovers, self.replacing, self._said):
            column.addWidget(widget)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        self.head.periods.chosen.connect(self.refresh)
        self.head.import_button.clicked.connect(self.import_requested)
        self.head.export_button.clicked.connect(lambda: self._ask(self.export_requested))
        self.head.check_button.clicked.connect(lambda: self._ask(self.check_requested))
        self.head.blanks.clicked.connect(self.navigation.to_blank)
        for chip, severity in ((self.head.errors, Severity.ERROR), (self.head.queries, Severity.QUERY)):
            chip.clicked.connect(partial(self._on_chip, severity))
        self.head.returned.clicked.connect(self.navigation.to_comment)
        self.head.due.clicked.connect(self.navigation.to_what_is_left)
        self.head.wanted.connect(self._on_wanted)
        self.head.narrowed.connect(self._on_narrowed)
        self.head.left.connect(self.grid.setFocus)
        self.replacing.wanted.connect(self._on_entered)
        self.replacing.step.connect(self.navigation.to_match)
        self.replacing.closed.connect(self.grid.setFocus)
        self.arranging.changed.connect(self._on_arranged)
        self.model.typed.connect(self._on_entered)
        self.grid.entered.connect(self._on_entered)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.dataChanged.connect(self._count)
        self.pane.edited.connect(lambda edit: self._enter([edit]))
        self.pane.typed.connect(self.keeping.type)
        self.pane.given_up.connect(self.keeping.keeper.give_up)
        self.keeping.found.connect(self.leftovers.offer)
        self.keeping.keeper.failed.connect(self._say)
        self.leftovers.wanted.connect(self._on_leftover)
        self.leftovers.unwanted.connect(self.keeping.discard)
        self.pane.node_done.connect(self._on_node)
        self.pane.left.connect(self.grid.setFocus)
        self.pane.evidence_changed.connect(self.refresh)
        self.empty.pressed.connect(self._on_empty)
        self.sections.drawn.connect(self._on_drawn)
        self.edits.saved.connect(self._on_saved)
        self.edits.failed.connect(self._on_not_stored)
        self._runner.changed.connect(self._on_changed)

    def commands(self, actions: Actions) -> Answers:
        """Everything in the menus that is about cells, rows and columns, and the sheet as a whole."""
        stack = self.edits.stack
        return {
            **cell_answers(actions, self.grid),
            **finding_answers(actions, self.navigation),
            **arranging_answers(actions, self.grid, self.arranging),
            actions.find: self.head.look,
            actions.find_next: partial(self._find_on, 1),
            actions.find_previous: partial(self._find_on, -1),
            actions.replace: self.replacing.open,
            actions.refresh: self.refresh,
            actions.export: partial(self._ask, self.export_requested),
            actions.check: partial(self._ask, self.check_requested),
            actions.print: partial(self._ask, self.print_requested),
            actions.save_pdf: partial(self._ask, self.pdf_requested),
            actions.found_sections: self.sections.found,
            actions.draw_sections: partial(self.sections.draw, self.code),
            actions.undo: stack.undo,
            actions.redo: stack.redo,
        }

    def _on_chip(self, severity: Severity) -> None:
        self.navigation.to_finding(severity)

    def _find_on(self, by: int) -> None:
        """Go on with what is looked for in the bar, or else in the search box."""
        words = self.replacing.sought.text() if self.replacing.isVisible() else self.head.search.text()
        self.navigation.to_match(words, by)

    def _open_list(self) -> None:
        """The list of what may go into this cell, or else the filter of its column."""
        here = self.grid.currentIndex()
        if here.isValid() and not open_choices(self.grid, here):
            self.arranging.open_filter(here.column(), self.grid.header.below(here.column()))

    def _load(self, code: str) -> tuple[EntrySheet, SheetRows[EntryRow]]:
        """Off the window's thread, what finding and counting a hundred thousand rows takes as well."""
        sheet = load_entry(self._desk, code)
        return sheet, self.model.kept(sheet.rows)

    def _on_loaded(self, loaded: tuple[EntrySheet, SheetRows[EntryRow]]) -> None:
        sheet, rows = loaded
        here = self.model.row_of(self.grid.currentIndex())
        key, column = self.arranging.last_place
        if here is not None:
            key, column = here.target.key, max(self.grid.currentIndex().column(), TITLE_COLUMN)
        self._sheet = self.explaining.sheet = sheet
        self._open_period(sheet)
        self.model.set_rows(rows, closed=sheet.closed)
        self.head.show_sheet(sheet)
        self._count()
        self._show_state()
        self.arranging.fit()
        self.grid.settle()
        place = self.model.place_of(key, "")
        if self.model.rowCount():
            self.grid.go_to(place[0] if place else 0, column)
        self.explaining.now()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()
        self.filled.emit()

    def _open_period(self, sheet: EntrySheet) -> None:
        """Edits go to this period; undo does not reach into another."""
        code = sheet.period.code
        if code != self._period:
            self._period = code
            self.edits.open_sheet(self._storing(code))
            self.keeping.open_sheet(sheet)

    def _storing(self, code: str) -> Store:
        return lambda edits: edit_entries(self._desk, code, edits)

    def _on_failed(self, refusal: Refusal) -> None:
        explain_failure(self.empty, refusal)
        self._stack.setCurrentWidget(self.empty)
        self.filled.emit()

    def _show_state(self) -> None:
        """The grid, or why it is empty: nothing was given, or everything is filtered out."""
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.grid)
            return
        explain_empty(self.empty, hidden=len(self.model.rows))
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._sheet is None:
            self.refresh()
        elif self.model.rows:
            self.head.search.clear()
            self.arranging.arrange(self.model.view.unfiltered())
        else:
            self.import_requested.emit()

    def _ask(self, wish: SignalInstance) -> None:
        """Store what is being typed, then pass on what is wanted of the whole sheet."""
        self.store()
        wish.emit()

    def _on_wanted(self, words: str) -> None:
        self.arranging.arrange(replace(self.model.view, words=words))

    def _on_narrowed(self) -> None:
        self.arranging.arrange(replace(self.model.view, only=self.head.narrowing))

    def _on_arranged(self) -> None:
        self.head.show_view(self.model.view)
        self._show_state()

    def _on_entered(self, cells: Sequence[Cell]) -> None:
        clearing = self._settings.get(ASK_CLEAR) and not any(cell.text for cell in cells)
        self._take(Takings.of(self.model, require_readable, cells, pasted=False, show_large=clearing), 0)

    def _on_pasted(self, cells: Sequence[Cell], outside: int) -> None:
        large = self._settings.get(ASK_PASTE)
        self._take(Takings.of(self.model, require_readable, cells, pasted=True, show_large=large), outside)

    def _on_drawn(self, edits: Sequence[CellEdit]) -> None:
        """Show what the sections' figures would change; what no column shows goes in with the rest."""
        self.arranging.arrange(self.model.view.unfiltered())
        places = ((edit, self.model.place_of(edit.target_key, edit.field)) for edit in edits)
        cells = [Cell(*place, edit.text) for edit, place in places if place is not None]
        takings = Takings.of(self.model, require_readable, cells, pasted=False, show_large=True)
        self._take(replace(takings, asks=True), 0)

    def _take(self, takings: Takings, outside: int) -> None:
        """Store what goes in without a question; show the rest before."""
        if not takings.asks and not outside:
            self._enter(takings.edits)
            return
        dialog = TakingPreview(takings, outside, self._theme, self)
        dialog.accepted.connect(lambda: self._enter(takings.edits))
        fit(dialog)
        dialog.open()

    def _enter(self, edits: Sequence[CellEdit]) -> None:
        self.keeping.enter(edits)
        self.edits.enter(edits)

    def _on_leftover(self, leftover: Leftover) -> None:
        """Put a text of last time where it was meant for, and look at it there."""
        self._enter([leftover.edit])
        self.navigation.show_place(leftover.edit.target_key, leftover.field)

    def _on_selection(self) -> None:
        self.selection_summary.emit(summarize_selection(self.model, self.grid.selected()))

    def _count(self) -> None:
        self.head.count(self.model.tally)

    def _on_node(self, node_key: str, day: date | None, note: str) -> None:
        code = self.code

        def job(_progress: Progress) -> EntrySheet:
            set_node(self._desk, code, node_key, day, note)
            return load_entry(self._desk, code)

        self._runner.run(job, self._on_node_stored, changes=_CHANGES)

    def _on_node_stored(self, sheet: EntrySheet) -> None:
        self.model.replace(sheet.rows)
        self.saved.emit()

    def _on_saved(self) -> None:
        if not self.model.unsaved:
            self._said.hide()
        self.saved.emit()

    def _on_not_stored(self, refusal: Refusal, edits: Sequence[CellEdit]) -> None:
        self.keeping.keep(edits)
        self._say(refusal)

    def _say(self, refusal: Refusal) -> None:
        self._said.setText(self.tr("Not saved yet: {why}").format(why=speak(refusal.sentence)))
        self._said.show()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.EXCHANGES in topics or Topic.PLAN in topics:
            self.head.periods.refresh()
        if topics & _OUTSIDE:
            self.refresh()
