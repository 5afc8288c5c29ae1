"""How long a person waits for the window: from the start of the process to its first paint, against a bare window.

Run it with `python tests/benchmarks/start.py`: a window of PySide6 with nothing in it, one with a plain table, ours
without a database, with one that is opened for the first time, and with one that was open before, in whose first
picture the grid of entries is filled; in turn, on a screen of Xvfb where there is one. `--check 1.5` fails where a
window of ours is first painted after more than so many times as long as the bare one, or where a library is loaded by
then that the first picture does without. With a database it also tells when its first page and its grid of entries
stood there to be worked in, and the longest stall of the window's thread until then. Where DB Browser for SQLite is
installed (`sqlitebrowser`) and there is a screen, it opens the same database, and may not be faster.

Every program has the bytecode of its modules, as an installed one has.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from material import make_clerk
from rounds import Timing, machine, medians

ROOT: Final = Path(__file__).resolve().parents[2]
PAINTED: Final = Path(__file__).with_name("painted.py")
BARE, TABLE, WELCOME, OPENING = "bare", "bare, a table", "ours, no database", "ours, a database"
FILLED, BROWSER = "ours, a filled grid", "DB Browser for SQLite"
STAGES: Final = {"page": "first page filled", "grid": "grid of entries, to be worked in"}


@dataclass
class Seen:
    """What became of one contender: its times to each stage, and the longest stalls on the way there, in ms."""

    timings: dict[str, list[Timing]] = field(default_factory=dict)
    stalls: dict[str, list[float]] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)


@contextmanager
def screen() -> Iterator[str]:
    """A screen to paint on, where there is one; what it is."""
    xvfb = shutil.which("Xvfb")
    if sys.platform == "win32":
        yield "the desktop"
    elif xvfb is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
    else:
        command = [xvfb, "-displayfd", "1", "-noreset", "-screen", "0", "1280x800x24"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # noqa: S603 - known
            assert server.stdout is not None
            os.environ |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().strip()}"}
            try:
                yield "Xvfb"
            finally:
                server.terminate()


def start(seen: Seen, words: Sequence[str], folder: Path) -> None:
    """One start, told stage by stage; it has ended when this returns."""
    # Without what an installation for development adds to every start of Python.
    paths = os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("-packages"))])
    command = [sys.executable, "-S", str(PAINTED), paths, words[0], str(folder), *words[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "bytecode")
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as child:  # noqa: S603 - our own program
        assert child.stdout is not None
        for line in child.stdout:
            stage, processor, *told = line.split()
            seen.timings.setdefault(stage, []).append(Timing(time.perf_counter() - began, float(processor)))
            if stage == "painted":
                seen.heavy.update(told)
            else:
                seen.stalls.setdefault(stage, []).append(float(told[0]))
    if child.returncode:
        raise SystemExit(f"{words[0]} ended with {child.returncode}")


def browse(seen: Seen, database: Path, folder: Path) -> None:
    """One start of DB Browser, until its window with the database in it is on the screen."""
    browser, tool = shutil.which("sqlitebrowser"), shutil.which("xdotool")
    assert browser is not None
    assert tool is not None
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    search = [tool, "search", "--onlyvisible", "--name", database.name]
    began = time.perf_counter()
    command = [browser, "--table", "entries", str(database)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as child:  # noqa: S603 - known
        while subprocess.run(search, capture_output=True, check=False).returncode:  # noqa: S603 - known
            if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                raise SystemExit(f"{browser} ended before its window was there")
            time.sleep(0.005)
        shown = time.perf_counter() - began
        child.terminate()
        # Its own alone, without whoever looked out for it.
        *_, spent = os.wait4(child.pid, 0)
    seen.timings.setdefault("painted", []).append(Timing(shown, spent.ru_utime + spent.ru_stime))


def run(rounds: int, contenders: Mapping[str, Sequence[str]], folder: Path) -> dict[str, Seen]:
    """Every contender once a round, after one that warms everything up."""
    found = {name: Seen() for name in contenders}
    for number in range(-1, rounds):
        for place, (name, words) in enumerate(contenders.items()):
            own = folder / str(place)
            own.mkdir(exist_ok=True)
            if name != FILLED:
                for kept in own.rglob("last-shown"):
                    kept.unlink()
            seen = found[name] if number >= 0 else Seen()
            if name == BROWSER:
                browse(seen, Path(words[0]), own)
            else:
                start(seen, words, own)
        if number >= 0:
            told = ((name, one.timings["painted"][-1].wall) for name, one in found.items())
            print(f"round {number + 1}: {'  '.join(f'{name} {wall * 1000:.0f} ms' for name, wall in told)}")
    if "page" in found[FILLED].timings:
        raise SystemExit("the first picture was not that of the grid: nothing was kept")
    return found


def report(found: Mapping[str, Seen]) -> float:
    """Print the medians, each against the bare window's; the largest ratio of a first paint by the clock.

    A ratio is the median of the rounds' own: what slows a machine down for a while slows a whole round.
    """
    bare = found[BARE].timings["painted"]
    print(f"{'':<28}{'clock':>10}{'× bare':>8}{'processor':>14}{'× bare':>8}{'longest stall':>16}")
    worst = 0.0
    for name, seen in found.items():
        for stage, timings in seen.timings.items():
            middle, ratio = medians(timings), medians([_ratio(*pair) for pair in zip(timings, bare, strict=True)])
            clock = f"{middle.wall * 1000:>7.0f} ms{ratio.wall:>8.2f}"
            processor = f"{middle.processor * 1000:>11.0f} ms{ratio.processor:>8.2f}"
            words = name if stage == "painted" else f"… {STAGES[stage]}"
            stall = f"{max(seen.stalls[stage]):>13.0f} ms" if stage in seen.stalls else ""
            print(f"{words:<28}{clock}{processor}{stall}")
            if stage == "painted" and name in {WELCOME, OPENING, FILLED}:
                worst = max(worst, ratio.wall)
    return worst


def slower_than_browser(found: Mapping[str, Seen]) -> bool:
    """Whether DB Browser has its window on the screen before ours with the filled grid; not where there is none."""
    if BROWSER not in found:
        print("DB Browser for SQLite was not measured: sqlitebrowser, xdotool or a screen is missing")
        return False
    ours, theirs = (medians(found[name].timings["painted"]).wall for name in (FILLED, BROWSER))
    return ours > theirs


def _ratio(one: Timing, bare: Timing) -> Timing:
    return Timing(one.wall / bare.wall, one.processor / bare.processor)


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--targets", type=int, default=150)
    parser.add_argument("--check", type=float, help="fail where a window of ours takes more than so many times as long")
    chosen = parser.parse_args()
    with TemporaryDirectory() as place, screen() as where:
        folder = Path(place)
        # In a process of its own: this one has nothing to do but look at the clock.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            database = apart.submit(make_clerk, folder, chosen.targets).result()
        # One each: a database is opened by one program at a time, and remembers it.
        again = Path(shutil.copy(database, folder / "again.db"))
        contenders = {BARE: ["bare"], TABLE: ["table"], WELCOME: ["ours"], OPENING: ["ours", str(database)]}
        contenders[FILLED] = ["ours", str(again)]
        if where == "Xvfb" and shutil.which("sqlitebrowser") and shutil.which("xdotool"):
            contenders[BROWSER] = [str(shutil.copy(database, folder / "browsed.db"))]
        found = run(chosen.rounds, contenders, folder)
    print(machine("PySide6-Essentials"), where, sep=", ")
    print(f"{chosen.targets} targets × 12 periods, medians of {chosen.rounds} rounds, from the start of the process")
    worst = report(found)
    behind = slower_than_browser(found)
    heavy = sorted(found[WELCOME].heavy | found[OPENING].heavy | found[FILLED].heavy)
    print(f"loaded at the first paint: {', '.join(heavy) or 'nothing heavy'}")
    return int(chosen.check is not None and (worst > chosen.check or bool(heavy) or behind))


if __name__ == "__main__":
    sys.exit(main())
