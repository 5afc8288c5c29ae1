"""The year of one target: what was reported, against its dashed schedule."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.figures import SCALE, shown
from desktop.operations.targets import ScheduleLine, TargetStory
from desktop.widgets.theme import Part, Theme, dress
from desktop.widgets.words import speak
from desktop.widgets.year_plot import Line, YearPlot


class TargetChart(QWidget):
    """Two lines over twelve months; the values under the mouse are said below it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._story: TargetStory | None = None
        self.plot = YearPlot(theme, self)
        self.plot.pointed.connect(self._on_pointed)
        self.said = QLabel(self)
        dress(self.said, Part.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        column.addWidget(self.said)

    def show_story(self, story: TargetStory) -> None:
        """Draw another target."""
        self._story = story
        told = [self._words(line) for line in story.lines if line.reported is not None]
        title = self.tr("The year of {title}").format(title=story.item.target.title)
        self.plot.show_lines(self._lines(story), title, "\n".join(told) or self.tr("No figure was reported yet"))
        self.said.setText(told[-1] if told else self.plot.accessibleDescription())

    def _lines(self, story: TargetStory) -> list[Line]:
        """The schedule where there is one, and what was reported; floats to draw."""
        planned = [(x.period.last_month, x.planned / SCALE) for x in story.lines if x.planned is not None]
        reported = [(x.period.last_month, x.reported / SCALE) for x in story.lines if x.reported is not None]
        name = self.tr("Reported ({unit})").format(unit=story.item.target.goal.unit)
        schedule = [Line(self.tr("Schedule"), [(0, 0.0), *planned], asked=True)] if planned else []
        return [*schedule, Line(name, reported)]

    def _on_pointed(self, month: float) -> None:
        if self._story is not None:
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
