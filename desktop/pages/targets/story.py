"""One target's side of the page: what is asked, its year as a curve and as a table, nodes, comments, revisions."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.figures import shown
from db.vocabulary import Lamp
from desktop.operations.targets import ScheduleLine, TargetStory
from desktop.pages.targets.chart import TargetChart
from desktop.pages.targets.columns import year_columns
from desktop.widgets.lamp import LampMark
from desktop.widgets.rows import RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import GAP_SMALL, MARGIN, Part, Theme, dress, scaled
from desktop.widgets.words import speak, word
from resources.texts import say


class StoryView(QFrame):
    """`entry_requested` tells that somebody wants to enter progress of this target."""

    entry_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        self._theme = theme
        self._key = ""
        body = QWidget(self)
        self._title, self._asked, self._because = (self._label(part) for part in (Part.HEADING, *[Part.SECONDARY] * 2))
        self._mark = LampMark(theme, Lamp.GREY, body)
        self.chart = TargetChart(theme, body)
        self.year: RowsModel[ScheduleLine] = RowsModel(year_columns(0), self)
        self.table = Table(self.year, theme, 0, self.tr("The year by period"), body)
        self.table.setSortingEnabled(False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nodes, self.comments, self.revisions = (self._label(Part.SECONDARY) for _ in range(3))
        self.button = QPushButton(self.tr("Enter progress"), body)
        self.button.clicked.connect(lambda: self.entry_requested.emit(self._key))
        self._lay_out(body)

    def show_story(self, story: TargetStory) -> None:
        """Tell of another target."""
        target, goal = story.item.target, story.item.target.goal
        self._key = target.key
        self._title.setText(f"{target.code}　{target.title}")
        parts = [word("measure", goal.measure), word("role", story.item.role), story.item.lead]
        if goal.target is not None:
            figure = f"{shown(goal.target, target.decimals)}{'' if goal.unit == '%' else ' '}{goal.unit}"
            parts.insert(0, speak(say(f"asked.{goal.comparator}", target=figure)))
        self._asked.setText(
            "\n".join(text for text in (" · ".join(part for part in parts if part), target.note) if text)
        )
        self._mark.set_lamp(story.item.judgement.lamp)
        self._because.setText(speak(story.item.judgement.because))
        figures = goal.measure.has_figure
        if figures:
            self.chart.show_story(story)
        self.chart.setVisible(figures)
        self.year.columns = year_columns(target.decimals)
        self.year.set_rows(story.lines)
        height = self._theme.row_height * len(story.lines) + self.table.horizontalHeader().height() + 4
        self.table.setFixedHeight(height)
        self._tell(self.nodes, self.tr("Nodes"), _nodes(story))
        self._tell(self.comments, self.tr("What headquarters said"), _comments(story))
        self._tell(self.revisions, self.tr("How the year's figure was changed"), _revisions(story))

    def _lay_out(self, body: QWidget) -> None:
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        because = QHBoxLayout()
        because.setSpacing(6)
        because.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        because.addWidget(self._because, 1)
        column.addLayout(head)
        column.addWidget(self._asked)
        column.addLayout(because)
        for widget in (self.chart, self.table, self.nodes, self.comments, self.revisions):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        body.setAutoFillBackground(False)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)
        self.setMinimumWidth(scaled(360))

    def _label(self, part: Part) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        dress(label, part)
        return label

    def _tell(self, label: QLabel, title: str, lines: list[str]) -> None:
        label.setVisible(bool(lines))
        label.setText("\n".join([title, *lines]))


def _nodes(story: TargetStory) -> list[str]:
    """Each node with its day and what became of it."""
    done = QCoreApplication.translate("StoryView", "done on {day}")
    late = QCoreApplication.translate("StoryView", "overdue")
    ahead = QCoreApplication.translate("StoryView", "still to come")
    return [
        f"{one.node.due_on.isoformat()}　{one.node.title}　"
        + (done.format(day=one.done_on.isoformat()) if one.done_on else late if one.overdue else ahead)
        for one in story.nodes
    ]


def _comments(story: TargetStory) -> list[str]:
    return [
        f"{speak(one.period.title)} · {one.who} · {word('field', one.field)}：{one.comment}" for one in story.reviews
    ]


def _revisions(story: TargetStory) -> list[str]:
    target = story.item.target

    def figure(value: int | None) -> str:
        return "—" if value is None else f"{shown(value, target.decimals)} {target.goal.unit}".strip()

    return [
        f"{one.at.astimezone().strftime('%Y-%m-%d')} · {one.who} · {figure(one.old)} → {figure(one.new)}"
        for one in story.revisions
    ]
