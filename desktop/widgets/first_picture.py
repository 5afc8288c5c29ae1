"""What the window shows before it knows anything: the name of the program."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.widgets.theme import TITLE_SIZE, text_font


class FirstPicture(QWidget):
    """The name in the middle; made of as little as can be, since people wait for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        name = QLabel(self.tr("Target Desk"), self)
        name.setFont(text_font(TITLE_SIZE, QFont.Weight.DemiBold))
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addStretch(1)
        row.addWidget(name)
        row.addStretch(1)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
