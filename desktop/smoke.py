"""Whether the program works as it was installed: a short round, a briefing, every page of the window, nothing kept.

It is how a bundle is tried after it was built, and an installation on a computer where something is amiss.
"""

import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import application_icon, application_of, speak_in
from desktop.settings import Settings
from desktop.widgets.theme import Theme

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.pages.seat import Seat

_PERIOD: Final = "2024-03"
_WAIT: Final = 60_000
_REST: Final = 20


def smoke() -> int:
    """Try everything once; 0 where nothing failed, and a line that says so."""
    faults: list[str] = []

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # Qt goes on after an error in a slot.
        faults.append("".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = hear
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _go_round(folder)
        _show_pages(folder)
    sys.excepthook = sys.__excepthook__
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    print("ok")
    return 0


def _go_round(folder: Path) -> None:
    """Workbooks written, and read by the process that reads; a Word document; initials of pinyin."""
    from db.vocabulary import Origin
    from desktop.desk import open_desk
    from desktop.operations.briefing import write
    from desktop.operations.demo import Size, demo

    made = demo(folder / "round", Size(units=1, targets=4), _PERIOD)
    if made.taken != made.issued:
        raise RuntimeError(f"{made.issued} workbooks were issued and {made.taken} taken")
    desk = open_desk(folder / "round" / "hq.db", Origin.PRACTICE)
    try:
        write(desk, _PERIOD, folder / "briefing.docx")
    finally:
        desk.close()


def _show_pages(folder: Path) -> None:
    """Every page of headquarters' window and of a department's, drawn where nobody sees it."""
    from desktop.main_window import MainWindow
    from desktop.pages.dialogs import Chooser

    # A word to Qt itself: not every system heeds the environment.
    application = application_of([sys.argv[0], "-platform", "offscreen"])
    speak_in(application, "zh")
    if application_icon().pixmap(32, 32).isNull():
        raise RuntimeError("the icon cannot be drawn")
    settings = Settings(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    theme = Theme(application)
    units = sorted((folder / "round" / "units").glob("*.db"))
    for database in (folder / "round" / "hq.db", units[0]):
        window = MainWindow(theme, settings)
        window.furnish(Chooser(settings))
        window.show()
        window.open_database(database)
        seat = _seat(window)
        for number in range(len(seat.places)):
            seat.show_page(number)
            _rest(application)
            window.grab()
        window.close()
        window.deleteLater()
        _rest(application)


def _seat(window: "MainWindow") -> "Seat":
    """The seat in a window, as soon as its database is open."""
    from desktop.pages.seat import Seat

    loop, looking = QEventLoop(), QTimer(interval=_REST)
    looking.timeout.connect(lambda: loop.quit() if isinstance(window.view, Seat) else None)
    looking.start()
    QTimer.singleShot(_WAIT, loop.quit)
    loop.exec()
    looking.stop()
    if not isinstance(window.view, Seat):
        raise TimeoutError("the database does not open")
    return window.view


def _rest(application: QApplication) -> None:
    """Let jobs and timers of the window do their part."""
    loop = QEventLoop(application)
    QTimer.singleShot(_REST, loop.quit)
    loop.exec()
