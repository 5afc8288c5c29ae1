"""How long the window ever keeps a person waiting: the longest stall of its thread, step by step.

Run it with `python tests/benchmarks/stalls.py`: a clerk's database of 2,000 targets in the twelfth of 12 periods.
`--check` fails where a step stalls longer than 50 ms. A stall is the time between two beats of a timer that
wants to beat every millisecond, so that waiting for another thread counts as well; the longest of all rounds is told,
since that is what a person feels.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from material import make_clerk
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from rounds import machine
from watch import LIMIT_MS, Step, Watch, report_stalls, rest

from desktop.app import application_of, speak_in
from desktop.main_window import MainWindow
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.page import EntryPage
from desktop.pages.seat import Seat
from desktop.pages.taking import TakingPreview
from desktop.settings import Settings
from desktop.widgets.theme import Theme

TARGETS = 2_000


def steps(window: MainWindow, database: Path) -> Iterator[Step]:
    """What a clerk does, in order; each waits until the window is idle again."""
    yield Step("open the database", lambda: _assert(window.open_database(database)))
    for number, place in enumerate(_seat(window).places):
        yield Step(f"open page {place.name}", partial(_seat(window).show_page, number))
    yield Step("back to entry", partial(_seat(window).show_page, 1))
    page = _entry(window)
    grid, model = page.grid, page.model
    value = next(number for number, column in enumerate(model.columns) if column.key == "value")
    yield Step("page down", lambda: QTest.keyClick(grid, Qt.Key.Key_PageDown))
    yield Step("scroll by wheel", lambda: _wheel(page))
    yield Step("jump to the end", lambda: QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier))
    yield Step("find by words", lambda: page.head.search.setText("199"))
    yield Step("find nothing more", page.head.search.clear)
    yield Step("sort", lambda: grid.header.sort_wanted.emit(value, False))
    yield Step("open a filter", lambda: page.arranging.open_filter(value, QPoint(400, 200)))
    yield Step("filter blanks", page.head.only_blanks.click)
    yield Step("filter no more", page.head.only_blanks.click)
    QGuiApplication.clipboard().setText("\n".join(str(number % 400) for number in range(TARGETS)))
    grid.go_to(0, value)
    yield Step("paste 2,000 cells", lambda: QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))
    yield Step("accept the preview", lambda: _accept(page))
    yield Step("undo it", page.edits.stack.undo)
    grid.go_to(0, value)
    yield Step("type one figure", lambda: _type(page))


def _assert(done: bool) -> None:
    if not done:
        sys.exit("the database is open elsewhere")


def _seat(window: MainWindow) -> Seat:
    if not isinstance(window.view, Seat):
        sys.exit("the database did not open")
    return window.view


def _entry(window: MainWindow) -> EntryPage:
    page = _seat(window).entry
    if page is None:
        sys.exit("a department has an entry page")
    return page


def _wheel(page: EntryPage) -> None:
    where = QPointF(page.grid.viewport().rect().center())
    turned = QWheelEvent(
        where,
        page.grid.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, -1200),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.grid.viewport(), turned)


def _accept(page: EntryPage) -> None:
    dialog = page.findChild(TakingPreview)
    if dialog is None:
        sys.exit("the block was not shown before it went in")
    roles = QDialogButtonBox.ButtonRole
    next(one for one in dialog.buttons.buttons() if dialog.buttons.buttonRole(one) == roles.AcceptRole).click()


def _type(page: EntryPage) -> None:
    QTest.keyClick(page.grid, Qt.Key.Key_7)
    page.grid.commit_open_editor()


def run(folder: Path, database: Path, number: int) -> dict[str, float]:
    """One round, in a window of its own; the longest stall of each step in milliseconds."""
    copy = Path(shutil.copy(database, folder / f"round{number}.db"))
    settings = Settings(QSettings(str(folder / f"round{number}.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Theme(cast("QApplication", QApplication.instance())), settings)
    window.resize(1280, 800)
    window.furnish(Chooser(settings))
    window.show()
    watch = Watch()
    found: dict[str, float] = {}
    for step in steps(window, copy):
        rest(lambda: window.busy)
        watch.begin()
        QTimer.singleShot(0, step.deed)
        rest(lambda: window.busy)
        found[step.name] = watch.longest * 1000
    window.close()
    window.deleteLater()
    return found


def main() -> int:
    """Run the rounds and print the longest stall of each step; 1 where one is too long and that is asked about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help=f"fail where a step stalls longer than {LIMIT_MS:g} ms")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    speak_in(application_of([]), "zh")
    with TemporaryDirectory() as place:
        folder = Path(place)
        # In a process of its own: what it leaves in the memory would be the window's burden.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            database = apart.submit(make_clerk, folder, TARGETS).result()
        rounds = [run(folder, database, number) for number in range(chosen.rounds)]
    print(machine())
    print(f"{TARGETS} targets × 12 periods, {chosen.rounds} rounds; longest stall of the window's thread, ms")
    longest = report_stalls(rounds)
    return int(chosen.check and longest > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
