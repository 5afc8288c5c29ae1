"""Contenders in turn, round after round, and the table of their medians."""

# ruff: noqa: T201 - a benchmark prints

import gc
import os
import platform
import sqlite3
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from compileall import compile_dir
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import active_children
from pathlib import Path
from statistics import median

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one run took, in seconds: by the clock, and of all processors together."""

    wall: float
    processor: float


def as_installed() -> None:
    """Let the processes that read begin as an installed program's do.

    There the bytecode lies beside the sources, and such a process loads nothing of the program that began it but what
    it reads with: it is not to load a benchmark, with all the libraries of the peers.
    """
    for folder in ("db", "desktop", "resources"):
        compile_dir(_ROOT / folder, quiet=1)
    vars(sys.modules["__main__"]).pop("__file__", None)


def timed(work: Callable[[], object]) -> Timing:
    """Run something once."""
    gc.collect()
    wall, processor = time.perf_counter(), processor_time()
    work()
    return Timing(time.perf_counter() - wall, processor_time() - processor)


def processor_time() -> float:
    """The seconds that this process and those it started have taken, living or ended; of the living Linux alone tells.

    Windows counts this one alone.
    """
    spent = os.times()
    living = sum(_of_process(one.pid) for one in active_children())
    # Its own time is known finer than to the hundredth.
    return time.process_time() + spent.children_user + spent.children_system + living


def _of_process(number: int | None) -> float:
    """The time that a living process has taken so far."""
    said = Path(f"/proc/{number}/stat")
    if not said.exists():
        return 0
    # Behind the name, which may hold anything: the state, then numbers.
    _, *numbers = said.read_text().rpartition(")")[2].split()
    return (int(numbers[10]) + int(numbers[11])) / os.sysconf("SC_CLK_TCK")


def interleaved(
    rounds: int, contenders: Mapping[str, Callable[[int], object]], say: Callable[[str], None]
) -> dict[str, list[Timing]]:
    """Every contender once a round, so that whatever slows the machine down slows all of them."""
    found: dict[str, list[Timing]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, contender in contenders.items():
            found[name].append(timed(lambda run=contender, at=number: run(at)))  # type: ignore[misc]  # defaults bind
        times = "  ".join(f"{name} {timings[-1].wall:.2f} s" for name, timings in found.items())
        say(f"round {number + 1}: {times}")
    return found


def medians(timings: Sequence[Timing]) -> Timing:
    """The middle of several runs, clock and processor each by itself."""
    return Timing(median(one.wall for one in timings), median(one.processor for one in timings))


def table(found: Mapping[str, Timing], limit: str) -> Iterable[str]:
    """The medians as lines of a table, each against the limit."""
    base = found[limit]
    yield f"{'':<28}{'clock':>10}{'processor':>12}{'× limit':>10}{'× limit (processor)':>22}"
    for name, one in found.items():
        ratios = f"{one.wall / base.wall:>10.2f}{one.processor / base.processor:>22.2f}"
        yield f"{name:<28}{one.wall:>8.2f} s{one.processor:>10.2f} s{ratios}"


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is to be reached: what it is of, what was found, and how much it may be at most, or at least."""

    what: str
    found: float
    bound: float
    at_most: bool = True

    def reached(self, slack: float) -> bool:
        """Whether it is, where it may be missed by so much."""
        return self.found <= self.bound * slack if self.at_most else self.found >= self.bound / slack


def reached(goals: Iterable[Goal], slack: float | None) -> bool:
    """Print every goal with what was found; whether all are reached, where that is asked for."""
    missed = False
    for goal in goals:
        there = goal.reached(slack or 1)
        asked = f"{'at most' if goal.at_most else 'at least'} {goal.bound:g} ×"
        print(f"{'reached' if there else 'missed':<8} {goal.what}: {goal.found:.2f} ×, asked for {asked}")
        missed |= not there
    return slack is None or not missed


def add_check(parser: ArgumentParser) -> None:
    """Add the option that makes a benchmark fail where it misses a goal."""
    parser.add_argument(
        "--check", type=float, nargs="?", const=1.0, metavar="N", help="exit 1 where a goal is missed by more than N ×"
    )


def machine(*libraries: str) -> str:
    """Where this was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {versions}"
    )
