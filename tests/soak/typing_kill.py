"""A text being typed, and the program killed: `python tests/soak/typing_kill.py --n 200`.

The real window, on no screen; keys are typed one by one into a cell of the grid or a text beside it, and at a random
moment the program is killed. What was typed two seconds before that must be on the disk: in its field where it was
left, or else among what is offered again. Prints how old the first key was that is not; exits 1 where one is older, or
where a field that was left is not stored. It forks, and runs where processes can.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import os
import random
import signal
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import unfinished
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.log import LOG
from desktop.main_window import MainWindow
from desktop.operations.entry import load_entry
from desktop.operations.practice import practise
from desktop.pages.dialogs import Chooser
from desktop.pages.entry.page import EntryPage
from desktop.pages.seat import Seat
from desktop.settings import Settings
from desktop.widgets.theme import Theme

PERIOD = "2024-03"
# Seconds that typing goes on, and milliseconds between two keys.
LONGEST = 6
PAUSES = (20, 160)
# Keys after which a field is left.
LEAVES = 25
ALLOWED = 2.0
FIELDS = ("value", "problems", "next_steps")


@dataclass(frozen=True)
class Key:
    """What stood in a field after a key, and when; `left` where that ended the typing there."""

    at: float
    place: tuple[str, str]
    text: str
    left: bool


def type_on(database: Path, out: int, seed: int) -> None:
    """In the child: type, until it is killed."""
    dice = random.Random(seed)
    application = QApplication(["typing"])
    settings = Settings(QSettings(str(database.with_suffix(".ini")), QSettings.Format.IniFormat))
    window = MainWindow(Theme(application, "light"), settings)
    window.resize(1280, 800)
    window.furnish(Chooser(settings))
    window.open_database(database)
    window.show()
    _until(lambda: isinstance(window.view, Seat) and not window.busy)
    assert isinstance(window.view, Seat)
    window.view.show_page(1)
    page = window.view.entry
    assert page is not None
    _until(lambda: page.model.rowCount() > 0 and not page._runner.busy)
    while True:
        row = page.model.row_at(dice.randrange(page.model.rowCount()))
        field = dice.choice(FIELDS) if row.target.goal.measure.has_figure else dice.choice(FIELDS[1:])
        editor = _editor(page, row.target.key, field)
        typed = ""
        for _ in range(dice.randrange(3, LEAVES)):
            typed += dice.choice("123456789")
            QTest.keyClick(editor, Qt.Key(ord(typed[-1])))
            _tell(out, row.target.key, field, typed, left=False)
            QTest.qWait(dice.randint(*PAUSES))
        _leave(page, editor, field)
        _until(lambda: not page._runner.busy)
        _tell(out, row.target.key, field, typed, left=True)


def _editor(page: EntryPage, key: str, field: str) -> QWidget:
    """An editor with the keys, with nothing in it."""
    page.show_place(key, field)
    if field == "value":
        page.grid.setFocus()
        QTest.keyClick(page.grid, Qt.Key.Key_F2)
        editor = next(one for one in page.grid.viewport().findChildren(QWidget) if one.isVisible())
    else:
        editor = page.pane.texts[field].text
        editor.setFocus()
        editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    return editor


def _leave(page: EntryPage, editor: QWidget, field: str) -> None:
    if field == "value":
        QTest.keyClick(editor, Qt.Key.Key_Return)
    else:
        page.grid.setFocus()


def _tell(out: int, key: str, field: str, text: str, *, left: bool) -> None:
    os.write(out, f"{time.monotonic()} {key} {field} {text} {int(left)}\n".encode())


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, "the window does nothing"
        QTest.qWait(5)


def killed(database: Path, seed: int) -> tuple[float, list[Key]]:
    """When a child was killed, and every key that it had typed by then."""
    dice = random.Random(seed)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            type_on(database, write, seed)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(write)
    with os.fdopen(read, encoding="ascii") as said:
        lines = [said.readline()]
        time.sleep(dice.uniform(0, LONGEST))
        end = time.monotonic()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += said.readlines()
    assert lines[0], "the window did not open"
    words = [line.split() for line in lines if line.endswith("\n")]
    return end, [Key(float(at), (key, field), text, left == "1") for at, key, field, text, left in words]


def lost(database: Path, keys: Sequence[Key]) -> list[Key]:
    """The keys that are neither stored nor offered, the oldest first."""
    desk = open_desk(database, Origin.WINDOW)
    try:
        sheet = load_entry(desk, PERIOD)
        with desk.store.read() as connection:
            kept = {(one.place, one.field): one.text for one in unfinished.kept(connection, PERIOD)}
    finally:
        desk.close()
    rows = {row.target.key: row for row in sheet.rows}
    last = {key.place: key for key in keys}
    found = []
    for place, final in last.items():
        there = {rows[place[0]].text(place[1]), *([] if final.left else [kept.get(place, "")])}
        typed = [key for key in keys if key.place == place]
        safe = max((number for number, key in enumerate(typed) if key.text in there), default=-1)
        found += typed[safe + 1 :]
    return sorted(found, key=lambda key: key.at)


def ages(rounds: int, seed: int) -> tuple[list[float], int, int]:
    """How old the first key that is gone was at each kill, how many keys were typed, how many left fields are gone."""
    found, typed, gone = [], 0, 0
    # Each start says of the one before that it was not ended properly.
    LOG.disabled = True
    QStandardPaths.setTestModeEnabled(True)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "练习.db"
        practise(database)
        for number in range(seed, seed + rounds):
            end, keys = killed(database, number)
            missing = lost(database, keys)
            typed += len(keys)
            gone += sum(key.left for key in missing)
            found.append(end - missing[0].at if missing else 0.0)
    return found, typed, gone


def main() -> int:
    """Print how much typing was lost; 1 where it was more than may be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=200, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    found, typed, gone = ages(asked.n, asked.seed)
    print(f"{typed:8}  keys typed, {typed / asked.n:.0f} a round")
    print(f"{statistics.median(found):8.2f}  s of typing lost, the median")
    print(f"{max(found):8.2f}  s of typing lost at most")
    print(f"{gone:8}  fields lost that had been left")
    late = sum(age > ALLOWED for age in found)
    print(f"\n{asked.n} kills, seed {asked.seed}, {time.monotonic() - began:.0f} s: {late} lost more than {ALLOWED} s")
    return 1 if late or gone else 0


if __name__ == "__main__":
    sys.exit(main())
