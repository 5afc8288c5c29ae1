"""A page of a seat: what it answers of the window's actions while it is in front."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.pages.actions import Actions, Answers


class Page(QWidget):
    """A page that the rail leads to; `commands_changed` tells that it answers other actions now."""

    commands_changed = Signal()

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
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Load again what is shown; a page that shows nothing that is loaded has nothing to do."""

    def commands(self, actions: Actions) -> Answers:
        """What it answers, and how: loading itself again, unless it says more."""
        return {actions.refresh: self.refresh}
