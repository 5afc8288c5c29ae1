"""What fits on a screen: windows no larger than it, lines as thin as its dots, none thicker than another."""

from functools import cache
from typing import TYPE_CHECKING, Final

# Qt's own namespace is named where it is used, as in the look: a window asks here for its size before its first paint.
from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea, QWidget

    from desktop.widgets.tokens import Tokens

# What the frame of a window takes; it is not known before the window is there.
_FRAME: Final = QSize(16, 40)


def fitting(window: "QWidget", size: QSize) -> QSize:
    """The size, or as much of it as the screen of a window has room for."""
    return size.boundedTo(window.screen().availableSize() - _FRAME)


def fit(window: "QWidget") -> None:
    """Make a window as high as its words need and no larger than its screen, so that its foot can be reached."""
    least, layout = window.minimumSize(), window.layout()
    if layout is not None:
        # A minimum of a window's own takes the place of what its contents ask for.
        least = least.expandedTo(layout.totalMinimumSize())
    size = window.size().expandedTo(least)
    if layout is not None and layout.hasHeightForWidth():
        # A window that was resized asks for no height when it is shown.
        size.setHeight(max(size.height(), layout.totalHeightForWidth(size.width())))
    window.setMinimumSize(fitting(window, least))
    window.resize(fitting(window, size))


def lay_out(widget: "QWidget") -> None:
    """Give all of it now the place that it would have after some turns of the loop: before it is seen, or pictured."""
    # From the innermost outward: what is of another size asks what is around it, and each waits for a turn of its own.
    for part in (*reversed(widget.findChildren(QtWidgets.QWidget)), widget):
        QtCore.QCoreApplication.sendPostedEvents(part, QtCore.QEvent.Type.LayoutRequest)


@cache
def colour(name: str) -> QColor:
    """A colour by its name, made once: a page is drawn in thousands of touches."""
    return QColor(name)


def cover(view: "QAbstractScrollArea") -> None:
    """Let a view answer for all of its ground: what is in sight can then be moved by scrolling and need no drawing."""
    view.viewport().setAttribute(QtCore.Qt.WidgetAttribute.WA_OpaquePaintEvent)
    # It ends above the round corners of its frame, which would be moved as well.
    view.setProperty("covers", True)


def lay_ground(view: "QAbstractScrollArea", event: "QPaintEvent", tokens: "Tokens") -> None:
    """Draw the ground of a view that answers for it, where it is to be drawn anew."""
    painter = QPainter(view.viewport())
    painter.fillRect(event.rect(), colour(tokens.surface))
    painter.end()


def rule_below(painter: QPainter, rect: QRect, line: str) -> None:
    """A line along the foot of a rectangle, of whole dots: at 125 % every other one would be twice as thick."""
    dots = painter.deviceTransform()
    scale, start = dots.m22(), dots.dy()
    if scale == int(scale):
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(line))
        return
    thick = max(1, int(scale))
    top = (round((rect.bottom() + 1) * scale + start) - thick - start) / scale
    painter.fillRect(QRectF(rect.left(), top, rect.width(), thick / scale), colour(line))
