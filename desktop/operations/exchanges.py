"""What came in, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db import batches
from db.models import Base
from db.rows import Row
from db.store import backup
from db.vocabulary import Kind
from desktop.desk import Desk
from desktop.exchange.seal import check_code

_BATCHES = Base.metadata.tables["batches"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One file that was taken."""

    batch: str
    kind: Kind
    file_name: str
    unit: str
    period: str
    revision: int
    rows: int
    check_code: str
    who: str
    at: datetime
    undone: bool


def exchanges(desk: Desk) -> list[Exchange]:
    """Every file that was taken, the newest first."""
    columns = [column for column in _BATCHES.columns if column.name != "content"]
    with desk.read() as (connection, plan):
        rows = connection.execute(select(*columns).order_by(_BATCHES.c.taken_at.desc(), _BATCHES.c.key)).mappings()
        return [_exchange(dict(row), plan.units.get(row["unit_key"], "")) for row in rows]


def undo(desk: Desk, batch: str) -> Exchange:
    """Take an import back exactly, after a backup; refused where later work rests on it."""
    backup(desk.store.path, "before-undo")
    with desk.write() as (connection, plan):
        row = batches.undo(connection, batch, desk.author.who)
    return _exchange({**row, "undone_at": row["taken_at"]}, plan.units.get(row["unit_key"], ""))


def _exchange(row: Row, unit: str) -> Exchange:
    return Exchange(
        batch=row["key"],
        kind=row["kind"],
        file_name=row["file_name"],
        unit=unit,
        period=row["period"],
        revision=row["revision"],
        rows=row["rows"],
        check_code=check_code(row["seal"]),
        who=row["who"],
        at=row["taken_at"],
        undone=row["undone_at"] is not None,
    )
