"""After a report was exported: where it is, its check code, and how to send it."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.pages.folders import open_folder
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.theme import GAP, GAP_LARGE, GAP_SMALL, MARGIN, Part, dress, text_font

_CODE_SIZE: Final = 30
_WIDTH: Final = 560


class ReportedDialog(QDialog):
    """Says it once, in full; the notice above the page goes on saying it in short."""

    def __init__(self, path: Path, revision: int, check_code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle(self.tr("The report is exported"))
        self.setMinimumWidth(_WIDTH)
        title = QLabel(self.tr("Report no. {revision} is exported").format(revision=revision), self)
        dress(title, Part.HEADING)
        name, folder = ElidedLabel(self), ElidedLabel(self)
        name.setText(path.name)
        folder.setText(str(path.parent))
        dress(folder, Part.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP_SMALL)
        for widget in (title, name, folder):
            column.addWidget(widget)
        column.addSpacing(GAP_SMALL)
        column.addWidget(self._code_card(check_code))
        column.addSpacing(GAP_SMALL)
        column.addLayout(self._how_to_send())
        column.addSpacing(GAP_SMALL)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def _code_card(self, check_code: str) -> QFrame:
        """The check code, large enough to be read aloud."""
        card = QFrame(self)
        dress(card, Part.CARD)
        caption, why = QLabel(self.tr("Check code"), card), QLabel(self.tr("Headquarters sees the same one."), card)
        dress(caption, Part.SECONDARY)
        dress(why, Part.CAPTION)
        self.code = QLabel(check_code, card)
        font = text_font(_CODE_SIZE, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
        self.code.setFont(font)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName(self.tr("Check code"))
        self.copy_code = QPushButton(self.tr("Copy check code"), card)
        self.copy_code.clicked.connect(partial(self._copy, self.copy_code, check_code))
        left = QVBoxLayout()
        left.setSpacing(2)
        for widget in (caption, self.code, why):
            left.addWidget(widget)
        row = QHBoxLayout(card)
        row.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        row.addLayout(left, 1)
        row.addWidget(self.copy_code, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _how_to_send(self) -> QVBoxLayout:
        """Three ways, and the one thing not to do."""
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for text in (
            self.tr("By mail: attach this file, and write the check code into the message."),
            self.tr("On a USB stick: copy this file onto it, and leave its name as it is."),
            self.tr("Over the office network: put it into the folder that headquarters shares."),
        ):
            line = QLabel(f"·  {text}", self)
            line.setWordWrap(True)
            lines.addWidget(line)
        warning = QLabel(self.tr("Do not edit the file any more: headquarters would see it."), self)
        warning.setWordWrap(True)
        dress(warning, Part.QUERY)
        lines.addSpacing(4)
        lines.addWidget(warning)
        return lines

    def _buttons(self) -> QHBoxLayout:
        self.open_button = QPushButton(self.tr("Open folder"), self)
        self.open_button.clicked.connect(self._open)
        self.copy_path = QPushButton(self.tr("Copy path"), self)
        self.copy_path.clicked.connect(partial(self._copy, self.copy_path, str(self._path)))
        self.close_button = QPushButton(self.tr("Close"), self)
        dress(self.close_button, Part.PRIMARY)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.open_button)
        row.addWidget(self.copy_path)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def _open(self) -> None:
        open_folder(self._path.parent)

    def _copy(self, button: QPushButton, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        button.setText(self.tr("Copied"))
