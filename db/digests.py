"""Digests of rows and of the history, by which damage and another program's changes are found."""

import json
from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import Final

from sqlalchemy import LargeBinary, Table

from db.models import Base

# Of these no row is vouched for: they tell of others, or are made anew where they are missing.
_UNTOLD: Final = frozenset({"ledger", "row_digests", "unfinished_texts", "initials", "history"})


def chain(before: str, line: Sequence[object]) -> str:
    """The digest of a line of the history, id to new as they are stored, upon that of the line before it."""
    return sha256(json.dumps([before, *line], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def row_digest(*values: object) -> int:
    """The digest of a row from its values as they are stored: 64 bits, as SQLite keeps an integer."""
    told = repr(values).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "little", signed=True)


def told_tables() -> tuple[Table, ...]:
    """The tables whose rows have digests."""
    return tuple(table for name, table in sorted(Base.metadata.tables.items()) if name not in _UNTOLD)


def told_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that its rows' digests are made from: bytes have a column with a digest of their own."""
    return tuple(column.name for column in table.columns if not isinstance(column.type, LargeBinary))


def watch() -> tuple[str, ...]:
    """The statements after which a connection keeps the digests of whatever it writes.

    The triggers are the connection's own: what another program writes is not digested, and therefore found.
    """
    return tuple(statement for table in told_tables() for statement in _triggers(table))


def _triggers(table: Table) -> tuple[str, ...]:
    name = table.name
    new = ", ".join(f'NEW."{column}"' for column in told_columns(table))
    keep = f"INSERT OR REPLACE INTO row_digests VALUES ('{name}', NEW.rowid, row_digest({new}));"
    drop = f"DELETE FROM row_digests WHERE table_name = '{name}' AND row_id = OLD.rowid;"
    return (
        f"CREATE TEMP TRIGGER digest_insert_{name} AFTER INSERT ON main.{name} BEGIN {keep} END",
        f"CREATE TEMP TRIGGER digest_update_{name} AFTER UPDATE ON main.{name} BEGIN {keep} END",
        f"CREATE TEMP TRIGGER digest_delete_{name} AFTER DELETE ON main.{name} BEGIN {drop} END",
    )


def digest_all() -> tuple[str, ...]:
    """The statements that give every row its digest, after an upgrade changed what rows are made of."""
    return ("DELETE FROM row_digests", *(_fill(table) for table in told_tables()))


def _fill(table: Table) -> str:
    columns = ", ".join(f'"{column}"' for column in told_columns(table))
    return f"INSERT INTO row_digests SELECT '{table.name}', rowid, row_digest({columns}) FROM {table.name}"
