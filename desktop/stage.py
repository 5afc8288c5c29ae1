"""What is in the window: the welcome, or a seat at a database."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from db.errors import Locked
from desktop.first_sight import FirstSight

if TYPE_CHECKING:
    from desktop.pages.seat import Seat
    from desktop.pages.welcome import Welcome


class Stage(QObject):
    """One view at a time, below the first sight of it; what its runner tells is told on."""

    # The traceback of a bug.
    crashed = Signal(str)
    # The Task that is over, however it ended.
    ended = Signal(object)

    view: "Welcome | Seat"

    def __init__(self, window: QMainWindow, sight: FirstSight) -> None:
        super().__init__(window)
        self._window = window
        self._sight = sight
        # Asked where an encrypted database is in the way.
        self.unlock: Callable[[Locked], bool] = lambda _locked: False

    @property
    def welcome(self) -> "Welcome | None":
        """The welcome, while it is in the window."""
        from desktop.pages.welcome import Welcome

        return self.view if isinstance(self.view, Welcome) else None

    @property
    def seat(self) -> "Seat | None":
        """The seat, while one is in the window."""
        from desktop.pages.welcome import Welcome

        return None if isinstance(self.view, Welcome) else self.view

    def show(self, view: "Welcome | Seat") -> None:
        """Put a view in the window; the one that was there is freed with everything in it."""
        self.view = view
        view.runner.crashed.connect(self.crashed)
        view.runner.unlock = self.unlock
        view.runner.ended.connect(self.ended)
        self._window.setCentralWidget(view)
        self._sight.cover()
        if self._window.isVisible():
            # At once, so that the page in front asks for what it shows before anything else is done.
            view.show()

    def end_sight(self) -> None:
        """What was shown in the place of a view is not any more: the view is there, or a person is to be asked."""
        self._sight.end(self.seat)
