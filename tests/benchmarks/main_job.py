"""The main job against its peers and its limit: every unit's workbook received, one summary workbook written.

Run it with `python tests/benchmarks/main_job.py`; `--check` fails where ours misses a goal.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from job import Job, learn, limit
from material import PERIOD, copied_desk, make
from peers import CALAMINE, OFFICE, OPENPYXL, POLARS, peers
from python_calamine import CalamineWorkbook
from rounds import Goal, Timing, add_check, as_installed, interleaved, machine, medians, reached, table

from db.figures import to_decimal
from db.vocabulary import FileState, Origin
from desktop.desk import open_desk
from desktop.exchange.summaries.page import DETAIL
from desktop.operations.demo import Size
from desktop.operations.receive import receive
from desktop.operations.summary import summarize

OURS, LIMIT = "ours", "limit"
# How many times as long as the limit it may take at most, by the clock and in processor time.
_CLOCK, _PROCESSOR = 1.8, 2.5
# How many times as fast as each peer it is to be.
_FASTER = {OPENPYXL: 8, OFFICE: 8, POLARS: 2.5, CALAMINE: 2.5}
# A unit and the code of a target, and the figure it reported.
Figures = dict[tuple[str, str], Decimal | None]


def ours(job: Job, number: int) -> None:
    """Receive every workbook into headquarters' database as it stood when it issued, and write the summary."""
    desk = open_desk(job.database(OURS, number), Origin.COMMAND)
    try:
        results = receive(desk, job.material.workbooks)
        summarize(desk, PERIOD.code, job.summary(OURS, number))
    finally:
        desk.close()
    if any(result.state is not FileState.TAKEN for result in results):
        raise SystemExit("a workbook was not taken")


def check_figures(job: Job, others: Mapping[str, object], number: int) -> int:
    """How many figures all hold alike, in their databases and in their workbooks; ends where they differ."""
    mine = _our_figures(job.database(OURS, number))
    held = {"our workbook": dict(_written(job.summary(OURS, number), DETAIL))}
    for name in others:
        held[f"the database of {name}"] = _their_figures(job.database(name, number))
        held[f"the workbook of {name}"] = dict(_written(job.summary(name, number), ""))
    for name, theirs in held.items():
        different = [place for place in mine.keys() | theirs.keys() if mine.get(place) != theirs.get(place)]
        if different or len(mine) != len(theirs):
            raise SystemExit(f"{name} differs from our database, first at {different[:3]}")
    return len(mine)


def _our_figures(database: Path) -> Figures:
    query = """
        SELECT units.name, targets.code, entries.value FROM entries
        JOIN reports ON reports.key = entries.report_key JOIN units ON units.key = reports.unit_key
        JOIN targets ON targets.key = entries.target_key WHERE reports.period = ?"""
    with closing(sqlite3.connect(database)) as raw:
        rows = raw.execute(query, (PERIOD.code,)).fetchall()
    return {(unit, code): None if value is None else to_decimal(value) for unit, code, value in rows}


def _their_figures(database: Path) -> Figures:
    with closing(sqlite3.connect(database)) as raw:
        rows = raw.execute('SELECT "填报单位", "任务编号", "本期累计" FROM entries').fetchall()
    return {(unit, code): None if value is None else Decimal(str(value)) for unit, code, value in rows}


def _written(summary: Path, sheet: str) -> Iterator[tuple[tuple[str, str], Decimal | None]]:
    """The figures of a workbook's sheet, or of its only one."""
    with CalamineWorkbook.from_path(summary) as book:
        header, *rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python()
    unit, code, value = (header.index(word) for word in ("填报单位", "任务编号", "上报值"))
    for row in rows:
        yield (str(row[unit]), str(row[code])), None if row[value] == "" else Decimal(str(row[value]))


def measure(job: Job, rounds: int) -> list[Goal]:
    """Run the rounds and print what came of them; the goals with what was found."""
    copied_desk(job.material.headquarters, job.database(OURS, -1))
    ours(job, -1)
    learn(job, OURS, -1)
    for number in range(rounds):
        # Headquarters has its database, and has issued from it, before the first workbook comes in.
        copied_desk(job.material.headquarters, job.database(OURS, number))
    others = peers()
    # A round takes minutes: the two that are held against each other most strictly are side by side in it, and after
    # those that leave nothing behind, as LibreOffice does for a while.
    contenders = {**dict(reversed(others.items())), OURS: ours, LIMIT: limit}
    runs = interleaved(rounds, {name: partial(run, job) for name, run in contenders.items()}, print)
    found = {name: medians(timings) for name, timings in runs.items()}
    same = check_figures(job, others, rounds - 1)
    print(f"\nmedian of {rounds} rounds, interleaved")
    print(*table(found, LIMIT), sep="\n")
    print(f"the same figures in all databases and workbooks: {same} of {same}\n")
    for name in _FASTER.keys() - found.keys():
        print(f"left out     {name}: not installed here")
    return _goals(found)


def _goals(found: Mapping[str, Timing]) -> list[Goal]:
    mine, least = found[OURS], found[LIMIT]
    return [
        Goal("the limit, by the clock", mine.wall / least.wall, _CLOCK),
        Goal("the limit, in processor time", mine.processor / least.processor, _PROCESSOR),
        *(
            Goal(f"faster than {name}", found[name].wall / mine.wall, times, at_most=False)
            for name, times in _FASTER.items()
            if name in found
        ),
    ]


def main() -> int:
    """Make the material, measure, and compare with what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workbooks", type=int, default=200)
    parser.add_argument("--rows", type=int, default=150)
    add_check(parser)
    asked = parser.parse_args()
    as_installed()
    print(machine("pandas", "polars", "openpyxl", "python-calamine", "XlsxWriter", "SQLAlchemy", "isal"))
    print(f"{asked.workbooks} report workbooks × {asked.rows} rows into SQLite and one summary workbook")
    with TemporaryDirectory() as folder:
        job = Job(Path(folder), make(Path(folder), Size(asked.workbooks, asked.rows)))
        goals = measure(job, asked.rounds)
    return 0 if reached(goals, asked.check) else 1


if __name__ == "__main__":
    sys.exit(main())
