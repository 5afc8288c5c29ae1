"""Slots: by which rows that belong to a unit of a plan are laid out, on one server or on many.

A slot follows from the plan and the unit alone. It never leaves the database: no workbook and no kept row has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, Protocol

from sqlalchemy import Connection, select

from db.models import Base
from db.rows import SLOT, Row, table

# What belongs to no unit; those of units are 1 to COUNT.
NO_UNIT: Final = 0
COUNT: Final = 1024
_REPORTS: Final = Base.metadata.tables["reports"]
_MANY_UNITS: Final = 8192


class Placed(Protocol):
    """A report, by where it lies and its key."""

    @property
    def slot(self) -> int:
        """Its slot."""

    @property
    def key(self) -> str:
        """Its key."""


@lru_cache(_MANY_UNITS)
def slot_of(plan_key: str, unit_key: str) -> int:
    """The slot of what a unit says of a plan; on every computer the same, and for ever."""
    told = blake2b(f"{plan_key}/{unit_key}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return 1 + int.from_bytes(told, "little") % COUNT


def of_units(plan_key: str, units: Iterable[str]) -> list[int]:
    """The slots of these units, each once."""
    return sorted({slot_of(plan_key, unit) for unit in units})


def of_reports(reports: Iterable[Placed]) -> list[int]:
    """The slots of these reports, each once."""
    return sorted({report.slot for report in reports})


def placed(connection: Connection, name: str, rows: Sequence[Row]) -> Sequence[Row]:
    """These rows with their slots, which those of a report have from it; as they are where their table has none."""
    if SLOT not in table(name).columns or all(SLOT in row for row in rows):
        return rows
    if name == _REPORTS.name:
        return [{**row, SLOT: slot_of(row["plan_key"], row["unit_key"])} for row in rows]
    known = _known(connection, {row["report_key"] for row in rows if SLOT not in row})
    # A row of no known report is refused by its link.
    return [{SLOT: known.get(row["report_key"], NO_UNIT), **row} for row in rows]


def _known(connection: Connection, keys: Iterable[str]) -> Mapping[str, int]:
    """The slots of reports, by their keys."""
    query = select(_REPORTS.c.key, _REPORTS.c.slot).where(_REPORTS.c.key.in_(sorted(keys)))
    return {row.key: row.slot for row in connection.execute(query)}


def slot_in(row: Mapping[str, Any]) -> int:
    """The slot of a row; NO_UNIT where it belongs to no unit."""
    return int(row.get(SLOT, NO_UNIT))
