"""One program in a process of its own, which says on its output when its window was first painted, and what came next.

Each line is a stage, the processor's seconds until then, and at the first paint whatever is loaded that is heavy, later
the longest stall of the window's thread in milliseconds.

`start.py` runs it as `python -S painted.py PATH bare|table|ours FOLDER [DB]`; PATH is where modules are found, FOLDER
where settings and what was shown last are kept. It looks at the program from outside: nothing in that knows of it.
"""
# ruff: noqa: T201 - it says what it saw

import linecache
import os
import sys
import time
from pathlib import Path
from typing import Any, Final

sys.path[:0] = sys.argv[1].split(os.pathsep)

from PySide6.QtCore import QEvent, QObject, QSettings, QStandardPaths, QTimer  # noqa: E402 - found by the path above
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402 - as before

_run = QApplication.exec
# What the first picture does without: libraries, and classes of Qt's with which hundreds of others are made.
HEAVY: Final = (
    "alembic",
    "cryptography",
    "docx",
    "lxml",
    "msoffcrypto",
    "openpyxl",
    "pypinyin",
    "python_calamine",
    "rapidfuzz",
    "sqlalchemy",
    "xlsxwriter",
)
CLASSES: Final = ("QtCore.Qt", "QtWidgets.QStyle")


class Observer(QObject):
    """Sees the first paint of a window, then how its thread does until the page in front is filled."""

    def __init__(self, window: Any, *, follow: bool) -> None:
        super().__init__()
        self._window = window
        self._follow = follow
        self._heart = QTimer(self)
        self._heart.timeout.connect(self._beat)
        self._last = 0.0
        self._longest = 0.0
        self._page = False
        # Under something that lies over all of it, the window itself is not painted.
        getattr(window, "front", window).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint alone: a filter in Python delays every event."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # When it is over and the picture is on the screen.
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        heavy = *filter(_is_loaded, HEAVY), *filter(_is_made, CLASSES), *filter(_is_source_of_ours, linecache.cache)
        print("painted", time.process_time(), *heavy, flush=True)
        if not self._follow:
            os._exit(0)
        # Not before, as the program itself.
        from PySide6.QtCore import Qt

        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._last = time.perf_counter()
        self._heart.start(1)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
        # Nothing is in it at first.
        seat = getattr(self._window, "view", None)
        if type(seat).__name__ == "Seat":
            self._look(seat)

    def _look(self, seat: Any) -> None:
        """The front page is filled first, then the grid of entries, which is brought to the front then."""
        entry = seat._made.get("entry")
        filled = entry is not None and bool(entry.model.rowCount()) and self._window.sight.picture is None
        if not self._page and not filled and "home" in seat._made and seat._made["home"]._title.text():
            self._page = True
            self._tell("page")
            seat.bring("entry")
        elif filled:
            self._window.repaint()
            self._tell("grid")
            self._heart.stop()
            self._window.close()

    def _tell(self, what: str) -> None:
        print(what, time.process_time(), self._longest * 1000, flush=True)
        self._longest = 0.0


def _is_loaded(library: str) -> bool:
    return library in sys.modules


def _is_made(name: str) -> bool:
    """Whether anything has asked for a class: it is made then."""
    module, _, itself = name.partition(".")
    return itself in vars(sys.modules[f"PySide6.{module}"])


def _is_source_of_ours(file: str) -> bool:
    """Whether it is what a window is made of: by then, nobody has asked for a module's source."""
    return Path(file).parent.name == "widgets"


def _observed(*_: object) -> int:
    window = next(one for one in QApplication.topLevelWidgets() if one.isVisible())
    observer = Observer(window, follow=len(sys.argv) > 1)
    code = int(_run())
    del observer
    return code


def _bare(*, table: bool) -> int:
    application = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    if table:
        _fill(window)
    window.show()
    return application.exec()


def _fill(window: QWidget) -> None:
    """A plain table of as many rows and columns, all of it as Qt draws it."""
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtWidgets import QTableView

    class Model(QAbstractTableModel):
        def rowCount(self, *_: object) -> int:  # noqa: N802 - Qt's name
            return 150

        def columnCount(self, *_: object) -> int:  # noqa: N802 - Qt's name
            return 25

        def data(self, index: Any, role: int = 0) -> str | None:
            return f"练习 {index.row()},{index.column()}" if role == 0 else None

    view = QTableView(window)
    view.setModel(Model(view))
    view.resize(window.size())
    window.front = view  # type: ignore[attr-defined]  # told to the observer


def main() -> int:
    """Run what is named."""
    QApplication.exec = _observed  # type: ignore[method-assign]
    what, folder = sys.argv[2:4]
    sys.argv[1:] = sys.argv[4:]
    if what != "ours":
        return _bare(table=what == "table")
    # Away from what belongs to whoever runs this.
    if sys.platform == "win32":
        QStandardPaths.setTestModeEnabled(True)
    else:
        os.environ["XDG_DATA_HOME"] = folder
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    from desktop.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
