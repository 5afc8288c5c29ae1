"""A table of plain rows in the look of the house: quiet lines, whole rows selected, one column that takes the rest."""

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.widgets.bars import beside, paint_bar
from desktop.widgets.fitting import colour, cover, lay_ground, rule_below
from desktop.widgets.lamp import SHAPE, paint_lamp
from desktop.widgets.lettering import lettering, line_of
from desktop.widgets.rows import RIGHT, CellRole, Column, RowsModel
from desktop.widgets.theme import HEADER_HEIGHT, TEXT_SIZE, Theme, scaled, text_scale, width_of

_PAD = 8
_BAR_WIDTH = 56
# What the column that takes the rest is never narrower than.
_LEAST: Final = 120
_SELECTED: Final = QStyle.StateFlag.State_Selected


class RowDelegate(QStyledItemDelegate):
    """Draws a cell of a RowsModel: mark or bar, then text, a line below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        tokens = self._theme.tokens
        # PySide6's stubs leave out what QStyleOption carries.
        box: Any = option
        place = box.rect
        # Asked for once, and not by six roles through Qt.
        column, row = cast("RowsModel[Any]", index.model()).cell_at(index)
        if box.state & _SELECTED:
            tokens = tokens.where_selected()
            painter.fillRect(place, colour(tokens.accent_weak))
        rule_below(painter, place, tokens.line)
        rect = QRectF(place.x() + _PAD, place.y(), place.width() - 2 * _PAD, place.height() - 1)
        mark = None if column.mark is None else column.mark(row)
        if mark is not None:
            paint_lamp(painter, QRectF(rect.left(), rect.top(), SHAPE, rect.height()), mark, tokens)
            rect.setLeft(rect.left() + SHAPE + 6)
        bar = None if column.bar is None else column.bar(row)
        if bar is not None:
            paint_bar(painter, QRectF(rect.left(), rect.top(), _BAR_WIDTH, rect.height()), bar, tokens)
            rect.setLeft(rect.left() + _BAR_WIDTH + 6)
        (font, metrics), text, alignment = lettering(TEXT_SIZE), column.text(row), column.alignment
        if bar is not None:
            rect, alignment = beside(rect, metrics, text), RIGHT
        painter.setFont(font)
        painter.setPen(colour(tokens.soft if column.soft else tokens.text))
        painter.drawText(rect, alignment, line_of(text, int(rect.width()), TEXT_SIZE))

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows are all of one height."""
        return QSize(super().sizeHint(option, index).width(), self._theme.row_height)


class Table(QTableView):
    """A QTableView over a RowsModel; `chosen` tells that another row was selected, or none."""

    chosen = Signal()

    def __init__(self, model: RowsModel[Any], theme: Theme, stretch: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header(model, stretch)
        self.selectionModel().selectionChanged.connect(self.chosen)
        model.modelReset.connect(self.chosen)
        self._theme = theme
        cover(self)
        self._scale = text_scale()
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def _dress_header(self, model: RowsModel[Any], stretch: int) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        self._fit_columns(model, stretch)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def show_rows(self, rows: Sequence[Any], name: Callable[[Any], object]) -> None:
        """Show other rows; the one that was selected stays so, by its name, and the first is where that is gone."""
        before, model = self.chosen_row, cast("RowsModel[Any]", self.model())
        model.set_rows(rows)
        self._select_again(before, name)

    def show_table(
        self, columns: Sequence[Column[Any]], rows: Sequence[Any], stretch: int, name: Callable[[Any], object]
    ) -> None:
        """Show other rows in other columns; those that look as before stay as they were arranged."""
        before, model = self.chosen_row, cast("RowsModel[Any]", self.model())
        if not model.set_table(columns, rows):
            self._fit_columns(model, stretch)
        self._select_again(before, name)

    def _select_again(self, before: Any, name: Callable[[Any], object]) -> None:
        names = [name(row) for row in cast("RowsModel[Any]", self.model()).rows]
        wanted = None if before is None else name(before)
        if names:
            self.selectRow(names.index(wanted) if wanted in names else 0)

    def _fit_columns(self, model: RowsModel[Any], stretch: int) -> None:
        """Give the columns that there are their widths, one of them the rest; none is sorted by."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(model.columns):
            # No filter's button stands beside the words of this header.
            self.setColumnWidth(number, scaled(max(column.width, width_of(column.title) - _PAD)))
        self._stretch, self._usual = stretch, [column.width for column in model.columns][stretch : stretch + 1]
        self._fit_stretch()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the ground, since nothing below the cells does, then draw them."""
        lay_ground(self, event, self._theme.tokens)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the room anew."""
        super().resizeEvent(event)
        self._fit_stretch()

    def _fit_stretch(self) -> None:
        """One column takes what room there is; where that is next to none, its own width, and the table scrolls."""
        if not self._usual:
            return
        header, usual = self.horizontalHeader(), scaled(self._usual[0])
        room = self.viewport().width() - header.length() + header.sectionSize(self._stretch)
        if room >= min(usual, scaled(_LEAST)):
            header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)
        elif header.sectionResizeMode(self._stretch) == QHeaderView.ResizeMode.Stretch or not self.isVisible():
            header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(self._stretch, usual)

    def _on_theme(self) -> None:
        """Rows of the theme's height; columns as wide for larger texts as they were for the old ones."""
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        grown, self._scale = text_scale() / self._scale, text_scale()
        if grown != 1:
            for number in range(self.model().columnCount()):
                self.setColumnWidth(number, round(self.columnWidth(number) * grown))
        self.viewport().update()

    @property
    def chosen_row(self) -> Any:
        """The selected row, or None."""
        indexes = self.selectionModel().selectedRows()
        return indexes[0].data(CellRole.ROW) if indexes else None
