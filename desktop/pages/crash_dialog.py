"""What is shown of a fault of ours."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.theme import GAP, MARGIN, Part, dress, scaled


class CrashDialog(QDialog):
    """A fault of ours: says that nothing was half written, and gives the details to copy."""

    def __init__(self, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong in the program"))
        self.resize(scaled(640), scaled(400))
        title = QLabel(self.tr("Something went wrong in the program"), self)
        dress(title, Part.HEADING)
        why = QLabel(
            self.tr(
                "The last action was not carried out. What was saved before is safe. Please send on these details."
            ),
            self,
        )
        why.setWordWrap(True)
        dress(why, Part.SECONDARY)
        text = QPlainTextEdit(details, self)
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(self.tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(text.selectAll)
        copy.clicked.connect(text.copy)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for widget in (title, why, text, buttons):
            column.addWidget(widget)
