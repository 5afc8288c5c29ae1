"""Going on in a grid where the picture of it was left: its scroll place, then clicks and keys in their order."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.widgets.grid import Grid
from desktop.widgets.last_picture import Left


def go_on(grid: Grid, left: Left) -> None:
    """Do in the grid what was done in the picture; a key goes to the editor that one before it opened."""
    grid.verticalScrollBar().setValue(left.scrolled)
    for one in left.done:
        if QApplication.activeModalWidget() is not None:
            # A question has come up, which nobody has seen yet.
            return
        if isinstance(one, QKeyEvent):
            QApplication.sendEvent(grid.window().focusWidget() or grid, one)
        else:
            grid.go_to(*one)
