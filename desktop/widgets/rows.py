"""A read-only table model over plain rows: columns say how a row reads, and nothing else is needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.vocabulary import Lamp

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PLACES: Final = 10**12
_UNKNOWN: Final = -(_PLACES**2)
# Put together once: that takes longer than what is drawn by them.
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellRole(IntEnum):
    """What is asked of a cell beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A thin bar with a tick: how far (1 is full), where it should be, and in which lamp's colour."""

    reached: float
    pace: float | None
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its header, what it says of a row, and how it is drawn; `sort` where text is not its order.

    One that `grows` takes its share where the table has more room than its columns need.
    """

    title: str
    text: Callable[[R], str]
    width: int
    right: bool = False
    soft: bool = False
    mark: Callable[[R], Lamp | None] | None = None
    bar: Callable[[R], Bar | None] | None = None
    sort: Callable[[R], Any] | None = None
    grows: bool = False

    @property
    def alignment(self) -> int:
        """How it stands in its column, as Qt counts it."""
        return RIGHT if self.right else _LEFT


def rank(ratio: Fraction | None) -> int:
    """By what ratios are sorted, what is not known first: to twelve places, since fractions take seconds to compare."""
    return _UNKNOWN if ratio is None else ratio.numerator * _PLACES // ratio.denominator


def in_order(figure: int | None) -> int:
    """By what figures are sorted, blanks first: one number each, since pairs take three times as long to compare."""
    return _UNKNOWN if figure is None else figure


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows as a table; sorting reorders the rows themselves, since a proxy over Python is a hundred times slower."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: list[R] = []
        self._rows: list[R] = []
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_table(self, columns: Sequence[Column[R]], rows: Sequence[R]) -> bool:
        """Show other rows in other columns; whether those look as before, which are sorted by as before then."""
        alike = [(one.title, one.width) for one in columns] == [(one.title, one.width) for one in self.columns]
        self.beginResetModel()
        self.columns = tuple(columns)
        if not alike:
            self._order = (-1, Qt.SortOrder.AscendingOrder)
        self._given = list(rows)
        self._rows = self._sorted()
        self.endResetModel()
        return alike

    @property
    def rows(self) -> Sequence[R]:
        """The rows in the order they are shown."""
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, sorted as before."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._sorted()
        self.endResetModel()

    def append_rows(self, rows: Sequence[R]) -> None:
        """Show more rows below those that are shown, in the order they are given."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._given += rows
            self._rows += rows
            self.endInsertRows()

    def cell_at(self, index: Index) -> tuple[Column[R], R]:
        """The column and the row behind an index."""
        return self.columns[index.column()], self._rows[index.row()]

    def row_at(self, index: Index) -> R:
        """The row behind an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many rows; none below a cell."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many columns; none below a cell."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: always a string for display, since Qt shows a Decimal or a date as nothing."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        return row if role == CellRole.ROW else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's header, aligned as its cells are."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].alignment
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by none (-1), the order the rows were given in."""
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order)
        # What is selected, and nothing else, is to be found again.
        held = [(old, self._rows[old.row()]) for old in self.persistentIndexList()]
        self._rows = self._sorted()
        if held:
            wanted = {id(row) for _, row in held}
            places = {id(row): place for place, row in enumerate(self._rows) if id(row) in wanted}
            for old, row in held:
                self.changePersistentIndex(old, self.index(places[id(row)], old.column()))
        self.layoutChanged.emit()

    def _sorted(self) -> list[R]:
        number, order = self._order
        if number < 0:
            return list(self._given)
        column = self.columns[number]
        return sorted(self._given, key=column.sort or column.text, reverse=order == Qt.SortOrder.DescendingOrder)
