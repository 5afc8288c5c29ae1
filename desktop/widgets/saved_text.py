"""A box for a text that is stored when it is left; until then it tells what is being typed."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES: Final = 3
# The frame and the margins, and what Chinese lines are higher than others: with less, three lines would scroll.
_AROUND: Final = 22


class SavedText(QPlainTextEdit):
    """`edited` tells the text when it is to be stored, `typed` while it is not, `given_up` that it is as it was."""

    edited = Signal(str)
    typed = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        # Only then has it the letters that the style gives it.
        self.ensurePolished()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + _AROUND)
        self._stored = ""
        self._touched = False
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show what is stored; what somebody is typing right now is left alone."""
        if self.hasFocus() and self.toPlainText() != self._stored:
            return
        self._stored = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def store(self) -> None:
        """Hand over what was typed since the last time."""
        touched, self._touched = self._touched, False
        if self.toPlainText() != self._stored:
            self._stored = self.toPlainText()
            self.edited.emit(self._stored)
        elif touched:
            self.given_up.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Left: store."""
        super().focusOutEvent(event)
        self.store()

    def _on_changed(self) -> None:
        if self._touched or self.toPlainText() != self._stored:
            self._touched = True
            self.typed.emit(self.toPlainText())
