"""The bar below the strip: find a text in the cells, and put another in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.pages.entry.model import EntryModel
from desktop.widgets.blocks import Cell
from desktop.widgets.grid import Grid
from desktop.widgets.theme import GAP, GAP_SMALL, Part, dress


class ReplaceBar(QFrame):
    """`wanted` tells the Cells that would hold the new text; `step` asks for the next (1) or previous (-1) match."""

    wanted = Signal(object)
    step = Signal(str, int)
    closed = Signal()

    def __init__(self, grid: Grid, model: EntryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self._model = model
        dress(self, Part.BAR)
        self.sought, self.put = QLineEdit(self), QLineEdit(self)
        for field, words in ((self.sought, self.tr("Find")), (self.put, self.tr("Replace with"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.setFixedWidth(200)
        self._said = QLabel(self)
        dress(self._said, Part.SECONDARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.sought)
        row.addWidget(self.put)
        self.one = self._button(row, self.tr("Replace"), self._on_one)
        self.all = self._button(row, self.tr("Replace all"), self._on_all)
        row.addWidget(self._said, 1)
        close = self._button(row, self.tr("Close"), self._on_close)
        dress(close, Part.LINK)
        self.sought.returnPressed.connect(lambda: self.step.emit(self.sought.text(), 1))
        self.put.returnPressed.connect(self._on_one)
        self.sought.textChanged.connect(self._count)
        model.dataChanged.connect(self._on_data)
        self.hide()

    def open(self) -> None:
        """Show the bar; where one word of a cell is wanted, it is typed at once."""
        self.show()
        self._count()
        self.sought.setFocus()
        self.sought.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def _button(self, row: QHBoxLayout, words: str, deed: object) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(deed)
        row.addWidget(button)
        return button

    def _matches(self) -> list[Cell]:
        """The cells that may be typed in and hold the text: of the selection, or of all rows where it is one cell."""
        found, area = self.sought.text(), self._grid.selected()
        rows, columns = (
            (area.rows, area.columns) if area.size > 1 else (range(self._model.rowCount()), self._grid.order())
        )
        return [
            Cell(row, column, text.replace(found, self.put.text()))
            for row in rows
            for column in columns
            if self._grid.takes(row, column) and found and found in (text := self._grid.text_at(row, column))
        ]

    def _count(self) -> None:
        many = len(self._matches())
        self._said.setText(self.tr("in cells: {count}").format(count=many) if self.sought.text() else "")
        for button in (self.one, self.all):
            button.setEnabled(many > 0)

    def _on_data(self) -> None:
        if self.isVisible():
            self._count()

    def _on_one(self) -> None:
        """Replace under the cursor, then go on to the next match."""
        here = self._grid.currentIndex()
        cell = next((one for one in self._matches() if (one.row, one.column) == (here.row(), here.column())), None)
        if cell is not None:
            self.wanted.emit([cell])
        self.step.emit(self.sought.text(), 1)

    def _on_all(self) -> None:
        self.wanted.emit(self._matches())

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
