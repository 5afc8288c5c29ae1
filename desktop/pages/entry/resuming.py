"""What of the entry page is there at once at the next start."""

from PySide6.QtCore import QItemSelectionModel

from desktop.pages.entry.explaining import Explaining
from desktop.pages.entry.model import EntryModel
from desktop.pages.entry.pane import EntryPane
from desktop.pages.leaving import grid_as_shown
from desktop.widgets.grid import Grid
from desktop.widgets.shown_rows import ShownGrid


def shown_entries(grid: Grid, model: EntryModel, pane: EntryPane, explaining: Explaining) -> ShownGrid | None:
    """The grid with one cell selected, as it is found when the page is opened; None where it would look otherwise."""
    here = grid.currentIndex()
    if model.unsaved or not grid.isVisible() or not here.isValid():
        return None
    grid.setFocus()
    grid.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    pane.to_top()
    # Somebody may leave before the pane has come after the cursor.
    explaining.now()
    return grid_as_shown(grid, [model.row_at(number).target.key for number in range(model.rowCount())])
