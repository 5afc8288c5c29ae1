"""Headquarters' comments on reports, and what a unit has to answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from db.models import Base
from db.rows import Row

_REVIEWS: Final = Base.metadata.tables["reviews"]
_REPORTS: Final = Base.metadata.tables["reports"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment on one field of what a unit said of a target."""

    key: str
    target_key: str
    field: str
    comment: str
    who: str
    at: datetime


def remarks(connection: Connection, plan_key: str, unit_key: str, period: str) -> dict[str, tuple[Remark, ...]]:
    """What headquarters said of a unit's reports for a period, by target, in the order it was said."""
    rows = connection.execute(
        select(*(_REVIEWS.c[name] for name in Remark.__slots__))
        .join(_REPORTS, _REPORTS.c.key == _REVIEWS.c.report_key)
        .where(_REPORTS.c.plan_key == plan_key, _REPORTS.c.unit_key == unit_key, _REPORTS.c.period == period)
        .order_by(_REVIEWS.c.at, _REVIEWS.c.key)
    )
    found: dict[str, tuple[Remark, ...]] = {}
    for row in rows:
        remark = Remark(*row)
        found[remark.target_key] = (*found.get(remark.target_key, ()), remark)
    return found


def review_row(report_key: str, remark: Remark) -> Row:
    """The row of a comment on a report."""
    values = {name: getattr(remark, name) for name in Remark.__slots__}
    return {**values, "report_key": report_key, "verified": None}
