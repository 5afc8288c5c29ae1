"""A view with nothing in it: why, and the one button that fills it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP, GAP_SMALL, MARGIN, Part, dress

_WIDEST: Final = 560


class EmptyView(QFrame):
    """Says why there is nothing to see; "no data", "filtered out" and "failed" are said by their own words and tone."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.CARD)
        self._title = QLabel(self)
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        dress(self._why, Part.SECONDARY)
        self.button = QPushButton(self)
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        column.addStretch(2)
        for widget in (self._title, self._why, self.button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(3, GAP)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """What it says, title and reason."""
        return f"{self._title.text()}\n{self._why.text()}"

    def explain(self, title: str, why: str, button: str = "", tone: Part = Part.HEADING) -> None:
        """Say what is missing and why, with the button that helps where one does."""
        self._title.setText(title)
        dress(self._title, tone)
        self._why.setText(why)
        # A wrapped label in a centred layout asks for its narrowest width, and for the height of one line.
        self._why.ensurePolished()
        width = min(_WIDEST, self._why.fontMetrics().horizontalAdvance(why) + 8)
        self._why.setFixedSize(width, self._why.heightForWidth(width))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(self.text)
