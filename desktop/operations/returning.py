"""Returning a report: headquarters' comments go back to the unit, in a workbook that it answers in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from db import clock
from db.checks import TEXT_LIMIT
from db.errors import refuse
from db.history import Altered, record
from db.keys import new_key
from db.numbers import add
from db.periods import Period
from db.plans import PlanView
from db.remarks import Remark
from db.reports import Report, newest
from db.reviews import remarks, review_row, verified
from db.texts import length, storable
from db.vocabulary import Kind, Verdict
from desktop.desk import Desk, require_open
from desktop.exchange.forms.write_form import write_form
from desktop.exchange.layout import file_name
from desktop.operations.deciding import decide_in
from desktop.operations.dispatching import dispatch_of, store_sent
from desktop.operations.entry import EDITABLE
from desktop.operations.forms import review_form
from desktop.operations.revising import require_headquarters
from desktop.operations.vouching import sign_form
from resources.texts import say


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
    """Keep comments on a unit's newest report and return it, in a workbook that it answers in."""
    comment(desk, code, unit, comments)
    return send_review(desk, code, unit, out, str(say("review.see_comments")))


def comment(desk: Desk, code: str, unit: str, comments: Sequence[Comment]) -> None:
    """Keep comments on a unit's newest report; it hears of them when the report is returned."""
    require_headquarters(desk)
    if not comments:
        raise refuse("refusal.no_comments")
    with desk.write() as (connection, plan):
        report = report_of(connection, plan, code, unit)
        _add_comments(desk, connection, plan.at(Period.parse(report.period)), report, comments)


def report_of(connection: Connection, plan: PlanView, code: str, unit: str) -> Report:
    """A unit's newest report for a period; refused where there is none, or nothing can be entered any more."""
    period = require_open(plan, code)
    unit_key = next((key for key, name in plan.units.items() if name == unit), "")
    report = newest(connection, plan.key, period.code, [unit_key]).get(unit_key)
    if report is None:
        raise refuse("refusal.nothing_reported", unit=unit, period=period.title)
    return report


def _add_comments(
    desk: Desk, connection: Connection, plan: PlanView, report: Report, comments: Sequence[Comment]
) -> None:
    """Keep comments on fields of a report."""
    at = clock.now()
    said = [_remark(plan, report.unit_key, one, desk.author.who, at) for one in comments]
    add(connection, "reviews", [review_row(report, one) for one in said])
    altered = [
        Altered("reviews", f"{report.key}/{one.target_key}", one.field, None, one.comment, report.slot) for one in said
    ]
    record(connection, desk.author, altered)


def send_review(desk: Desk, code: str, unit: str, out: Path, reason: str, targets: Sequence[str] = ()) -> Returned:
    """Return a unit's newest report with all that was said of it, whole or for some targets (their keys).

    Refused where nothing was said of it that could be answered.
    """
    require_headquarters(desk)
    with desk.write() as (connection, plan):
        report = report_of(connection, plan, code, unit)
        known = remarks(connection, plan.key, report.unit_key, report.period)
        if not known:
            raise refuse("refusal.no_comments")
        settled = verified(connection, [report.key])
        form = review_form(connection, plan, report, known, settled, practice=desk.practice, by=desk.author.who)
        form = sign_form(desk, connection, form)
        decide_in(desk, connection, report, Verdict.RETURNED, reason, targets)
        write_form(form, out)
        store_sent(connection, [dispatch_of(desk, form, out)])
    return Returned(out, report.revision, sum(len(told) for told in known.values()))


def _remark(plan: PlanView, unit_key: str, comment: Comment, who: str, at: datetime) -> Remark:
    target = next((one for one in plan.of_unit(unit_key) if one.code == comment.code), None)
    if target is None:
        raise refuse("refusal.not_its_target", code=comment.code)
    if comment.field not in EDITABLE:
        raise refuse("refusal.no_field", field=comment.field, fields=", ".join(sorted(EDITABLE)))
    if length(comment.text) > TEXT_LIMIT:
        raise refuse("refusal.text_long", limit=TEXT_LIMIT)
    return Remark(new_key(), target.key, comment.field, storable(comment.text), who, at)


def suggested_name(code: str, unit: str, revision: int) -> str:
    """What the workbook that returns a report would be called."""
    return file_name(Kind.REVIEW, Period.parse(code), unit, revision)
