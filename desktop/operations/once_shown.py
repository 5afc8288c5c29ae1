"""Whether the plan has once shown what a locked cell shows: then the plan has moved on, and nobody edited the cell."""

import json
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from db.figures import plain
from db.history import WHOLE_ROW
from db.models import Base
from db.slots import NO_UNIT
from desktop.exchange.forms.locked import LockedCell, same_text
from resources.texts import say

_HISTORY: Final = Base.metadata.tables["history"]
_AREAS: Final = Base.metadata.tables["areas"]
# Where the plan keeps what a column shows.
_KEPT: Final = {
    "code": ("targets", "code"),
    "area": ("targets", "area_key"),
    "title": ("targets", "title"),
    "measure": ("targets", "measure"),
    "unit": ("targets", "unit"),
    "target": ("targets", "target"),
    "role": ("assignments", "role"),
    "node": ("nodes", "title"),
    "begins_on": ("nodes", "begins_on"),
    "due_on": ("nodes", "due_on"),
}


def once_shown(connection: Connection, one: LockedCell, target_key: str, unit_key: str) -> bool:
    """Whether the history of the plan has this text in this place; the cell is of this target and this unit's form."""
    table, field = _KEPT[one.field]
    row_key = {"targets": target_key, "assignments": f"{target_key}/{unit_key}", "nodes": one.key}[table]
    return any(
        same_text(one.field, one.text, text)
        for value in _values(connection, table, row_key, field)
        for text in _texts(connection, field, value)
    )


def _values(connection: Connection, table: str, row_key: str, field: str) -> Iterator[str]:
    """Every value that a field of a row has had."""
    rows = connection.execute(
        select(_HISTORY.c.field, _HISTORY.c.old, _HISTORY.c.new).where(
            _HISTORY.c.slot == NO_UNIT,
            _HISTORY.c.table_name == table,
            _HISTORY.c.row_key == row_key,
            _HISTORY.c.field.in_([field, WHOLE_ROW]),
        )
    )
    for row in rows:
        for text in (row.old, row.new):
            if text is not None:
                value = json.loads(text)[field] if row.field == WHOLE_ROW else text
                yield "" if value is None else str(value)
            elif row.field == field:
                yield ""


def _texts(connection: Connection, field: str, value: str) -> Iterator[str]:
    """What a form shows of a value; an area by each of its names."""
    if field == "target":
        yield plain(int(value)) if value else ""
    elif field in {"measure", "role"}:
        yield str(say(f"{field}.{value}"))
    elif field == "area_key":
        yield from connection.scalars(select(_AREAS.c.name).where(_AREAS.c.key == value))
        yield from _values(connection, "areas", value, "name")
    else:
        yield value
