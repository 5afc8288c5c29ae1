"""What a window holds of a database's file: nobody else opens it meanwhile, and whoever tries to calls the window."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.instance import Instance

if TYPE_CHECKING:
    from desktop.pages.handing import Handing


class Claim(QObject):
    """One file at a time; of a database on a server there is nothing to hold."""

    def __init__(self, window: QMainWindow, handing: "Handing") -> None:
        super().__init__(window)
        self._window = window
        self._handing = handing
        self._instance: Instance | None = None

    def take(self, database: Path, *, take_over: bool) -> bool:
        """Hold a file; False where another window does, which comes forward and has the files that wait.

        HeldElsewhere where another computer has it, unless a person says to `take_over`.
        """
        instance = Instance.claim(database, self, self._handing.files, take_over=take_over)
        if instance is None:
            self._handing.clear()
            return False
        instance.called.connect(partial(self._on_called, database))
        self._instance = instance
        return True

    @property
    def left_since(self) -> datetime | None:
        """When the session began that had the file before this one and was ended by force, if one was."""
        return None if self._instance is None else self._instance.left_since

    def release(self) -> None:
        """Let others have it."""
        if self._instance is not None:
            self._instance.release()
            self._instance.deleteLater()
            self._instance = None

    def _on_called(self, database: Path, files: Sequence[Path]) -> None:
        """Somebody opened the database that this window has once more, or files that are meant for it."""
        self._come_forward()
        self._handing.add(files, database)

    def _come_forward(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        # Where the system lets no window come forward by itself, it is at least pointed at.
        QApplication.alert(window)
