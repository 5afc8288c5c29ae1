"""Mending a damaged database: what is whole is carried into a new file, and a person says what becomes of the rest."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from db.condition import Condition, Harm, HarmedRow, ledger_of, rows_of, text_of
from db.digests import chain, digest_all, row_digest, told_columns
from db.engine import connect, make_engine
from db.errors import refuse
from db.history import WHOLE_ROW, Altered, Author, record
from db.keyring import secret_of
from db.keys import KEY_LENGTH
from db.migrating import upgrade
from db.rows import table as table_of
from db.slots import NO_UNIT
from db.store import FileStore, make_empty, remove
from db.version import version_of
from db.witness import Witness
from resources.texts import say

Row = Mapping[str, Any]
# A table and the number of a row in it.
Place = tuple[str, int]
Line = tuple[Any, ...]
_OWN: Final = frozenset({"alembic_version", "ledger", "row_digests", "history"})
_LINE: Final = ("at", "who", "origin", "table_name", "row_key", "field", "old", "new")
_COLUMNS: Final = (
    "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' ORDER BY t.name, c.cid"
)
# Where the reports lie that lines of the history tell of, by what such a line begins with.
_SLOTS: Final = " UNION ALL ".join(
    f"SELECT key, slot FROM {table}" for table in ("reports", "evidence_files", "reviews", "decisions")
)
# What stands in the history for a line of which nothing is left.
_NOBODY: Final = ("1970-01-01 00:00:00.000000", "?", "command", "history", "", WHOLE_ROW, None, None)


@dataclass(frozen=True, slots=True)
class Source:
    """A row as it is found elsewhere; `proven` where it is, to the last character, what this program wrote."""

    path: Path
    at: datetime
    row: Row
    proven: bool


def found_in(path: Path, other: Path, harmed: Sequence[HarmedRow]) -> Iterator[tuple[HarmedRow, Source]]:
    """The damaged rows of a database that another copy of it has, as it has them; DatabaseError where it is unreadable.

    What a copy of an earlier schema does not say of a row is taken from the damaged one, where that says it; not where
    that schema knew its rows by something that they have no longer: they are other ones.
    """
    with closing(connect(path)) as here:
        asked = _all_columns(here)
    with closing(connect(other, "ro")) as raw:
        at = ledger_of(raw).at
        told, columns = told_columns(raw.execute), _all_columns(raw)
        for one in harmed:
            keys = _keys(raw, one.table_name)
            if one.table_name not in told or not keys <= {*asked[one.table_name]}:
                continue
            rows = raw.execute(f"SELECT * FROM {one.table_name} WHERE rowid = ?", (one.row_id,)).fetchall()
            for values in rows:
                row = dict(zip(columns[one.table_name], values, strict=True))
                proven = row_digest(*(row[name] for name in told[one.table_name])) == one.digest
                whole = {**(one.row or {}), **row}
                if (proven or _same_key(keys, one, row)) and whole.keys() >= set(asked[one.table_name]):
                    yield one, Source(other, at, whole, proven)


def _keys(raw: Any, table: str) -> set[str]:
    """The columns of a table's primary key; none where there is no such table."""
    return {name for (name,) in raw.execute("SELECT name FROM pragma_table_info(?) WHERE pk", (table,))}


def _same_key(keys: Iterable[str], harmed: HarmedRow, row: Row) -> bool:
    """Whether a row has the primary key of one that is damaged; of one that is quite gone its number must do."""
    return harmed.row is None or all(harmed.row.get(name, row[name]) == row[name] for name in keys)


def lines_in(other: Path, condition: Condition, store_key: str) -> dict[int, Line]:
    """The lines of the history that an earlier copy of the same database has, where some here are changed or gone."""
    if not condition.lines:
        return {}
    with closing(connect(other, "ro")) as raw:
        if ledger_of(raw).store_key != store_key:
            return {}
        return {number: tuple(line) for number, *line in raw.execute(f"SELECT id, {', '.join(_LINE)} FROM history")}


def mend(
    path: Path,
    condition: Condition,
    chosen: Mapping[Place, Row | None],
    lines: Mapping[int, Line],
    author: Author,
    aside: Path,
) -> None:
    """Put a whole file in place of a damaged one, of which a copy is kept at `aside`.

    `chosen` says what becomes of damaged rows: the row that stands instead, or None where it is left out; of others
    what can be read is kept. `lines` are those of the history that were found elsewhere. Refused, changing nothing,
    where rows would point to nothing.
    """
    beside = path.with_name(f".{path.name}.mended")
    remove(beside)
    try:
        make_empty(beside, secret_of(path), version_of(path))
        with closing(connect(path)) as old, closing(connect(beside)) as new:
            old.text_factory = text_of
            mark = Witness(path).last(ledger_of(old).store_key)
            _carry(old, new, chosen, _chained(old, condition, lines))
            _end_ledger(old, new, 0 if mark is None else mark.commits)
        # One of an earlier schema was made whole in its own; what became of it is told by today's.
        upgrade(beside)
        _tell(beside, condition, chosen, author)
        _keep_aside(path, aside)
        for end in ("-wal", "-shm", "-journal"):
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
        os.replace(beside, path)
    except OSError as error:
        raise refuse("refusal.cannot_write", path=str(path)) from error
    finally:
        remove(beside)
    with closing(connect(path)) as raw:
        Witness(path).start_over(ledger_of(raw))


