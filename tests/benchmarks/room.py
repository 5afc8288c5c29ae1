"""The real window with a database open, watched while a person does one thing after the other."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from watch import Watch, rest

from desktop.main_window import MainWindow
from desktop.pages.dialogs import Chooser
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.theme import Theme


class Room:
    """The real window with one database open."""

    def __init__(self, folder: Path, database: Path) -> None:
        settings = Settings(QSettings(str(folder / f"{database.stem}.ini"), QSettings.Format.IniFormat))
        self.window = MainWindow(Theme(cast("QApplication", QApplication.instance())), settings)
        self.window.resize(1280, 800)
        self.window.furnish(Chooser(settings))
        self.window.show()
        self.watch = Watch()
        self.window.open_database(database)
        self.idle()
        if not isinstance(self.window.view, Seat):
            sys.exit("the database did not open")
        self.seat: Seat = self.window.view

    def idle(self) -> None:
        """Wait until the window has nothing to do."""
        rest(lambda: self.window.busy)

    def bring(self, name: str) -> Any:
        """The page of a name, in front and filled."""
        self.seat.show_page(next(number for number, one in enumerate(self.seat.places) if one.name == name))
        self.idle()
        return self.seat._made[name]

    def stall(self, deed: Callable[[], object]) -> float:
        """The longest stall from a deed until the window is idle again, in milliseconds."""
        self.idle()
        self.watch.begin()
        QTimer.singleShot(0, lambda: deed() and None)
        self.idle()
        return self.watch.longest * 1000

    def leave(self) -> None:
        """Close the window."""
        self.window.close()
        self.window.deleteLater()
        self.idle()
