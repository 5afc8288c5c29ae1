"""Below the checklist: the selected finding in full, and room to explain it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from db.vocabulary import Severity
from desktop.operations.checklist import Concern
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress
from desktop.widgets.words import speak

_TONE = {Severity.ERROR: Part.ERROR, Severity.QUERY: Part.QUERY, Severity.HINT: Part.SECONDARY}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExplanationBox(QPlainTextEdit):
    """A text that is handed over whole: with Ctrl+Enter, or when it is left. Half a sentence answers nothing."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter hands the text over."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Left: the text is handed over."""
        super().focusOutEvent(event)
        self.finished.emit()


class Answer(QFrame):
    """`explained` tells a target's key and its explanation; `go` asks for the cell."""

    explained = Signal(str, str)
    # The same while it is being typed, before it is handed over.
    typed = Signal(str, str)
    go = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        self._key = ""
        self._stored = ""
        self._title, self._message, self._caption = ElidedLabel(self), QLabel(self), QLabel(self)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        dress(self._caption, Part.CAPTION)
        self.text = ExplanationBox(self)
        self.text.setAccessibleName(self.tr("Explanation"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 3 + 18)
        dress(self.text, Part.INPUT)
        self.text.finished.connect(self.store)
        self.text.textChanged.connect(self._on_typed)
        self.go_button = QPushButton(self.tr("Go to the cell"), self)
        self.go_button.setAutoDefault(False)
        self.go_button.clicked.connect(self.go)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP_SMALL)
        column.addLayout(head)
        for widget in (self._message, self._caption, self.text):
            column.addWidget(widget)

    def show_concern(self, concern: Concern | None) -> None:
        """Tell of a finding; what is typed of another one is handed over first."""
        self.store()
        self.setVisible(concern is not None)
        if concern is None:
            self._key = ""
            return
        severity = concern.finding.severity
        self._title.setText(f"{concern.target.code} {concern.target.title}")
        self._message.setText(speak(concern.finding.message))
        dress(self._message, _TONE[severity])
        asked = severity is Severity.QUERY
        self._caption.setText(
            self.tr("Explanation (one sentence; Ctrl+Enter stores it and checks again)")
            if asked
            else self.tr("Explanation")
        )
        self.text.setProperty("severity", str(severity) if asked else "")
        dress(self.text, Part.INPUT)
        if concern.target.key != self._key or self.text.toPlainText() == self._stored:
            self._key = concern.target.key
            self._stored = concern.explanation
            self.text.setPlainText(concern.explanation)

    def store(self) -> None:
        """Hand over what was typed since the last time."""
        if self._key and self.text.toPlainText() != self._stored:
            self._stored = self.text.toPlainText()
            self.explained.emit(self._key, self._stored)

    def _on_typed(self) -> None:
        if self._key and self.text.toPlainText() != self._stored:
            self.typed.emit(self._key, self.text.toPlainText())
