"""Backs a large database up and restores it, again and again: `python tests/soak/backups.py --n 50 --mb 1024`.

The database is filled with original files of random bytes and with entries. Each time something is written, a backup
is made and verified, more is written, and the backup is put in place of it. Passed where the totals are the same each
time and no backup and no restore took longer than a minute for each gigabyte.
"""
# ruff: noqa: T201 - run by its path; a soak run prints

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

from db.backups import back_up, folder_of
from db.copies import Tally, tally
from db.engine import connect
from db.keys import new_key
from db.numbers import add
from db.vocabulary import BackupReason, Kind, Origin
from desktop.desk import Desk, open_desk
from desktop.operations.demo import Size, demo
from desktop.operations.restore import restore_over

T = TypeVar("T")
ALLOWED: Final = 60.0
_MB: Final = 2**20
# Of whose round the entries are.
SIZE = Size(20, 60)
# Counted on by a restore, and told of in the history.
_MOVES: Final = frozenset({"ledger", "history", "row_digests"})


@dataclass(frozen=True, slots=True)
class Round:
    """The seconds of one round, and whether the restored database counted as the one that was backed up."""

    backup: float
    restore: float
    same: bool


def fill(database: Path, megabytes: int) -> None:
    """Keep original files of so many megabytes in all, each of one."""
    desk = open_desk(database, Origin.PRACTICE)
    for number in range(megabytes):
        _take(desk, f"{number}.xlsx", os.urandom(_MB))
    desk.close()


def _take(desk: Desk, name: str, content: bytes) -> None:
    known = {"kind": Kind.REPORT, "seal": "", "unit_key": "", "period": "", "revision": 0, "rows": 0, "edited": False}
    when = {"who": "-", "taken_at": datetime.now(UTC), "undone_at": None, "folder": ""}
    file = {"key": new_key(), "file_name": name, "content": content, "sha256": sha256(content).hexdigest()}
    with desk.write() as (connection, _):
        add(connection, "batches", [{**known, **when, **file}])


def one_round(database: Path) -> Round:
    """Back up, write something, restore; count before and after."""
    # All backups of two days are kept, which is more than a disk holds here.
    shutil.rmtree(folder_of(database), ignore_errors=True)
    desk = open_desk(database, Origin.PRACTICE)
    _take(desk, "more.xlsx", os.urandom(_MB // 8))
    meant = _totals(database)
    backup, seconds = _timed(lambda: back_up(database, BackupReason.BY_HAND))
    _take(desk, "later.xlsx", os.urandom(_MB // 8))
    author = desk.author
    desk.close()
    if _totals(database) == meant:
        return Round(seconds, 0, same=False)
    _, again = _timed(lambda: restore_over(backup.path, database, author))
    return Round(seconds, again, _totals(database) == meant)


def _timed(deed: Callable[[], T]) -> tuple[T, float]:
    begun = perf_counter()
    return deed(), perf_counter() - begun


def _totals(database: Path) -> Tally:
    """What is counted of everything that a restore brings back."""
    with closing(connect(database, "ro")) as raw:
        found = tally(raw)
    rows = tuple(one for one in found.rows if one[0] not in _MOVES)
    sums = tuple(one for one in found.sums if one[0].partition(".")[0] not in _MOVES)
    return Tally(rows, sums, None)


def rounds(folder: Path, times: int, megabytes: int) -> list[Round]:
    """Make a database of so many megabytes, then go round."""
    demo(folder / "round", SIZE, "2024-03")
    database = folder / "round" / "hq.db"
    fill(database, megabytes)
    return [one_round(database) for _ in range(times)]


def tell(found: list[Round], size: int) -> int:
    """Print the slowest, and 1 where something was not as it should be."""
    slowest = {name: max(getattr(one, name) for one in found) for name in ("backup", "restore")}
    wrong = sum(not one.same for one in found)
    allowed = ALLOWED * max(size / 2**30, 1)
    print(f"{len(found)} rounds on {size / _MB:.0f} MB: {wrong} with other totals")
    for name, seconds in slowest.items():
        print(f"slowest {name}: {seconds:.2f} s (allowed {allowed:.0f})")
    return 1 if wrong or max(slowest.values()) > allowed else 0


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=50, help="rounds")
    parser.add_argument("--mb", type=int, default=1024, help="megabytes of original files")
    wanted = parser.parse_args()
    with TemporaryDirectory() as name:
        found = rounds(Path(name), wanted.n, wanted.mb)
        size = (Path(name) / "round" / "hq.db").stat().st_size
    return tell(found, size)


if __name__ == "__main__":
    sys.exit(main())
