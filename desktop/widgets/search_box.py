"""The box that rows are searched by."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.theme import Part, dress, scaled

_SEARCH: Final = 280


class SearchBox(QLineEdit):
    """A line to search by; Enter, Down and Esc lead back to the rows."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.SEARCH)

    def setPlaceholderText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the whole of it is a tool tip."""
        super().setPlaceholderText(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the pane below it, where there is room."""
        return QSize(scaled(_SEARCH), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up the search, Enter and Down keep it."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
