"""What one more workbook costs headquarters when fifty were received before it, and when sixteen hundred were.

Run it with `python tests/benchmarks/growing.py`: the first so many of one set of sealed reports are received, for each
number in a program of its own, in turn with the least that reading and storing can cost. `--check 1.15` fails where a
workbook among the most costs so many times what one costs among the fewest, or where the program with all its
processes ever holds more than `--memory` MB. With `--inbox` all are looked at first and then taken, as headquarters'
window does it: there is one cost for both then.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import shutil
import sqlite3
import sys
import zipfile
from bisect import bisect_left
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING
from xml.parsers import expat

from rounds import as_installed, machine, processor_time

# Nothing of ours at the top: what measures starts processes that read, and they would start with all of it.
if TYPE_CHECKING:
    from material import Material

    from desktop.operations.receive import FileResult

MOST_MB = 250
# So many workbooks at the beginning and at the end of a run are looked at by themselves.
STRETCH = 25
# The first few are read while the processes that read them start.
WARM = 10
# Two words of how far it is within so many seconds are of files that are taken together.
AT_ONCE = 0.005
# So many units have the same targets.
TOGETHER = 50
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of all processors for a workbook, in the whole and in the first and last stretch; MB at most."""

    each: float
    first: float
    last: float
    held: float


def ours(database: Path, workbooks: Sequence[Path]) -> Cost:
    """Receive workbooks in this process and those that it starts."""
    from db.vocabulary import Origin
    from desktop.desk import open_desk
    from desktop.operations.receive import receive

    as_installed()
    marks: list[tuple[int, float]] = []
    heard = 0.0

    def mark(count: int) -> None:
        nonlocal heard
        # Those that are taken together are told of at once, before the first of them is.
        if perf_counter() - heard > AT_ONCE:
            marks.append((count, processor_time()))
        heard = perf_counter()

    desk = open_desk(database, Origin.COMMAND)
    try:
        results = receive(desk, workbooks, lambda *told: mark(told[0]))
        held = _held()
    finally:
        desk.close()
    _require_taken(results)
    count = len(workbooks)
    parts = ((0, count), (WARM, WARM + STRETCH), (count - STRETCH, count))
    each, first, last = (_each(marks, *part) for part in parts)
    return Cost(each, first, last, held)


def inbox(database: Path, workbooks: Sequence[Path]) -> Cost:
    """Look at workbooks, then take them."""
    from db.vocabulary import Origin
    from desktop.desk import open_desk
    from desktop.operations.inbox import inspect, take_incoming

    as_installed()
    desk = open_desk(database, Origin.COMMAND)
    try:
        inspect(desk, workbooks[:WARM])
        begun = processor_time()
        results = take_incoming(desk, inspect(desk, workbooks))
        each = (processor_time() - begun) * 1000 / len(workbooks)
        held = _held()
    finally:
        desk.close()
    _require_taken(results)
    return Cost(each, each, each, held)


def limit(rows: Sequence[Sequence[tuple[object, ...]]], schema: str, database: Path, books: Sequence[Path]) -> Cost:
    """Inflate and parse the same parts and store the same rows: nothing else is done."""
    begun, places = processor_time(), ", ".join("?" * len(rows[0][0]))
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(schema)
        for path, said in zip(books, rows, strict=True):
            with zipfile.ZipFile(path) as package:
                for part in package.namelist():
                    expat.ParserCreate().Parse(package.read(part), True)
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(f"INSERT INTO entries VALUES ({places})", said)  # noqa: S608 - question marks alone
            raw.execute("COMMIT")
    each = (processor_time() - begun) * 1000 / len(books)
    return Cost(each, each, each, _held())


def _require_taken(results: "Sequence[FileResult]") -> None:
    if any(result.state != "taken" for result in results):
        raise SystemExit("a workbook was not taken")


def _each(marks: Sequence[tuple[int, float]], start: int, end: int) -> float:
    return (_at(marks, end) - _at(marks, start)) * 1000 / (end - start)


def _at(marks: Sequence[tuple[int, float]], count: int) -> float:
    """When so many were taken: between two marks one after another."""
    after = min(bisect_left(marks, (count, 0.0)), len(marks) - 1)
    (before, begun), (then, ended) = marks[max(after - 1, 0)], marks[after]
    return ended if then == before else begun + (ended - begun) * (count - before) / (then - before)


