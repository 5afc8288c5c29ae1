"""A table of plain rows in the look of the house: quiet lines, whole rows selected, no room left over."""

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
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        self._fit_columns(model, stretch)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def show_rows(self, rows: Sequence[Any], name: Callable[[Any], object]) -> None:
        """Show other rows; the one that was selected stays so, by its name, and the first is where that is gone."""
        self.show_again(rows, name)
        if rows and self.chosen_row is None:
            self.selectRow(0)

    def show_again(self, rows: Sequence[Any], name: Callable[[Any], object]) -> None:
        """Show other rows; the one that was selected stays so, by its name, and none is where that is gone."""
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
        if rows and self.chosen_row is None:
            self.selectRow(0)

    def _select_again(self, before: Any, name: Callable[[Any], object]) -> None:
        if before is None:
            return
        names, wanted = [name(row) for row in cast("RowsModel[Any]", self.model()).rows], name(before)
        if wanted in names:
            self.selectRow(names.index(wanted))

    def _fit_columns(self, model: RowsModel[Any], stretch: int) -> None:
        """Give the columns that there are their widths, one of them the rest; none is sorted by."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # No filter's button stands beside the words of this header.
        self._usual = [max(column.width, width_of(column.title) - _PAD) for column in model.columns]
        for number, usual in enumerate(self._usual):
            self.setColumnWidth(number, scaled(usual))
        self._stretch = stretch
        self._growing = [number for number, column in enumerate(model.columns) if column.grows or number == stretch]
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
        """Share out what room there is: among all that grow, where each gets at least what the widest of them needs."""
        growing = [number for number in self._growing if not self.isColumnHidden(number)]
        if not growing:
            return
        header = self.horizontalHeader()
        room = self.viewport().width() - header.length() + sum(header.sectionSize(number) for number in growing)
        others = [number for number in growing if number != self._stretch]
        if others and room >= len(growing) * max(scaled(self._usual[number]) for number in growing):
            for number in growing:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            return
        for number in others:
            self._fix(number)
        self._fit_one(room - sum(header.sectionSize(number) for number in others))

    def _fit_one(self, room: int) -> None:
        """One column takes all of it; where that is next to none, its own width, and the table scrolls."""
        if self._stretch not in self._growing or self.isColumnHidden(self._stretch):
            return
        if room >= min(scaled(self._usual[self._stretch]), scaled(_LEAST)):
            self.horizontalHeader().setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)
        else:
            self._fix(self._stretch)

    def _fix(self, number: int) -> None:
        """Give a column its own width, unless it has one that a person gave it."""
        header = self.horizontalHeader()
        if header.sectionResizeMode(number) == QHeaderView.ResizeMode.Stretch or not self.isVisible():
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(number, scaled(self._usual[number]))

    def _on_theme(self) -> None:
        """Rows of the theme's height; columns as wide for larger texts as they were for the old ones."""
        self.horizontalHeader().setFixedHeight(scaled(HEADER_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        grown, self._scale = text_scale() / self._scale, text_scale()
        if grown != 1:
            for number in range(self.model().columnCount()):
                self.setColumnWidth(number, round(self.columnWidth(number) * grown))
            self._fit_stretch()
        self.viewport().update()

    @property
    def least_width(self) -> int:
        """How wide it has to be for all of its columns to be in sight beside its scroll bar."""
        wanted = [min(usual, _LEAST) if number == self._stretch else usual for number, usual in enumerate(self._usual)]
        return sum(map(scaled, wanted)) + 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()

    @property
    def chosen_row(self) -> Any:
        """The selected row, or None."""
        indexes = self.selectionModel().selectedRows()
        return indexes[0].data(CellRole.ROW) if indexes else None
