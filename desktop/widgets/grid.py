"""A grid that answers keys and the clipboard as a spreadsheet does; it knows no business."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.widgets import clipboard
from desktop.widgets.theme import HEADER_HEIGHT, ROW_HEIGHT, Theme

_KEY = Qt.Key
_NO_INDEX = QModelIndex()
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Cell:
    """A text for the cell at a row and a column of the model."""

    row: int
    column: int
    text: str


class Grid(QTableView):
    """Emits `entered` with the Cells that a person put texts into; the model alone says which may be typed in."""

    entered = Signal(object)

    def __init__(self, model: QAbstractItemModel, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        # Qt hands Tab to the keys below only where it may also move between cells by itself.
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        theme.changed.connect(self.viewport().update)
        self._anchor = (0, 0)
        self._commands = _commands(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Carry out a key as a spreadsheet would; what it does not know goes on to the table."""
        for keys, command in self._commands:
            if event.matches(keys) if isinstance(keys, QKeySequence.StandardKey) else _pressed(event, keys):
                command()
                return
        super().keyPressEvent(event)

    def close_editor_and_go(self, editor: QWidget, step: Callable[[], None]) -> None:
        """Store what an editor holds, close it, and go on from its cell."""
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        step()

    def commit_open_editor(self) -> None:
        """Store what is being typed, as if its cell had been left."""
        editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
        if self.state() == QAbstractItemView.State.EditingState and editor is not None and editor is not self:
            self.close_editor_and_go(editor, lambda: None)

    def step_down(self) -> None:
        """To the cell below."""
        self.go_to(self.currentIndex().row() + 1, self.currentIndex().column())

    def step_up(self) -> None:
        """To the cell above."""
        self.go_to(self.currentIndex().row() - 1, self.currentIndex().column())

    def step_on(self) -> None:
        """To the next cell that may be typed in, in the next row where this one has none left."""
        self._step(1)

    def step_back(self) -> None:
        """To the cell before that may be typed in."""
        self._step(-1)

    def _step(self, by: int) -> None:
        columns = [column for column in range(self.model().columnCount()) if not self.isColumnHidden(column)]
        if self.currentIndex().column() not in columns:
            return
        count = len(columns) * self.model().rowCount()
        here = self.currentIndex().row() * len(columns) + columns.index(self.currentIndex().column())
        for distance in range(1, count):
            row, place = divmod((here + by * distance) % count, len(columns))
            index = self.model().index(row, columns[place])
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.go_to(row, columns[place])
                return

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and select it alone, whatever keys are held down."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def extend(self, down: int, right: int) -> None:
        """Reach with the selection one cell further from where it began."""
        here = self.currentIndex()
        rows, columns = self.selected_block()
        if len(rows) * len(columns) <= 1:
            self._anchor = (here.row(), here.column())
        shown = [column for column in range(self.model().columnCount()) if not self.isColumnHidden(column)]
        place = min(max(shown.index(here.column()) + right, 0), len(shown) - 1)
        row = min(max(here.row() + down, 0), self.model().rowCount() - 1)
        there = self.model().index(row, shown[place])
        self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.NoUpdate)
        rows_reached, columns_reached = sorted((self._anchor[0], row)), sorted((self._anchor[1], there.column()))
        area = QItemSelection(
            *(self.model().index(*corner) for corner in zip(rows_reached, columns_reached, strict=True))
        )
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(there)

    def selected_block(self) -> tuple[range, list[int]]:
        """The rows and the visible columns of the selection; by its ranges, since its indexes take seconds."""
        ranges = self.selectionModel().selection()
        if ranges.isEmpty():
            return range(0), []
        area = ranges.first()
        columns = [column for column in range(area.left(), area.right() + 1) if not self.isColumnHidden(column)]
        return range(area.top(), area.bottom() + 1), columns

    def copy(self) -> None:
        """Put the selection on the clipboard as text and as a table."""
        rows, columns = self.selected_block()
        block = [[self._text(row, column) for column in columns] for row in rows]
        if block:
            QGuiApplication.clipboard().setMimeData(clipboard.write(block))

    def cut(self) -> None:
        """Copy the selection, then clear what may be typed in."""
        self.copy()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty every cell of the selection that may be typed in."""
        rows, columns = self.selected_block()
        self.entered.emit([Cell(row, column, "") for row in rows for column in columns if self._open(row, column)])

    def paste(self) -> None:
        """Put the clipboard's block at the top left of the selection, or its one value into every selected cell."""
        block = clipboard.read(QGuiApplication.clipboard().mimeData())
        rows, columns = self.selected_block()
        if not block or not rows:
            return
        if len(block) == len(block[0]) == 1:
            self.entered.emit([Cell(row, column, block[0][0]) for row in rows for column in columns])
            return
        shown = [column for column in range(columns[0], self.model().columnCount()) if not self.isColumnHidden(column)]
        self.entered.emit(list(self._placed(block, rows.start, shown)))

    def _placed(self, block: Sequence[Sequence[str]], top: int, columns: Sequence[int]) -> Iterator[Cell]:
        for row, texts in enumerate(block[: self.model().rowCount() - top], top):
            for column, text in zip(columns, texts, strict=False):
                yield Cell(row, column, text)

    def fill_down(self) -> None:
        """Put the first row's texts into the rows below it."""
        rows, columns = self.selected_block()
        cells = [Cell(row, column, self._text(rows[0], column)) for row in rows[1:] for column in columns]
        self.entered.emit([cell for cell in cells if self._open(cell.row, cell.column)])

    def fill_right(self) -> None:
        """Put the first column's texts into the columns beside it."""
        rows, columns = self.selected_block()
        cells = [Cell(row, column, self._text(row, columns[0])) for row in rows for column in columns[1:]]
        self.entered.emit([cell for cell in cells if self._open(cell.row, cell.column)])

    def _text(self, row: int, column: int) -> str:
        return str(self.model().index(row, column).data(Qt.ItemDataRole.EditRole) or "")

    def _open(self, row: int, column: int) -> bool:
        return bool(self.model().index(row, column).flags() & Qt.ItemFlag.ItemIsEditable)


