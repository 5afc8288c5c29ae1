"""The heat map: units down, areas across, in each cell the worst lamp's shape and how many targets have it."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.vocabulary import Lamp
from desktop.pages.board_picture import WORST_FIRST, Cell, UnitRow
from desktop.widgets.fitting import rule_below
from desktop.widgets.lamp import SHAPE, lamp_colour, lamp_word, paint_lamp
from desktop.widgets.rows import Index
from desktop.widgets.theme import SECONDARY_SIZE, Part, Theme, dress, scaled, text_font
from desktop.widgets.tokens import Tokens

_ROOT = QModelIndex()
_ROW = 28
_HEADER = 44
_UNIT_WIDTH = 132
_AREA_LEAST = 52
# How much of a lamp's colour a cell breathes.
_TINT = {Lamp.RED: 40, Lamp.YELLOW: 30}


class HeatRole(IntEnum):
    """What the delegate asks of a cell beside its text."""

    LAMP = Qt.ItemDataRole.UserRole + 1
    MISSING = Qt.ItemDataRole.UserRole + 2


class HeatModel(QAbstractTableModel):
    """Units by areas; the first column names the unit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._areas: list[str] = []
        self._rows: list[UnitRow] = []

    def set_picture(self, areas: Sequence[str], rows: Sequence[UnitRow]) -> None:
        """Show other counts; the selection stays where units and areas are the same."""
        same = list(areas) == self._areas and [row.key for row in rows] == [row.key for row in self._rows]
        if same:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(areas)))
            return
        self.beginResetModel()
        self._areas, self._rows = list(areas), list(rows)
        self.endResetModel()

    def place(self, index: Index) -> tuple[str, str]:
        """The unit's key and the area of a cell; empty for all of them."""
        area = self._areas[index.column() - 1] if index.column() else ""
        return self._rows[index.row()].key, area

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """So many units."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """The unit's name and so many areas."""
        return 0 if parent.isValid() else len(self._areas) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A unit's name, or a count with its lamp."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            return self._unit(row, role)
        cell = row.cell(self._areas[index.column() - 1])
        if role == HeatRole.LAMP:
            return cell.worst
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.counts[cell.worst]) if cell.worst is not None else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name or self.tr('All units')} · {self._areas[index.column() - 1]}\n{_counts(cell)}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The areas."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self._areas):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._areas[section - 1] if section else self.tr("Unit")
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            # The units' names below it begin at the left.
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _unit(self, row: UnitRow, role: int) -> str | bool | None:
        if role == HeatRole.MISSING:
            return row.missing
        name = row.name or self.tr("All units")
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("{unit}: not reported yet").format(unit=name) if row.missing else name
        return None


def _counts(cell: Cell) -> str:
    return " · ".join(f"{lamp_word(lamp)} {cell.counts[lamp]}" for lamp in WORST_FIRST if cell.counts[lamp])


class HeatDelegate(QStyledItemDelegate):
    """Draws a cell of the heat map."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell: the tint and the shape of the worst lamp, and the count."""
        tokens = self._theme.tokens
        # PySide6's stubs leave out what QStyleOption carries.
        box: Any = option
        lamp = index.data(HeatRole.LAMP)
        selected = bool(box.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            tokens = tokens.where_selected()
            painter.fillRect(box.rect, QColor(tokens.accent_weak))
        painter.setFont(text_font(SECONDARY_SIZE, QFont.Weight.DemiBold if index.row() == 0 else QFont.Weight.Normal))
        if lamp in _TINT:
            tint = lamp_colour(lamp, tokens)
            tint.setAlpha(_TINT[lamp])
            painter.fillRect(box.rect.adjusted(1, 1, -1, -2), tint)
        rule_below(painter, box.rect, tokens.line)
        if index.column() == 0:
            _paint_unit(painter, QRectF(box.rect), index, tokens)
        elif lamp is not None:
            _paint_count(painter, QRectF(box.rect), lamp, str(index.data()), tokens)
        if selected:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(box.rect.adjusted(0, 0, -1, -2))
        painter.restore()


def _paint_unit(painter: QPainter, rect: QRectF, index: Index, tokens: Tokens) -> None:
    inside = rect.adjusted(8, 0, -6, -1)
    if index.data(HeatRole.MISSING):
        ring = QRectF(inside.right() - SHAPE, inside.top(), SHAPE, inside.height())
        paint_lamp(painter, ring, Lamp.GREY, tokens)
        inside.setRight(ring.left() - 4)
    painter.setPen(QColor(tokens.soft if index.data(HeatRole.MISSING) else tokens.text))
    name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(inside.width()))
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), name)


def _paint_count(painter: QPainter, rect: QRectF, lamp: Lamp, count: str, tokens: Tokens) -> None:
    width = SHAPE + 5 + painter.fontMetrics().horizontalAdvance(count)
    left = rect.left() + (rect.width() - width) / 2
    paint_lamp(painter, QRectF(left, rect.top(), SHAPE, rect.height() - 1), lamp, tokens)
    painter.setPen(QColor(tokens.text))
    text = QRectF(left + SHAPE + 5, rect.top(), rect.width(), rect.height() - 1)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), count)


class HeatMap(QTableView):
    """Selecting a cell tells its unit and area; the same cell again, or Esc, lets go of it."""

    # Keys of unit and area, empty for all.
    picked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, Part.HEAT)
        self.setAccessibleName(self.tr("Areas by units"))
        self.picture = HeatModel(self)
        self.setModel(self.picture)
        self.setItemDelegate(HeatDelegate(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap))
        self.picture.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of a cell that is pressed again."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.selectionModel().isSelected(index):
            self.clearSelection()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of the cell at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
            return
        super().keyPressEvent(event)

    def _on_reset(self) -> None:
        header = self.horizontalHeader()
        if self.picture.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(0, scaled(_UNIT_WIDTH))
        self._on_selection()

    def _on_theme(self) -> None:
        """Room for larger texts: two lines of an area's name, and one in a row."""
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.horizontalHeader().setFixedHeight(scaled(_HEADER))
        self.horizontalHeader().setMinimumSectionSize(scaled(_AREA_LEAST))
        if self.picture.columnCount() > 1:
            self.setColumnWidth(0, scaled(_UNIT_WIDTH))
        self.viewport().update()

    def _on_selection(self) -> None:
        indexes = self.selectionModel().selectedIndexes()
        unit, area = self.picture.place(indexes[0]) if indexes else ("", "")
        self.picked.emit(unit, area)
