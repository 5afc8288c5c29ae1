"""What of the entry page is there at once at the next start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel

from desktop.pages.leaving import grid_as_shown
from desktop.widgets.shown_rows import ShownGrid

if TYPE_CHECKING:
    from desktop.pages.entry.page import EntryPage


def shown_entries(page: "EntryPage") -> ShownGrid | None:
    """The grid with one cell selected, as it is found when the page is opened; None where it would look otherwise."""
    grid, model = page.grid, page.model
    aside = page.replacing.isVisible() or page.leftovers.isVisible() or page.head.periods.picked
    here = grid.currentIndex()
    if aside or page.head.search.text() or model.unsaved or not grid.isVisible() or not here.isValid():
        return None
    grid.setFocus()
    grid.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.pane.to_top()
    # Somebody may leave before the pane has come after the cursor.
    page.explaining.now()
    return grid_as_shown(grid, [model.row_at(number).target.key for number in range(model.rowCount())])
