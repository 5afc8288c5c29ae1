"""How long opening a large database takes: one that is vouched for, one that nobody vouches for, one of an old schema.

Run it with `python tests/benchmarks/opening.py --units 100 --targets 300`: each in turn, `--check` fails where
a goal is missed by more than so many times. What cannot be saved is the limit: of a file that nobody vouches for every
row is read and digested once; before an upgrade the file is backed up, then every row is written anew and digested.
Beside each is how long nobody was told anything. What was upgraded is to be no larger than if all of it were written
anew once more.
"""
# ruff: noqa: S608, T201 - a benchmark prints, and tables and columns are our own

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from material import make_headquarters, make_reported
from rounds import Goal, add_check, interleaved, machine, medians, reached
from sqlcipher3 import dbapi2 as sqlite3

from db.digests import digest_all, row_digest, told_columns
from db.steps import Stage
from db.store import make_empty, open_store
from db.witness import Witness
from desktop.operations.demo import Size

OLD = "0011"
VOUCHED, UNKNOWN, UPGRADED = "vouched for", "nobody vouches for it", "upgraded"
READ, WRITTEN = "limit: every row read and digested", "limit: backed up, written anew, digested"


def older(database: Path, path: Path) -> Path:
    """The same content in a file as an earlier version of the program left it."""
    make_empty(path, version=OLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.create_function("row_digest", -1, row_digest, deterministic=True)
        raw.execute("ATTACH ? AS newer", (str(database),))
        raw.execute("BEGIN")
        names = [name for (name,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for name in names:
            if name in {"alembic_version", "row_digests"}:
                continue
            columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({name})"))
            raw.execute(f"DELETE FROM main.{name}")
            raw.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM newer.{name} ORDER BY rowid")
        digest_all(raw.execute)
        raw.execute("COMMIT")
    return path


class Listener:
    """How long nobody was told anything."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()

    def __call__(self, _: Stage) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def open_and_close(path: Path, silences: list[float]) -> None:
    """What a start does with a file, and an end."""
    listener = Listener()
    with patch("db.steps._SOON", 0):
        open_store(path, listener).close()
    silences.append(listener.longest)


def digest_rows(path: Path) -> int:
    """Read every row of a file once and digest it; of how many."""
    count = 0
    with closing(sqlite3.connect(path)) as raw:
        for table, columns in told_columns(raw.execute).items():
            chosen = ", ".join(f'"{column}"' for column in columns)
            for row in raw.execute(f"SELECT {chosen} FROM {table}"):
                row_digest(*row)
                count += 1
    return count


def write_anew(path: Path, beside: Path) -> None:
    """Back a file up, write all of it once more, and digest its rows."""
    with closing(sqlite3.connect(path)) as raw, closing(sqlite3.connect(beside)) as backup:
        raw.backup(backup)
    size_anew(path, beside.with_suffix(".anew"))
    digest_rows(path)


def size_anew(path: Path, beside: Path) -> int:
    """Write all of a file once more; how large that is."""
    beside.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM INTO ?", (str(beside),))
    return beside.stat().st_size


def main() -> int:
    """Run the rounds and print the medians; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--targets", type=int, default=300)
    add_check(parser)
    chosen = parser.parse_args()
    silences: dict[str, list[float]] = {VOUCHED: [], UNKNOWN: [], UPGRADED: []}
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = make_reported(make_headquarters(folder, Size(chosen.units, chosen.targets)), folder / "units.db")
        old = older(database, folder / "old.db")
        rows = digest_rows(database)

        def read(_: int) -> None:
            digest_rows(database)

        def unknown(_: int) -> None:
            Witness(database).path.unlink(missing_ok=True)
            open_and_close(database, silences[UNKNOWN])

        place = folder / "upgrade"

        def upgraded(_: int) -> None:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            open_and_close(Path(shutil.copy(old, place)), silences[UPGRADED])

        contenders: dict[str, Callable[[int], None]] = {
            READ: read,
            UNKNOWN: unknown,
            VOUCHED: lambda _: open_and_close(database, silences[VOUCHED]),
            WRITTEN: lambda _: write_anew(old, folder / "backup.db"),
            UPGRADED: upgraded,
        }
        found = {kind: medians(all_of) for kind, all_of in interleaved(chosen.rounds, contenders, print).items()}
        size = database.stat().st_size
        left = (place / old.name).stat().st_size / size_anew(place / old.name, folder / "anew.db")
    print(machine("SQLAlchemy", "alembic"))
    print(f"{rows} rows, {size / 1e6:.0f} MB, medians of {chosen.rounds} rounds")
    for kind, one in found.items():
        silence = f"{max(silences[kind]) * 1000:>8.0f} ms without a word" if kind in silences else ""
        print(f"{kind:<44}{one.wall:>8.2f} s{one.processor:>8.2f} s processor{silence}")
    goals = [
        Goal(f"{kind}, processor", found[kind].processor / found[limit].processor, bound)
        for kind, limit, bound in ((VOUCHED, READ, 0.5), (UNKNOWN, READ, 2), (UPGRADED, WRITTEN, 4))
    ]
    goals.append(Goal("size of what was upgraded", left, 1.15))
    return int(not reached(goals, chosen.check))


if __name__ == "__main__":
    sys.exit(main())
