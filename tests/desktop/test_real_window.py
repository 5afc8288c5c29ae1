"""A month by the keyboard in a real window, under a screen of its own: X's key presses, and no handle on the program.

Run it with `pytest -m xvfb`; it is skipped where Xvfb or xdotool is not installed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.vocabulary import FileState, Origin, Severity
from desktop.desk import Desk, open_desk
from desktop.operations.entry import EntrySheet, filled, load_entry
from desktop.operations.receive import receive

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool (Debian packages)"
    ),
]
PERIOD = "2024-03"
ROOT = Path(__file__).parents[2]


@dataclass
class Screen:
    """A screen with the program on it; what is seen is what is on disk and which windows there are."""

    display: str
    program: "subprocess.Popen[bytes]"
    seen: set[str] = field(default_factory=set)

    def tool(self, *words: str) -> str:
        tool = shutil.which("xdotool") or ""
        done = subprocess.run(  # noqa: S603 - our own test
            [tool, *words], env={**os.environ, "DISPLAY": self.display}, capture_output=True, text=True, check=False
        )
        return done.stdout

    def windows(self) -> list[str]:
        return self.tool("search", "--onlyvisible", "--pid", str(self.program.pid)).split()

    def until(self, seen: Callable[[], object], what: str, *keys: str) -> None:
        """Look again and again, for as long as a person would; pressing keys again that had no effect for a while."""
        end = time.monotonic() + 40
        pressed = 0.0
        while not seen():
            if keys and time.monotonic() > pressed + 4:
                pressed = time.monotonic()
                self.press(*keys)
            assert self.program.poll() is None, "the program ended"
            assert time.monotonic() < end, what
            self.tool("sleep", "0.1")

    def next_window(self, *keys: str) -> None:
        """Wait for a window that was not there before, and give it the keys; no window manager does it."""
        self.until(lambda: set(self.windows()) - self.seen, "another window", *keys)
        new = next(one for one in self.windows() if one not in self.seen)
        self.seen.add(new)
        self.tool("windowfocus", "--sync", new)

    def main_window(self) -> None:
        """Wait until the dialogs are gone, and give the keys to the window that is left."""
        self.until(lambda: len(self.windows()) == 1, "the window alone")
        self.tool("windowfocus", "--sync", self.windows()[0])

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tool("key", "--delay", "40", key)

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "20", text)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    # Without -noreset the screen starts anew whenever its last client leaves, and refuses whoever comes meanwhile: the
    # looking for windows that begins at once is such a client, and the program would end before it is seen.
    server = subprocess.Popen(  # noqa: S603 - our own test
        [shutil.which("Xvfb") or "", "-displayfd", "1", "-noreset", "-screen", "0", "1280x800x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    display = f":{server.stdout.readline().decode().strip()}"
    home = tmp_path / "home"
    home.mkdir()
    given = {"DISPLAY": display, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    program = subprocess.Popen([sys.executable, "-m", "desktop"], cwd=ROOT, env={**os.environ, **given, **places})
    try:
        yield Screen(display, program)
    finally:
        for process in (program, server):
            process.terminate()
            process.wait(timeout=20)
        server.stdout.close()


def stored(database: Path) -> EntrySheet:
    desk = open_desk(database, Origin.COMMAND)
    try:
        return load_entry(desk, PERIOD)
    finally:
        desk.close()


def asked(database: Path) -> list[str]:
    """The targets of which the checks want an explanation."""
    rows = stored(database).rows
    return [row.target.code for row in rows if any(one.severity is Severity.QUERY for one in row.findings)]


def test_a_month_in_a_real_window(
    screen: Screen,
    finished_round: Path,
    issued_database: Path,
    sit_down: Callable[[Path], Desk],
    tmp_path: Path,
) -> None:
    issued = Path(shutil.copy(min((finished_round / "issued").glob("*.xlsx")), tmp_path / "issued.xlsx"))
    database, out = tmp_path / "unit.db", tmp_path / "report.xlsx"

    # First run: the first card, the file that came, the place of the database.
    screen.next_window()
    # The window is there before its cards are.
    screen.next_window("space")
    screen.type(str(issued))
    screen.press("Return")
    screen.next_window()
    screen.press("ctrl+a")
    screen.type(str(database))
    screen.press("Return")
    screen.until(lambda: "—" in screen.tool("getwindowname", screen.windows()[0]), "the seat")
    screen.main_window()

    # Every blank: a figure, or a status.
    screen.press("ctrl+2")
    count = len(stored(database).rows)
    for _ in range(count):
        before = filled(stored(database).rows)
        keys = ("F7", "1", "2", "Return", "Down", "Down", "Escape")
        screen.until(lambda before=before: filled(stored(database).rows) > before, "one more filled", *keys)
    assert filled(stored(database).rows) == count

    # What wants a word gets one: found by its code, and answered in the texts beside the grid.
    while codes := asked(database):
        screen.press("ctrl+f")
        screen.type(codes[0])
        screen.press("Return", "F6")
        screen.type("because")
        screen.press("Escape", "ctrl+f", "Escape")
        screen.until(lambda code=codes[0]: code not in asked(database), f"{codes[0]} explained")

    # Out: the names, the place, and the last word.
    screen.press("ctrl+e")
    screen.next_window()
    screen.press("Return")
    screen.next_window()
    screen.press("ctrl+a")
    screen.type(str(out))
    screen.press("Return")
    screen.until(out.exists, "a report")
    screen.next_window()
    screen.press("Escape")
    screen.main_window()
    results = receive(sit_down(issued_database), [out])
    assert [result.state for result in results] == [FileState.TAKEN]
