"""The history: every change with when, who, where from, which field, old and new. It is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from db import clock
from db.digests import chain
from db.inserting import put
from db.models import Base
from db.vocabulary import Origin

WHOLE_ROW = "*"
_H: Final = Base.metadata.tables["history"]
_COLUMNS: Final = tuple(_H.columns.keys())
_LEDGER: Final = Base.metadata.tables["ledger"]
_END: Final = select(_LEDGER.c.lines, _LEDGER.c.head)
_GREW: Final = update(_LEDGER).values(lines=bindparam("count"), head=bindparam("last"))


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and through which door it comes."""

    who: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of one row, as it was and as it is."""

    table_name: str
    row_key: str
    field: str
    old: str | None
    new: str | None
    # Of the report it is about (db.slots).
    slot: int = 0


def record(connection: Connection, author: Author, changes: Sequence[Altered]) -> None:
    """Add these changes to the history, all at this moment."""
    if not changes:
        return
    at = clock.now()
    count, digest = connection.execute(_END).one()
    lines = []
    for number, change in enumerate(changes, count + 1):
        told = (change.table_name, change.row_key, change.field, change.old, change.new)
        digest = chain(digest, (number, stored(at), author.who, str(author.origin), *told))
        line = (number, at, author.who, author.origin, *told, digest, change.slot)
        lines.append(dict(zip(_COLUMNS, line, strict=True)))
    put(connection, _H.name, lines)
    connection.execute(_GREW, {"count": number, "last": digest})


def differences(
    table_name: str, row_key: str, before: Mapping[str, Any], after: Mapping[str, Any], slot: int = 0
) -> list[Altered]:
    """The fields in which two states of a row differ."""
    return [
        Altered(table_name, row_key, field, _said(before.get(field)), _said(value), slot)
        for field, value in after.items()
        if before.get(field) != value
    ]


def stored(at: datetime) -> str:
    """A moment as the database stores it."""
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")


def _said(value: object) -> str | None:
    return None if value is None else str(value)