def _held() -> float:
    """The most memory that this process and those it started have held; 0 where the system does not say.

    The libraries that those have from their files are this one's as well, and counted once.
    """
    began = (_told(one.pid, "VmHWM") - _told(one.pid, "RssFile") for one in active_children())
    return (_told(os.getpid(), "VmHWM") + sum(began)) / _MB


def _told(process: int | None, what: str) -> int:
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else ()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:")), 0)


def material_for(folder: Path, most: int, rows: int) -> "Material":
    """What is received, and where."""
    from material import make

    from desktop.operations.demo import Size

    # What is measured later does not compile anything first.
    as_installed()
    together = min(TOGETHER, most)
    return make(folder, Size(-(-most // together) * together, rows), together)


def learn(database: Path, count: int) -> tuple[list[list[tuple[object, ...]]], str]:
    """The rows that a workbook after the other left behind, and how their table was made."""
    with closing(sqlite3.connect(database)) as raw:
        (schema,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchone()
        keys = raw.execute("SELECT key FROM reports ORDER BY rowid DESC LIMIT ?", (count,)).fetchall()
        return [raw.execute("SELECT * FROM entries WHERE report_key = ?", key).fetchall() for key in keys], schema


def measure(
    way: Callable[..., Cost], folder: Path, material: "Material", counts: Sequence[int], rounds: int
) -> dict[int, tuple[Cost, Cost]]:
    """The medians of a way of ours and of the limit, by how many workbooks were received."""
    found: dict[int, list[tuple[Cost, Cost]]] = {count: [] for count in counts}
    for number in range(rounds):
        for count in counts:
            ours_database, limits = folder / "ours.db", folder / "limit.db"
            for path in folder.glob("ours.db*"):
                path.unlink()
            # With what was kept of it when it was closed: a file that nobody vouches for is read row by row first.
            for end in ("", ".witness"):
                shutil.copyfile(f"{material.headquarters}{end}", f"{ours_database}{end}")
            books = material.workbooks[:count]
            mine = _apart(way, ours_database, books)
            theirs = _apart(limit, *learn(ours_database, count), limits, books)
            limits.unlink()
            found[count].append((mine, theirs))
            print(f"round {number + 1}: {count} workbooks, {mine.each:.1f} ms each, limit {theirs.each:.1f} ms each")
    return {
        count: (_middle([one for one, _ in costs]), _middle([one for _, one in costs]))
        for count, costs in found.items()
    }


def _apart(function: Callable[..., Cost], *arguments: object) -> Cost:
    """Run something in a process of its own, which has held nothing before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        return apart.submit(function, *arguments).result()


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(getattr(one, name) for one in costs) for name in ("each", "first", "last", "held")))


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--workbooks", type=int, nargs="+", default=[50, 200, 800, 1600])
    parser.add_argument("--rows", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=float, default=MOST_MB, metavar="MB")
    parser.add_argument("--inbox", action="store_true", help="look at all of them first")
    parser.add_argument("--check", type=float, metavar="N", help="fail where the last costs more than N × the first")
    asked = parser.parse_args()
    if min(asked.workbooks) <= WARM + STRETCH:
        parser.error(f"more than {WARM + STRETCH} workbooks are needed to compare the first with the last")
    with TemporaryDirectory() as place:
        folder, most = Path(place), max(asked.workbooks)
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            material = apart.submit(material_for, folder, most, asked.rows).result()
        found = measure(inbox if asked.inbox else ours, folder, material, sorted(asked.workbooks), asked.rounds)
    print(machine("python-calamine", "SQLAlchemy"))
    print(
        f"{asked.rows} rows a workbook, a plan of {len(material.workbooks)} units; "
        f"processor time, medians of {asked.rounds} rounds"
    )
    print(f"{'workbooks':>10}{'each':>10}{f'first {STRETCH}':>10}{f'last {STRETCH}':>10}{'memory':>10}{'× limit':>9}")
    for count, (mine, theirs) in found.items():
        times = "".join(f"{one:>7.1f} ms" for one in (mine.each, mine.first, mine.last))
        print(f"{count:>10}{times}{mine.held:>7.0f} MB{mine.each / theirs.each:>9.2f}")
    (fewest, _), (many, _) = found[min(found)], found[most]
    growth, held = many.last / fewest.first, max(mine.held for mine, _ in found.values())
    print(f"the last of {most} costs {growth:.2f} times what the first of {min(found)} cost; {held:.0f} MB at most")
    return int(asked.check is not None and (growth > asked.check or held > asked.memory))


if __name__ == "__main__":
    sys.exit(main())