Keys = QKeySequence.StandardKey | tuple[Qt.Key, Qt.KeyboardModifier]
_NONE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier


def _commands(grid: Grid) -> list[tuple[Keys, Callable[[], None]]]:
    """What each key does while no cell is being edited."""
    return [
        (QKeySequence.StandardKey.Copy, grid.copy),
        (QKeySequence.StandardKey.Cut, grid.cut),
        (QKeySequence.StandardKey.Paste, grid.paste),
        ((_KEY.Key_Delete, _NONE), grid.clear_cells),
        ((_KEY.Key_Backspace, _NONE), grid.clear_cells),
        ((_KEY.Key_Return, _NONE), grid.step_down),
        ((_KEY.Key_Return, _SHIFT), grid.step_up),
        ((_KEY.Key_Tab, _NONE), grid.step_on),
        ((_KEY.Key_Backtab, _SHIFT), grid.step_back),
        # As Qt hands it down on its way to the next widget.
        ((_KEY.Key_Backtab, _NONE), grid.step_back),
        ((_KEY.Key_Down, _SHIFT), lambda: grid.extend(1, 0)),
        ((_KEY.Key_Up, _SHIFT), lambda: grid.extend(-1, 0)),
        ((_KEY.Key_Right, _SHIFT), lambda: grid.extend(0, 1)),
        ((_KEY.Key_Left, _SHIFT), lambda: grid.extend(0, -1)),
        ((_KEY.Key_D, _CTRL), grid.fill_down),
        ((_KEY.Key_R, _CTRL), grid.fill_right),
    ]


def _pressed(event: QKeyEvent, keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> bool:
    key = _KEY.Key_Return if event.key() == _KEY.Key_Enter else event.key()
    return (key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier) == keys
