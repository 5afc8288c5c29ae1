"""The model of a sheet: plain rows, filtered and sorted as lists, and what a person types on its way to the desk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.vocabulary import Severity
from desktop.operations.editing import CellEdit
from desktop.widgets.blocks import Cell
from desktop.widgets.cells import CellChoice, Drawn
from desktop.widgets.sheet_rows import SheetRows
from desktop.widgets.sheet_view import R, SheetColumn, SheetView
from desktop.widgets.slices import Slices

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
# Put together once: a page asks twice for every cell.
_NOTHING: Final = Qt.ItemFlag.NoItemFlags
_SEEN: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_OPEN: Final = _SEEN | Qt.ItemFlag.ItemIsEditable


class SheetModel(QAbstractTableModel, Generic[R]):
    """Rows by target key; `typed` tells the Cells that an editor handed over.

    A kind of sheet says by `narrows` and `said_of` what it is filtered by, and by `drawn` how a cell looks.
    """

    typed = Signal(object)

    def __init__(self, columns: Sequence[SheetColumn[R]], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = self._kept(())
        # The places of the rows that are shown, and where each is; the second is made when somebody asks.
        self._shown: Sequence[int] = ()
        self._at: dict[int, int] = {}
        self._view = SheetView()
        self._closed = False
        # What could not be stored: the text, and why.
        self._unsaved: dict[Place, tuple[str, str]] = {}

    @property
    def rows(self) -> Sequence[R]:
        """All rows, in the plan's order."""
        return self._rows.all

    @property
    def keys(self) -> list[str]:
        """The keys of all targets, in the plan's order."""
        return self._rows.keys

    def kept(self, rows: Sequence[R]) -> SheetRows[R]:
        """Rows as this model shows them, with what takes long done; on any thread."""
        kept = self._kept(rows)
        kept.read_words()
        return kept

    def set_rows(self, rows: SheetRows[R], *, closed: bool = False) -> None:
        """Show another sheet, as it is `kept`; in a closed one nothing may be typed."""
        self.beginResetModel()
        before, self._rows, self._closed = self._rows, rows, closed
        self._unsaved.clear()
        self._show(self._view)
        self.endResetModel()
        Slices(before.let_go(), lambda: None, self)

    def exchange(self, rows: SheetRows[R]) -> None:
        """Show other rows of the same targets in the places of those that are shown, without moving any."""
        before, self._rows = self._rows, rows
        self._redraw()
        Slices(before.let_go(), lambda: None, self)

    def set_columns(self, columns: Sequence[SheetColumn[R]]) -> None:
        """Show other columns of the same rows; where only their titles are others, nothing moves."""
        same = [column.key for column in columns] == [column.key for column in self.columns]
        if not same:
            self.beginResetModel()
        self.columns = tuple(columns)
        self._rows = self._kept(self._rows.all)
        if same:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        else:
            self.endResetModel()

    def replace(self, rows: Iterable[R]) -> None:
        """Put changed rows in the place of what they were, without moving any."""
        changed = []
        for place, before, after in self._rows.put(rows):
            self.exchanged(before, after)
            number = self._number_of(place)
            if number is not None:
                changed.append(number)
        if changed:
            # As one: told a thousand times, the view would redraw a thousand times.
            first, last = min(changed), max(changed)
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def exchanged(self, before: R, after: R) -> None:
        """A row is another one now: for those that count."""

    def keep_unsaved(self, edits: Iterable[CellEdit], why: str) -> None:
        """Keep texts that could not be stored where they were typed, with the reason."""
        self._unsaved |= {(edit.target_key, edit.field): (edit.text, why) for edit in edits}
        self._redraw()

    def forget_unsaved(self, edits: Iterable[CellEdit]) -> None:
        """These are stored by now."""
        known = [self._unsaved.pop((edit.target_key, edit.field), None) for edit in edits]
        if any(known):
            self._redraw()

    @property
    def unsaved(self) -> Mapping[Place, tuple[str, str]]:
        """What could not be stored, by target and field."""
        return self._unsaved

    @property
    def view(self) -> SheetView:
        """How the rows are arranged."""
        return self._view

    def arrange(self, view: SheetView) -> None:
        """Arrange the rows otherwise."""
        self.beginResetModel()
        self._view = view
        self._show(view)
        self.endResetModel()

    def counts(self, column: SheetColumn[R], view: SheetView) -> Mapping[str, int]:
        """How often the rows that a view shows have each text in a column."""
        return self._rows.counts(column, view)

    def narrows(self, row: R, name: str) -> bool:  # noqa: ARG002 - for those that narrow
        """Whether a row is one of those that `name` narrows a view to."""
        return True

    def said_of(self, row: R) -> str:
        """What the words of a search are looked for in."""
        return f"{row.target.code} {row.target.title} {row.target.area}"

    def tool_tip(self, row: R, column: SheetColumn[R]) -> str:
        """What is said of a cell under the mouse."""
        return column.text(row)

    def row_of(self, index: Index) -> R | None:
        """The row behind an index."""
        return self.row_at(index.row()) if index.isValid() and index.row() < len(self._shown) else None

    def row_at(self, number: int) -> R:
        """The row that is shown at a place."""
        return self._rows.all[self._shown[number]]

    def shown_text(self, row: R, column: SheetColumn[R]) -> str:
        """What a cell shows: what could not be stored, or what is stored."""
        kept = self._unsaved.get((row.target.key, column.field))
        return kept[0] if kept else column.text(row)

    def held_text(self, row: R, column: SheetColumn[R]) -> str:
        """What an editor of a cell starts from."""
        kept = self._unsaved.get((row.target.key, column.field))
        return kept[0] if kept else (column.held or column.text)(row)

    def place_of(self, target_key: str, field: str) -> tuple[int, int] | None:
        """The row and column where a target's field is shown; the first column where the field has none."""
        place = self._rows.place_of(target_key)
        row = None if place is None else self._number_of(place)
        column = next((n for n, one in enumerate(self.columns) if field and one.field == field), 0)
        return None if row is None else (row, column)

    def edit_of(self, cell: Cell) -> CellEdit | None:
        """The edit that a text in a cell is; None where the cell cannot be typed in."""
        row, column = self.row_at(cell.row), self.columns[cell.column]
        if not column.field or self._closed or not column.open(row):
            return None
        return CellEdit(row.target.key, column.field, cell.text)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many rows; none below a cell."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many columns; none below a cell."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a cell allows."""
        row = self.row_of(index)
        if row is None:
            return _NOTHING
        return _SEEN if self._closed or not self.columns[index.column()].open(row) else _OPEN

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """A column's header, aligned as its cells are."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _ROLE.TextAlignmentRole:
            return int(_alignment(self.columns[section]))
        return self.columns[section].title if role == _ROLE.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Hand over what an editor holds; nothing where it says what stands there already."""
        if role != _ROLE.EditRole or str(value) == str(self.data(index, _ROLE.EditRole) or ""):
            return False
        self.typed.emit([Cell(index.row(), index.column(), str(value))])
        return True

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """A cell: always a string for display, since Qt shows a Decimal or a date as nothing."""
        row = self.row_of(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self.shown_text(row, column)
        if role == _ROLE.EditRole:
            return self.held_text(row, column)
        if role == _ROLE.ToolTipRole:
            kept = self._unsaved.get((row.target.key, column.field))
            return kept[1] if kept else self.tool_tip(row, column)
        if role == _ROLE.TextAlignmentRole:
            return int(_alignment(column))
        if role == CellChoice.NUMBER:
            return column.number
        if role == CellChoice.CHOICES:
            return list(column.choices(row)) or None
        return None

    def drawn(self, number: int, place: int) -> Drawn:
        """What is drawn of the cell at a row and column."""
        row, column = self.row_at(number), self.columns[place]
        kept = self._unsaved.get((row.target.key, column.field))
        return Drawn(
            text=kept[0] if kept else column.text(row),
            right=column.right,
            soft=column.soft,
            takes=not self._closed and column.open(row),
            severity=Severity.ERROR if kept else None,
        )

    def _kept(self, rows: Sequence[R]) -> SheetRows[R]:
        return SheetRows(rows, self.columns, self.said_of, self.narrows)

    def _show(self, view: SheetView) -> None:
        self._shown, self._at = self._rows.arranged(view), {}

    def _number_of(self, place: int) -> int | None:
        """Where the row of a place is shown."""
        if isinstance(self._shown, range):
            return place
        if len(self._at) < len(self._shown):
            self._at = {one: number for number, one in enumerate(self._shown)}
        return self._at.get(place)

    def _redraw(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))


def _alignment(column: SheetColumn[R]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
