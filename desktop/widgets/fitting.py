"""What fits on a screen: windows no larger than it, lines as thin as its dots, none thicker than another."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

# What the frame of a window takes; it is not known before the window is there.
_FRAME: Final = QSize(16, 40)


def fitting(window: QWidget, size: QSize) -> QSize:
    """The size, or as much of it as the screen of a window has room for."""
    return size.boundedTo(window.screen().availableSize() - _FRAME)


def fit(window: QWidget) -> None:
    """Make a window no larger than its screen: what stands at its foot has to be reached."""
    window.setMinimumSize(fitting(window, window.minimumSize()))
    window.resize(fitting(window, window.size()))


def rule_below(painter: QPainter, rect: QRect, colour: str) -> None:
    """A line along the foot of a rectangle, of whole dots: at 125 % every other one would be twice as thick."""
    dots = painter.deviceTransform()
    thick = max(1, int(dots.m22()))
    corner, end = dots.map(QPointF(rect.left(), rect.bottom() + 1)), dots.map(QPointF(rect.right() + 1, 0))
    line = QRectF(round(corner.x()), round(corner.y()) - thick, round(end.x()) - round(corner.x()), thick)
    painter.fillRect(dots.inverted()[0].mapRect(line), QColor(colour))
