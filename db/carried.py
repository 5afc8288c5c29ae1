"""Figures of the periods before, where they stand for those that units do not give now."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, tuple_

from db.models import Base
from db.periods import Period, before
from db.plans import PlanView
from db.reports import Report, newest

_ENTRIES: Final = Base.metadata.tables["entries"]
_PLACE: Final = (_ENTRIES.c.slot, _ENTRIES.c.report_key, _ENTRIES.c.target_key)
_FIGURES: Final = select(*_PLACE, _ENTRIES.c.value).where(
    tuple_(*_PLACE).in_(bindparam("places", expanding=True)), _ENTRIES.c.value.is_not(None)
)
# So many figures are asked for with one statement.
_AT_ONCE: Final = 200
# A unit and a target.
Pair = tuple[str, str]


def carried(
    connection: Connection, plan: PlanView, period: Period, silent: Collection[Pair], moment: datetime | None
) -> dict[Pair, int]:
    """The newest figure of the same year's periods before, for each unit and target of these that there is one for.

    Where a unit has none of a period, that of the unit that led the target before stands for it. What `earlier` finds:
    here period by period, the newest first, until each is known, so that a year behind costs no more than a month.
    """
    found: dict[Pair, int] = {}
    led: dict[Pair, str] = {pair: unit for pair in silent if (unit := plan.predecessors.get(pair)) is not None}
    for step in before(period):
        unknown = [pair for pair in silent if pair not in found]
        if not unknown:
            break
        units = {unit for unit, _ in unknown} | {led[pair] for pair in unknown if pair in led}
        heads = newest(connection, plan.key, step.code, sorted(units), moment=moment)
        found |= _told(connection, heads, {pair: led[pair] for pair in unknown if pair in led})
        found |= _told(connection, heads, {pair: pair[0] for pair in unknown})
    # Before the year's first period whoever took a target over has nothing, and that is zero.
    return found if period.previous is not None else dict.fromkeys(led, 0)


def _told(connection: Connection, heads: Mapping[str, Report], speakers: Mapping[Pair, str]) -> dict[Pair, int]:
    """The figures of these pairs in reports by unit; each is told by a unit of its own."""
    asked = {(heads[unit].slot, heads[unit].key, pair[1]): pair for pair, unit in speakers.items() if unit in heads}
    places, found = list(asked), {}
    for start in range(0, len(places), _AT_ONCE):
        for *place, value in connection.execute(_FIGURES, {"places": places[start : start + _AT_ONCE]}):
            found[asked[tuple(place)]] = value
    return found
