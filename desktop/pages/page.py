"""A page of a seat: what it answers of the window's actions while it is in front."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.pages.actions import Actions, Answers
from desktop.widgets.last_picture import Left
from desktop.widgets.shown_rows import ShownGrid
from desktop.widgets.tab_order import follow_layout


class Page(QWidget):
    """A page that the rail leads to; `commands_changed` tells that it answers other actions now."""

    commands_changed = Signal()
    # What it shows has been loaded, or cannot be.
    filled = Signal()

    # Whether what is shown is older than what is stored.
    _stale = False

    def refresh_when_seen(self) -> None:
        """Load again what is shown, or wait with it until somebody looks."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Somebody looks."""
        super().showEvent(event)
        follow_layout(self)
        if self._stale:
            self._stale = False
            self.refresh()

    def take_focus(self) -> None:
        """Let the keys go to the first thing on the page that takes them."""
        first = next((one for one in self._chain() if one.isVisibleTo(self) and one.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _chain(self) -> Iterator[QWidget]:
        """What Tab leads to on the page, in its order."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            widget = widget.nextInFocusChain()

    def refresh(self) -> None:
        """Load again what is shown; a page that shows nothing that is loaded has nothing to do."""

    def shown(self) -> ShownGrid | None:
        """Its rows, to be shown at once at the next start; None where it would not begin with them."""
        return None

    def fleeting(self) -> Sequence[QWidget]:
        """What says something else on another day."""
        return ()

    def go_on(self, left: Left) -> None:
        """Go on where the picture of it was left."""

    def commands(self, actions: Actions) -> Answers:
        """What it answers, and how: loading itself again, unless it says more."""
        return {actions.refresh: self.refresh}
