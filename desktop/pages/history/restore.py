"""Before a value is put back: what stands there, and what would."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.changes import Restoring
from desktop.pages.history.columns import field_of, subject_of, value_of
from desktop.widgets.theme import GAP, MARGIN, Part, dress


class RestoreDialog(QDialog):
    """Accepted where the value is to be put back."""

    def __init__(self, restoring: Restoring, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Put an old value back"))
        self.setMinimumWidth(460)
        line = restoring.line
        title = QLabel(f"{subject_of(line)} · {field_of(line)}", self)
        dress(title, Part.HEADING)
        title.setWordWrap(True)
        why = QLabel(self.tr("It is put back as a new change; nothing of the history is lost."), self)
        dress(why, Part.SECONDARY)
        form = QFormLayout()
        form.setSpacing(GAP)
        for words, text in ((self.tr("Now"), value_of(restoring.now)), (self.tr("Then"), value_of(line.old))):
            value = QLabel(text, self)
            value.setWordWrap(True)
            form.addRow(words, value)
        self.buttons = QDialogButtonBox(self)
        dress(self.buttons.addButton(self.tr("Put it back"), QDialogButtonBox.ButtonRole.AcceptRole), Part.PRIMARY)
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
