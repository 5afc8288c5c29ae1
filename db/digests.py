"""Digests of rows and of the history, by which damage and another program's changes are found."""

import json
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b, sha256
from typing import Any, Final

from db.steps import Parts, Tell, nobody

# Of these no row is vouched for: they tell of others, have a chain, or are made anew where they are missing.
_UNTOLD: Final = frozenset({"alembic_version", "ledger", "row_digests", "unfinished_texts", "initials", "history"})
_COLUMNS: Final = (
    "SELECT t.name, c.name, c.type FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' ORDER BY t.name, c.cid"
)
_TEXTS: Final[frozenset[type]] = frozenset({str, type(None)})
_NUMBERS: Final[frozenset[type]] = frozenset({int, type(None)})
# What columns of these types store as it is; one of another type may make something else of it.
_STORED: Final[dict[str, frozenset[type]]] = {
    **dict.fromkeys(("TEXT", "VARCHAR"), _TEXTS),
    **dict.fromkeys(("BIGINT", "INTEGER", "SMALLINT"), _NUMBERS),
}
_NUL: Final = repr("\0")[1:-1].encode()
# Under which name a connection to a file has what gives its rows their digests.
BY: Final = "digester"
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


class Digester:
    """What gives the rows that one connection writes their digests, each as it is written."""

    def __init__(self) -> None:
        # By table, what each column stores as it is; of those tables alone whose rows are all of such columns.
        self._plain: dict[str, dict[str, frozenset[type]]] = {}

    def watch(self, run: Run) -> None:
        """Let the connection keep the digests of whatever it writes.

        The triggers are the connection's own: what another program writes is not digested, and therefore found.
        """
        for table, columns in told_columns(run).items():
            for statement in _triggers(table, columns):
                run(statement)
        self._plain = _plain_columns(run)

    def of_all(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> Sequence[int] | None:
        """The digests of rows with these columns, which are stored as they are handed over; None where one is not."""
        plain = self._plain.get(table, {})
        if tuple(plain) != columns:
            return None
        by_column = zip(plain.values(), zip(*rows, strict=True), strict=True)
        if not all(kinds.issuperset(map(type, values)) for kinds, values in by_column):
            return None
        told = [row.encode("utf-8", "surrogatepass") for row in map(repr, rows)]
        # A function of SQL is told of a text what stands before that.
        if _NUL in b"".join(told):
            return None
        return struct.unpack(f"<{len(told)}q", b"".join([blake2b(row, digest_size=8).digest() for row in told]))

    @contextmanager
    def aside(self, run: Run, table: str) -> Iterator[int]:
        """A stretch in which new rows of a table are given none, for whoever gives each of them its own.

        Yields the number of the first of them; they have those from there on, in the order in which they are written.
        Where one is refused, those before it are given theirs.
        """
        columns = tuple(self._plain[table])
        ((last,),) = run(f"SELECT max(rowid) FROM main.{table}")
        first = (last or 0) + 1
        run(f"DROP TRIGGER temp.{_name('insert', table)}")
        try:
            yield first
        except BaseException:
            run(f"INSERT OR REPLACE INTO row_digests {_digested(table, columns)} WHERE rowid >= {first}")
            raise
        finally:
            # Where all was taken back meanwhile, it is there again.
            run(_on_insert(table, columns))


def _plain_columns(run: Run) -> dict[str, dict[str, frozenset[type]]]:
    """The tables that have nothing but texts and whole numbers, with what their columns store as it is."""
    found: dict[str, dict[str, frozenset[type]]] = {}
    for table, column, kind in run(_COLUMNS):
        found.setdefault(table, {})[column] = _STORED.get(kind.partition("(")[0], frozenset())
    return {table: columns for table, columns in found.items() if table not in _UNTOLD and all(columns.values())}


def _triggers(table: str, columns: Sequence[str]) -> tuple[str, ...]:
    keep, drop = _kept(table, columns), f"DELETE FROM row_digests WHERE table_name = '{table}' AND row_id = OLD.rowid;"
    return (
        _on_insert(table, columns),
        f"CREATE TEMP TRIGGER {_name('update', table)} AFTER UPDATE ON main.{table} BEGIN {keep} END",
        f"CREATE TEMP TRIGGER {_name('delete', table)} AFTER DELETE ON main.{table} BEGIN {drop} END",
    )


def _on_insert(table: str, columns: Sequence[str]) -> str:
    keep = _kept(table, columns)
    return f"CREATE TEMP TRIGGER IF NOT EXISTS {_name('insert', table)} AFTER INSERT ON main.{table} BEGIN {keep} END"


def _name(what: str, table: str) -> str:
    return f"digest_{what}_{table}"


def _kept(table: str, columns: Sequence[str]) -> str:
    return f"INSERT OR REPLACE INTO row_digests VALUES ('{table}', NEW.rowid, row_digest({_listed(columns, 'NEW.')}));"


def digest_all(run: Run, tell: Tell = nobody) -> None:
    """Give every row its digest, after an upgrade changed what rows are made of; `tell` is told of every many rows."""
    run("DELETE FROM row_digests")
    digest(run, told_columns(run), tell)


def digest(run: Run, tables: Collection[str], tell: Tell) -> None:
    """Give every row of some tables its digest anew."""
    told = told_columns(run)
    parts = Parts(run, "digests", tables, tell)
    for table in tables:
        run(f"DELETE FROM row_digests WHERE table_name = '{table}'")
        for first, last in parts.of(table):
            run(f"INSERT INTO row_digests {_digested(table, told[table])} WHERE rowid BETWEEN {first} AND {last}")


def _digested(table: str, columns: Sequence[str]) -> str:
    return f"SELECT '{table}', rowid, row_digest({_listed(columns)}) FROM main.{table}"


def _listed(columns: Iterable[str], of: str = "") -> str:
    return ", ".join(f'{of}"{column}"' for column in columns)
