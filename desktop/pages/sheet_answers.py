"""What every grid answers of the window's actions: its cells and blocks of them, its columns and its size."""

from functools import partial

from desktop.pages.actions import Actions, Answers
from desktop.widgets import grid_blocks
from desktop.widgets.arranging import Arranging
from desktop.widgets.grid import Grid


def cell_answers(actions: Actions, grid: Grid) -> Answers:
    """Cells and blocks of them."""
    return {
        actions.cut: partial(grid_blocks.cut, grid),
        actions.copy: partial(grid_blocks.copy, grid),
        actions.paste: partial(grid_blocks.paste, grid),
        actions.clear: partial(grid_blocks.clear, grid),
        actions.fill_down: partial(grid_blocks.fill_down, grid),
        actions.fill_right: partial(grid_blocks.fill_right, grid),
        actions.put_everywhere: partial(grid_blocks.repeat_current, grid),
        actions.today: partial(grid_blocks.add_today, grid),
        actions.select_all: grid.selectAll,
    }


def arranging_answers(actions: Actions, grid: Grid, arranging: Arranging) -> Answers:
    """Columns and sizes."""
    return {
        actions.zoom_in: partial(grid.zoom_by, 1),
        actions.zoom_out: partial(grid.zoom_by, -1),
        actions.zoom_reset: partial(grid.set_zoom, 100),
        actions.columns: arranging.open_columns,
        actions.freeze: lambda: arranging.freeze_to(grid.currentIndex().column()),
        actions.default_arrangement: arranging.reset,
    }
