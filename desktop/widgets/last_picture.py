"""What the window shows before it knows anything, where it is known what it showed last: a table with its rows.

Made of as little as can be, since people wait for it: the window is painted from a picture of it, the rows of the
table one by one only where they are scrolled, and nothing here asks for Qt's own namespace, which takes a tenth of the
time to be made.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPicture, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

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
    # QPictures of the rows, drawn so many times as large.
    drawn: list[bytes]
    ratio: float


class Shown(NamedTuple):
    """A window as it was: the page in front, its title and size, its rows, and a picture of all of it."""

    page: str
    title: str
    size: tuple[int, int]
    # All that makes a picture look as it does; a start that would look otherwise does without.
    look: Mapping[str, Any]
    grid: ShownGrid
    # Its dots from left to right and from the top, 32 bits each, as they are: to inflate them takes longer than to read.
    dots: bytes
    wide: int


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
        self._picture = picture_of(shown.dots, shown.wide)
        self._done: list[QKeyEvent | tuple[int, int]] = []
        # Whether the keys are meant for something that is not there yet.
        self._elsewhere = False
        self.rows = _Rows(shown.grid, self._done, self)
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
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not self._elsewhere:
                self._done.append(event.clone())
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


def picture_of(dots: bytes, wide: int) -> QImage:
    """The picture in dots, which have to be there as long as it is."""
    return QImage(dots, wide, len(dots) // (4 * wide), 4 * wide, QImage.Format.Format_RGB32)


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

    def __init__(self, grid: ShownGrid, done: list[QKeyEvent | tuple[int, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self._done = done
        # By which the style sheet knows it.
        self.setObjectName("shown")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        if self.verticalScrollBar().value() == self._grid.scrolled:
            return
        height, ratio, scrolled = self._grid.row_height, self._grid.ratio, self.verticalScrollBar().value()
        top = self._grid.box[1] - self._grid.scrolled
        first, past = scrolled // height, (scrolled + self._view.height()) // height + 1
        painter = QPainter(self._view)
        painter.fillRect(self._view.rect(), self.palette().base())
        picture = QPicture()
        for row, drawn in enumerate(self._grid.drawn[first:past], first):
            picture.setData(drawn)
            painter.save()
            painter.translate(0, row * height - scrolled)
            painter.scale(1 / ratio, 1 / ratio)
            painter.translate(0, -(top + row * height) * ratio)
            picture.play(painter)
            painter.restore()
        painter.end()
