"""审核: what headquarters decides of a report, and the figures it settles on beside the reported ones."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db import clock
from db.batches import Journal
from db.errors import refuse
from db.figures import FigureError, parse
from db.keys import new_key
from db.periods import Period
from db.plans import PlanView
from db.reports import Report
from db.reviews import decisions
from db.rows import Row
from db.vocabulary import Verdict
from desktop.desk import Desk
from desktop.operations.revising import require_headquarters


def decide(desk: Desk, report: Report, verdict: Verdict, reason: str = "", targets: Sequence[str] = ()) -> None:
    """Decide of a report, or of some targets in it: accept, return with a reason, or take an acceptance back."""
    require_headquarters(desk)
    with desk.write() as (connection, _):
        decide_in(desk, connection, report, verdict, reason, targets)


def decide_in(
    desk: Desk, connection: Connection, report: Report, verdict: Verdict, reason: str, targets: Sequence[str]
) -> None:
    """The same, in a transaction of the caller's."""
    if verdict is not Verdict.ACCEPTED and not reason.strip():
        raise refuse("refusal.no_reason")
    if verdict is Verdict.REOPENED:
        stands = decisions(connection, [report.key]).get(report.key, {})
        accepted = any(one.verdict is Verdict.ACCEPTED for one in stands.values())
        if not accepted:
            raise refuse("refusal.not_accepted")
    now = clock.now()
    of: Sequence[str | None] = targets or [None]
    rows: list[Row] = [
        {
            "key": new_key(),
            "slot": report.slot,
            "report_key": report.key,
            "target_key": target,
            "verdict": verdict,
            "reason": reason.strip(),
            "who": desk.author.who,
            "at": now,
        }
        for target in of
    ]
    journal = Journal(connection, desk.author)
    journal.put_new("decisions", rows)
    journal.finish()


def verify(desk: Desk, report: Report, target_key: str, text: str, reason: str) -> int:
    """Settle on a figure beside the reported one; the figure, scaled."""
    require_headquarters(desk)
    if not reason.strip():
        raise refuse("refusal.no_reason")
    with desk.write() as (connection, plan):
        figure = _figure(plan.at(Period.parse(report.period)), target_key, text)
        row: Row = {
            "key": new_key(),
            "slot": report.slot,
            "report_key": report.key,
            "target_key": target_key,
            "field": "value",
            "comment": reason.strip(),
            "verified": figure,
            "who": desk.author.who,
            "at": clock.now(),
        }
        journal = Journal(connection, desk.author)
        journal.put_new("reviews", [row])
        journal.finish()
        return figure


def _figure(plan: PlanView, target_key: str, text: str) -> int:
    goal = next(target.goal for target in plan.targets if target.key == target_key)
    if not goal.measure.has_figure:
        raise refuse("refusal.verified_no_figure")
    try:
        return parse(text, goal.unit)
    except FigureError as error:
        raise refuse("refusal.no_figure", found=text) from error
