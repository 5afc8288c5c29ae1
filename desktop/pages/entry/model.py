"""The entry grid's model: plain rows, filtered and sorted as lists, and what a person types on its way to the desk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.vocabulary import Severity, Status
from desktop.operations.entry import CellEdit, EntryRow
from desktop.pages.entry.columns import EntryColumn, bar_of, entry_columns
from desktop.pages.entry.view import EntryView
from desktop.widgets.blocks import Cell
from desktop.widgets.cells import Drawn, EntryRole
from desktop.widgets.words import speak, word

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


class EntryModel(QAbstractTableModel):
    """Rows by target key; `typed` tells the Cells that an editor handed over."""

    typed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[EntryColumn, ...] = entry_columns()
        self._all: list[EntryRow] = []
        self._shown: list[EntryRow] = []
        self._view = EntryView()
        self._closed = False
        # What could not be stored: the text, and why.
        self._unsaved: dict[Place, tuple[str, str]] = {}

    @property
    def rows(self) -> Sequence[EntryRow]:
        """All rows, in the plan's order."""
        return self._all

    def set_rows(self, rows: Sequence[EntryRow], *, closed: bool) -> None:
        """Show another sheet; in a closed period nothing may be typed."""
        self.beginResetModel()
        self._all, self._closed = list(rows), closed
        self._unsaved.clear()
        self._shown = self._arranged()
        self.endResetModel()

    def replace(self, rows: Iterable[EntryRow]) -> None:
        """Put changed rows in the place of what they were, without moving any."""
        by_key = {row.target.key: row for row in rows}
        self._all = [by_key.get(row.target.key, row) for row in self._all]
        changed = [number for number, row in enumerate(self._shown) if row.target.key in by_key]
        for number in changed:
            self._shown[number] = by_key[self._shown[number].target.key]
        if changed:
            # As one: told a thousand times, the view would redraw a thousand times.
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(self.columns) - 1))

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
    def view(self) -> EntryView:
        """How the rows are arranged."""
        return self._view

    def arrange(self, view: EntryView) -> None:
        """Arrange the rows otherwise."""
        self.beginResetModel()
        self._view = view
        self._shown = self._arranged()
        self.endResetModel()

    def _arranged(self) -> list[EntryRow]:
        return self._view.arrange(self._all, self.columns)

    def row_of(self, index: Index) -> EntryRow | None:
        """The row behind an index."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def row_at(self, number: int) -> EntryRow:
        """The row that is shown at a place."""
        return self._shown[number]

    def shown_text(self, row: EntryRow, column: EntryColumn) -> str:
        """What a cell shows: what could not be stored, or what is stored."""
        kept = self._unsaved.get((row.target.key, column.field))
        return kept[0] if kept else column.text(row)

    def held_text(self, row: EntryRow, column: EntryColumn) -> str:
        """What an editor of a cell starts from."""
        kept = self._unsaved.get((row.target.key, column.field))
        return kept[0] if kept else editor_text(row, column)

    def place_of(self, target_key: str, field: str) -> tuple[int, int] | None:
        """The row and column where a target's field is shown; the first column where the field has none."""
        row = next((n for n, one in enumerate(self._shown) if one.target.key == target_key), None)
        column = next((n for n, one in enumerate(self.columns) if field and one.field == field), 0)
        return None if row is None else (row, column)

    def edit_of(self, cell: Cell) -> CellEdit | None:
        """The edit that a text in a cell is; None where the cell cannot be typed in."""
        row, column = self._shown[cell.row], self.columns[cell.column]
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
        flags = super().flags(index)
        row = self.row_of(index)
        if row is not None and not self._closed and self.columns[index.column()].open(row):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

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
        kept = self._unsaved.get((row.target.key, column.field))
        if role == _ROLE.ToolTipRole:
            return kept[1] if kept else _tool_tip(row, column)
        if role == _ROLE.TextAlignmentRole:
            return int(_alignment(column))
        if role == EntryRole.NUMBER:
            return column.number
        if role == EntryRole.CHOICES and column.field == "status":
            return [word("status", status) for status in Status]
        return None

    def drawn(self, number: int, place: int) -> Drawn:
        """What is drawn of the cell at a row and column."""
        row, column = self._shown[number], self.columns[place]
        kept = self._unsaved.get((row.target.key, column.field))
        goal = row.target.goal
        return Drawn(
            text=kept[0] if kept else column.text(row),
            right=column.right,
            soft=column.soft or (column.number and getattr(row.answer, column.field) is None),
            takes=not self._closed and column.open(row),
            unit=goal.unit if column.key == "target" and goal.target is not None else "",
            severity=Severity.ERROR if kept else severity_of(row, column.field),
            mark=row.judgement.lamp if column.key == "lamp" else None,
            bar=bar_of(row) if column.key == "completion" else None,
        )

    def _redraw(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))


def editor_text(row: EntryRow, column: EntryColumn) -> str:
    """What an editor starts from and what is copied: a figure's own digits, a status's word, a text."""
    if column.field == "status" or not column.field:
        figure = column.figure(row)
        return column.text(row).replace(",", "") if figure is not None else column.text(row)
    text = row.text(column.field)
    return text if text or not column.number else column.text(row).replace(",", "")


def severity_of(row: EntryRow, field: str) -> Severity | None:
    """The gravest thing that the checks say of a field; hints are not drawn.

    An explanation answers every query of its row, whatever field the query is about.
    """
    if not field:
        return None
    said = [one.severity for one in row.findings if one.field == field and one.severity is not Severity.HINT]
    if field == "explanation" and any(one.severity is Severity.QUERY for one in row.findings):
        said.append(Severity.QUERY)
    return min(said, key=list(Severity).index, default=None)


def _tool_tip(row: EntryRow, column: EntryColumn) -> str:
    lines = [speak(one.message) for one in row.findings if column.field and one.field == column.field]
    if column.key == "lamp":
        lines.append(speak(row.judgement.because))
    typed = str(getattr(row.answer, f"{column.field}_typed", "")) if column.number else ""
    if typed and getattr(row.answer, column.field) is not None:
        lines.append(f"“{typed}” = {column.text(row)} {row.target.goal.unit}")
    return "\n".join(lines or [column.text(row)])


def _alignment(column: EntryColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
