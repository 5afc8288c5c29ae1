"""Where the cursor of a grid goes: cell by cell, to the edge of the data, to the next cell that may be typed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.widgets.grid import Grid


def step_down(grid: Grid) -> None:
    """To the cell below."""
    grid.go_to(grid.currentIndex().row() + 1, grid.currentIndex().column())


def step_up(grid: Grid) -> None:
    """To the cell above."""
    grid.go_to(grid.currentIndex().row() - 1, grid.currentIndex().column())


def step_on(grid: Grid) -> None:
    """To the next cell that may be typed in, in the next row where this one has none left."""
    _step(grid, 1)


def step_back(grid: Grid) -> None:
    """To the cell before that may be typed in."""
    _step(grid, -1)


def _step(grid: Grid, by: int) -> None:
    columns = grid.order()
    if grid.currentIndex().column() not in columns:
        return
    count = len(columns) * grid.model().rowCount()
    here = grid.currentIndex().row() * len(columns) + columns.index(grid.currentIndex().column())
    for distance in range(1, count):
        row, place = divmod((here + by * distance) % count, len(columns))
        if grid.takes(row, columns[place]):
            grid.go_to(row, columns[place])
            return


def move(grid: Grid, down: int, right: int, *, edge: bool = False, extend: bool = False) -> None:
    """One cell further, or as far as the data goes; with `extend` the selection is stretched along."""
    columns, rows = grid.order(), grid.model().rowCount()
    if not columns or not rows:
        return
    row, column = _start(grid, extend=extend)
    place = columns.index(column) if column in columns else 0
    if down:
        far = _edge(lambda at: bool(grid.text_at(at, columns[place])), row, down, rows) if edge else row + down
        row = min(max(far, 0), rows - 1)
    else:
        far = (
            _edge(lambda at: bool(grid.text_at(row, columns[at])), place, right, len(columns))
            if edge
            else place + right
        )
        place = min(max(far, 0), len(columns) - 1)
    _go(grid, row, columns[place], extend=extend)


def _edge(filled: Callable[[int], bool], here: int, step: int, count: int) -> int:
    """The end of the run of filled cells that one stands in, or else the next filled cell, or the very end."""
    ahead = range(here + step, count if step > 0 else -1, step)
    if not ahead:
        return here
    if filled(here) and filled(ahead[0]):
        run = (at for at in ahead if not filled(at))
        return next(run, ahead[-1] + step) - step
    return next((at for at in ahead if filled(at)), ahead[-1])


def page(grid: Grid, by: int, *, extend: bool = False) -> None:
    """As many rows further as fit into the window."""
    fit = max(grid.viewport().height() // max(grid.verticalHeader().defaultSectionSize(), 1) - 1, 1)
    move(grid, by * fit, 0, extend=extend)


def to_end(grid: Grid, by: int, *, whole: bool = False, extend: bool = False) -> None:
    """To the first (-1) or last column of the row; of the `whole` table, to its first or last cell."""
    columns = grid.order()
    if not columns or not grid.model().rowCount():
        return
    row, _ = _start(grid, extend=extend)
    if whole:
        row = 0 if by < 0 else grid.model().rowCount() - 1
    _go(grid, row, columns[0 if by < 0 else -1], extend=extend)


def _start(grid: Grid, *, extend: bool) -> tuple[int, int]:
    """The row and column a move sets out from: the cursor, or the end of the selection that is stretched."""
    return grid.far if extend else (max(grid.currentIndex().row(), 0), grid.currentIndex().column())


def _go(grid: Grid, row: int, column: int, *, extend: bool) -> None:
    if extend:
        grid.extend_to(row, column)
    else:
        grid.go_to(row, column)
