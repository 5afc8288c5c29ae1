"""What fits on a screen: windows no larger than it, lines as thin as its dots, none thicker than another."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
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
    scale, start = dots.m22(), dots.dy()
    if scale == int(scale):
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colour))
        return
    thick = max(1, int(scale))
    top = (round((rect.bottom() + 1) * scale + start) - thick - start) / scale
    painter.fillRect(QRectF(rect.left(), top, rect.width(), thick / scale), QColor(colour))
