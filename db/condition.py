"""In what condition a database is found: missing commits, and pages, rows and lines of the history that changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite3

from db.digests import chain, row_digest, told_columns
from db.engine import connect
from db.errors import Refusal
from db.file_state import is_closed
from db.steps import Tell, nobody
from db.witness import Mark, Sums, Witness, sums_of
from resources.texts import say

# Rows that are looked at between two words of how far it is.
_AT_ONCE: Final = 20_000
_LINES: Final = "SELECT id, at, who, origin, table_name, row_key, field, old, new, digest FROM history"


class Harm(StrEnum):
    """What became of a row or of a line of the history."""

    CHANGED = "changed"
    GONE = "gone"
    STRANGE = "strange"
    # Stored on one of several servers, and not at headquarters.
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class HarmedRow:
    """A row that is not as this program wrote it; `row` as it reads now, of one that is gone what is known of its key.

    `digest` is that of the row as it was written; None for one that this program never wrote.
    """

    table_name: str
    row_id: int
    harm: Harm
    digest: int | None
    row: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class HarmedLine:
    """A line of the history that is not as it was written, or before which lines are gone."""

    id: int
    harm: Harm


@dataclass(frozen=True, slots=True)
class Lost:
    """Commits that were made and are not in the file: how many, the last that is there, the last that was made."""

    commits: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Condition:
    """What is not as it was left; everything is empty where the database is whole."""

    lost: Lost | None = None
    # The numbers of pages, from 1, that are not as they were when the file was closed.
    pages: tuple[int, ...] = ()
    rows: tuple[HarmedRow, ...] = ()
    lines: tuple[HarmedLine, ...] = ()
    # What SQLite itself says of the file.
    file: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether what is there can be trusted; commits may be missing all the same."""
        return not (self.pages or self.rows or self.lines or self.file)


class Damaged(Refusal):
    """A database that is not as it was left: what is not, so that it can be mended."""

    def __init__(self, path: Path, condition: Condition) -> None:
        count = len(condition.rows) + len(condition.lines) or len(condition.pages)
        super().__init__(say("refusal.harmed", path=str(path), count=count))
        self.path = path
        self.condition = condition


def examine(path: Path, *, thoroughly: bool = False, tell: Tell = nobody) -> Condition:
    """The condition of a database that is of this program's schema; DatabaseError where it cannot even be asked.

    A file whose pages are as they were when it was closed is whole. Any other is gone through row by row, and every
    one where it is done `thoroughly`. `tell` is told how far that is, in rows.
    """
    tell("check", 0, 0)
    # What a short check goes through in a moment is no step of it.
    further = tell if thoroughly else nobody
    witness = Witness(path)
    sums = witness.sums() if is_closed(path) else None
    pages = () if sums is None else _differing(path, sums)
    with closing(connect(path)) as raw:
        raw.text_factory = text_of
        raw.execute("PRAGMA query_only = ON")
        raw.execute("BEGIN")
        there = ledger_of(raw)
        mark = witness.last(there.store_key)
        if mark is None or sums is None or not sums.commits == mark.commits == there.commits:
            # The sums are of another moment.
            pages = ()
        elif not (pages or thoroughly) and mark.head == there.head:
            return Condition()
        rows = (*_harmed_rows(raw, tell), *(_harmed_originals(raw, further) if thoroughly or pages else ()))
        lines = tuple(_harmed_lines(raw, there, mark, further))
        further("file", 0, 0)
        file = tuple(_file(raw)) if thoroughly or pages or rows or lines else ()
    return Condition(_lost(there, mark), pages, rows, lines, file)


def text_of(content: bytes) -> str:
    """A text, also one that damage made unreadable, so that it can be told from what was written."""
    return content.decode("utf-8", "surrogateescape")


def ledger_of(raw: Any) -> Mark:
    """How often a file was written, as it says itself."""
    key, commits, head, at = raw.execute("SELECT store_key, commits, head, at FROM ledger").fetchone()
    return Mark(key, commits, head, datetime.fromisoformat(at).replace(tzinfo=UTC))


def _lost(there: Mark, mark: Mark | None) -> Lost | None:
    if mark is None or mark.commits <= there.commits:
        return None
    return Lost(mark.commits - there.commits, there.at, mark.at)


def _differing(path: Path, sums: Sums) -> tuple[int, ...]:
    now = sums_of(path, sums.commits)
    if now.page_size != sums.page_size or len(now.pages) != len(sums.pages):
        return tuple(range(1, len(sums.pages) + 1))
    pairs = zip(now.pages, sums.pages, strict=True)
    return tuple(number for number, (found, kept) in enumerate(pairs, 1) if found != kept)


def _file(raw: Any) -> Iterator[str]:
    try:
        for (line,) in raw.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield str(line)
    except sqlite3.DatabaseError as error:
        yield str(error)


def _harmed_rows(raw: Any, tell: Tell) -> Iterator[HarmedRow]:
    """The rows of a file that are not as this program wrote them."""
    raw.create_function("row_digest", -1, row_digest, deterministic=True)
    counts = dict(_read(raw, "SELECT table_name, count(*) FROM row_digests GROUP BY table_name", ()))
    done, total = 0, sum(counts.values())
    for table, columns in told_columns(raw.execute).items():
        count = counts.get(table, 0)
        if not _is_untouched(raw, table, columns, count, partial(_tell_rows, tell, done, total)):
            yield from _harmed_of(raw, table, columns)
        done += count


