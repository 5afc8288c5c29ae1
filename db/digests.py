"""Digests of rows and of the history, by which damage and another program's changes are found."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any, Final

# Of these no row is vouched for: they tell of others, have a chain, or are made anew where they are missing.
_UNTOLD: Final = frozenset({"alembic_version", "ledger", "row_digests", "unfinished_texts", "initials", "history"})
_COLUMNS: Final = (
    "SELECT t.name, c.name, c.type FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' ORDER BY t.name, c.cid"
)
Run = Callable[[str], Iterable[Any]]


def chain(before: str, line: Sequence[object]) -> str:
    """The digest of a line of the history, id to new as they are stored, upon that of the line before it."""
    return sha256(json.dumps([before, *line], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def row_digest(*values: object) -> int:
    """The digest of a row from its values as they are stored: 64 bits, as SQLite keeps an integer."""
    told = repr(values).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "little", signed=True)


def told_columns(run: Run) -> Mapping[str, tuple[str, ...]]:
    """The tables of a file whose rows have digests, and the columns these are made from, in the file's own order.

    Bytes are left out: they have a column with a digest of their own.
    """
    found: dict[str, tuple[str, ...]] = {}
    for table, column, kind in run(_COLUMNS):
        if table not in _UNTOLD and kind != "BLOB":
            found[table] = (*found.get(table, ()), column)
    return found


def watch(run: Run) -> None:
    """Let a connection keep the digests of whatever it writes.

    The triggers are the connection's own: what another program writes is not digested, and therefore found.
    """
    for table, columns in told_columns(run).items():
        for statement in _triggers(table, columns):
            run(statement)


def _triggers(table: str, columns: Sequence[str]) -> tuple[str, ...]:
    new = ", ".join(f'NEW."{column}"' for column in columns)
    keep = f"INSERT OR REPLACE INTO row_digests VALUES ('{table}', NEW.rowid, row_digest({new}));"
    drop = f"DELETE FROM row_digests WHERE table_name = '{table}' AND row_id = OLD.rowid;"
    return (
        f"CREATE TEMP TRIGGER digest_insert_{table} AFTER INSERT ON main.{table} BEGIN {keep} END",
        f"CREATE TEMP TRIGGER digest_update_{table} AFTER UPDATE ON main.{table} BEGIN {keep} END",
        f"CREATE TEMP TRIGGER digest_delete_{table} AFTER DELETE ON main.{table} BEGIN {drop} END",
    )


def digest_all(run: Run) -> None:
    """Give every row its digest, after an upgrade changed what rows are made of."""
    run("DELETE FROM row_digests")
    for table, columns in told_columns(run).items():
        values = ", ".join(f'"{column}"' for column in columns)
        run(f"INSERT INTO row_digests SELECT '{table}', rowid, row_digest({values}) FROM {table}")
