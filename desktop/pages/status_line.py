"""The line below the pages: what is selected, the open period with its days left, when something was last saved."""

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.widgets.theme import MARGIN, Part, dress


class StatusLine(QWidget):
    """Three texts; the first is empty while nothing is selected."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.selection, self.deadline, self.saved = QLabel(self), QLabel(self), QLabel(self)
        for label, name in (
            (self.selection, self.tr("Selection")),
            (self.deadline, self.tr("Open period")),
            (self.saved, self.tr("Last saved")),
        ):
            dress(label, Part.CAPTION)
            label.setAccessibleName(name)
        self.selection.setMinimumHeight(18)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN + 2, 8, MARGIN + 2, 8)
        row.setSpacing(MARGIN)
        row.addWidget(self.selection)
        row.addStretch(1)
        row.addWidget(self.deadline)
        row.addWidget(self.saved)
        # It would keep the period from the edge as long as it says nothing.
        self.saved.hide()

    def say_saved(self) -> None:
        """Something was saved just now."""
        now = QTime.currentTime().toString("HH:mm:ss")
        self.saved.setText(self.tr("Saved {time}").format(time=now))
        self.saved.show()
