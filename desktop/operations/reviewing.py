"""审核: a unit's report beside its last one, with what the checks, headquarters and the unit itself say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.checks import BLANK, Answer, Finding
from db.comparing import Moved, moved
from db.earlier import unknown
from db.findings import queries
from db.lamps import Judgement
from db.pasts import earlier
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.remarks import Remark
from db.reports import Report, answers, newest, node_answers
from db.reviews import Decided, Verified, decisions, remarks, remarks_by_unit, verified
from db.vocabulary import Verdict
from desktop.desk import Desk, require_period
from desktop.operations.entry import entry_row


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Where a unit's report stands: its newest revision, what the checks say, and what was decided."""

    unit_key: str
    unit: str
    report: Report | None
    targets: int
    queries: int
    # Comments that the newest report has no answer to.
    unanswered: int
    late_days: int
    decided: Decided | None

    @property
    def verdict(self) -> Verdict | None:
        """What was decided last; None while nothing was, or an acceptance was taken back."""
        return None if self.decided is None or self.decided.verdict is Verdict.REOPENED else self.decided.verdict


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One target of the report: what is said, what was said before, and all that is known of it."""

    target: TargetLine
    answer: Answer
    previous: int | None
    judgement: Judgement
    moved: tuple[Moved, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    verified: Verified | None
    decided: Decided | None

    @property
    def weight(self) -> int:
        """What needs an officer's eye first: findings, then changes, then the rest."""
        return 2 if self.findings else 1 if self.moved else 0


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A unit's newest report, to be reviewed; None where it has not reported."""

    unit: UnitReport
    period: Period
    rows: tuple[ReviewRow, ...]


def load_reports(desk: Desk, code: str) -> tuple[UnitReport, ...]:
    """Every unit that is to report for a period, in their order, with where its report stands."""
    with desk.read() as (connection, whole):
        period = require_period(whole, code)
        plan = whole.at(period)
        return _reports(connection, plan, period, plan.reporting)


def _reports(connection: Connection, plan: PlanView, period: Period, units: Sequence[str]) -> tuple[UnitReport, ...]:
    heads = newest(connection, plan.key, period.code, units)
    found = queries(connection, [head.key for head in heads.values()])
    decided = decisions(connection, [head.key for head in heads.values()])
    known = remarks_by_unit(connection, plan.key, units, period.code)
    # What units say is asked for only where something waits for an answer.
    asked = [head for unit, head in heads.items() if known[unit]]
    said = answers(connection, asked) if asked else {}
    return tuple(_unit(plan, period, unit, heads.get(unit), found, decided, known[unit], said) for unit in units)


def _unit(
    plan: PlanView,
    period: Period,
    unit: str,
    head: Report | None,
    found: Mapping[str, int],
    decided: Mapping[str, Mapping[str | None, Decided]],
    known: Mapping[str, Sequence[Remark]],
    said: Mapping[str, Mapping[str, Answer]],
) -> UnitReport:
    told = {} if head is None else said.get(head.key, {})
    unanswered = sum(not told.get(target, BLANK).reply.strip() for target in known)
    late = 0
    if head is not None and head.sealed_at is not None:
        due = plan.due.get(period.code, period.due_on)
        late = max(0, (head.sealed_at.astimezone().date() - due).days)
    return UnitReport(
        unit_key=unit,
        unit=plan.units[unit],
        report=head,
        targets=len(plan.of_unit(unit)),
        queries=0 if head is None else found[head.key],
        unanswered=unanswered,
        late_days=late,
        decided=None if head is None else decided.get(head.key, {}).get(None),
    )


def load_review(desk: Desk, code: str, unit_key: str) -> ReviewSheet:
    """A unit's newest report for a period, target by target."""
    with desk.read() as (connection, whole):
        period = require_period(whole, code)
        plan = whole.at(period)
        (unit,) = _reports(connection, plan, period, [unit_key])
        rows = () if unit.report is None else _rows(connection, plan, period, unit.report)
        return ReviewSheet(unit, period, tuple(rows))


def _rows(connection: Connection, plan: PlanView, period: Period, report: Report) -> list[ReviewRow]:
    said, nodes = answers(connection, [report])[report.key], node_answers(connection, [report])[report.key]
    before = earlier(connection, plan, period, [report.unit_key])
    known = remarks(connection, plan.key, report.unit_key, period.code)
    settled = verified(connection, [report.key])
    decided = decisions(connection, [report.key]).get(report.key, {})
    changed: dict[str, list[Moved]] = {}
    for one in moved(connection, report):
        changed.setdefault(one.target_key, []).append(one)
    rows = []
    for target in plan.of_unit(report.unit_key):
        line = before.get((report.unit_key, target.key), unknown(period))
        row = entry_row(plan, report.unit_key, period, target, said.get(target.key, BLANK), line, nodes)
        rows.append(
            ReviewRow(
                target=target,
                answer=row.answer,
                previous=line.previous,
                judgement=row.judgement,
                moved=tuple(changed.get(target.key, ())),
                findings=row.findings,
                remarks=known.get(target.key, ()),
                verified=settled.get((report.key, target.key)),
                decided=decided.get(target.key),
            )
        )
    return rows
