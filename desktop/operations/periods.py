"""填报期: when each period is due, whether it takes reports, and for whom a closed one was opened again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.errors import refuse
from db.keys import new_key
from db.models import Base
from db.periods import Period
from db.plans import PlanView, period_row
from db.reports import newest
from db.rows import Row
from db.vocabulary import PeriodState
from desktop.desk import Desk, require_period
from desktop.exchange.days import read_day
from desktop.operations.revising import require_headquarters

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class Reopened:
    """Who may report on a closed period again, or on which target alone, and why."""

    key: str
    unit: str
    target: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period: its due date, whether it is closed, how many units have reported, and how many of them late."""

    period: Period
    due_on: date
    closed: bool
    reported: int
    late: int
    units: int
    reopened: tuple[Reopened, ...]


def load_periods(desk: Desk) -> tuple[PeriodLine, ...]:
    """The periods of the plan in their order."""
    with desk.read() as (connection, plan):
        periods = sorted((Period.parse(code) for code in plan.due), key=lambda one: one.order)
        return tuple(_line(connection, plan, period) for period in periods)


def _line(connection: Connection, plan: PlanView, period: Period) -> PeriodLine:
    asked = set(plan.at(period).reporting)
    heads = {unit: head for unit, head in newest(connection, plan.key, period.code).items() if unit in asked}
    due = plan.due[period.code]
    late = sum(head.sealed_at is not None and head.sealed_at.astimezone().date() > due for head in heads.values())
    reopened = tuple(_reopened(plan, row) for row in open_again(connection, plan, period.code))
    return PeriodLine(period, due, period.code in plan.closed, len(heads), late, len(asked), reopened)


def _reopened(plan: PlanView, row: Row) -> Reopened:
    target = next((one for one in plan.targets if one.key == row["target_key"]), None)
    named = "" if target is None else f"{target.code} {target.title}"
    return Reopened(row["key"], plan.units.get(row["unit_key"] or "", ""), named, row["reason"], row["who"], row["at"])


def open_again(connection: Connection, plan: PlanView, code: str) -> list[Row]:
    """The reopenings of a period that still hold."""
    table = _T["reopenings"]
    query = select(table).where(table.c.plan_key == plan.key, table.c.period == code, table.c.ended_at.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(table.c.number)).mappings()]


def open_targets(connection: Connection, plan: PlanView, unit_key: str, code: str) -> frozenset[str] | None:
    """The targets that a unit may report on in a period; None: all it has, none: the period is closed for it."""
    if code not in plan.closed:
        return None
    mine = [row for row in open_again(connection, plan, code) if row["unit_key"] in {None, unit_key}]
    if any(row["target_key"] is None for row in mine):
        return None
    then = plan.at(Period.parse(code))
    return frozenset(row["target_key"] for row in mine) & {one.key for one in then.of_unit(unit_key)}


def set_due(desk: Desk, code: str, text: str) -> None:
    """Another due date for a period, as people write a day; it does not lock anything."""
    with desk.write() as (connection, plan):
        period = require_period(plan, code)
        due_on = read_day(text, str(period.due_on.year))
        if due_on is None:
            raise refuse("refusal.no_day", found=text)
        _put(desk, connection, {**_row(connection, plan, period), "due_on": due_on})


def set_closed(desk: Desk, code: str, *, closed: bool) -> None:
    """Close a period, which ends every reopening of it; or open it for everybody."""
    with desk.write() as (connection, plan):
        period = require_period(plan, code)
        state = PeriodState.CLOSED if closed else PeriodState.OPEN
        _put(desk, connection, {**_row(connection, plan, period), "state": state})
        _end(desk, connection, open_again(connection, plan, period.code))


def reopen(desk: Desk, code: str, reason: str, *, unit_key: str | None = None, target_key: str | None = None) -> str:
    """Let one unit report on a closed period again, or everybody on one target; the key of the reopening."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        period = require_period(plan, code)
        if not reason.strip():
            raise refuse("refusal.no_reason")
        if period.code not in plan.closed:
            raise refuse("refusal.not_closed", period=period.title)
        row = {
            "key": new_key(),
            "plan_key": plan.key,
            "period": period.code,
            "unit_key": unit_key,
            "target_key": target_key,
            "reason": reason.strip(),
            "who": desk.author.who,
            "at": clock.now(),
            "ended_at": None,
        }
        journal = Journal(connection, desk.author)
        journal.put_new("reopenings", [row])
        journal.finish()
        return str(row["key"])


def end_reopening(desk: Desk, key: str) -> None:
    """Close a reopened period again for whom it was opened."""
    with desk.write() as (connection, _):
        require_headquarters(desk)
        table = _T["reopenings"]
        rows = connection.execute(select(table).where(table.c.key == key, table.c.ended_at.is_(None))).mappings()
        _end(desk, connection, [dict(row) for row in rows])


def _end(desk: Desk, connection: Connection, rows: Sequence[Row]) -> None:
    journal = Journal(connection, desk.author)
    now = clock.now()
    journal.put("reopenings", [{**row, "ended_at": now} for row in rows])
    journal.finish()


def _row(connection: Connection, plan: PlanView, period: Period) -> Row:
    """The period's row, which a quarter that was never issued does not have yet."""
    table = _T["periods"]
    here = (table.c.plan_key == plan.key) & (table.c.code == period.code)
    found = connection.execute(select(table).where(here)).mappings().first()
    return period_row(plan.key, period) if found is None else dict(found)


def _put(desk: Desk, connection: Connection, row: Row) -> None:
    require_headquarters(desk)
    journal = Journal(connection, desk.author)
    journal.put("periods", [row])
    journal.finish()
