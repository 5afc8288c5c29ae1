"""Mending a database: what is damaged, where it is found again, and what a person says becomes of it."""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import BigInteger, select, update
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlite3

from db import clock
from db.backups import backups_of, folder_of
from db.condition import Condition, Harm, HarmedRow, examine, ledger_of
from db.engine import connect, plain_errors
from db.errors import Refusal, refuse
from db.figures import plain
from db.history import Altered, Author, record
from db.integrity import lost
from db.mending import Place, Row, Source, found_in, lines_in, mend
from db.models import Base
from db.naming import Names
from db.rows import SLOT
from db.rows import table as table_of
from db.version import version_of
from db.vocabulary import Origin, Status
from desktop.desk import Desk, user_name
from desktop.operations.mending_workbooks import found_in_workbooks
from resources.texts import Sentence, say

Said = str | Sentence
# What is never shown: the columns by which rows find each other, bytes and digests.
_HIDDEN: Final = ("key", "_key", "content", "seal", "sha256", SLOT)


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged row: what it is of, how it reads now, and where it is found again, the best first."""

    harmed: HarmedRow
    thing: Sentence
    subject: str
    # Why it is here, as a sentence.
    told: Sentence
    sources: tuple[Source, ...]

    @property
    def place(self) -> Place:
        """Which row it is."""
        return self.harmed.table_name, self.harmed.row_id

    @property
    def harm(self) -> Harm:
        """What became of it."""
        return self.harmed.harm

    def differing(self, source: Source) -> tuple[tuple[str, Said, Said], ...]:
        """The fields in which what was found differs from what stands there now: the field, now, found."""
        table, now = self.harmed.table_name, self.harmed.row or {}
        pairs = (
            (field, _said(table, field, now.get(field)), _said(table, field, row)) for field, row in source.row.items()
        )
        return tuple(
            (field, here, there) for field, here, there in pairs if not field.endswith(_HIDDEN) and here != there
        )


@dataclass(frozen=True, slots=True)
class Damages:
    """All that is wrong with a database: rows one by one, and how many lines of the history and pages."""

    path: Path
    condition: Condition
    rows: tuple[Damage, ...]
    # Lines of the history that are changed or gone, and whether an earlier copy has lines to put there.
    lines: int
    lines_found: bool
    lost: Sentence | None


def damages(path: Path) -> Damages:
    """What is wrong with a database, and what earlier copies and workbooks have of it; refused where nothing is."""
    copies = _copies(path)
    version_of(path)
    with plain_errors(path):
        condition = examine(path)
    if condition.whole:
        raise refuse("refusal.not_damaged", path=str(path))
    sources: dict[Place, list[Source]] = {}
    for one, source in _found(path, copies, condition):
        sources.setdefault((one.table_name, one.row_id), []).append(source)
    with closing(connect(path)) as raw:
        names = Names(raw)
        rows = tuple(_damage(names, one, sources.get((one.table_name, one.row_id), [])) for one in condition.rows)
        key = ledger_of(raw).store_key
    lines = _lines(copies, condition, key)
    missing = None if condition.lost is None else lost(condition.lost)
    return Damages(path, condition, rows, len(condition.lines), bool(lines), missing)


def decided(found: Damages, rest: str) -> dict[Place, Row | None]:
    """What becomes of each row: what is proven is put back; the `rest` as of older, kept as it reads, or omitted."""
    chosen: dict[Place, Row | None] = {}
    for one in found.rows:
        best = one.sources[0] if one.sources else None
        if best is not None and (best.proven or rest == "older"):
            chosen[one.place] = best.row
        elif rest == "omit":
            chosen[one.place] = None
    return chosen


def mend_database(damage: Damages, chosen: Mapping[Place, Row | None], origin: Origin) -> Path:
    """Mend a database as was chosen; where the damaged file is kept."""
    path = damage.path
    with closing(connect(path)) as raw:
        key = ledger_of(raw).store_key
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    aside = folder_of(path) / f"{path.stem}-{stamp}-damaged{path.suffix}"
    lines = _lines(_copies(path), damage.condition, key)
    mend(path, damage.condition, chosen, lines, Author(user_name(), origin), aside)
    return aside


def accept_loss(desk: Desk) -> Sentence | None:
    """What is missing of what was saved last, told once: from then on the history says so. None where nothing is."""
    missing = desk.store.condition.lost
    if missing is None:
        return None
    ledger = Base.metadata.tables["ledger"]
    with desk.store.write() as connection:
        key, there = connection.execute(select(ledger.c.store_key, ledger.c.commits)).one()
        ever = there + missing.commits
        record(connection, desk.author, [Altered("ledger", key, "commits", str(ever), str(there))])
        connection.execute(update(ledger).values(commits=ever))
    return lost(missing)


def _copies(path: Path) -> list[Path]:
    """The backups of a database, the newest first."""
    return [one.path for one in backups_of(path, folder_of(path))]


def _found(path: Path, copies: Sequence[Path], condition: Condition) -> list[tuple[HarmedRow, Source]]:
    """Every damaged row in every copy and workbook that can be read, what is proven first."""
    found: list[tuple[HarmedRow, Source]] = []
    for copy in copies:
        with suppress(sqlite3.DatabaseError):
            found += found_in(path, copy, condition.rows)
    with suppress(Refusal, DatabaseError):
        # A database too damaged to be read like that may still have copies.
        found += found_in_workbooks(path, condition.rows)
    return sorted(found, key=lambda one: not one[1].proven)


def _lines(copies: Sequence[Path], condition: Condition, key: str) -> dict[int, tuple[Any, ...]]:
    """The lines of the history as the newest copy has them that has any."""
    for copy in copies:
        with suppress(sqlite3.DatabaseError):
            lines = lines_in(copy, condition, key)
            if lines:
                return lines
    return {}


def _damage(names: Names, harmed: HarmedRow, sources: Sequence[Source]) -> Damage:
    best = sources[0].row if sources else None
    # What is quite gone is named by what was found of it.
    subject = names.of(harmed.table_name, best) if harmed.row is None and best else names.subject(harmed)
    thing = say(f"thing.{harmed.table_name}")
    told = say(f"harm.{harmed.harm}")
    return Damage(harmed, thing, subject, told, _distinct(sources))


def _distinct(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Sources that say different things, the first of each; one that is proven needs no other."""
    if sources and sources[0].proven:
        return (sources[0],)
    found: dict[str, Source] = {}
    for one in sources:
        found.setdefault(repr(sorted(one.row.items())), one)
    return tuple(found.values())


def _said(table: str, field: str, value: Any) -> Said:
    """A value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, int) and isinstance(table_of(table).columns[field].type, BigInteger):
        return plain(value)
    if field == "status" and value in set(Status):
        return say(f"status.{value}")
    return str(value).encode("utf-8", "replace").decode()