def _carry(old: Any, new: Any, chosen: Mapping[Place, Row | None], history: Iterator[Line]) -> None:
    """Carry every row over, with what was chosen in place of damaged ones, in a transaction that stays open."""
    new.isolation_level = None
    new.create_function("row_digest", -1, row_digest)
    new.execute("PRAGMA foreign_keys = OFF")
    new.execute("BEGIN IMMEDIATE")
    for table, columns in _all_columns(new).items():
        if table not in _OWN:
            _write(new, table, ("rowid", *columns), _kept(old, table, columns, chosen))
    _write(new, "history", *_with_slots(new, history))
    digest_all(new.execute)
    broken = new.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise refuse("refusal.mend_links", thing=say(f"thing.{broken[0]}"), other=say(f"thing.{broken[2]}"))


def _end_ledger(old: Any, new: Any, commits: int) -> None:
    """Count on from the last commit that there ever was, and end the transaction."""
    there = ledger_of(old)
    end = "coalesce((SELECT digest FROM history ORDER BY id DESC LIMIT 1), '')"
    values = (there.store_key, max(there.commits, commits))
    new.execute(f"UPDATE ledger SET store_key = ?, commits = ?, head = {end}", values)
    if _is_placed(new):
        new.execute("UPDATE ledger SET lines = (SELECT count(*) FROM history)")
    new.execute("COMMIT")


def _all_columns(raw: Any) -> dict[str, tuple[str, ...]]:
    """The tables of a file with all their columns, in its own order."""
    found: dict[str, tuple[str, ...]] = {}
    for table, column in raw.execute(_COLUMNS):
        found[table] = (*found.get(table, ()), column)
    return found


def _kept(
    old: Any, table: str, columns: Sequence[str], chosen: Mapping[Place, Row | None]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as they are to be, each with its number."""
    known = dict(old.execute("SELECT row_id, digest FROM row_digests WHERE table_name = ?", (table,)))
    for number, *values in rows_of(old, table, columns, known):
        if (table, number) not in chosen:
            yield (number, *map(_readable, values))
    for (name, number), row in chosen.items():
        if name == table and row is not None:
            yield (number, *(row[column] for column in columns))


def _readable(value: Any) -> Any:
    """A value as a database can keep it: halves of characters that damage left become marks."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _chained(old: Any, condition: Condition, lines: Mapping[int, Line]) -> Iterator[Line]:
    """The lines of the history, chained anew, with a mark for each of which nothing is left."""
    there = {number: tuple(map(_readable, line)) for number, *line in rows_of(old, "history", _LINE, {})}
    changed = {one.id for one in condition.lines if one.harm is Harm.CHANGED}
    end = max(there, default=0)
    if any(one.id > end for one in condition.lines):
        # The last ones are gone, not some between others.
        end = max(end, *lines) if lines else end
    digest = ""
    for number in range(1, end + 1):
        line = there.get(number)
        if line is None or number in changed:
            line = lines.get(number, line) or _NOBODY
        digest = chain(digest, (number, *line))
        yield (number, *line, digest)


def _with_slots(new: Any, history: Iterator[Line]) -> tuple[Sequence[str], Iterator[Line]]:
    """The columns of the history and its lines, with the slots of the reports they tell of where the file has any."""
    columns = ("id", *_LINE, "digest")
    if not _is_placed(new):
        return columns, history
    slots = dict(new.execute(_SLOTS))
    at = columns.index("row_key")
    return (*columns, "slot"), ((*line, slots.get(line[at][:KEY_LENGTH], NO_UNIT)) for line in history)


def _is_placed(new: Any) -> bool:
    """Whether a file is of a schema that has slots."""
    return "slot" in _all_columns(new)["history"]


def _write(new: Any, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    new.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)


def _tell(path: Path, condition: Condition, chosen: Mapping[Place, Row | None], author: Author) -> None:
    """Add to the history what became of each damaged row."""
    told = [
        Altered(one.table_name, _key(one, row), WHOLE_ROW, _said(one.row), _said(row))
        for one in condition.rows
        for row in [chosen.get((one.table_name, one.row_id), one.row)]
    ]
    store = FileStore(path, make_engine(path), Condition())
    try:
        with store.write() as connection:
            record(connection, author, told)
    finally:
        store.close()


def _key(harmed: HarmedRow, row: Row | None) -> str:
    columns = table_of(harmed.table_name).primary_key
    known = {**(harmed.row or {}), **(row or {})}
    return "/".join(str(_readable(known.get(column.name, f"#{harmed.row_id}"))) for column in columns)


def _said(row: Row | None) -> str | None:
    if row is None:
        return None
    plain = {name: _readable(value) for name, value in row.items() if not isinstance(value, bytes)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _keep_aside(path: Path, aside: Path) -> None:
    """Copy a damaged file with its log, byte by byte: SQLite could not, and somebody may get more out of it."""
    aside.parent.mkdir(exist_ok=True)
    for end in ("", "-wal"):
        source = path.with_name(f"{path.name}{end}")
        if source.exists():
            shutil.copyfile(source, aside.with_name(f"{aside.name}{end}"))
