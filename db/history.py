"""The history: every change with when, who, where from, which field, old and new. It is only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert

from db.models import Change
from db.vocabulary import Origin

WHOLE_ROW = "*"


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


def record(connection: Connection, author: Author, changes: Sequence[Altered]) -> None:
    """Add these changes to the history, all at this moment."""
    if not changes:
        return
    at = datetime.now(UTC)
    connection.execute(
        insert(Change),
        [
            {
                "at": at,
                "who": author.who,
                "origin": author.origin,
                "table_name": change.table_name,
                "row_key": change.row_key,
                "field": change.field,
                "old": change.old,
                "new": change.new,
            }
            for change in changes
        ],
    )


def differences(table_name: str, row_key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Altered]:
    """The fields in which two states of a row differ."""
    return [
        Altered(table_name, row_key, field, _said(before.get(field)), _said(value))
        for field, value in after.items()
        if before.get(field) != value
    ]


def _said(value: object) -> str | None:
    return None if value is None else str(value)
