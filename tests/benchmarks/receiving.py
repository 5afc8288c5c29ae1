"""How long headquarters' window ever keeps a person waiting while sixty workbooks come in.

Run it with `python tests/benchmarks/receiving.py`: the sealed reports of sixty units are dropped on the window, looked
at, taken, and then looked at again on the board, the review and the year's table. Before that a reception is stopped
half way, and the database has to be what it was. `--check` fails where a step stalls longer than 50 ms.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from material import Material, make
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QProgressBar
from rounds import machine
from watch import LIMIT_MS, Step, Watch, report_stalls, rest

from db.engine import connect
from db.vocabulary import FileState
from desktop.app import application_of, speak_in
from desktop.main_window import MainWindow
from desktop.operations.demo import Size
from desktop.pages.dialogs import Chooser
from desktop.pages.inbox.page import InboxPage
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.theme import Theme

UNITS = 60
# Tables whose rows say what was reported.
_TOLD = ("reports", "entries", "node_entries", "batches", "findings")


def steps(window: MainWindow, material: Material) -> Iterator[Step]:
    """What an officer does on the fifth of the month."""
    folder = material.workbooks[0].parent
    inbox = _inbox(window)
    yield Step("look at 60 workbooks", lambda: _seat(window).receive([folder]))
    yield Step("take them", inbox.take_button.click)
    for name in ("board", "inbox", "review", "consolidation", "catalogue", "assigning"):
        yield Step(f"open page {name}", partial(_seat(window).bring, name))


def _seat(window: MainWindow) -> Seat:
    if not isinstance(window.view, Seat):
        sys.exit("the database did not open")
    return window.view


def _inbox(window: MainWindow) -> InboxPage:
    page = _seat(window).inbox
    if page is None:
        sys.exit("headquarters has an inbox")
    return page


def run(folder: Path, material: Material, number: int) -> dict[str, float]:
    """One round, in a window of its own; the longest stall of each step in milliseconds."""
    copy = Path(shutil.copy(material.headquarters, folder / f"round{number}.db"))
    settings = Settings(QSettings(str(folder / f"round{number}.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Theme(cast("QApplication", QApplication.instance())), settings)
    window.resize(1280, 800)
    window.furnish(Chooser(settings))
    window.show()
    window.open_database(copy)
    rest(lambda: window.busy, 1500)
    before = told(copy)
    _stop_half_way(window, material)
    if told(copy) != before:
        sys.exit("a reception that was stopped left something behind")
    watch = Watch()
    found: dict[str, float] = {}
    for step in steps(window, material):
        rest(lambda: window.busy)
        watch.begin()
        QTimer.singleShot(0, step.deed)
        rest(lambda: window.busy)
        found[step.name] = watch.longest * 1000
    taken = sum(one.result.state is FileState.TAKEN or one.taken for one in _inbox(window).model.rows)
    if taken != len(material.workbooks) or told(copy) == before:
        sys.exit(f"only {taken} of {len(material.workbooks)} were taken")
    window.close()
    window.deleteLater()
    return found


def _stop_half_way(window: MainWindow, material: Material) -> None:
    """Begin to take everything, then press the button that stops it."""
    seat = _seat(window)
    seat.receive([material.workbooks[0].parent])
    rest(lambda: window.busy)
    bar, stopping = seat.work.activity.findChild(QProgressBar), QTimer()
    if bar is None:
        sys.exit("what takes long shows how far it is")
    stopping.timeout.connect(lambda: seat.work.activity.cancel.click() if bar.value() >= UNITS // 3 else None)
    _inbox(window).take_button.click()
    stopping.start(2)
    rest(lambda: window.busy)
    _inbox(window).model.set_rows(())


def told(database: Path) -> dict[str, int]:
    """How many rows there are of what was reported."""
    # By the program's own library: two in one process would undo each other's locks.
    with closing(connect(database, "ro")) as connection:
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in _TOLD}  # noqa: S608


def main() -> int:
    """Run the rounds and print the longest stall of each step; 1 where one is too long and that is asked about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help=f"fail where a step stalls longer than {LIMIT_MS:g} ms")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--targets", type=int, default=40, help="targets that every unit reports on")
    chosen = parser.parse_args()
    speak_in(application_of([]), "zh")
    with TemporaryDirectory() as place:
        folder = Path(place)
        # In a process of its own: what it leaves in the memory would be the window's burden.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            material = apart.submit(make, folder, Size(UNITS, chosen.targets)).result()
        rounds = [run(folder, material, number) for number in range(chosen.rounds)]
    print(machine())
    print(f"{UNITS} workbooks × {chosen.targets} targets, {chosen.rounds} rounds; longest stall of the window, ms")
    longest = report_stalls(rounds)
    return int(chosen.check and longest > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
