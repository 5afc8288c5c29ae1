"""Writes docs/images: the real window on practice data, light and dark, at two sizes.

Run it from the repository: `python docs/screenshots.py`. It needs a Chinese font and no screen.
"""
# ruff: noqa: INP001 - run by its path

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import application_of, speak_in
from desktop.main_window import MainWindow
from desktop.operations.demo import demo
from desktop.pages.dialogs import Chooser
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.theme import Mode, Theme

IMAGES: Final = Path(__file__).parent / "images"
PERIOD: Final = "2024-03"
UNIT: Final = "科技创新局"
MODES: Final[tuple[Mode, ...]] = ("light", "dark")
SIZES: Final = ((1280, 800), (1920, 1080))


def rest(window: MainWindow) -> None:
    """Let the window finish what it is doing, and paint."""
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: None if window.view.runner.busy else loop.quit())
    timer.start(200)
    loop.exec()


def take(window: MainWindow, name: str) -> None:
    """Write what the window looks like."""
    rest(window)
    window.grab().save(str(IMAGES / f"{name}.png"))


def stages(window: MainWindow, folder: Path) -> Iterator[str]:
    """Bring one page after another to the front; their names."""
    yield "welcome"
    window.open_database(folder / "units" / f"{UNIT}.db")
    rest(window)
    rest(window)
    yield "entry"
    window.leave()
    window.open_database(folder / "hq.db")
    rest(window)
    rest(window)
    yield "board"
    window.leave()
    window.open_database(Path(shutil.copy(folder / "hq-issued.db", folder / "receiving.db")))
    rest(window)
    rest(window)
    if isinstance(window.view, Seat):
        # One that nobody filled in is held back, and says why.
        window.view.receive([folder / "reports", min((folder / "issued").iterdir())])
    yield "exchange"
    window.leave()


def photograph(application: QApplication, folder: Path) -> None:
    """Every page in every mode at every size."""
    theme = Theme(application)
    for mode in MODES:
        theme.set_mode(mode)
        for width, height in SIZES:
            settings = Settings(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
            settings.store.clear()
            window = MainWindow(theme, settings, Chooser(settings))
            window.resize(width, height)
            window.show()
            for name in stages(window, folder):
                take(window, f"{name}-{mode}-{width}")
            window.close()
            window.deleteLater()


def main() -> None:
    """Make the practice data and photograph the window on it."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    application = application_of(sys.argv[:1])
    speak_in(application, "zh")
    with TemporaryDirectory() as place:
        folder = Path(place)
        demo(folder, None, PERIOD)
        photograph(application, folder)


if __name__ == "__main__":
    main()
