"""What the window shows before it knows anything, where it is known what it showed last: a table with its rows.

Made of as little as can be, since people wait for it: the window is painted from a picture of it, the rows of the
table one by one only where they are scrolled, and nothing here asks for Qt's own namespace, which takes a tenth of the
time to be made.
"""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QTableView, QWidget

if TYPE_CHECKING:
    # What each of Qt's names stands for is made when it is first asked for.
    from collections.abc import Mapping

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent

    Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# What Qt.ItemDataRole.DisplayRole and Qt.ScrollBarPolicy.ScrollBarAlwaysOff are.
_DISPLAY, _ALWAYS_OFF = 0, 1


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
    drawn: bytes
    ratio: float


class Shown(NamedTuple):
    """A window as it was: the page in front, its title and size, its rows, and a picture of all of it."""

    page: str
    title: str
    size: tuple[int, int]
    # All that makes a picture look as it does; a start that would look otherwise does without.
    look: Mapping[str, Any]
    grid: ShownGrid
    # Its dots from left to right and from the top, 32 bits each, deflated: a PNG takes twice as long.
    dots: bytes
    wide: int
    high: int


class Left(NamedTuple):
    """Where somebody left the picture: how far the rows are scrolled, and what was done, in its order.

    A key, or the row and column of a cell that was clicked on.
    """

    keys: list[str]
    scrolled: int
    done: list[QKeyEvent | tuple[int, int]]


class LastPicture(QWidget):
    """Lies over all of a window until the page that it shows is there; keys are kept for that."""

    def __init__(self, shown: Shown, window: QWidget) -> None:
        super().__init__(window)
        self._shown = shown
        # The picture needs them for as long as it is there.
        line = 4 * shown.wide
        # Told how much room they take, it takes half as long.
        self._dots = zlib.decompress(shown.dots, bufsize=line * shown.high)
        self._picture = QImage(self._dots, shown.wide, shown.high, line, QImage.Format.Format_RGB32)
        self._done: list[QKeyEvent | tuple[int, int]] = []
        # Whether the keys are meant for something that is not there yet.
        self._elsewhere = False
        self.rows = _Rows(shown.grid, shown.look["tokens"]["surface"], self._done, self)
        self.setAutoFillBackground(True)
        self.resize(window.size())

    @property
    def page(self) -> str:
        """The page that it shows."""
        return self._shown.page

    def end(self) -> Left:
        """Go away, and tell how it is left."""
        self.hide()
        handle = self.window().windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
        self.deleteLater()
        return Left(self._shown.grid.keys, self.rows.verticalScrollBar().value(), self._done)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Hear every key from now on, whatever has the focus below."""
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the keys."""
        if event.type() == QEvent.Type.KeyPress:
            if not self._elsewhere:
                self._done.append(cast("QKeyEvent", event.clone()))
            return True
        return event.type() == QEvent.Type.KeyRelease or super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """What follows a click beside the rows is not meant for them."""
        self._elsewhere = True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture; not while the window has another size than it had."""
        fits = self.size().toTuple() == tuple(self._shown.size)
        self.rows.setVisible(fits)
        if fits:
            painter = QPainter(self)
            painter.drawImage(self.rect(), self._picture)
            painter.end()


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

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell's text."""
        return self._grid.texts[index.row()][index.column()] if role == _DISPLAY else None


class _Rows(QTableView):
    """The table, which scrolls; a click is kept, since the cursor is not here yet."""

    def __init__(self, grid: ShownGrid, ground: str, done: list[QKeyEvent | tuple[int, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self._ground = ground
        self._done = done
        # By which the style sheet knows it.
        self.setObjectName("shown")
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        for bar in ("horizontalScrollBarPolicy", "verticalScrollBarPolicy"):
            self.setProperty(bar, _ALWAYS_OFF)
        # Through this one the picture shows; and to be handed Qt's own, all kinds of widgets would have to be known.
        self._view = QWidget(self)
        self.setViewport(self._view)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grid.row_height)
        self.setModel(_Model(grid, self))
        for place, width in enumerate(grid.widths):
            self.setColumnWidth(place, width)
        self.setGeometry(*grid.box)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Where it was scrolled to is known to be there now."""
        super().showEvent(event)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self._grid.scrolled)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep which cell it was."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._done.append((index.row(), self._grid.columns[index.column()]))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows in sight, as they were drawn, where they are not those of the picture."""
        grid, scrolled = self._grid, self.verticalScrollBar().value()
        if scrolled == grid.scrolled:
            return
        from PySide6.QtGui import QColor, QPicture

        painter, picture = QPainter(self._view), QPicture()
        painter.fillRect(self._view.rect(), QColor(self._ground))
        first, past = scrolled // grid.row_height, (scrolled + self._view.height()) // grid.row_height + 1
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
        content, start, drawn = zlib.decompress(self._grid.drawn), 0, []
        for length in self._grid.lengths:
            drawn.append(content[start : start + length])
            start += length
        return drawn
