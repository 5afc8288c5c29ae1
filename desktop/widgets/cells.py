"""How the cells of a sheet are drawn and edited."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.vocabulary import Lamp, Severity
from desktop.widgets import grid_blocks, grid_moves
from desktop.widgets.bars import beside, paint_bar
from desktop.widgets.fitting import colour, rule_below
from desktop.widgets.grid import Grid
from desktop.widgets.lamp import SHAPE, paint_lamp
from desktop.widgets.lettering import lettering, line_of
from desktop.widgets.rows import Bar
from desktop.widgets.theme import Theme, text_font
from desktop.widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 8
_BAR_WIDTH: Final = 52
# Qt's words are put together once: that takes longer than what is drawn by them.
_SELECTED: Final = QStyle.StateFlag.State_Selected
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
# Says of an editor that it has been given what stood in its cell.
_BEGUN: Final = "begun"
_KEY = Qt.Key
_ENTER: Final = (_KEY.Key_Return, _KEY.Key_Enter)


class CellChoice(IntEnum):
    """What the delegate asks of a cell that is edited."""

    # The words an editor offers; None where anything may be typed.
    CHOICES = Qt.ItemDataRole.UserRole + 20
    # Whether the cell takes a number.
    NUMBER = Qt.ItemDataRole.UserRole + 21


@dataclass(slots=True)
class Drawn:
    """Everything that is drawn of a cell; a kind of sheet adds to what every sheet says."""

    text: str
    right: bool
    # What came from above is softer than what a person writes.
    soft: bool
    # Whether it may be typed in.
    takes: bool
    # The unit behind a figure.
    unit: str = ""
    # The gravest thing that the checks say here.
    severity: Severity | None = None
    mark: Lamp | None = None
    bar: Bar | None = None


class NumberEditor(QLineEdit):
    """A line for numbers: the input method stays off, so that digits are digits."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]  # noqa: N802 - Qt's
        """Say that no input method is wanted; hints alone do not switch it off."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)


class CellDelegate(QStyledItemDelegate):
    """Draws tint, text, unit, bar, lamp and finding; makes the editors and gives them a spreadsheet's keys.

    `begun`, `typed` and `ended` tell of the one editor that is open: on which cell, and what stands in it.
    """

    begun = Signal(QModelIndex)
    typed = Signal(str)
    ended = Signal()

    def __init__(self, theme: Theme, grid: Grid, drawn: Callable[[int, int], Drawn]) -> None:
        """`drawn` tells what stands at a row and column of the model.

        Asked once for a cell, and not by ten roles: each question through Qt may have to wait for a busy worker.
        """
        super().__init__(grid)
        self._theme = theme
        self._grid = grid
        self._drawn = drawn

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        tokens, cell = self._theme.tokens, self._drawn(index.row(), index.column())
        # PySide6's stubs leave out what QStyleOption carries.
        box: Any = option
        place, selected = box.rect, bool(box.state & _SELECTED)
        if selected:
            tokens = tokens.where_selected()
        _ground(painter, place, cell, tokens, selected=selected)
        rect = QRectF(place.x() + _PAD, place.y(), place.width() - 2 * _PAD, place.height() - 1)
        if cell.mark is not None:
            paint_lamp(painter, QRectF(rect.left(), rect.top(), SHAPE, rect.height()), cell.mark, tokens)
            rect.setLeft(rect.left() + SHAPE + 6)
        if cell.bar is not None:
            paint_bar(painter, QRectF(rect.left(), rect.top(), _BAR_WIDTH, rect.height()), cell.bar, tokens)
            rect.setLeft(rect.left() + _BAR_WIDTH + 6)
        if cell.text:
            _text(painter, rect, cell, tokens, self._grid.text_size)
        # The frozen columns never have the focus themselves.
        here = self._grid.hasFocus() and index == self._grid.currentIndex()
        if here or cell.severity is not None:
            painter.save()
            _outline(painter, place, cell, tokens, here=here)
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802, ARG002 - Qt's
        """A line for numbers, a list for choices, a box for texts."""
        choices, home = index.data(CellChoice.CHOICES), self._grid.frozen.editor_parent(index) or parent
        if choices:
            choice = _choice_editor(choices, home)
            changed, editor = choice.editTextChanged, cast("QWidget", choice)
        elif index.data(CellChoice.NUMBER):
            line = NumberEditor(home)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            changed, editor = line.textChanged, line
        else:
            box = QPlainTextEdit(home)
            box.setTabChangesFocus(True)
            changed, editor = box.textChanged, box
        editor.setFont(text_font(self._grid.text_size))
        editor.setAccessibleName(
            str(index.model().headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        )
        self.begun.emit(index)
        changed.connect(lambda *_: self.typed.emit(_typed_in(editor)))
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Let go of an editor that was closed."""
        self.ended.emit()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's
        """On the cell; a box for texts reaches below it."""
        box: Any = option
        rect = self._grid.frozen.visualRect(index) if self._grid.frozen.has(index.column()) else box.rect
        if isinstance(editor, QPlainTextEdit):
            rect.setHeight(max(rect.height(), 96))
        editor.setGeometry(rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Start from what stands there, all selected, so that typing replaces it.

        Once: Qt asks again whenever the row is told to have changed, and by then somebody has typed.
        """
        if editor.property(_BEGUN):
            return
        editor.setProperty(_BEGUN, True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Hand over what was typed."""
        model.setData(index, _typed_in(editor), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes down, Tab goes on, Alt+Enter breaks the line; everything else is the editor's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            step = self._step_of(event)
            if step is not None:
                self._grid.close_editor_and_go(editor, step)
                return True
            if _goes_everywhere(event):
                text = _typed_in(editor)
                self._grid.drop_editor(editor)
                grid_blocks.put_everywhere(self._grid, text)
                return True
            if _inserts(event, editor):
                return True
        return super().eventFilter(editor, event)

    def _step_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Where a key that ends the editing leads to."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            up = modifiers & Qt.KeyboardModifier.ShiftModifier
            return partial(grid_moves.step_up if up else grid_moves.step_down, self._grid)
        if event.key() == _KEY.Key_Tab and modifiers == Qt.KeyboardModifier.NoModifier:
            return partial(grid_moves.step_on, self._grid)
        return partial(grid_moves.step_back, self._grid) if event.key() == _KEY.Key_Backtab else None


def _goes_everywhere(event: QKeyEvent) -> bool:
    """Ctrl+Enter: what is typed goes into every selected cell, and is one step of undo."""
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _inserts(event: QKeyEvent, editor: QWidget) -> bool:
    """Alt+Enter breaks the line of a text, Ctrl+; puts in today's date."""
    if not isinstance(editor, QPlainTextEdit):
        return False
    if event.key() in _ENTER:
        editor.insertPlainText("\n")
        return True
    if event.key() == _KEY.Key_Semicolon and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        editor.insertPlainText(QDate.currentDate().toString("yyyy-MM-dd"))
        return True
    return False


def open_choices(grid: Grid, index: Index) -> bool:
    """Edit a cell with its list of choices open; False where it has none."""
    if not index.data(CellChoice.CHOICES) or not index.flags() & Qt.ItemFlag.ItemIsEditable:
        return False
    grid.edit(grid.model().index(index.row(), index.column()))
    box = grid.findChild(QComboBox)
    if box is not None:
        box.showPopup()
    return True


def _typed_in(editor: QWidget) -> str:
    """What stands in an editor."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _choice_editor(choices: list[str], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(["", *choices])
    box.setFrame(False)
    return box


def _ground(painter: QPainter, place: QRect, cell: Drawn, tokens: Tokens, *, selected: bool) -> None:
    """The tint of what may be typed in, the selection, the line below."""
    if cell.takes:
        painter.fillRect(place, colour(tokens.input))
        if tokens.contrast:
            # No tint says it there.
            painter.fillRect(place.left(), place.top(), 2, place.height(), colour(tokens.line))
    if selected:
        painter.fillRect(place, colour(tokens.accent_weak))
    rule_below(painter, place, tokens.line)


def _text(painter: QPainter, rect: QRectF, cell: Drawn, tokens: Tokens, size: int) -> None:
    """The text, and behind a figure its unit, softer."""
    font, metrics = lettering(size)
    painter.setFont(font)
    flags = _RIGHT if cell.right else _LEFT
    if cell.bar is not None:
        rect, flags = beside(rect, metrics, cell.text), _RIGHT
    if cell.unit:
        painter.setPen(colour(tokens.soft))
        painter.drawText(rect, flags, cell.unit)
        rect.setRight(rect.right() - metrics.horizontalAdvance(f" {cell.unit}"))
    painter.setPen(colour(tokens.soft if cell.soft else tokens.text))
    painter.drawText(rect, flags, line_of(cell.text, int(rect.width()), size))


def _outline(painter: QPainter, place: QRect, cell: Drawn, tokens: Tokens, *, here: bool) -> None:
    """The finding's colour around the cell, and the accent around the one the cursor is on."""
    if cell.severity in (Severity.ERROR, Severity.QUERY):
        error = cell.severity == Severity.ERROR
        dashed = tokens.contrast and not error
        line = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour(tokens.red if error else tokens.yellow), 2 if tokens.contrast else 1, line))
        painter.drawRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -2.5))
    if here:
        painter.setPen(QPen(colour(tokens.accent), 2))
        painter.drawRect(QRectF(place).adjusted(1, 1, -1, -2))
