"""A box for a text that stores itself: when it is left, and every two seconds while somebody types."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_EVERY: Final = 2000
_LINES: Final = 3


class SavedText(QPlainTextEdit):
    """`edited` tells the text whenever it is to be stored."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 18)
        self._stored = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.store)
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show what is stored; what somebody is typing right now is left alone."""
        if self.hasFocus() and self.toPlainText() != self._stored:
            return
        self._stored = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._timer.stop()

    def store(self) -> None:
        """Hand over what was typed since the last time."""
        self._timer.stop()
        if self.toPlainText() != self._stored:
            self._stored = self.toPlainText()
            self.edited.emit(self._stored)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Left: store."""
        super().focusOutEvent(event)
        self.store()

    def _on_changed(self) -> None:
        if self.toPlainText() != self._stored and not self._timer.isActive():
            self._timer.start()
