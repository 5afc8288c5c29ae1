"""A box with the periods of the plan, at the one that is being worked on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from db.periods import Period
from desktop.desk import Desk
from desktop.operations.entry import periods_of, working_period
from desktop.operations.progress import Progress
from desktop.pages.runner import Runner
from desktop.widgets.words import speak


class PeriodBox(QComboBox):
    """`chosen` tells the code of the period that is shown, the first time and whenever it changes."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._picked = False
        self.setAccessibleName(self.tr("Period"))
        self.setMinimumWidth(132)
        # Else it would be as wide as what is in it when it is first shown, which may be before any period is known.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        self.currentIndexChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    @property
    def code(self) -> str:
        """The code of the period that is shown; empty before any is known."""
        return str(self.currentData() or "")

    @property
    def picked(self) -> bool:
        """Whether somebody picked a period."""
        return self._picked

    def refresh(self) -> None:
        """Load the periods again; unless somebody picked one, move to the one being worked on."""
        self._runner.run(self._load, self._on_loaded)

    def _load(self, _progress: Progress) -> tuple[list[Period], Period]:
        return periods_of(self._desk), working_period(self._desk)

    def _on_loaded(self, known: tuple[list[Period], Period]) -> None:
        periods, working = known
        wanted = self.code if self._picked else working.code
        if [self.itemData(row) for row in range(self.count())] != [period.code for period in periods]:
            self.blockSignals(True)
            self.clear()
            for period in periods:
                self.addItem(speak(period.title), period.code)
            self.setCurrentIndex(-1)
            self.blockSignals(False)
        self.setCurrentIndex(max(self.findData(wanted), 0))

    def _on_activated(self, _row: int) -> None:
        self._picked = True

    def _on_current(self, _row: int) -> None:
        if self.code:
            self.chosen.emit(self.code)
