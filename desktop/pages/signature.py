"""Who answers for a report: asked before it is exported, since their names stand on the figures."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.operations.entry import Signature
from desktop.widgets.theme import GAP, MARGIN, Part, dress


class SignatureDialog(QDialog):
    """Three lines, filled in as they were last time."""

    def __init__(self, known: Signature, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Who answers for this report"))
        self.setMinimumWidth(420)
        title = QLabel(self.windowTitle(), self)
        dress(title, Part.HEADING)
        why = QLabel(self.tr("The names stand in the report workbook. They may be left empty."), self)
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        self.filled_by, self.checked_by, self.phone = (QLineEdit(text, self) for text in known.texts)
        form = QFormLayout()
        form.setSpacing(GAP)
        form.addRow(self.tr("Filled in by"), self.filled_by)
        form.addRow(self.tr("Checked by"), self.checked_by)
        form.addRow(self.tr("Telephone"), self.phone)
        self.buttons = QDialogButtonBox(self)
        go_on = self.buttons.addButton(self.tr("Export report"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(go_on, Part.PRIMARY)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(why)
        column.addLayout(form)
        column.addWidget(self.buttons)

    @property
    def signature(self) -> Signature:
        """What was filled in."""
        return Signature(*(line.text().strip() for line in (self.filled_by, self.checked_by, self.phone)))
