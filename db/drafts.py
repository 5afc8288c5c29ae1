"""The draft that is edited, and what lies beside it: what is not there need not be asked for at every edit."""

from dataclasses import dataclass, fields
from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from db.models import Base
from db.periods import Period
from db.reports import Report, open_draft
from db.slots import slot_of
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables
_REPORTS, _FILES, _REVIEWS, _UNFINISHED = (
    _T[name] for name in ("reports", "evidence_files", "reviews", "unfinished_texts")
)
_PAST: Final = _REPORTS.alias("past")
_COMMENTED: Final = _REPORTS.alias("commented")


@dataclass(frozen=True, slots=True)
class Beside:
    """Which of the things are there that belong to a period of a unit, but are no answers."""

    files: bool = True
    remarks: bool = True
    last_year: bool = True
    unfinished: bool = True


_FOUND: Final = (
    select(
        *(_REPORTS.c[one.name] for one in fields(Report)),
        exists().where(_FILES.c.slot == _REPORTS.c.slot, _FILES.c.report_key == _REPORTS.c.key),
        exists().where(
            _COMMENTED.c.slot == _REPORTS.c.slot,
            _COMMENTED.c.plan_key == _REPORTS.c.plan_key,
            _COMMENTED.c.unit_key == _REPORTS.c.unit_key,
            _COMMENTED.c.period == _REPORTS.c.period,
            _REVIEWS.c.slot == _COMMENTED.c.slot,
            _REVIEWS.c.report_key == _COMMENTED.c.key,
        ),
        exists().where(
            _PAST.c.slot == _REPORTS.c.slot,
            _PAST.c.plan_key == _REPORTS.c.plan_key,
            _PAST.c.unit_key == _REPORTS.c.unit_key,
            _PAST.c.period == bindparam("year_ago"),
        ),
        exists().where(_UNFINISHED.c.period == _REPORTS.c.period),
    )
    .where(
        _REPORTS.c.slot == bindparam("slot"),
        _REPORTS.c.plan_key == bindparam("plan"),
        _REPORTS.c.unit_key == bindparam("unit"),
        _REPORTS.c.period == bindparam("code"),
    )
    .order_by(_REPORTS.c.revision.desc())
    .limit(1)
)
_HEAD: Final = len(fields(Report))


def draft_of(connection: Connection, plan_key: str, unit_key: str, period: Period) -> tuple[Report, Beside]:
    """The unit's draft for a period, opened where there is none, and what lies beside it; in one question mostly."""
    found = open_one(connection, plan_key, unit_key, period)
    return found or (open_draft(connection, plan_key, unit_key, period.code), Beside())


def open_one(connection: Connection, plan_key: str, unit_key: str, period: Period) -> tuple[Report, Beside] | None:
    """The draft that is open, and what lies beside it; None where there is none."""
    asked = {
        "slot": slot_of(plan_key, unit_key),
        "plan": plan_key,
        "unit": unit_key,
        "code": period.code,
        "year_ago": period.year_ago.code,
    }
    found = connection.execute(_FOUND, asked).first()
    if found is None or found.state is not ReportState.DRAFT:
        return None
    return Report(*found[:_HEAD]), Beside(*map(bool, found[_HEAD:]))
