"""What is done to a database before it can be worked with, where that takes long: its steps, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from db.steps import Stage
from desktop.widgets.cancel_button import CancelButton
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDE = 560


class StageCard(QFrame):
    """A card for the middle of a window."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDE)
        # Whoever was typing presses nothing of it by accident.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress(self, Part.CARD)
        self._title, self._step, self._share, self._why = (QLabel(self) for _ in range(4))
        dress(self._title, Part.HEADING)
        for label in (self._step, self._share, self._why):
            dress(label, Part.SECONDARY)
        self._why.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.cancel = CancelButton(self)
        self.cancel.cancelled.connect(self.cancelled)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._step, 1)
        head.addWidget(self._share)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addSpacing(GAP)
        column.addWidget(self._why)
        column.addLayout(foot)

    def show_stage(self, stage: Stage) -> None:
        """Show how far it is."""
        title = speak(stage.title)
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._step.setText(speak(stage.words))
        self._why.setText(speak(stage.why))
        # Where nobody knows how much of it there is, the bar moves by itself.
        self._bar.setRange(0, stage.total)
        self._bar.setValue(stage.done)
        self._share.setText(stage.share)
