"""Values with a tick each, of which a column may hold a hundred thousand: what is not in sight is not made."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickList(QAbstractListModel):
    """Values and how often there is each; a search narrows what is shown, and what is not shown keeps its tick."""

    # Other values are ticked now.
    ticks_changed = Signal()

    def __init__(
        self, counts: Mapping[str, int], ticked: Collection[str] | None, blank: str, parent: QObject | None = None
    ) -> None:
        """Every value is ticked where `ticked` is None; `blank` is what an empty one is called."""
        super().__init__(parent)
        self._counts = counts
        self._blank = blank
        self._values = list(counts)
        self._shown: Sequence[str] = self._values
        # Those that are not ticked: mostly few.
        self._off: set[str] = set() if ticked is None else set(self._values).difference(ticked)

    @property
    def ticked(self) -> frozenset[str] | None:
        """The values that are ticked; None where all are."""
        return frozenset([value for value in self._values if value not in self._off]) if self._off else None

    def look_for(self, words: str) -> None:
        """Show the values in which these words stand."""
        wanted = words.strip().lower()
        self.beginResetModel()
        self._shown = [value for value in self._values if wanted in self._words(value).lower()]
        self.endResetModel()

    def tick_shown(self, *, on: bool) -> None:
        """Tick or clear all that are shown."""
        if on:
            self._off.difference_update(self._shown)
        else:
            self._off.update(self._shown)
        self._tell(0, len(self._shown) - 1)

    def tick_only(self, index: Index) -> None:
        """Tick one value and no other that is shown."""
        self._off.update(self._shown)
        self._off.discard(self._shown[index.row()])
        self._tell(0, len(self._shown) - 1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many values are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every value may be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What a value is called with how often there is it, and whether it is ticked."""
        if not index.isValid():
            return None
        value = self._shown[index.row()]
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self._words(value)
        if role == _ROLE.CheckStateRole:
            return _OFF if value in self._off else _ON
        return value if role == _ROLE.UserRole else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Tick a value or clear it."""
        if role != _ROLE.CheckStateRole:
            return False
        keep = self._off.discard if Qt.CheckState(value) == _ON else self._off.add
        keep(self._shown[index.row()])
        self._tell(index.row(), index.row())
        return True

    def _words(self, value: str) -> str:
        return f"{value or self._blank}　{self._counts[value]}"

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last), [_ROLE.CheckStateRole])
        self.ticks_changed.emit()
