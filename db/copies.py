"""Copies of a database: made by SQLite itself as of one moment, counted against it, put in place when whole."""

import os
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import BigInteger
from sqlcipher3 import dbapi2 as sqlite3

from db.engine import connect, refusal_of
from db.envelope import carry
from db.errors import refuse
from db.file_state import is_closed
from db.held import hold, opened
from db.keyring import secret_of
from db.models import Base
from db.secret import Secret
from db.steps import Tell, nobody
from db.witness import Witness, sums_of

# Pages, and bytes of a file as it lies, that are copied between two words of how far it is.
_PAGES: Final = 4096
_PIECE: Final = 2**20
_LOW: Final = 0xFFFFFFFF
# One file by itself: reading it leaves no log behind.
_BY_ITSELF: Final = "PRAGMA journal_mode = DELETE"
# The table that lists the others.
_SCHEMA: Final = "sqlite_master"


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a database: by table its rows and the sums of its figures and digests; and its ledger."""

    rows: tuple[tuple[str, int], ...]
    sums: tuple[tuple[str, int], ...]
    # Key, commits and head; none in a database that was made before there was a ledger.
    ledger: tuple[str, int, str] | None


def tables_of(raw: Any) -> set[str]:
    """The tables that a database has."""
    return {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def tally(raw: Any) -> Tally:
    """Count a database."""
    rows: list[tuple[str, int]] = []
    sums: list[tuple[str, int]] = []
    there = tables_of(raw)
    for table in sorted(there):
        figures = _figures(raw, table)
        # A sum of whole figures may be more than SQLite counts to; their halves are not.
        halves = [f', sum("{name}" >> 32), sum("{name}" & {_LOW})' for name in figures]
        count, *found = raw.execute(f'SELECT count(*){"".join(halves)} FROM "{table}"').fetchone()
        rows.append((table, count))
        pairs = zip(found[::2], found[1::2], strict=True)
        sums += [
            (f"{table}.{name}", ((high or 0) << 32) + (low or 0))
            for name, (high, low) in zip(figures, pairs, strict=True)
        ]
    return Tally(tuple(rows), tuple(sums), _ledger(raw, there))


def _ledger(raw: Any, there: Collection[str]) -> tuple[str, int, str] | None:
    """How often a database was written, as it says itself; None where it has no ledger among its tables."""
    if "ledger" not in there:
        return None
    found: tuple[str, int, str] = raw.execute("SELECT store_key, commits, head FROM ledger").fetchone()
    return found


def _figures(raw: Any, table: str) -> list[str]:
    """The columns of a table that hold figures or digests, of those that it has in this version."""
    known = Base.metadata.tables.get(table)
    if known is None:
        return []
    there = {line[1] for line in raw.execute(f'PRAGMA table_info("{table}")')}
    return [column.name for column in known.columns if isinstance(column.type, BigInteger) and column.name in there]


def copy(path: Path, target: Path, tell: Tell = nobody) -> None:
    """Copy a database, in use or not, as of one moment; refused, leaving nothing, where the copy is not the same.

    A plain copy of the file would lose what is in its log. The copy of an encrypted one is encrypted like it, and the
    file with its wrapped key comes along. `tell` is told of every many pages.
    """
    beside = target.with_name(f".{uuid4().hex[:8]}.part")
    try:
        _copy(path, beside, tell)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(beside, target)
        flush_folder(target.parent)
        secret = secret_of(path)
        if secret is not None:
            carry(path, secret.mark, target.parent)
    except sqlite3.DatabaseError as error:
        found = refusal_of(error, path)
        if found is not None and found.sentence.code in {"refusal.damaged", "refusal.not_ours"}:
            raise found from error
        raise refuse("refusal.no_backup", path=str(target.parent)) from error
    except OSError as error:
        raise refuse("refusal.no_backup", path=str(target.parent)) from error
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                beside.with_name(f"{beside.name}{end}").unlink(missing_ok=True)


def _copy(path: Path, beside: Path, tell: Tell) -> None:
    secret = secret_of(path)
    # The file is read beside SQLite as well, and keeps its locks.
    let_go = hold(path)
    try:
        with closing(connect(path, "ro")) as source:
            commits = _begin(source, tell)
            closed = _as_it_lies(path, commits, beside, secret, tell) or _page_by_page(
                source, path, commits, beside, secret, tell
            )
            _compare(source, path, beside, closed=closed)
    finally:
        let_go()


def copy_from(source: Any, path: Path, beside: Path, secret: Secret | None, tell: Tell) -> None:
    """Copy what a connection to a database reads, and compare the two; the copy is not flushed to the disk.

    The file itself is not opened meanwhile: some systems take the locks of a connection away when that is closed.
    """
    commits = _begin(source, tell)
    closed = _page_by_page(source, path, commits, beside, secret, tell)
    _compare(source, path, beside, closed=closed)


def _begin(source: Any, tell: Tell) -> int | None:
    """Have a database read as of now: what others write from here on is not in it. How often it was written."""
    source.execute("BEGIN")
    tell("copy", 0, 0)
    ledger = _ledger(source, tables_of(source))
    return None if ledger is None else ledger[1]


def _as_it_lies(path: Path, commits: int | None, beside: Path, secret: Secret | None, tell: Tell) -> bool:
    """Copy a file whose pages are as they were when it was closed, as they lie there; not where they are others.

    As long as somebody reads it from a moment when it had no log, nobody writes in the file itself.
    """
    sums = Witness(path).sums()
    if commits is None or sums is None or sums.commits != commits or not is_closed(path):
        return False
    room = memoryview(bytearray(_PIECE))
    with opened(path) as file, beside.open("wb") as made:
        while count := file.readinto(room):
            made.write(room[:count])
            tell("copy", made.tell() // sums.page_size, len(sums.pages))
    tell("compare", 0, 0)
    if not _as_closed(path, commits, beside):
        beside.unlink()
        return False
    with closing(connect(beside, "rw", secret)) as copied:
        copied.execute(_BY_ITSELF)
    return True


def _page_by_page(
    source: Any, path: Path, commits: int | None, beside: Path, secret: Secret | None, tell: Tell
) -> bool:
    """Have SQLite copy what it reads; whether that is what was there when the database was closed."""
    with closing(connect(beside, "rwc", secret)) as made:
        # It is flushed once, when it is whole.
        made.execute("PRAGMA synchronous = OFF")
        source.backup(made, pages=_PAGES, progress=lambda _, left, count: tell("copy", count - left, count))
        made.execute(_BY_ITSELF)
    tell("compare", 0, 0)
    return commits is not None and _as_closed(path, commits, beside)


def _compare(source: Any, path: Path, beside: Path, *, closed: bool) -> None:
    """Refused where a copy is not what was read; of one whose pages are known no row is counted."""
    with closing(connect(beside, "ro")) as made:
        # Damage is copied as faithfully as everything else.
        checked = f"PRAGMA quick_check({_SCHEMA if closed else 1})"
        compared = _schema if closed else tally
        if made.execute(checked).fetchone() != ("ok",) or compared(made) != compared(source):
            raise refuse("refusal.bad_copy", path=str(path))


def _as_closed(path: Path, commits: int, beside: Path) -> bool:
    """Whether all pages but the first are as they were when the database was closed, and nothing was written since.

    Then they are whole, as they are at an opening. The first says how commits reach the file, which a copy has its own
    way of, and what tables there are. Those that SQLite copies of an encrypted file are encrypted anew.
    """
    sums = Witness(path).sums()
    if sums is None or sums.commits != commits:
        return False
    now = sums_of(beside, commits)
    return now.page_size == sums.page_size and now.pages[1:] == sums.pages[1:]


def _schema(raw: Any) -> list[tuple[Any, ...]]:
    """What tables and indexes there are, and where they begin."""
    found: list[tuple[Any, ...]] = raw.execute(f"SELECT * FROM {_SCHEMA} ORDER BY rowid").fetchall()
    return found


def flush_folder(folder: Path) -> None:
    """Have a new name on the disk as well, where a system lets folders be flushed."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
