"""Board, consolidation and inbox of a very large year, and one more workbook that comes into it.

Run it with `python tests/benchmarks/board.py --folder FOLDER`: the material, 1,000 units × 300 targets × 12 periods, is
made in the folder once, which takes some minutes and 6 GB. Between two looks a workbook comes in, into this database
and into an empty one of the same plan. `--check` fails where a look after the first takes more than 300 ms, or
receiving more than 1.2 × of what it takes in the empty database.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import resource
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from large import Extent, Large, extent_of, large
from rounds import Timing, machine, medians, timed

from db.engine import connect
from db.vocabulary import FileState, Origin
from db.witness import Witness
from desktop.desk import Desk, open_desk
from desktop.operations.board import board_story
from desktop.operations.consolidation import load_year
from desktop.operations.inbox import missing
from desktop.operations.receive import receive

GOAL_MS, GOAL_TIMES = 300.0, 1.2
LIMIT, FULL, EMPTY = "raw SQL over one period", "one more workbook", "into the empty database"
# What the board cannot do without: the figures of everybody's newest report of a period, added.
_FIGURES = """
    SELECT e.target_key, count(e.value), sum(e.value), max(e.value) FROM entries e JOIN (
        SELECT unit_key, key, max(revision) FROM reports WHERE period = ? AND state <> 'draft' GROUP BY unit_key
    ) r ON r.key = e.report_key GROUP BY e.target_key"""
# The newest figure of each unit, of one target that is added.
_NEWEST = """
    SELECT sum(value) FROM (
        SELECT r.unit_key, e.value, max(r.period) FROM reports r
        JOIN entries e ON e.report_key = r.key AND e.target_key = ?
        WHERE e.value IS NOT NULL AND r.state <> 'draft' GROUP BY r.unit_key)"""


@dataclass
class Bench:
    """Both databases with a desk at each, and what was measured."""

    full: Desk
    empty: Desk
    material: Large
    found: dict[str, list[Timing]] = field(default_factory=dict)

    @property
    def looks(self) -> dict[str, Callable[[], object]]:
        """What the pages ask for."""
        code = self.material.last.code
        return {
            "board": lambda: board_story(self.full, code),
            "consolidation": lambda: load_year(self.full),
            "inbox": lambda: missing(self.full, code),
        }

    def look(self) -> None:
        """Every page once, and the limit."""
        for name, deed in self.looks.items():
            self.time(name, deed)
        self.time(LIMIT, self.limit)

    def limit(self) -> None:
        """Only the figures of one period, by the library alone."""
        # The program's own one: two in one process would undo each other's locks.
        with closing(connect(self.full.store.path, "ro")) as raw:
            raw.execute(_FIGURES, (self.material.last.code,)).fetchall()

    def take(self, *workbooks: Path) -> None:
        """Workbooks into both databases; the last one is timed, when the process that reads knows the plan."""
        *before, last = workbooks
        for name, desk in ((FULL, self.full), (EMPTY, self.empty)):
            for workbook in before:
                _receive(desk, workbook)
            self.time(name, partial(_receive, desk, last))

    def time(self, name: str, deed: Callable[[], object]) -> None:
        """Do something and remember how long it took."""
        self.found.setdefault(name, []).append(timed(deed))

    def check(self) -> None:
        """End where the board says another sum than the rows do."""
        shown = board_story(self.full, self.material.last.code).board
        line = next(line for line in shown.lines if line.target.goal.adds_up)
        with closing(connect(self.full.store.path, "ro")) as raw:
            (meant,) = raw.execute(_NEWEST, (line.target.key,)).fetchone()
        if line.figure.value != meant:
            sys.exit(f"{line.target.code}: the board says {line.figure.value}, the rows {meant}")


def _copied(database: Path, folder: Path) -> Path:
    """A copy with what is known of it outside, so that it need not be gone through row by row when it is opened."""
    shutil.copy(Witness(database).path, folder)
    return Path(shutil.copy(database, folder))


def _receive(desk: Desk, workbook: Path) -> None:
    (result,) = receive(desk, [workbook])
    if result.state is not FileState.TAKEN:
        sys.exit(f"{workbook.name} was not taken")


def measure(bench: Bench, rounds: int) -> None:
    """The first of everything, with what is made once a day; then round by round."""
    workbooks = iter(bench.material.workbooks)
    bench.take(next(workbooks))
    bench.look()
    _tell("first", {name: timings[0] for name, timings in bench.found.items()})
    print(f"{FULL}, first: with the day's backup of {bench.full.store.path.stat().st_size / 2**20:,.0f} MB\n")
    bench.found.clear()
    for _ in range(rounds):
        bench.take(next(workbooks), next(workbooks))
        bench.look()
    bench.check()


def _tell(title: str, found: dict[str, Timing]) -> None:
    print(f"{title:<28}{'clock':>12}{'processor':>12}")
    for name, one in found.items():
        print(f"{name:<28}{one.wall * 1000:>9,.0f} ms{one.processor * 1000:>9,.0f} ms")
    print()


def verdict(found: dict[str, Timing], looks: Sequence[str]) -> bool:
    """Print what was reached; whether that is what was asked for."""
    times = found[FULL].wall / found[EMPTY].wall
    slowest = max(looks, key=lambda name: found[name].wall)
    print(f"slowest look after the first: {slowest}, {found[slowest].wall * 1000:.0f} ms (goal {GOAL_MS:.0f})")
    processor = found[FULL].processor / found[EMPTY].processor
    print(f"{FULL}: {times:.2f} × the empty database, {processor:.2f} × in processor time (goal {GOAL_TIMES})")
    print(f"peak memory of the program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return found[slowest].wall * 1000 <= GOAL_MS and times <= GOAL_TIMES


def main() -> int:
    """Make the material where it is not there, measure on copies of it, and compare with what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, required=True, help="where the material is kept, and copies for a while")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="exit 1 where a goal is missed")
    extent_of(parser)
    asked = parser.parse_args()
    extent = Extent(asked.units, asked.targets, asked.periods, max(asked.workbooks, 2 * asked.rounds + 1))
    material = large(asked.folder, extent)
    work = asked.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, work)
        desks = [open_desk(_copied(one, work), Origin.COMMAND) for one in (material.full, material.empty)]
        for desk in desks:
            stack.callback(desk.close)
        full, empty = desks
        bench = Bench(full, empty, material)
        print(machine("SQLAlchemy"))
        print(f"{extent.units:,} units × {extent.targets} targets × {extent.periods} periods, {asked.rounds} rounds\n")
        measure(bench, asked.rounds)
        found = {name: medians(timings) for name, timings in bench.found.items()}
        _tell(f"median of {asked.rounds}", found)
        reached = verdict(found, list(bench.looks))
    return int(asked.check and not reached)


if __name__ == "__main__":
    sys.exit(main())
