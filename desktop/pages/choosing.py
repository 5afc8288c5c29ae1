"""A question with a few answers, each a button; Esc gives the careful one, and so does Enter if none is usual."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP, MARGIN, Part, dress

_WIDTH = 480


class ChoiceDialog(QDialog):
    """Asks; accepted where one of `choices`, by their codes, was pressed: it is in `chosen` then."""

    def __init__(
        self, title: str, why: str, choices: Mapping[str, str], careful: str, parent: QWidget, usual: str = ""
    ) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(title, self)
        heading.setWordWrap(True)
        dress(heading, Part.HEADING)
        words = QLabel(why, self)
        words.setWordWrap(True)
        # A file's name is shown, never followed.
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(words, Part.SECONDARY)
        buttons = QDialogButtonBox(self)
        self.careful = buttons.addButton(careful, QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons = {code: self._button(buttons, code, said) for code, said in choices.items()}
        first = self.buttons.get(usual, self.careful)
        first.setDefault(True)
        dress(first, Part.PRIMARY)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, words, buttons):
            column.addWidget(widget)
        first.setFocus()

    def choose(self, code: str) -> None:
        """Give one of the answers."""
        self.chosen = code
        self.accept()

    def _button(self, buttons: QDialogButtonBox, code: str, said: str) -> QPushButton:
        button = buttons.addButton(said, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.choose(code))
        return button
