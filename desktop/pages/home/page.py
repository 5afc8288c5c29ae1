"""工作台: what a department's clerk has to do now, and how its targets stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.home import Home, StepKind, load_home
from desktop.pages.home.standing import BehindCard, LampsCard, OutlookCard
from desktop.pages.home.steps import StepsCard
from desktop.pages.page import Page
from desktop.pages.runner import Runner, Topic
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.empty import EmptyView
from desktop.widgets.theme import GAP, MARGIN, Part, Theme, dress
from desktop.widgets.words import speak


class HomePage(Page):
    """Four cards; every press is told, and whoever owns the page does it."""

    import_requested = Signal()
    export_requested = Signal()
    # "blank", "error", "query" or "returned".
    jump_requested = Signal(str)
    # A target's key.
    target_picked = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._failed = False
        self._title, self._due = QLabel(self), ElidedLabel(self)
        dress(self._title, Part.TITLE)
        dress(self._due, Part.SECONDARY)
        self.steps = StepsCard(self)
        self.lamps = LampsCard(theme, self.tr("Lamps"), self)
        self.behind = BehindCard(theme, self.tr("Furthest behind"), self)
        self.outlook = OutlookCard(theme, self.tr("The year's end at the pace so far"), self)
        self.empty = EmptyView(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._cards())
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._title)
        head.addWidget(self._due, 1)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.steps.wanted.connect(self._on_wanted)
        self.behind.picked.connect(self.target_picked)
        self.empty.pressed.connect(self._on_empty)
        runner.changed.connect(self._on_changed)
        self.refresh_when_seen()

    def refresh(self) -> None:
        """Load the page again."""
        self._runner.run(lambda _progress: load_home(self._desk), self._on_loaded, failed=self._on_failed)

    def take_focus(self) -> None:
        """The keys go to what is to be done first, as soon as that is known."""
        self.steps.take_focus()

    def _cards(self) -> QScrollArea:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for number, card in enumerate((self.steps, self.lamps, self.behind, self.outlook)):
            grid.addWidget(card, number // 2, number % 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(2, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        # Whatever in it has the keys is brought into sight.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _on_loaded(self, home: Home) -> None:
        self._failed = False
        self._title.setText(f"{home.unit} · {speak(home.period.title)}")
        self._due.setText(self._deadline(home))
        if not home.lines:
            self.empty.explain(
                self.tr("No target has been assigned yet"),
                self.tr("Open the assignment workbook that headquarters sent; what is to be filled in comes with it."),
                self.tr("Import…"),
            )
            self._stack.setCurrentWidget(self.empty)
            return
        for card in (self.steps, self.lamps, self.behind, self.outlook):
            card.show_home(home)
        self._stack.setCurrentIndex(0)

    def _deadline(self, home: Home) -> str:
        due = self.tr("Due {day}").format(day=home.due_on.isoformat())
        if home.closed:
            return self.tr("{due} · closed, nothing can be changed").format(due=due)
        if home.days_left < 0:
            return self.tr("{due} · days overdue: {days}").format(due=due, days=-home.days_left)
        return self.tr("{due} · days left: {days}").format(due=due, days=home.days_left)

    def _on_wanted(self, kind: StepKind) -> None:
        signals = {
            StepKind.IMPORT: self.import_requested,
            StepKind.EXPORT: self.export_requested,
        }
        if kind in signals:
            signals[kind].emit()
        else:
            self.jump_requested.emit(str(kind))

    def _on_failed(self, refusal: Refusal) -> None:
        self._failed = True
        why = speak(refusal.sentence)
        self.empty.explain(self.tr("The home page cannot be read"), why, self.tr("Try again"), Part.ERROR)
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self) -> None:
        if self._failed:
            self.refresh()
        else:
            self.import_requested.emit()

    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.ENTRIES, Topic.REPORTS, Topic.PLAN}:
            self.refresh_when_seen()
