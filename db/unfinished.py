"""Texts that are being typed and stand in no field yet: kept until they are entered or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from db import clock
from db.models import Base
from db.texts import storable

_U = Base.metadata.tables["unfinished_texts"]
_KEPT: Final = select(_U.c.place, _U.c.field).where(_U.c.period == bindparam("of"))
# The key of a target, and a field of it.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A text, for which field of which target it was meant, and when it was kept."""

    place: str
    field: str
    text: str
    at: datetime


def keep(connection: Connection, period: str, texts: Mapping[Place, str]) -> None:
    """Keep what has been typed into fields so far."""
    at = clock.now()
    for (place, field), text in texts.items():
        here = (_U.c.period == period) & (_U.c.place == place) & (_U.c.field == field)
        changed = connection.execute(update(_U).where(here).values(text=storable(text), at=at))
        if not changed.rowcount:
            new = {"period": period, "place": place, "field": field, "text": storable(text), "at": at}
            connection.execute(insert(_U).values(new))


def give_up(connection: Connection, period: str, places: Iterable[Place]) -> None:
    """These are entered by now, or not wanted any more."""
    # Few are kept, and a whole sheet may be entered at once.
    there = connection.execute(_KEPT, {"of": period})
    gone = {(place, field) for place, field in there} & set(places)
    if gone:
        connection.execute(delete(_U).where(_U.c.period == period, tuple_(_U.c.place, _U.c.field).in_(gone)))


def kept(connection: Connection, period: str) -> tuple[Unfinished, ...]:
    """What is kept for a period, the newest first."""
    columns = (_U.c.place, _U.c.field, _U.c.text, _U.c.at)
    rows = connection.execute(select(*columns).where(_U.c.period == period).order_by(_U.c.at.desc()))
    return tuple(Unfinished(*row) for row in rows)


def count(connection: Connection) -> int:
    """How many texts are kept, whatever period they are of."""
    return connection.scalar(select(func.count()).select_from(_U)) or 0
