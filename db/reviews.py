"""Headquarters' comments on reports, the figures it settles on beside the reported ones, and what it decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from db.models import Base
from db.remarks import Remark
from db.rows import Row
from db.slots import Placed, of_units
from db.vocabulary import Verdict

_REVIEWS: Final = Base.metadata.tables["reviews"]
_REPORTS: Final = Base.metadata.tables["reports"]
_DECISIONS: Final = Base.metadata.tables["decisions"]


_REMARKS: Final = (
    select(_REPORTS.c.unit_key, *(_REVIEWS.c[name] for name in Remark.__slots__))
    .join(_REPORTS, (_REPORTS.c.slot == _REVIEWS.c.slot) & (_REPORTS.c.key == _REVIEWS.c.report_key))
    .where(
        _REPORTS.c.slot.in_(bindparam("slots", expanding=True)),
        _REPORTS.c.plan_key == bindparam("plan"),
        _REPORTS.c.unit_key.in_(bindparam("units", expanding=True)),
        _REPORTS.c.period == bindparam("period"),
        _REVIEWS.c.verified.is_(None),
    )
    .order_by(_REVIEWS.c.number)
)


def remarks(connection: Connection, plan_key: str, unit_key: str, period: str) -> dict[str, tuple[Remark, ...]]:
    """What headquarters said of a unit's reports for a period, by target, in the order it was said."""
    return remarks_by_unit(connection, plan_key, [unit_key], period)[unit_key]


def remarks_by_unit(
    connection: Connection, plan_key: str, units: Sequence[str], period: str
) -> dict[str, dict[str, tuple[Remark, ...]]]:
    """The same of several units, asked for at once."""
    asked = {"slots": of_units(plan_key, units), "plan": plan_key, "units": units, "period": period}
    found: dict[str, dict[str, tuple[Remark, ...]]] = {unit: {} for unit in units}
    for unit, *row in connection.execute(_REMARKS, asked):
        remark = Remark(*row)
        found[unit][remark.target_key] = (*found[unit].get(remark.target_key, ()), remark)
    return found


def review_row(report: Placed, remark: Remark) -> Row:
    """The row of a comment on a report, but for its number."""
    values = {name: getattr(remark, name) for name in Remark.__slots__}
    return {**values, "slot": report.slot, "report_key": report.key, "verified": None}


@dataclass(frozen=True, slots=True)
class Verified:
    """The figure that headquarters settled on beside the reported one (scaled), and why."""

    value: int
    reason: str
    who: str
    at: datetime


def verified(
    connection: Connection, report_keys: Collection[str] | None = None, moment: datetime | None = None
) -> dict[tuple[str, str], Verified]:
    """The verified figures of reports (None: all) by report and target, as far as known at a moment (None: now)."""
    columns = (_REVIEWS.c.report_key, _REVIEWS.c.target_key, _REVIEWS.c.verified, _REVIEWS.c.comment)
    query = (
        select(*columns, _REVIEWS.c.who, _REVIEWS.c.at)
        .where(_REVIEWS.c.verified.is_not(None))
        .order_by(_REVIEWS.c.number)
    )
    if report_keys is not None:
        query = query.where(_REVIEWS.c.report_key.in_(report_keys))
    if moment is not None:
        query = query.where(_REVIEWS.c.at <= moment)
    return {(row[0], row[1]): Verified(*row[2:]) for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of a report, or of one target in it."""

    verdict: Verdict
    reason: str
    who: str
    at: datetime


def decisions(connection: Connection, report_keys: Collection[str]) -> dict[str, dict[str | None, Decided]]:
    """The newest decision by report, and in it by target; None: of the whole report."""
    query = (
        select(_DECISIONS.c.report_key, _DECISIONS.c.target_key, *(_DECISIONS.c[name] for name in Decided.__slots__))
        .where(_DECISIONS.c.report_key.in_(report_keys))
        .order_by(_DECISIONS.c.number)
    )
    found: dict[str, dict[str | None, Decided]] = {}
    for report, target, *rest in connection.execute(query):
        found.setdefault(report, {})[target] = Decided(*rest)
    return found
