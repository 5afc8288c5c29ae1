"""Ways through the entry page: to the next blank, the next finding, the next match, or a place somebody named."""

from PySide6.QtWidgets import QApplication, QWidget

from db.vocabulary import Severity
from desktop.pages.entry.explaining import Explaining
from desktop.pages.entry.head import EntryHead
from desktop.pages.entry.model import EntryModel
from desktop.pages.entry.pane import EntryPane
from desktop.pages.entry.places import Place, next_blank, next_commented, next_finding, next_match, next_unanswered
from desktop.widgets.arranging import Arranging
from desktop.widgets.grid import Grid

TITLE_COLUMN = 1


class Navigation:
    """Moves the cursor of the grid, or the focus into the pane where the grid does not show a field."""

    def __init__(
        self,
        grid: Grid,
        model: EntryModel,
        head: EntryHead,
        pane: EntryPane,
        arranging: Arranging,
        explaining: Explaining,
    ) -> None:
        self._grid = grid
        self._model = model
        self._head = head
        self._pane = pane
        self._arranging = arranging
        self._explaining = explaining

    def to_blank(self) -> None:
        """To the next target of which nothing is said."""
        self._go(next_blank(self._model, self._grid))

    def to_finding(self, severity: Severity | None = None, by: int = 1) -> None:
        """To the next finding of a weight, or the one before; errors and queries where no weight is named."""
        self._go(next_finding(self._model, self._grid, severity, by))

    def to_comment(self) -> None:
        """To the next comment of headquarters that has no answer yet; where each has one, to the next comment."""
        self._go(next_unanswered(self._model, self._grid) or next_commented(self._model, self._grid))

    def to_what_is_left(self) -> None:
        """To what stands between here and the deadline: blanks, then errors, then queries, then the export."""
        left = next_blank(self._model, self._grid)
        for severity in (Severity.ERROR, Severity.QUERY):
            left = left or next_finding(self._model, self._grid, severity)
        if left is None:
            self._head.export_button.setFocus()
        self._go(left)

    def to_match(self, words: str, by: int = 1) -> None:
        """To the next cell in which the words stand, or the one before."""
        found = next_match(self._model, self._grid, words, by)
        if found is not None:
            self._grid.go_to(*found)

    def switch(self) -> None:
        """From the grid to the text that is wanted of the row under the cursor, and back."""
        here = QApplication.focusWidget()
        inside = here is not None and self._pane.isAncestorOf(here)
        if inside or not self._pane.isVisible():
            self._grid.setFocus()
        else:
            self._explaining.now()
            self._pane.wanted_text().setFocus()

    def show_place(self, target_key: str, field: str) -> None:
        """Bring the cursor to a target's field; a filter that hides the target is lifted."""
        if self._model.place_of(target_key, field) is None:
            self._head.search.clear()
            self._arranging.arrange(self._model.view.unfiltered())
        place = self._model.place_of(target_key, field)
        if place is None:
            return
        row, column = place
        hidden = column == 0 or self._grid.isColumnHidden(column)
        self._grid.go_to(row, TITLE_COLUMN if hidden else column)
        if hidden:
            self._explaining.now()
        editor = self._pane.editor_of(field) if hidden else None
        taker: QWidget = editor or self._grid
        taker.setFocus()

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self.show_place(*place)
