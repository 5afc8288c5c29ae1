"""汇总: the year as a table, from the first period to the newest that somebody has reported."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.consolidation import Year, consolidate_year
from db.contradictions import Contradiction, contradictions
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.vocabulary import ReportState
from desktop.desk import Desk, current_period
from desktop.operations.progress import Progress, silent

_REPORTS: Final = Base.metadata.tables["reports"]


@dataclass(frozen=True, slots=True)
class YearStory:
    """The year, what does not go together in its newest period, and the note that goes with the plan."""

    year: Year
    contradictions: tuple[Contradiction, ...]
    note: str


def load_year(desk: Desk, progress: Progress = silent) -> YearStory:
    """The year so far."""
    with desk.read() as (connection, plan):
        boards = desk.pictures.boards(connection, plan, reported_periods(connection, plan), progress)
        before = boards[-2] if len(boards) > 1 else None
        found = contradictions(boards[-1], before, boards[-1].nodes) if boards else ()
        return YearStory(consolidate_year(boards), found, plan.note)


def reported_periods(connection: Connection, plan: PlanView) -> list[Period]:
    """The periods of the kind that is worked in, up to the newest of which there is a report."""
    kind = current_period(connection, plan).kind
    codes = connection.scalars(
        select(_REPORTS.c.period)
        .where(_REPORTS.c.plan_key == plan.key, _REPORTS.c.state != ReportState.DRAFT, _REPORTS.c.revision > 0)
        .distinct()
    )
    known = [period for code in codes if (period := Period.parse(code)).kind == kind and period.year == plan.year]
    newest = max((period.index for period in known), default=0)
    return [Period(plan.year, kind, index) for index in range(1, newest + 1)]
