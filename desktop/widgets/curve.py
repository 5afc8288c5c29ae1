"""A small curve of the year: what was reached, against what the schedule asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme import CAPTION_SIZE, Theme, text_font

_HEIGHT = 132
_FOOT = 20
_DOT = 4.5


@dataclass(frozen=True, slots=True)
class Points:
    """Completion by month, 1 to 12, as shares of the year's target: reached so far, and asked for."""

    reached: Sequence[tuple[int, float]] = ()
    asked: Sequence[tuple[int, float]] = ()


class Curve(QWidget):
    """Draws Points; nothing where there are none."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points = Points()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_points(self, points: Points, said: str) -> None:
        """Draw other points; `said` is what they say, for those who do not see them."""
        self._points = points
        self.setAccessibleName(said)
        self.setVisible(bool(points.reached or points.asked))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it always is."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the axis, the schedule and the curve."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(self.rect()).adjusted(_DOT, 8, -_DOT, -_FOOT)
        top = max([1.0, *(share for _, share in (*self._points.reached, *self._points.asked))])
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._captions(painter, plot)
        if self._points.asked:
            line = QPolygonF([_at(plot, top, point) for point in ((0, 0.0), *self._points.asked)])
            painter.setPen(QPen(QColor(tokens.soft), 1.2, Qt.PenStyle.DashLine))
            painter.drawPolyline(line)
        if self._points.reached:
            dots = [_at(plot, top, point) for point in self._points.reached]
            painter.setPen(QPen(QColor(tokens.blue), 2))
            painter.drawPolyline(QPolygonF(dots))
            painter.setBrush(QColor(tokens.blue))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(dots[-1], _DOT, _DOT)
        painter.end()

    def _captions(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(text_font(CAPTION_SIZE))
        painter.setPen(QColor(self._theme.tokens.soft))
        foot = QRectF(plot.left(), plot.bottom() + 2, plot.width(), _FOOT - 2)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tr("Jan"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("Dec"))
        if self._points.asked:
            head = QRectF(plot.left(), plot.top() - 6, plot.width() * 0.7, 18)
            painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("Schedule"))


def _at(plot: QRectF, top: float, point: tuple[int, float]) -> QPointF:
    """Where a month and a share stand; below zero is drawn on the axis."""
    month, share = point
    return QPointF(plot.left() + plot.width() * month / 12, plot.bottom() - plot.height() * max(share, 0.0) / top)
