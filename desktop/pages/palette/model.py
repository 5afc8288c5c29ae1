"""What the palette lists: commands and targets, and which of them fit the words that are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
# At the right of a line, softer: the keys of a command, the code of a target.
DETAIL: Final = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A command, or a target by its key."""

    words: str
    detail: str
    initials: str
    command: QAction | None = None
    target_key: str = ""

    @property
    def sought(self) -> str:
        """All that it is found by."""
        return f"{self.words} {self.detail} {self.initials}".casefold()


class LineModel(QAbstractListModel):
    """The lines that fit, those that begin with what is typed before the others."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sought: list[tuple[str, Line]] = []
        self._wanted = ""
        self.shown: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Choose from other lines, by the words that were typed already."""
        self._sought = [(line.sought, line) for line in lines]
        self.find(self._wanted)

    def find(self, wanted: str) -> None:
        """Show what has every one of these words, in any order."""
        self._wanted = wanted
        words = wanted.casefold().split()
        fitting = [(text, line) for text, line in self._sought if all(word in text for word in words)]
        if words:
            fitting.sort(key=lambda one: not (one[0].startswith(words[0]) or one[1].initials.startswith(words[0])))
        self.beginResetModel()
        self.shown = [line for _, line in fitting]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many lines; none below a line."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, and what stands at its right."""
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        line = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.words} {line.detail}".strip()
        return line.detail if role == DETAIL else None
