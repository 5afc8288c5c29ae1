"""A grid that answers keys and the mouse as a spreadsheet does; it knows no business."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.widgets.blocks import Block
from desktop.widgets.fitting import cover, lay_ground
from desktop.widgets.grid_frozen import FrozenColumns
from desktop.widgets.grid_header import GridHeader
from desktop.widgets.grid_keys import command_of
from desktop.widgets.theme import HEADER_HEIGHT, RADIUS_CARD, TEXT_SIZE, Theme, scaled, text_scale

Index = QModelIndex | QPersistentModelIndex
_FLAG = QItemSelectionModel.SelectionFlag
_ZOOMS = (70, 80, 90, 100, 110, 125, 150, 175, 200)


class Grid(QTableView):
    """Emits `entered` with the Cells that a person put texts into; the model alone says which may be typed in."""

    entered = Signal(object)
    # A block of Cells off the clipboard, and how many of its cells would fall beside the grid.
    pasted = Signal(object, int)
    # The room for its columns changed.
    resized = Signal()

    def __init__(self, model: QAbstractItemModel, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self._scale = text_scale()
        self._zoom = 100
        # The moving end of a selection that was stretched from the cursor; the cursor itself stays, and is typed into.
        self._far: tuple[int, int] | None = None
        self._dragging = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setModel(model)
        self.header = GridHeader(theme, self)
        self.setHorizontalHeader(self.header)
        # Whatever is set below may ask to scroll, and so where the frozen columns end.
        self.frozen = FrozenColumns(theme, self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        # Qt hands Tab to the keys only where it may also move between cells by itself.
        self.setTabKeyNavigation(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        cover(self)
        self._apply_zoom()
        theme.changed.connect(self._on_theme)

    @property
    def zoom(self) -> int:
        """In percent."""
        return self._zoom

    @property
    def text_size(self) -> int:
        """The size of the text in its cells, in pixels."""
        return TEXT_SIZE * self._zoom // 100

    def zoomed_width(self, width: int) -> int:
        """How wide a column of this width is at the zoom in use."""
        return scaled(width) * self._zoom // 100

    def set_zoom(self, percent: int) -> None:
        """Show everything in it so much larger, columns with it."""
        if percent == self._zoom:
            return
        ratio, self._zoom = percent / self._zoom, percent
        self._widen(ratio)
        self._apply_zoom()
        self.resized.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        nearest = min(range(len(_ZOOMS)), key=lambda place: abs(_ZOOMS[place] - self._zoom))
        self.set_zoom(_ZOOMS[min(max(nearest + steps, 0), len(_ZOOMS) - 1)])

    def _apply_zoom(self) -> None:
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(self._theme.row_height * self._zoom // 100)
            view.horizontalHeader().setFixedHeight(scaled(HEADER_HEIGHT * max(self._zoom, 100) // 100))
            view.viewport().update()
        self.frozen.place()

    def _on_theme(self) -> None:
        """Rows of the theme's height; columns as wide for larger texts as they were for the old ones."""
        grown, self._scale = text_scale() / self._scale, text_scale()
        if grown != 1:
            self._widen(grown)
        self._apply_zoom()
        self.resized.emit()

    def _widen(self, ratio: float) -> None:
        for column in range(self.model().columnCount()):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, round(self.columnWidth(column) * ratio))

    def order(self) -> list[int]:
        """The visible columns from left to right."""
        visual = (self.header.logicalIndex(place) for place in range(self.model().columnCount()))
        return [column for column in visual if not self.isColumnHidden(column)]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Carry out a key as a spreadsheet would; what it does not know goes on to the table."""
        command = command_of(event)
        if command is None:
            super().keyPressEvent(event)
        else:
            command(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """With Shift, the selection reaches from the cursor to here."""
        index = self.indexAt(event.position().toPoint())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shift and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.extend_to(index.row(), index.column())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A selection that is drawn leaves the cursor where it began."""
        begin = QPersistentModelIndex(self.currentIndex())
        self._dragging = True
        super().mouseMoveEvent(event)
        end = self.currentIndex()
        if end != begin and begin.isValid():
            there = (end.row(), end.column())
            self.selectionModel().setCurrentIndex(self.model().index(begin.row(), begin.column()), _FLAG.NoUpdate)
            self._far = there
        self._dragging = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The frozen columns keep to its height."""
        super().resizeEvent(event)
        self.frozen.place()
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The cell under the cursor looks otherwise now; Qt itself would draw all of them anew, at every edit."""
        here = self.currentIndex()
        if not here.isValid():
            super().focusInEvent(event)
            return
        takes = bool(here.flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes)
        self._draw_cursor()

    def focusOutEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """As when it comes: one cell looks otherwise."""
        self._draw_cursor()

    def _draw_cursor(self) -> None:
        """Draw anew what tells where the keys go: the frame, and the cell under the cursor."""
        # The upper corners of the frame lie under the header.
        head = self.header.geometry().adjusted(RADIUS_CARD, 0, -RADIUS_CARD, 0)
        inside = QRegion(self.viewport().geometry()).united(QRegion(head))
        self.update(QRegion(self.rect()).subtracted(inside))
        for view in (self, self.frozen):
            view.update(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the ground, since nothing below the cells does, then draw them."""
        lay_ground(self, event, self._theme.tokens)
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """A cursor that was put somewhere has no selection stretched from it yet."""
        super().currentChanged(current, previous)
        self._far = None

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, out from under the frozen columns."""
        if self._dragging:
            # The view follows the mouse, and not the cursor that stays behind.
            return
        if self.frozen.has(index.column()):
            # It is always in sight sideways; only its row may not be.
            index = self.model().index(index.row(), self.columnAt(self.frozen.right + 1))
        if not index.isValid():
            return
        super().scrollTo(index, hint)
        covered = self.frozen.right - self.visualRect(index).left()
        if covered > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)

    def close_editor_and_go(self, editor: QWidget, step: Callable[[], None]) -> None:
        """Store what an editor holds, close it, and go on from its cell."""
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        # With what the editor covered still to be drawn, Qt would draw everything where it could scroll.
        self.viewport().repaint(self.visualRect(self.currentIndex()))
        step()

    def drop_editor(self, editor: QWidget) -> None:
        """Close an editor without storing what it holds."""
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self.setFocus()

    def settle(self) -> None:
        """Let the bars take their room at once: a turn later, rows would be seen that make room for them."""
        # One bar comes by a call that Qt puts off; then the columns share what is left, and the other one goes.
        for lay_out in (self.executeDelayedItemsLayout, self.updateGeometries):
            lay_out()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    @property
    def typing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def commit_open_editor(self) -> None:
        """Store what is being typed, as if its cell had been left."""
        editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
        if self.typing and editor is not None and editor is not self:
            self.close_editor_and_go(editor, lambda: None)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and select it alone, whatever keys are held down."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, column)
            self._far = None
            self.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)
            self.scrollTo(index)

    @property
    def far(self) -> tuple[int, int]:
        """The row and column of the moving end of the selection; the cursor's own where nothing was stretched."""
        here = self.currentIndex()
        return self._far or (max(here.row(), 0), here.column())

    def extend_to(self, row: int, column: int) -> None:
        """Reach with the selection from the cursor to a cell, as the eye sees the columns."""
        order, here = self.order(), self.currentIndex()
        if column not in order or not 0 <= row < self.model().rowCount():
            return
        begin = order.index(here.column()) if here.column() in order else 0
        top, bottom = sorted((max(here.row(), 0), row))
        left, right = sorted((begin, order.index(column)))
        area = QItemSelection()
        for one in order[left : right + 1]:
            area.select(self.model().index(top, one), self.model().index(bottom, one))
        self._far = (row, column)
        self.selectionModel().select(area, _FLAG.ClearAndSelect)
        self.scrollTo(self.model().index(row, column))

    def selected(self) -> Block:
        """What is selected; by its ranges, since its indexes take seconds."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.size())]
        if not ranges:
            return Block(range(0), ())
        rows = range(min(one.top() for one in ranges), max(one.bottom() for one in ranges) + 1)
        reached = {column for one in ranges for column in range(one.left(), one.right() + 1)}
        return Block(rows, tuple(column for column in self.order() if column in reached))

    def text_at(self, row: int, column: int) -> str:
        """What an editor of a cell would start from."""
        return str(self.model().index(row, column).data(Qt.ItemDataRole.EditRole) or "")

    def takes(self, row: int, column: int) -> bool:
        """Whether a cell may be typed in."""
        return bool(self.model().index(row, column).flags() & Qt.ItemFlag.ItemIsEditable)
