"""A table for working through: Enter opens a line, Ctrl+C copies the lines that are selected."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.widgets import clipboard
from desktop.widgets.rows import CellRole, RowsModel
from desktop.widgets.table import Table
from desktop.widgets.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyTable(Table):
    """`opened` tells that Enter was pressed on a line, or that it was clicked twice."""

    opened = Signal()

    def __init__(self, model: RowsModel[Any], theme: Theme, stretch: int, name: str, parent: QWidget) -> None:
        super().__init__(model, theme, stretch, name, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(self.opened)

    @property
    def chosen_rows(self) -> Sequence[Any]:
        """Every selected row, from the top."""
        return [self.model().index(row, 0).data(CellRole.ROW) for row in self._selected()]

    def _selected(self) -> list[int]:
        """The selected rows by number, from the ranges: asked index by index, a thousand lines take their time."""
        # PySide6's stubs leave out that a selection is a list.
        ranges: Any = self.selectionModel().selection()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Ctrl+C are this table's own; nothing here is deleted by a key."""
        if event.key() in _ENTER:
            if self.chosen_row is not None:
                self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """The selected lines as a block, under their headers, in the columns that are shown."""
        model = self.model()
        columns = [column for column in range(model.columnCount()) if not self.isColumnHidden(column)]
        header = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        rows = self._selected()
        if rows:
            block = [[str(model.index(row, column).data()) for column in columns] for row in rows]
            QGuiApplication.clipboard().setMimeData(clipboard.write([header, *block]))
