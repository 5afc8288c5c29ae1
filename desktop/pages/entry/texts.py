"""One text of an entry in the pane: its caption, how long it is, and last period's to start from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.texts import length
from db.vocabulary import Severity
from desktop.widgets.saved_text import SavedText
from desktop.widgets.theme import GAP_SMALL, Part, dress, grade
from desktop.widgets.words import word


class TextBlock(QWidget):
    """`edited` tells the text when it is to be stored, `typed` while it is not, `given_up` that it is as it was."""

    edited = Signal(str)
    typed = Signal(str)
    given_up = Signal()

    def __init__(self, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._offered = "", ""
        self.caption, self.count = QLabel(self), QLabel(self)
        for label in (self.caption, self.count):
            dress(label, Part.CAPTION)
        self.carry = QPushButton(self.tr("Carry over last period's"), self)
        dress(self.carry, Part.LINK)
        self.carry.clicked.connect(self._on_carry)
        self.text = SavedText(word("field", field), self)
        self.text.edited.connect(self.edited)
        self.text.typed.connect(self.typed)
        self.text.given_up.connect(self.given_up)
        self.text.textChanged.connect(self._on_changed)
        self.caption.setBuddy(self.text)
        head = QHBoxLayout()
        head.setSpacing(GAP_SMALL)
        # What headquarters said stands in the caption, and may be long.
        self.caption.setWordWrap(True)
        head.addWidget(self.caption, 1)
        head.addWidget(self.carry)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text)

    def show_text(self, caption: str, text: str, offered: str, *, severity: Severity | None, locked: bool) -> None:
        """Show what is stored; `offered` is what was told a period ago, where that is of use."""
        self._name, self._offered = caption, offered
        grade(self.text, Part.INPUT, str(severity or ""))
        self.text.setReadOnly(locked)
        self.text.show_text(text)
        self._on_changed()

    def _on_changed(self) -> None:
        typed = self.text.toPlainText()
        self.count.setText(self.tr("Characters: {count}").format(count=length(typed)) if typed else "")
        self.carry.setToolTip(self._offered)
        self.carry.setVisible(bool(self._offered) and not typed and not self.text.isReadOnly())
        same = bool(typed) and typed.strip() == self._offered.strip()
        self.caption.setText(
            self.tr("{field} · as last period, unchanged").format(field=self._name) if same else self._name
        )

    def _on_carry(self) -> None:
        """Start from last period's, ready to be changed."""
        self.text.setFocus()
        self.text.setPlainText(self._offered)
        self.text.selectAll()
        self.text.store()
