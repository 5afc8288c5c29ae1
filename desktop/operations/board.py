"""The board: the consolidated picture of a period, how it came about, and what another rule would make of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, select

from db.board import Board, load_board
from db.contradictions import Contradiction, contradictions
from db.errors import refuse
from db.models import Base
from db.plans import PlanView, load_policies
from db.standing import Lag, Overdue, Risk, Shift, at_risk, lagging, overdue, shifts, under
from db.vocabulary import ReportState, Verdict
from desktop.desk import Desk, require_period
from desktop.operations.progress import silent

_REPORTS = Base.metadata.tables["reports"]
_DECISIONS = Base.metadata.tables["decisions"]


@dataclass(frozen=True, slots=True)
class Discipline:
    """How a unit has reported over the year: periods on time and late, revisions after the first, and returns."""

    unit_key: str
    unit: str
    on_time: int
    late: int
    missed: int
    revisions: int
    returned: int


@dataclass(frozen=True, slots=True)
class BoardStory:
    """A board with what can be read off it; `tried` names the targets whose lamp a policy on trial would change."""

    board: Board
    before: Board | None
    shifts: tuple[Shift, ...]
    lagging: tuple[Lag, ...]
    at_risk: tuple[Risk, ...]
    overdue: tuple[Overdue, ...]
    discipline: tuple[Discipline, ...]
    contradictions: tuple[Contradiction, ...]
    tried: tuple[Shift, ...]
    policies: tuple[str, ...]


def board(desk: Desk, code: str) -> Board:
    """The consolidated picture of a period."""
    with desk.read() as (connection, plan):
        return load_board(connection, plan, require_period(plan, code))


def board_story(desk: Desk, code: str, day: date | None = None, policy: str = "") -> BoardStory:
    """The board of a period with all that can be read off it, as it stood at the end of a day, under a policy."""
    moment = None if day is None else datetime.combine(day, time.max).astimezone(UTC)
    with desk.read() as (connection, plan):
        period = require_period(plan, code)
        periods = [one for one in (period.previous, period) if one is not None]
        if moment is None:
            *earlier, shown = desk.pictures.boards(connection, plan, periods, silent)
        else:
            *earlier, shown = (load_board(connection, plan, one, moment) for one in periods)
        before = earlier[0] if earlier else None
        nodes = shown.nodes
        tried: tuple[Shift, ...] = ()
        policies = {one.name: one for one in load_policies(connection).values()}
        if policy:
            if policy not in policies:
                raise refuse("refusal.no_such_word", found=policy, words="、".join(policies))
            as_it_is, shown = shown, under(shown, policies[policy], nodes)
            tried = shifts(shown, as_it_is)
        return BoardStory(
            board=shown,
            before=before,
            shifts=() if before is None else shifts(shown, before),
            lagging=lagging(shown),
            at_risk=at_risk(shown),
            overdue=overdue(shown, nodes, min(day or date.today(), period.end)),
            discipline=_discipline(connection, plan),
            contradictions=contradictions(shown, before, nodes),
            tried=tried,
            policies=tuple(policies),
        )


def _discipline(connection: Connection, plan: PlanView) -> tuple[Discipline, ...]:
    """How every unit has reported so far this year, for the months of which somebody has reported."""
    rows = connection.execute(
        select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.sealed_at)
        .where(
            _REPORTS.c.plan_key == plan.key,
            _REPORTS.c.state != ReportState.DRAFT,
            _REPORTS.c.revision > 0,
            _REPORTS.c.period.startswith(f"{plan.year}-"),
        )
        .order_by(_REPORTS.c.revision.desc())
    ).all()
    first: dict[str, dict[str, datetime]] = {}
    again: Counter[str] = Counter()
    for unit, period, sealed_at in rows:
        first.setdefault(unit, {})[period] = sealed_at
        again[unit] += 1
    # The end of each due day, here: of ten thousand moments none need be brought to its day.
    end = {period: datetime.combine(day + timedelta(days=1), time.min).astimezone() for period, day in plan.due.items()}
    returned = Counter(
        connection.scalars(
            select(_REPORTS.c.unit_key)
            .join(_DECISIONS, (_DECISIONS.c.slot == _REPORTS.c.slot) & (_DECISIONS.c.report_key == _REPORTS.c.key))
            .where(_DECISIONS.c.verdict == Verdict.RETURNED, _DECISIONS.c.target_key.is_(None))
        )
    )
    known = {period for periods in first.values() for period in periods}
    found = []
    for unit in plan.reporting:
        said = first.get(unit, {})
        late = sum(period in end and at >= end[period] for period, at in said.items())
        found.append(
            Discipline(
                unit_key=unit,
                unit=plan.units[unit],
                on_time=len(said) - late,
                late=late,
                missed=len(known - said.keys()),
                revisions=again[unit] - len(said),
                returned=returned[unit],
            )
        )
    return tuple(found)
