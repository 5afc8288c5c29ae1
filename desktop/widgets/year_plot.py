"""Lines over the twelve months of a year, with their scale and their names; the month under the mouse is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.widgets.theme import CAPTION_SIZE, GAP, GAP_SMALL, Theme, scaled, text_font

_HEIGHT: Final = 220
_MONTHS: Final = 12
_MOST_STEPS: Final = 6
_DOT: Final = 3.5
_SAMPLE: Final = 20
_TICK: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is called and its points, a figure by month from 0 to 12; `asked` is how a schedule is drawn."""

    name: str
    points: Sequence[tuple[int, float]]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures beside the axis: the lowest, the step between two, how many steps, decimals to write."""

    low: float
    step: float
    steps: int
    decimals: int

    @property
    def ticks(self) -> list[float]:
        """The figures, the lowest first."""
        return [self.low + number * self.step for number in range(self.steps + 1)]


def scale_of(figures: Sequence[float]) -> Scale:
    """A scale in steps of 1, 2 or 5 that holds all of the figures."""
    low, high = (min(figures), max(figures)) if figures else (0.0, 1.0)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    rough = (high - low) / _MOST_STEPS
    power = floor(log10(rough))
    step = next(one for one in (1, 2, 5, 10) if one * 10.0**power >= rough * 0.999) * 10.0**power
    start = floor(low / step + 1e-9)
    steps = max(1, ceil(high / step - 1e-9) - start)
    return Scale(start * step, step, steps, max(0, -floor(log10(step) + 1e-9)))


class YearPlot(QWidget):
    """Draws lines; `pointed` tells the month that the mouse is at."""

    pointed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: Sequence[Line] = ()
        self.setFixedHeight(scaled(_HEIGHT))
        self.setMouseTracking(True)
        theme.changed.connect(self._on_theme)

    def show_lines(self, lines: Sequence[Line], name: str, said: str) -> None:
        """Draw other lines; name and words are for those who do not see them."""
        self.lines = lines
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the month."""
        plot = self._plot(self._scale())
        self.pointed.emit((event.position().x() - plot.left()) / plot.width() * _MONTHS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the names, the axes and the lines."""
        scale = self._scale()
        plot = self._plot(scale)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(CAPTION_SIZE))
        self._draw_names(painter)
        self._draw_figures(painter, plot, scale)
        self._draw_months(painter, plot)
        for line in self.lines:
            self._draw_line(painter, line, [_at(plot, scale, point) for point in line.points])
        painter.end()

    def _on_theme(self) -> None:
        self.setFixedHeight(scaled(_HEIGHT))
        self.update()

    def _scale(self) -> Scale:
        return scale_of([figure for line in self.lines for _, figure in line.points])

    def _plot(self, scale: Scale) -> QRectF:
        """The room inside the axes."""
        letters = QFontMetricsF(text_font(CAPTION_SIZE))
        left = max(letters.horizontalAdvance(_figure(tick, scale)) for tick in scale.ticks) + GAP_SMALL
        right = letters.horizontalAdvance(str(_MONTHS)) / 2 + _DOT
        return QRectF(self.rect()).adjusted(left, letters.height() + GAP, -right, -letters.height() - GAP_SMALL)

    def _draw_names(self, painter: QPainter) -> None:
        letters, left = painter.fontMetrics(), 0.0
        middle = letters.height() / 2
        for line in self.lines:
            self._draw_line(painter, line, [QPointF(left + _DOT, middle), QPointF(left + scaled(_SAMPLE), middle)])
            left += scaled(_SAMPLE) + GAP_SMALL
            painter.setPen(QColor(self._theme.tokens.soft))
            painter.drawText(QPointF(left, letters.ascent()), line.name)
            left += letters.horizontalAdvance(line.name) + 2 * GAP

    def _draw_figures(self, painter: QPainter, plot: QRectF, scale: Scale) -> None:
        tokens, height = self._theme.tokens, painter.fontMetrics().height()
        for tick in scale.ticks:
            y = round(_at(plot, scale, (0, tick)).y()) + 0.5
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.soft))
            room = QRectF(0, y - height / 2, plot.left() - GAP_SMALL, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _figure(tick, scale))

    def _draw_months(self, painter: QPainter, plot: QRectF) -> None:
        tokens = self._theme.tokens
        each = plot.width() / _MONTHS
        for month in range(1, _MONTHS + 1):
            x = round(plot.left() + each * month) + 0.5
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + _TICK))
            painter.setPen(QColor(tokens.soft))
            room = QRectF(x - each / 2, plot.bottom() + _TICK, each, self.height() - plot.bottom() - _TICK)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, str(month))

    def _draw_line(self, painter: QPainter, line: Line, places: Sequence[QPointF]) -> None:
        tokens = self._theme.tokens
        if line.asked:
            painter.setPen(QPen(QColor(tokens.soft), 1.5, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF(places))
            return
        blue = QColor(tokens.blue)
        painter.setPen(QPen(blue, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blue)
        for place in places:
            painter.drawEllipse(place, _DOT, _DOT)


def _at(plot: QRectF, scale: Scale, point: tuple[int, float]) -> QPointF:
    """Where a month and a figure stand."""
    month, figure = point
    share = (figure - scale.low) / (scale.step * scale.steps)
    return QPointF(plot.left() + plot.width() * month / _MONTHS, plot.bottom() - plot.height() * share)


def _figure(tick: float, scale: Scale) -> str:
    # Rounding must not leave a zero with a sign.
    return f"{round(tick, scale.decimals) + 0.0:,.{scale.decimals}f}"
