"""Rows as plain JSON values, in both directions, by the types of their columns."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Enum, Table
from sqlalchemy.exc import StatementError

from db.figures import LIMIT
from db.models import Base
from db.models.base import UtcDateTime
from db.texts import TEXT_MAX

Row = dict[str, Any]
# Where a row lies is the database's own business (db.slots): rows as JSON do not say it.
SLOT: Final = "slot"
# Halves of characters, which JSON can spell and no database can store.
_HALVES: Final = re.compile("[\ud800-\udfff]")


class RowError(ValueError):
    """A row from outside that does not fit its table."""


def table(name: str) -> Table:
    """The table of this name; RowError where there is none."""
    found = Base.metadata.tables.get(name)
    if found is None:
        raise RowError(name)
    return found


def to_plain(name: str, row: Mapping[str, Any]) -> Row:
    """A row of a table as JSON can carry it."""
    plain = dict(row)
    plain.pop(SLOT, None)
    for field, spell in _spellings(name).items():
        value = plain.get(field)
        if value is not None:
            plain[field] = spell(value)
    return plain


@cache
def _spellings(name: str) -> Mapping[str, Callable[[Any], str]]:
    """The columns of a table whose values JSON cannot carry, and how each is spelt."""
    return {
        column.name: str if isinstance(column.type, Enum) else _isoformat
        for column in table(name).columns
        if isinstance(column.type, Enum | Date | UtcDateTime)
    }


def _isoformat(value: date) -> str:
    return value.isoformat()


def from_plain(name: str, data: Mapping[str, Any]) -> Row:
    """A row out of JSON, with every column but its slot there and of its type; RowError otherwise."""
    columns = table(name).columns
    if set(data) != set(columns.keys()) - {SLOT}:
        raise RowError(name)
    return {field: _typed(name, field, columns[field].nullable, value) for field, value in data.items()}


@cache
def _type_of(name: str, field: str) -> tuple[Any, type]:
    kind = table(name).columns[field].type
    return kind, kind.python_type


def _typed(name: str, field: str, nullable: bool | None, value: Any) -> Any:
    if value is None and nullable:
        return None
    kind, python = _type_of(name, field)
    try:
        if isinstance(kind, Date):
            return date.fromisoformat(value)
        if isinstance(kind, UtcDateTime):
            return datetime.fromisoformat(value)
        if isinstance(kind, Enum):
            return python(value)
    except (TypeError, ValueError, StatementError) as error:
        raise RowError(f"{name}.{field}") from error
    fits = type(value) is python
    if (
        not fits
        or (isinstance(value, int) and abs(value) > LIMIT)
        or (isinstance(value, str) and (len(value) > TEXT_MAX or _HALVES.search(value)))
    ):
        raise RowError(f"{name}.{field}")
    return value


def to_text(name: str, row: Mapping[str, Any]) -> str:
    """A row as one line of JSON with its fields in order, so that equal rows are equal texts."""
    return json.dumps(to_plain(name, row), ensure_ascii=False, sort_keys=True)


def from_text(name: str, text: str) -> Row:
    """The row that `to_text` wrote."""
    return from_plain(name, json.loads(text))


def identity(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The primary key of a row."""
    return {column.name: row[column.name] for column in table(name).primary_key}


def row_key(name: str, row: Mapping[str, Any]) -> str:
    """The primary key of a row as one text, without its slot."""
    return "/".join(str(row[column.name]) for column in table(name).primary_key if column.name != SLOT)
