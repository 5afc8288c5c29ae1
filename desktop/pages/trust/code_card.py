"""A card with signs that are read aloud: a fingerprint, an exchange key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP, GAP_LARGE, GAP_SMALL, Part, dress, text_font

_CODE_SIZE = 20
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class CodeCard(QFrame):
    """What it is, the signs large enough to be read out, and what to do with them; they can be copied."""

    def __init__(self, name: str, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        caption, because = QLabel(name, self), QLabel(why, self)
        dress(caption, Part.SECONDARY)
        dress(because, Part.CAPTION)
        because.setWordWrap(True)
        because.setVisible(bool(why))
        self.code = QLabel(self)
        font = text_font(_CODE_SIZE, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self.code.setFont(font)
        self.code.setTextInteractionFlags(_SELECTABLE)
        self.code.setAccessibleName(name)
        self.copy_button = QPushButton(self.tr("Copy"), self)
        self.copy_button.setAccessibleDescription(name)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        left = QVBoxLayout()
        left.setSpacing(2)
        for widget in (caption, self.code, because):
            left.addWidget(widget)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP_SMALL)
        self.buttons.addWidget(self.copy_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        row.setSpacing(GAP)
        row.addLayout(left, 1)
        row.addLayout(self.buttons)

    def show_code(self, code: str) -> None:
        """Show these signs."""
        self.code.setText(code)
        self.copy_button.setEnabled(bool(code))
        self.copy_button.setText(self.tr("Copy"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self.copy_button.setText(self.tr("Copied"))
