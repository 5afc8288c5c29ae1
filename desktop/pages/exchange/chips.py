"""The chips that choose which exchanges are shown, and the box that searches them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.pages.exchange.filters import Chip
from desktop.widgets.theme import GAP_SMALL, Part, dress


class Chips(QWidget):
    """`changed` tells that another chip was pressed or other words are searched for."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = {
            Chip.ALL: self.tr("All {count}"),
            Chip.IN: self.tr("Came in {count}"),
            Chip.OUT: self.tr("Went out {count}"),
            Chip.UNDONE: self.tr("Undone {count}"),
            Chip.REFUSED: self.tr("Not taken {count}"),
        }
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        self.buttons: dict[Chip, QPushButton] = {}
        for chip in Chip:
            self.buttons[chip] = self._chip(group, row)
        self.received = self._chip(group, row)
        self.buttons[Chip.ALL].setChecked(True)
        self.show_counts(dict.fromkeys(Chip, 0), 0)
        group.buttonClicked.connect(self.changed)
        row.addStretch(1)
        self.search = QLineEdit(self)
        dress(self.search, Part.SEARCH)
        self.search.setPlaceholderText(self.tr("Find a file  Ctrl+F"))
        self.search.setAccessibleName(self.tr("Find a file"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.search.textChanged.connect(self.changed)
        row.addWidget(self.search)

    @property
    def chip(self) -> Chip | None:
        """The chip that is pressed; None for the files just received."""
        return next((chip for chip, button in self.buttons.items() if button.isChecked()), None)

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.text()

    def show_counts(self, counts: Mapping[Chip, int], received: int) -> None:
        """How many each chip would show."""
        for chip, button in self.buttons.items():
            button.setText(self._names[chip].format(count=counts[chip]))
        self.received.setText(self.tr("Just received {count}").format(count=received))

    def clear(self) -> None:
        """Show everything again."""
        self.buttons[Chip.ALL].setChecked(True)
        self.search.clear()
        self.changed.emit()

    def _chip(self, group: QButtonGroup, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(self)
        dress(button, Part.CHIP)
        button.setCheckable(True)
        group.addButton(button)
        row.addWidget(button)
        return button
