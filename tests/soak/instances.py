"""A second start on a database that a window has: `python tests/soak/instances.py --n 100`.

A window is put away, and the program is started once more on its database, as a person does who does not see it. The
second process must be gone within two seconds, and the window be in front by then. Prints how long it took; exits 1
where one took longer, or did not bring the window forward. Its short form is in tests/desktop/test_app.py.
"""
# ruff: noqa: T201 - a soak run prints

import argparse
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QProcess, QSettings, QStandardPaths
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from desktop.operations.practice import practise
from desktop.pages.dialogs import Chooser
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.theme import Theme

ALLOWED = 2.0
START = "import sys; from desktop.__main__ import window; sys.exit(window())"


def second(window: MainWindow, database: Path) -> tuple[float, bool]:
    """Start the program once more: how long it is there, and whether the window came forward meanwhile."""
    window.showMinimized()
    QTest.qWait(1)
    process = QProcess()
    began = time.monotonic()
    process.start(sys.executable, ["-c", START, str(database)])
    while process.state() != QProcess.ProcessState.NotRunning:
        QTest.qWait(2)
    took = time.monotonic() - began
    forward = window.isVisible() and not window.isMinimized() and window.isActiveWindow()
    return took, forward and process.exitCode() == 0


def times(rounds: int) -> tuple[list[float], int]:
    """How long each second process was there, and how many brought the window forward."""
    application = QApplication.instance() or QApplication(["instances"])
    assert isinstance(application, QApplication)
    QStandardPaths.setTestModeEnabled(True)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "练习.db"
        practise(database)
        settings = Settings(QSettings(str(database.with_suffix(".ini")), QSettings.Format.IniFormat))
        window = MainWindow(Theme(application, "light"), settings)
        window.furnish(Chooser(settings))
        window.open_database(database)
        window.show()
        while not isinstance(window.view, Seat) or window.busy:
            QTest.qWait(5)
        found = [second(window, database) for _ in range(rounds)]
        window.close()
    return [took for took, _ in found], sum(forward for _, forward in found)


def main() -> int:
    """Print how long second starts took; 1 where one was too long, or in vain."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=100, help="how many second starts")
    asked = parser.parse_args()
    took, forward = times(asked.n)
    print(f"{statistics.median(took):8.2f}  s until the second process was gone, the median")
    print(f"{max(took):8.2f}  s at most")
    processor = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{(processor.ru_utime + processor.ru_stime) / asked.n:8.2f}  s of processor time each")
    print(f"{forward:8}  of {asked.n} brought the window forward")
    return 1 if max(took) > ALLOWED or forward < asked.n else 0


if __name__ == "__main__":
    sys.exit(main())
