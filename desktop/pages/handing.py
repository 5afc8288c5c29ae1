"""Files that were handed to a window: they wait until it has its database and no question is open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from db.address import Location

# Milliseconds between two looks whether the window can receive them.
_LOOK: Final = 100


class Handing(QObject):
    """Receives files as if they were dropped.

    `at` tells the database that is open now, None for none, and whether anything is running; `receive` gets the files
    in time.
    """

    def __init__(
        self,
        at: Callable[[], tuple[Location | None, bool]],
        receive: Callable[[Sequence[Path]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._at = at
        self._receive = receive
        self._files: list[Path] = []
        self._meant: Location | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)

    def add(self, files: Sequence[Path], meant: Location | None) -> None:
        """Receive files in the database that they are meant for, or on the welcome where there is none."""
        self._files += [path for path in files if path not in self._files]
        self._meant = meant
        if self._files:
            self._timer.start()

    @property
    def files(self) -> list[Path]:
        """Those that wait."""
        return list(self._files)

    def clear(self) -> None:
        """Somebody else has them."""
        self._files = []
        self._timer.stop()

    def _look(self) -> None:
        database, busy = self._at()
        opening = database is None and busy
        if opening or QApplication.activeModalWidget() is not None:
            return
        files = self.files
        self.clear()
        # Where the database could not be opened, that has been said, and they are not meant for another one.
        if database == self._meant:
            self._receive(files)
