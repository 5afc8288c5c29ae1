"""A table with something to be chosen in each row: what is asked is read across, the answer stands at the end."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem, QWidget

from desktop.widgets.theme import HEADER_HEIGHT, Part, dress, scaled

_ROW: Final = 36


class ChoiceTable(QTableWidget):
    """Rows of texts with a box in the last column; `chosen` tells that somebody picked something."""

    chosen = Signal()

    def __init__(self, name: str, headers: Sequence[str], rows: int, parent: QWidget) -> None:
        super().__init__(rows, len(headers), parent)
        # Each box by what it decides, in the order of the rows.
        self.choices: list[tuple[Any, QComboBox]] = []
        self.setAccessibleName(name)
        dress(self, Part.CHOICE)
        self.setHorizontalHeaderLabels(list(headers))
        self.horizontalHeader().setFixedHeight(scaled(HEADER_HEIGHT))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows_of_table = self.verticalHeader()
        rows_of_table.hide()
        rows_of_table.setMinimumSectionSize(_ROW)
        # Once the columns have their widths, and again when somebody drags one.
        rows_of_table.setSectionResizeMode(self.verticalHeader().ResizeMode.ResizeToContents)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)

    def fill(self, row: int, texts: Sequence[str], figures: Sequence[int] = ()) -> None:
        """Put the texts of a row before its box; in some columns they are figures."""
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in figures:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)

    def offer(self, row: int, name: str, options: Sequence[tuple[str, Any]], place: Any) -> QComboBox:
        """A box at the end of a row, in which nothing is chosen yet."""
        box = QComboBox(self)
        dress(box, Part.CHOICE)
        box.setAccessibleName(name)
        box.addItem(self.tr("Please choose"), None)
        for words, option in options:
            box.addItem(words, option)
        box.currentIndexChanged.connect(self.chosen)
        # What is chosen may be longer than the box.
        box.currentTextChanged.connect(box.setToolTip)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choices.append((place, box))
        self.setCellWidget(row, self.columnCount() - 1, box)
        return box

    @property
    def complete(self) -> bool:
        """Whether something is chosen in every box."""
        return all(box.currentIndex() > 0 for _, box in self.choices)
