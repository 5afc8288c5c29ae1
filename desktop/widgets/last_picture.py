"""What the window shows before it knows anything, where it is known what it showed last: a table with its rows.

Made of as little as can be, since people wait for it: the window is painted from a picture of it, the table that can be
scrolled is laid into that when it has been seen, and nothing here asks for Qt's own namespace, which takes a tenth of
the time to be made.
"""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    # What each of Qt's names stands for is made when it is first asked for.
    from collections.abc import Mapping

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from desktop.widgets.shown_rows import ShownRows


class Shown(NamedTuple):
    """A window as it was: the page in front, its title and size, a picture of all of it, and its rows."""

    page: str
    title: str
    size: tuple[int, int]
    # All that makes a picture look as it does; a start that would look otherwise does without.
    look: Mapping[str, Any]
    wide: int
    high: int
    # The picture's dots from left to right and from the top, 32 bits each, deflated: a PNG takes twice as long.
    dots: bytes
    # A ShownGrid, packed: nobody waits for it.
    grid: bytes


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
        self._laid = False
        self.setAutoFillBackground(True)
        self.resize(window.size())

    @property
    def page(self) -> str:
        """The page that it shows."""
        return self._shown.page

    @cached_property
    def rows(self) -> ShownRows:
        """The table in it, which scrolls; made when it is first asked for."""
        from desktop.widgets.shown_rows import ShownGrid, ShownRows

        rows = ShownRows(ShownGrid.unpacked(self._shown.grid), self._shown.look["tokens"]["surface"], self._done, self)
        self._laid = True
        rows.setVisible(self._fits)
        return rows

    @property
    def _fits(self) -> bool:
        return self.size().toTuple() == self._shown.size

    def end(self) -> Left:
        """Go away, and tell how it is left."""
        self.hide()
        handle = self.window().windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
        self.deleteLater()
        return Left(self.rows.grid.keys, self.rows.verticalScrollBar().value(), self._done)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a click on rows that are not laid yet; what follows one beside them is not meant for them."""
        point = event.position().toPoint()
        if self.rows.geometry().contains(point):
            self.rows.take(point - self.rows.pos())
        else:
            self._elsewhere = True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """While the window has another size than it had, nothing is shown."""
        super().resizeEvent(event)
        if self._laid:
            self.rows.setVisible(self._fits)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture."""
        if self._fits:
            painter = QPainter(self)
            painter.drawImage(self.rect(), self._picture)
            painter.end()