def _tell_rows(tell: Tell, before: int, total: int, seen: int) -> None:
    tell("check", before + seen, total)


def _is_untouched(raw: Any, table: str, columns: Sequence[str], count: int, passed: Callable[[int], None]) -> bool:
    """Whether all the rows of a table have their digests and all its digests their rows.

    The database is asked, which is told of no row unless one is another: where it cannot answer, or says no, each row
    is looked at. `passed` is told how many are seen.
    """
    values = ", ".join(f't."{column}"' for column in columns)
    query = (
        f"SELECT d.digest IS NOT row_digest({values}) FROM {table} AS t NOT INDEXED "
        f"LEFT JOIN row_digests AS d ON d.table_name = '{table}' AND d.row_id = t.rowid"
    )
    seen = 0
    try:
        cursor = raw.execute(query)
        while found := cursor.fetchmany(_AT_ONCE):
            if (1,) in found:
                return False
            seen += len(found)
            passed(seen)
    except sqlite3.DatabaseError:
        return False
    return seen == count


def _harmed_of(raw: Any, table: str, columns: Sequence[str]) -> Iterator[HarmedRow]:
    """The rows of a table that are not as this program wrote them, each looked at."""
    known = dict(_read(raw, "SELECT row_id, digest FROM row_digests WHERE table_name = ?", (table,)))
    for number, *values in rows_of(raw, table, columns, known):
        # What is left of them in the end was not seen.
        digest = known.pop(number, None)
        if digest != row_digest(*map(_told, values)):
            harm = Harm.STRANGE if digest is None else Harm.CHANGED
            yield HarmedRow(table, number, harm, digest, dict(zip(columns, values, strict=True)))
    keys = _indexed_keys(raw, table) if known else {}
    for number, digest in sorted(known.items()):
        yield HarmedRow(table, number, Harm.GONE, digest, keys.get(number))


def _told(value: Any) -> Any:
    """What a function of SQL, which made the digests, was told of a value: of a text what stands before a NUL."""
    return value.partition("\0")[0] if isinstance(value, str) else value


def _indexed_keys(raw: Any, table: str) -> dict[int, dict[str, Any]]:
    """The primary keys of a table's rows as their index has them, which may know rows that the table lost."""
    names = [name for (name,) in _read(raw, "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))]
    chosen = ", ".join(f'"{name}"' for name in names)
    rows = _read(raw, f"SELECT rowid, {chosen} FROM {table} INDEXED BY sqlite_autoindex_{table}_1", ())
    return {number: dict(zip(names, values, strict=True)) for number, *values in rows}


def _harmed_originals(raw: Any, tell: Tell) -> Iterator[HarmedRow]:
    """The files that were taken whose kept bytes are not what came in: no row's digest speaks of bytes."""
    tell("originals", 0, 0)
    (total,) = next(_read(raw, "SELECT count(*) FROM batches", ()), (0,))
    batches = "SELECT b.rowid, b.file_name, b.sha256, b.content, d.digest FROM batches b JOIN row_digests d"
    query = f"{batches} ON d.table_name = 'batches' AND d.row_id = b.rowid"
    for seen, (number, name, kept, content, digest) in enumerate(_read(raw, query, ()), 1):
        if not isinstance(content, bytes) or sha256(content).hexdigest() != kept:
            yield HarmedRow("batches", number, Harm.CHANGED, digest, {"file_name": name})
        tell("originals", seen, total)


def rows_of(raw: Any, table: str, columns: Sequence[str], known: Mapping[int, int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that can be read, each with its number first; around a page that cannot be, one by one."""
    chosen = ", ".join(f'"{column}"' for column in columns)
    last = None
    try:
        for row in raw.execute(f"SELECT rowid, {chosen} FROM {table} NOT INDEXED ORDER BY rowid"):
            yield row
            last = row[0]
    except sqlite3.DatabaseError:
        for number in sorted(known):
            if last is None or number > last:
                yield from _read(raw, f"SELECT rowid, {chosen} FROM {table} NOT INDEXED WHERE rowid = ?", (number,))


def _read(raw: Any, query: str, values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """What can be read of an answer: what stands after a page that cannot be is looked for elsewhere."""
    with suppress(sqlite3.DatabaseError):
        yield from raw.execute(query, values)


def _harmed_lines(raw: Any, there: Mark, mark: Mark | None, tell: Tell) -> Iterator[HarmedLine]:
    """The lines of the history that break its chain; a last one that is gone is known from the ledger or outside."""
    tell("lines", 0, 0)
    (total,) = next(_read(raw, "SELECT max(id) FROM history", ()), (None,))
    before, count = "", 0
    try:
        for number, *line, digest in raw.execute(f"{_LINES} ORDER BY id"):
            if number != count + 1:
                yield HarmedLine(number, Harm.GONE)
            elif chain(before, (number, *line)) != digest:
                yield HarmedLine(number, Harm.CHANGED)
            before, count = digest, number
            if not number % _AT_ONCE:
                tell("lines", number, total)
    except sqlite3.DatabaseError:
        yield HarmedLine(count + 1, Harm.GONE)
        return
    rewritten = mark is not None and mark.commits == there.commits and mark.head != there.head
    if before != there.head or rewritten:
        yield HarmedLine(count + 1, Harm.GONE)
