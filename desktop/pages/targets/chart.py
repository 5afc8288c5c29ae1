"""The year of one target: what was reported, against its dashed schedule. Import this module only to draw.

pyqtgraph brings numpy with it, which no start of the program should wait for.
"""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.figures import SCALE, shown
from desktop.operations.targets import ScheduleLine, TargetStory
from desktop.widgets.theme import CAPTION_SIZE, Part, Theme, dress, text_font
from desktop.widgets.words import speak

_HEIGHT = 220


class TargetChart(QWidget):
    """Two lines over twelve months; the values under the mouse are said below it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._story: TargetStory | None = None
        self.plot = pg.PlotWidget(self)
        self.plot.setFixedHeight(_HEIGHT)
        self.plot.setAntialiasing(True)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setXRange(0, 12, padding=0.02)
        self.plot.getAxis("bottom").setTicks([[(month, str(month)) for month in range(1, 13)]])
        self.plot.addLegend(offset=(8, 8))
        self.plot.scene().sigMouseMoved.connect(self._on_moved)
        self.said = QLabel(self)
        dress(self.said, Part.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        column.addWidget(self.said)
        theme.changed.connect(self._draw)

    def show_story(self, story: TargetStory) -> None:
        """Draw another target."""
        self._story = story
        told = [self._words(line) for line in story.lines if line.reported is not None]
        self.plot.setAccessibleName(self.tr("The year of {title}").format(title=story.item.target.title))
        self.plot.setAccessibleDescription("\n".join(told) or self.tr("No figure was reported yet"))
        self.said.setText(told[-1] if told else self.plot.accessibleDescription())
        self._draw()

    def _draw(self) -> None:
        tokens = self._theme.tokens
        self.plot.clear()
        self.plot.setBackground(QColor(tokens.surface))
        for name in ("bottom", "left"):
            axis = self.plot.getAxis(name)
            axis.setPen(QColor(tokens.line))
            axis.setTextPen(QColor(tokens.soft))
            axis.setStyle(tickFont=text_font(CAPTION_SIZE))
            axis.enableAutoSIPrefix(False)
        if self._story is None:
            return
        legend = self.plot.getPlotItem().legend
        legend.setLabelTextColor(QColor(tokens.soft))
        planned = [(0, 0.0)] + [
            (x.period.last_month, x.planned / SCALE) for x in self._story.lines if x.planned is not None
        ]
        reported = [(x.period.last_month, x.reported / SCALE) for x in self._story.lines if x.reported is not None]
        if len(planned) > 1:
            dashed = pg.mkPen(QColor(tokens.soft), width=1.5, style=Qt.PenStyle.DashLine)
            self.plot.plot(*_axes(planned), pen=dashed, antialias=True, name=self.tr("Schedule"))
        blue = QColor(tokens.blue)
        self.plot.plot(
            *_axes(reported),
            antialias=True,
            pen=pg.mkPen(blue, width=2),
            symbol="o",
            symbolSize=7,
            symbolBrush=blue,
            symbolPen=None,
            name=self.tr("Reported ({unit})").format(unit=self._story.item.target.goal.unit),
        )

    def _on_moved(self, at: QPointF) -> None:
        if self._story is None:
            return
        month = self.plot.getPlotItem().vb.mapSceneToView(at).x()
        nearest = min(self._story.lines, key=lambda line: abs(line.period.last_month - month))
        self.said.setText(self._words(nearest))

    def _words(self, line: ScheduleLine) -> str:
        return self.tr("{by}: planned {planned}, reported {reported}").format(
            by=speak(line.period.by_now), planned=self._figure(line.planned), reported=self._figure(line.reported)
        )

    def _figure(self, figure: int | None) -> str:
        if figure is None or self._story is None:
            return "—"
        target = self._story.item.target
        return f"{shown(figure, target.decimals)} {target.goal.unit}".replace(" %", "%").rstrip()


def _axes(points: list[tuple[int, float]]) -> tuple[list[int], list[float]]:
    return [month for month, _ in points], [figure for _, figure in points]
