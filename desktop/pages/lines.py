"""A small table that is typed into or pasted into as a whole, and taken when its sheet is closed with OK."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets import clipboard
from desktop.widgets.theme import BUTTON_HEIGHT, GAP, GAP_SMALL, HEADER_HEIGHT, MARGIN, Part, dress, scaled

_SIZE = (620, 460)


class LinesTable(QTableWidget):
    """Rows of texts; a block is pasted at the cursor, with rows made for what it has more of where they may be."""

    def __init__(self, headers: Sequence[str], fixed: int, grows: bool, parent: QWidget) -> None:
        """The first `fixed` columns only name their rows; a table that `grows` has a blank row at its end."""
        super().__init__(0, len(headers), parent)
        self._fixed = fixed
        self._grows = grows
        self.setHorizontalHeaderLabels(list(headers))
        self.verticalHeader().hide()
        self.horizontalHeader().setFixedHeight(scaled(HEADER_HEIGHT))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(scaled(BUTTON_HEIGHT))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(headers)):
            self.setColumnWidth(column, scaled(130))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        # Typing starts an edit, as in every grid here.
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(True)
        self.itemChanged.connect(lambda _item: self._leave_room())

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these texts."""
        self.setRowCount(0)
        for row in rows:
            self._add(row)
        self._leave_room()
        self.setCurrentCell(0, self._fixed)

    @property
    def rows(self) -> list[list[str]]:
        """The texts as they stand, without rows that are blank in every column."""
        texts = [
            [item.text().strip() if (item := self.item(row, column)) else "" for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        return [row for row in texts if any(row)]

    def move_row(self, by: int) -> None:
        """Move the row under the cursor up or down."""
        here, there = self.currentRow(), self.currentRow() + by
        last = self.rowCount() - (1 if self._grows else 0)
        if 0 <= here < last and 0 <= there < last:
            for column in range(self.columnCount()):
                one, other = self.takeItem(here, column), self.takeItem(there, column)
                self.setItem(here, column, other)
                self.setItem(there, column, one)
            self.setCurrentCell(there, self.currentColumn())

    def drop_row(self) -> None:
        """Leave out the row under the cursor."""
        if self._grows and self.currentRow() >= 0:
            self.removeRow(self.currentRow())
            self._leave_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+V pastes a block, Delete clears what is selected."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Delete:
            for item in self.selectedItems():
                if item.column() >= self._fixed:
                    item.setText("")
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        block = clipboard.read(QGuiApplication.clipboard().mimeData()).block
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), self._fixed)
        for down, texts in enumerate(block):
            if top + down >= self.rowCount() and not self._grows:
                break
            while top + down >= self.rowCount():
                self._add(())
            for right, text in enumerate(texts):
                item = self.item(top + down, left + right)
                if item is not None:
                    item.setText(text.strip())

    def _add(self, texts: Sequence[str]) -> None:
        self.insertRow(self.rowCount())
        for column in range(self.columnCount()):
            item = QTableWidgetItem(texts[column] if column < len(texts) else "")
            if column < self._fixed:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(self.rowCount() - 1, column, item)

    def _leave_room(self) -> None:
        """There is always a blank row to go on in."""
        last = self.rowCount() - 1
        blank = last >= 0 and not any(
            item.text().strip() for column in range(self.columnCount()) if (item := self.item(last, column))
        )
        if self._grows and not blank:
            self.blockSignals(True)
            self._add(())
            self.blockSignals(False)


class LinesDialog(QDialog):
    """Asks for lines; with `fixed` columns the rows are given and only what stands beside them is typed."""

    def __init__(
        self,
        title: str,
        why: str,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QWidget,
        *,
        fixed: int = 0,
        movable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*map(scaled, _SIZE))
        heading = QLabel(title, self)
        dress(heading, Part.HEADING)
        words = QLabel(why, self)
        words.setWordWrap(True)
        dress(words, Part.SECONDARY)
        self.table = LinesTable(headers, fixed, not fixed, self)
        self.table.setAccessibleName(title)
        self.table.show_rows(rows)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        dress(self.buttons.button(QDialogButtonBox.StandardButton.Ok), Part.PRIMARY)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(self._row_buttons(movable=movable, grows=not fixed))
        column.addWidget(self.buttons)
        self.table.setFocus()

    @property
    def rows(self) -> list[list[str]]:
        """The lines as they were left."""
        return self.table.rows

    def _row_buttons(self, *, movable: bool, grows: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        moving = (
            (self.tr("Move up"), lambda: self.table.move_row(-1)),
            (self.tr("Move down"), lambda: self.table.move_row(1)),
        )
        dropping = ((self.tr("Leave out"), self.table.drop_row),)
        for words, deed in (*(moving if movable else ()), *(dropping if grows else ())):
            button = QPushButton(words, self)
            button.clicked.connect(lambda _checked, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        return row
