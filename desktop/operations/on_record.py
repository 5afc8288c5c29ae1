"""What is on record of the unit that a workbook comes from, before the workbook is taken: in one question."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from sqlalchemy import Connection, and_, bindparam, exists, literal, or_, select

from db.models import Base
from db.plans import PlanView
from db.reports import Report
from db.slots import slot_of
from desktop.exchange.forms.read_out import ReadForm

_T: Final = Base.metadata.tables
_REPORTS, _BATCHES, _EXCHANGE = _T["reports"], _T["batches"], _T["exchange_keys"]
_HERE: Final = select(literal(1).label("one")).subquery("here")
_OF_THE_UNIT: Final = and_(
    _REPORTS.c.slot == bindparam("slot"),
    _REPORTS.c.plan_key == bindparam("plan"),
    _REPORTS.c.unit_key == bindparam("unit"),
    or_(_REPORTS.c.period.startswith(bindparam("year")), _REPORTS.c.period == bindparam("period")),
)
_CAME: Final = exists().where(
    _BATCHES.c.sha256 == bindparam("sha256"),
    _BATCHES.c.undone_at.is_(None),
    _BATCHES.c.unit_key == bindparam("unit"),
    _BATCHES.c.period == bindparam("period"),
)
# Made once: it is asked for every workbook that comes in.
_RECORD: Final = (
    select(
        _CAME,
        select(_EXCHANGE.c.secret).where(_EXCHANGE.c.unit_key == bindparam("unit")).scalar_subquery(),
        *(_REPORTS.c[one.name] for one in fields(Report)),
    )
    .select_from(_HERE.outerjoin(_REPORTS, _OF_THE_UNIT))
    .order_by(_REPORTS.c.revision)
)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Of a unit, whether these very bytes came before, its exchange key, and its reports of the year."""

    came: bool
    secret: str
    # Older revisions before newer ones, drafts among them.
    reports: Sequence[Report]

    def newest(self, period: str) -> Report | None:
        """Its newest report for a period, a draft or not."""
        return next((report for report in reversed(self.reports) if report.period == period), None)


def on_record(connection: Connection, plan: PlanView, form: ReadForm, sha256: str) -> OnRecord:
    """What is on record of the unit of a form, and of the bytes that it was read from."""
    asked = {
        "plan": plan.key,
        "unit": form.unit_key,
        "slot": slot_of(plan.key, form.unit_key),
        "period": form.period,
        "year": f"{plan.year}-",
        "sha256": sha256,
    }
    rows = connection.execute(_RECORD, asked).all()
    came, secret = rows[0][:2]
    return OnRecord(bool(came), secret or "", [Report(*row[2:]) for row in rows if row.key is not None])
