"""Completion as a thin bar with a tick where pace stands."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.widgets.lamp import lamp_colour
from desktop.widgets.rows import Bar
from desktop.widgets.tokens import Tokens

_THICK = 5
_TICK = 12
_FULL = "100%"


def beside(rect: QRectF, metrics: QFontMetrics, percent: str) -> QRectF:
    """Where a percent stands beside its bar: flush right with the others of its column, and close to the bar."""
    # A dot more, since letters may be a part of one wider than they are said to be.
    width = max(metrics.horizontalAdvance(_FULL), metrics.horizontalAdvance(percent)) + 1
    return QRectF(rect.left(), rect.top(), width, rect.height())


def paint_bar(painter: QPainter, rect: QRectF, bar: Bar, tokens: Tokens) -> None:
    """Draw a bar across a rectangle; what is over the target fills it and no more."""
    track = QRectF(rect.left(), rect.center().y() - _THICK / 2, rect.width(), _THICK)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Where lines are as strong as texts, a track that is filled would look like a bar that is full.
    painter.setPen(QColor(tokens.line) if tokens.contrast else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if tokens.contrast else QColor(tokens.line))
    painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    filled = min(max(bar.reached, 0.0), 1.0)
    if filled > 0:
        painter.setBrush(lamp_colour(bar.lamp, tokens))
        done = QRectF(track.left(), track.top(), max(track.width() * filled, _THICK), _THICK)
        painter.drawRoundedRect(done, _THICK / 2, _THICK / 2)
    if bar.pace is not None:
        x = round(track.left() + track.width() * min(max(bar.pace, 0.0), 1.0)) + 0.5
        painter.setPen(QPen(QColor(tokens.text), 1.5))
        painter.drawLine(QPointF(x, rect.center().y() - _TICK / 2), QPointF(x, rect.center().y() + _TICK / 2))
    painter.restore()
