"""Issuing against its peers and its limit: one assignment workbook for every unit, from headquarters' database.

Ours opens the database as it was closed last, looks up what each unit is asked, signs it, writes its workbook, and
reads it back. Run it with `python tests/benchmarks/issuing.py`; `--check` fails where ours misses the goal.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from material import PERIOD, copied_desk, make_headquarters
from rounds import add_check, machine, reached
from written import (
    LIMIT,
    LOOSE,
    OPENPYXL,
    OURS,
    XLSXWRITER,
    Copied,
    by_openpyxl,
    by_xlsxwriter,
    copied,
    goals_of,
    measured,
    packing,
    sizes,
)

from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.operations.demo import Size
from desktop.operations.issue import issue

# How many times as long as the limit it may take at most.
_MOST = 3.0


def ours(folder: Path, number: int) -> tuple[Path, ...]:
    """Issue from a database that has not issued yet."""
    desk = open_desk(folder / f"hq-{number}.db", Origin.COMMAND)
    try:
        return issue(desk, PERIOD.code, folder / f"issued-{number}").files
    finally:
        desk.close()


def by(write: Callable[[Copied, Path], None], books: Sequence[Copied], folder: Path, _: int) -> None:
    """Write the same workbooks with a library."""
    for number, book in enumerate(books):
        write(book, folder / f"{number}.xlsx")


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--targets", type=int, default=150)
    add_check(parser)
    asked = parser.parse_args()
    print(machine("XlsxWriter", "openpyxl", "isal"))
    print(f"{asked.units} workbooks of {asked.targets} targets issued")
    with TemporaryDirectory() as place:
        folder = Path(place)
        headquarters = make_headquarters(folder, Size(asked.units, asked.targets))
        for number in range(-1, asked.rounds):
            copied_desk(headquarters, folder / f"hq-{number}.db")
        paths = ours(folder, -1)
        books = [copied(path) for path in paths]
        contenders: dict[str, Callable[[int], object]] = {
            OURS: partial(ours, folder),
            XLSXWRITER: partial(by, by_xlsxwriter, books, folder),
            OPENPYXL: partial(by, by_openpyxl, books, folder),
            LIMIT: partial(packing, books, 6),
            LOOSE: partial(packing, books, 1),
        }
        found = measured(asked.rounds, contenders)
        print(*sizes(books, paths), sep="\n")
    return 0 if reached(goals_of(found, _MOST), asked.check) else 1


if __name__ == "__main__":
    sys.exit(main())
