"""The summary workbook against its peers and its limit: one voice of every unit on every target, a row each.

Ours is measured twice: as it is written from a board in memory, and with the board looked up before. Run it with
`python tests/benchmarks/summing.py`; `--check` fails where either misses the goal.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from material import PERIOD, make_headquarters, make_reported
from rounds import Goal, add_check, machine, reached
from written import (
    LIMIT,
    LOOSE,
    OPENPYXL,
    OURS,
    XLSXWRITER,
    by_openpyxl,
    by_xlsxwriter,
    copied,
    goals_of,
    measured,
    packing,
    sizes,
)

from db.board import Board, load_board
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk, require_period
from desktop.exchange.summaries.summary import write_summary
from desktop.operations.bulk import uncollected
from desktop.operations.demo import Size
from desktop.operations.summary import summarize

WHOLE = "ours, with the board"
# How many times as long as the limit it may take at most.
_MOST = 2.5


def board_of(desk: Desk) -> Board:
    """The board, which the other contenders have in memory too."""
    with uncollected(), desk.read() as (connection, plan):
        return load_board(connection, plan, require_period(plan, PERIOD.code))


def write(board: Board, path: Path, _: int) -> None:
    """Write it from the board."""
    with uncollected():
        write_summary(board, path, {}, practice=False, by="-", tick=lambda _done, _total: None)


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--targets", type=int, default=150)
    add_check(parser)
    asked = parser.parse_args()
    print(machine("XlsxWriter", "openpyxl", "isal"))
    print(f"one summary workbook of {asked.units * asked.targets} rows × 25 columns")
    with TemporaryDirectory() as place:
        folder = Path(place)
        headquarters = make_headquarters(folder, Size(asked.units, asked.targets))
        desk = open_desk(make_reported(headquarters, folder / "reported.db"), Origin.COMMAND)
        try:
            board, path = board_of(desk), folder / "ours.xlsx"
            write(board, path, -1)
            books = [copied(path)]
            contenders: dict[str, Callable[[int], object]] = {
                OURS: partial(write, board, path),
                WHOLE: lambda _: summarize(desk, PERIOD.code, folder / "whole.xlsx"),
                XLSXWRITER: lambda _: by_xlsxwriter(books[0], folder / "xlsxwriter.xlsx"),
                OPENPYXL: lambda _: by_openpyxl(books[0], folder / "openpyxl.xlsx"),
                LIMIT: partial(packing, books, 6),
                LOOSE: partial(packing, books, 1),
            }
            found = measured(asked.rounds, contenders)
            print(*sizes(books, [path]), sep="\n")
        finally:
            desk.close()
    whole = Goal("the limit, in processor time, with the board", found[WHOLE].processor / found[LIMIT].processor, _MOST)
    return 0 if reached([*goals_of(found, _MOST), whole], asked.check) else 1


if __name__ == "__main__":
    sys.exit(main())
