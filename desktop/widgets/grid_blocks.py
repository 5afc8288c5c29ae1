"""Blocks of cells: copied, cut, pasted, filled and cleared as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication

from desktop.widgets import clipboard
from desktop.widgets.blocks import Block, Cell

if TYPE_CHECKING:
    from desktop.widgets.grid import Grid


def copy(grid: Grid) -> None:
    """Put the selection on the clipboard as text and as a table."""
    area = grid.selected()
    if area.size:
        block = [[grid.text_at(row, column) for column in area.columns] for row in area.rows]
        QGuiApplication.clipboard().setMimeData(clipboard.write(block))


def cut(grid: Grid) -> None:
    """Copy the selection, then clear what may be typed in."""
    copy(grid)
    clear(grid)


def clear(grid: Grid) -> None:
    """Empty every cell of the selection that may be typed in."""
    put_everywhere(grid, "")


def put_everywhere(grid: Grid, text: str) -> None:
    """Put a text into every cell of the selection that may be typed in."""
    area = grid.selected()
    _enter(grid, [(row, column, text) for row in area.rows for column in area.columns])


def fill_down(grid: Grid) -> None:
    """Put the first row's texts into the rows below it; a single cell takes what stands above it."""
    area = grid.selected()
    first = area.rows.start - 1 if len(area.rows) == 1 else area.rows.start
    if area.size and first >= 0:
        below = [row for row in area.rows if row > first]
        _enter(grid, [(row, column, grid.text_at(first, column)) for row in below for column in area.columns])


def fill_right(grid: Grid) -> None:
    """Put the first column's texts into the columns beside it; a single cell takes what stands left of it."""
    area, order = grid.selected(), grid.order()
    if not area.size:
        return
    place = order.index(area.columns[0])
    first = order[place - 1] if len(area.columns) == 1 and place else area.columns[0]
    beside = [column for column in area.columns if column != first]
    _enter(grid, [(row, column, grid.text_at(row, first)) for row in area.rows for column in beside])


def add_today(grid: Grid) -> None:
    """Put today's date behind what stands in the cell under the cursor."""
    here = grid.currentIndex()
    before = grid.text_at(here.row(), here.column())
    day = QDate.currentDate().toString("yyyy-MM-dd")
    _enter(grid, [(here.row(), here.column(), f"{before} {day}".strip())])


def repeat_current(grid: Grid) -> None:
    """Put what stands under the cursor into every selected cell."""
    here = grid.currentIndex()
    if here.isValid():
        put_everywhere(grid, grid.text_at(here.row(), here.column()))


def paste(grid: Grid) -> None:
    """Put the clipboard's block at the top left of the selection, as often as it fits into a larger one."""
    copied = clipboard.read(QGuiApplication.clipboard().mimeData())
    area = grid.selected()
    if not copied.block or not area.size:
        return
    places = list(_tiled(copied.block, area, grid))
    inside = [
        Cell(row, column, copied.block[down][right], copied.exact.get((down, right), ""))
        for row, column, down, right in places
        if column is not None and row < grid.model().rowCount()
    ]
    if inside:
        grid.go_to(inside[0].row, inside[0].column)
        grid.extend_to(inside[-1].row, inside[-1].column)
    grid.pasted.emit(inside, len(places) - len(inside))


def _tiled(block: Sequence[Sequence[str]], area: Block, grid: Grid) -> Iterator[tuple[int, int | None, int, int]]:
    """Row, column (None beside the grid), and the block's row and column, of every cell that the block reaches."""
    order = grid.order()
    left = order.index(area.columns[0])
    height, width = len(block), len(block[0])
    whole = len(area.rows) % height == 0 and len(area.columns) % width == 0
    down, right = (len(area.rows), len(area.columns)) if whole else (height, width)
    for row in range(down):
        for place in range(right):
            column = order[left + place] if left + place < len(order) else None
            yield area.rows.start + row, column, row % height, place % width


def _enter(grid: Grid, cells: Sequence[tuple[int, int, str]]) -> None:
    grid.entered.emit([Cell(row, column, text) for row, column, text in cells if grid.takes(row, column)])
