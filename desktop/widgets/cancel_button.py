"""The button that stops what takes long; pressed, it says that it was heard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget


class CancelButton(QPushButton):
    """`cancelled` tells that it was pressed; it can be pressed once, until it is armed again."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Stops what is being done; nothing is left half done"))
        self.clicked.connect(self._on_clicked)
        self.arm()

    def arm(self) -> None:
        """Something else can be stopped now."""
        self.setText(self.tr("Cancel"))
        self.setEnabled(True)

    def _on_clicked(self) -> None:
        # What is under way ends at its next step, which may be seconds away.
        self.setText(self.tr("Cancelling…"))
        self.setEnabled(False)
        self.cancelled.emit()
