"""The table in the picture of what was shown last: it scrolls, and a click in it is kept."""

import json
import zlib
from functools import cached_property
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPicture, QShowEvent
from PySide6.QtWidgets import QFrame, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class ShownGrid(NamedTuple):
    """Rows as they were shown, in a `box` of the window (left, top, width, height), scrolled down so far."""

    box: tuple[int, int, int, int]
    row_height: int
    scrolled: int
    # By which a row is known again.
    keys: list[str]
    texts: list[list[str]]
    # The columns in sight by their numbers, and how wide each is.
    columns: list[int]
    widths: list[int]
    # QPictures of the rows, drawn so many times as large: how long each is, and all of them, deflated.
    lengths: list[int]
    ratio: float
    drawn: bytes

    def packed(self) -> bytes:
        """All of it: a line of JSON, and what is drawn."""
        return b"%b\n%b" % (json.dumps(self[:-1]).encode("ascii"), self.drawn)

    @classmethod
    def unpacked(cls, content: bytes) -> "ShownGrid":
        """What was packed."""
        told, _, drawn = content.partition(b"\n")
        return cls._make([*json.loads(told), drawn])


class ShownRows(QTableView):
    """Lies in the picture, which shows through it until it is scrolled; a click is kept, since the cursor is not here.

    Each row is drawn only when it has been scrolled to.
    """

    def __init__(self, grid: ShownGrid, ground: str, done: list[QKeyEvent | tuple[int, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = grid
        self._ground = ground
        self._done = done
        # By which the style sheet knows it.
        self.setObjectName("shown")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The picture shows through it.
        self.viewport().setAutoFillBackground(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grid.row_height)
        self.setModel(_Model(grid, self))
        for place, width in enumerate(grid.widths):
            self.setColumnWidth(place, width)
        self.setGeometry(*grid.box)

    def take(self, point: QPoint) -> None:
        """Keep which cell was clicked on."""
        index = self.indexAt(point)
        if index.isValid():
            self._done.append((index.row(), self.grid.columns[index.column()]))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Where it was scrolled to is known to be there now."""
        super().showEvent(event)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self.grid.scrolled)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep which cell it was."""
        self.take(event.position().toPoint())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows in sight, as they were drawn, where they are not those of the picture."""
        grid, scrolled = self.grid, self.verticalScrollBar().value()
        if scrolled == grid.scrolled:
            return
        painter, picture = QPainter(self.viewport()), QPicture()
        painter.fillRect(self.viewport().rect(), QColor(self._ground))
        first, past = scrolled // grid.row_height, (scrolled + self.viewport().height()) // grid.row_height + 1
        for row, drawn in enumerate(self._drawn[first:past], first):
            picture.setData(drawn)
            painter.save()
            painter.translate(0, row * grid.row_height - scrolled)
            painter.scale(1 / grid.ratio, 1 / grid.ratio)
            # Where it was when it was drawn.
            painter.translate(0, (grid.scrolled - grid.box[1] - row * grid.row_height) * grid.ratio)
            picture.play(painter)
            painter.restore()
        painter.end()

    @cached_property
    def _drawn(self) -> list[bytes]:
        """Each row by itself."""
        content, start, drawn = zlib.decompress(self.grid.drawn), 0, []
        for length in self.grid.lengths:
            drawn.append(content[start : start + length])
            start += length
        return drawn


class _Model(QAbstractTableModel):
    """Texts that were shown."""

    def __init__(self, grid: ShownGrid, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many rows; none below a cell."""
        return 0 if parent.isValid() else len(self._grid.texts)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many columns; none below a cell."""
        return 0 if parent.isValid() else len(self._grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text."""
        return self._grid.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
