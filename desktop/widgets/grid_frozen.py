"""The first columns of a grid, which stay in sight while the others are scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.widgets.grid_header import GridHeader
from desktop.widgets.theme import Theme

if TYPE_CHECKING:
    from desktop.widgets.grid import Grid


class FrozenColumns(QTableView):
    """Lies over the left of a grid, shows the same model and selection, and leaves keys and editing to the grid."""

    def __init__(self, theme: Theme, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._count = 0
        self.setObjectName("frozen")
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(grid.selectionMode())
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.header = GridHeader(theme, self)
        self.header.setSectionsMovable(False)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._follow()
        theme.changed.connect(self.viewport().update)
        self.hide()

    @property
    def count(self) -> int:
        """How many columns are frozen."""
        return self._count

    @property
    def right(self) -> int:
        """Where it ends, in the grid's viewport."""
        return self.width() if self._count else 0

    def has(self, column: int) -> bool:
        """Whether a column is among the frozen ones."""
        return column in self._grid.order()[: self._count]

    def freeze(self, count: int) -> None:
        """Freeze so many of the visible columns; none thaws them."""
        self._count = count
        self.place()

    def place(self) -> None:
        """Lie where the grid's first columns are, as wide as they are."""
        columns = self._grid.order()[: self._count]
        self.setVisible(bool(columns))
        if not columns:
            return
        for column in range(self._grid.model().columnCount()):
            self.setColumnHidden(column, column not in columns)
            if column in columns:
                self.header.moveSection(self.header.visualIndex(column), columns.index(column))
                self.setColumnWidth(column, self._grid.columnWidth(column))
        start = self._grid.header.geometry().topLeft()
        width = sum(self._grid.columnWidth(column) for column in columns)
        height = self._grid.viewport().height() + self._grid.header.height()
        self.setGeometry(QRect(start.x(), start.y(), width, height))
        self.raise_()

    def editor_parent(self, index: QModelIndex | QPersistentModelIndex) -> QWidget | None:
        """Where an editor of a frozen cell belongs; None where the cell is not frozen."""
        return self.viewport() if self.has(index.column()) else None

    def _follow(self) -> None:
        """Scroll with the grid, and pass on what is done to the headers."""
        ours, theirs = self.verticalScrollBar(), self._grid.verticalScrollBar()
        theirs.valueChanged.connect(ours.setValue)
        ours.valueChanged.connect(theirs.setValue)
        self.header.sectionResized.connect(self._on_resized)
        self._grid.header.sectionResized.connect(self._on_grid_resized)
        self._grid.header.sectionMoved.connect(self.place)
        self.header.sort_wanted.connect(self._grid.header.sort_wanted)
        self.header.filter_wanted.connect(self._grid.header.filter_wanted)
        self.header.menu_wanted.connect(self._grid.header.menu_wanted)
        self.doubleClicked.connect(self._grid.edit)

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        if self._grid.columnWidth(column) != width and self.has(column):
            self._grid.setColumnWidth(column, width)

    def _on_grid_resized(self, column: int) -> None:
        if self.has(column):
            self.place()
