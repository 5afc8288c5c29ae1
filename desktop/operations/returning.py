"""Returning a report: headquarters' comments go back to the unit, in a workbook that it answers in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from db.errors import refuse
from db.history import Altered, record
from db.keys import new_key
from db.models import Base
from db.plans import PlanView
from db.reports import newest
from db.reviews import Remark, remarks, review_row
from desktop.desk import Desk, require_open
from desktop.exchange.write_form import write_form
from desktop.operations.dispatching import dispatch_of, store_sent
from desktop.operations.entry import EDITABLE
from desktop.operations.forms import review_form


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said of one field of a target, by the target's code."""

    code: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The workbook that goes back, and which revision of the report it speaks of."""

    path: Path
    revision: int
    count: int


def return_report(desk: Desk, code: str, unit: str, comments: Sequence[Comment], out: Path) -> Returned:
    """Keep the comments on a unit's newest report, and write the workbook that takes them back to it."""
    if not desk.is_headquarters:
        raise refuse("refusal.not_headquarters", unit=desk.unit)
    if not comments:
        raise refuse("refusal.no_comments")
    with desk.write() as (connection, plan):
        period = require_open(plan, code)
        unit_key = next((key for key, name in plan.units.items() if name == unit), "")
        report = newest(connection, plan.key, period.code, [unit_key]).get(unit_key)
        if report is None:
            raise refuse("refusal.nothing_reported", unit=unit, period=period.title)
        at = datetime.now(UTC)
        said = [_remark(plan, unit_key, one, desk.author.who, at) for one in comments]
        connection.execute(insert(Base.metadata.tables["reviews"]), [review_row(report.key, one) for one in said])
        altered = [Altered("reviews", f"{report.key}/{one.target_key}", one.field, None, one.comment) for one in said]
        record(connection, desk.author, altered)
        known = remarks(connection, plan.key, unit_key, period.code)
        form = review_form(connection, plan, report, known, practice=desk.practice)
        write_form(form, out)
        store_sent(connection, [dispatch_of(desk, form.document, out)])
    return Returned(out, report.revision, len(said))


def _remark(plan: PlanView, unit_key: str, comment: Comment, who: str, at: datetime) -> Remark:
    target = next((one for one in plan.of_unit(unit_key) if one.code == comment.code), None)
    if target is None:
        raise refuse("refusal.not_its_target", code=comment.code)
    if comment.field not in EDITABLE:
        raise refuse("refusal.no_field", field=comment.field, fields=", ".join(sorted(EDITABLE)))
    return Remark(new_key(), target.key, comment.field, comment.text, who, at)
