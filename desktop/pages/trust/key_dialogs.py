"""An exchange key shown to be read out, and one typed in as it was read out."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import Refusal
from desktop.pages.trust.code_card import CodeCard
from desktop.widgets.theme import GAP, MARGIN, Part, dress
from desktop.widgets.words import speak

_WIDTH = 560


class ShowKeyDialog(QDialog):
    """Shows a unit's exchange key until it is closed."""

    def __init__(self, unit: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Exchange key"))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.tr("Exchange key of {unit}").format(unit=unit), self)
        dress(heading, Part.HEADING)
        why = self.tr("Read it out on the telephone or hand it over on paper. Whoever has it can report for this unit.")
        self.card = CodeCard(self.tr("Exchange key"), why, self)
        self.card.show_code(key)
        warning = QLabel(self.tr("Never send it together with the workbooks."), self)
        dress(warning, Part.QUERY)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, self.card, warning, buttons):
            column.addWidget(widget)


class EnterKeyDialog(QDialog):
    """Accepted when `keep` has taken what was typed; what it refuses is said beside the line."""

    def __init__(self, keep: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(self.tr("Enter the exchange key"))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.windowTitle(), self)
        dress(heading, Part.HEADING)
        why = QLabel(
            self.tr("Type the six groups as headquarters gave them; small letters and blanks do not matter."), self
        )
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(self.tr("Exchange key"))
        # How an exchange key is written, seen until one is typed.
        self.line.setPlaceholderText("-".join(["XXXXX"] * 6))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.hide()
        dress(self.said, Part.ERROR)
        self.buttons = QDialogButtonBox(self)
        self.go_on = self.buttons.addButton(self.tr("Keep it"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self.go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._on_go)
        self.buttons.rejected.connect(self.reject)
        self.line.textChanged.connect(lambda text: self.go_on.setEnabled(bool(text.strip())))
        self.go_on.setEnabled(False)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (heading, why, self.line, self.said, self.buttons):
            column.addWidget(widget)

    def _on_go(self) -> None:
        try:
            self._keep(self.line.text())
        except Refusal as refusal:
            self.said.setText(speak(refusal.sentence))
            self.said.show()
            self.resize(self.width(), self._column.totalHeightForWidth(self.width()))
            self.line.selectAll()
            self.line.setFocus()
        else:
            self.accept()
