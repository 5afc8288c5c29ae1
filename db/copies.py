"""Copies of a database: made by SQLite itself as of one moment, counted against it, put in place when whole."""

import os
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
from db.keyring import secret_of
from db.models import Base
from db.steps import Tell, nobody

# Pages that are copied between two words of how far it is.
_PAGES: Final = 4096
_LOW: Final = 0xFFFFFFFF


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
    ledger = raw.execute("SELECT store_key, commits, head FROM ledger").fetchone() if "ledger" in there else None
    return Tally(tuple(rows), tuple(sums), ledger)


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
        meant = _copy(path, beside, tell)
        tell("compare", 0, 0)
        with closing(connect(beside, "ro")) as made:
            # Damage is copied as faithfully as everything else.
            whole = made.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            if not whole or tally(made) != meant:
                raise refuse("refusal.bad_copy", path=str(path))
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
        for rest in (beside, beside.with_name(f"{beside.name}-journal")):
            with suppress(OSError):
                rest.unlink(missing_ok=True)


def _copy(path: Path, beside: Path, tell: Tell) -> Tally:
    """Copy it, and count what is being copied."""
    with closing(connect(path, "ro")) as source, closing(connect(beside, "rwc", secret_of(path))) as made:
        # It is flushed once, when it is whole.
        made.execute("PRAGMA synchronous = OFF")
        source.execute("BEGIN")
        tell("copy", 0, 0)
        meant = tally(source)
        source.backup(made, pages=_PAGES, progress=lambda _, left, count: tell("copy", count - left, count))
        # One file by itself: reading it leaves no log behind.
        made.execute("PRAGMA journal_mode = DELETE")
    return meant


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
