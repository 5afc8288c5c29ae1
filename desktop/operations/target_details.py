"""What belongs to one target: its nodes, its own schedule, what it was before, and that it is no longer asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.errors import refuse
from db.figures import SCALE, FigureError, parse, shown
from db.keys import new_key
from db.models import Base
from db.periods import Period, months_of
from db.plans import PlanView, TargetLine, usual_schedule
from db.rows import Row
from db.vocabulary import ScheduleKind
from desktop.desk import Desk, require_period
from desktop.exchange.days import read_day
from desktop.operations.revising import Revision, require_headquarters, revising

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class NodeText:
    """A milestone node as it is typed; a blank beginning is none."""

    title: str
    begins: str
    due: str


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a target in mid-year: from which period it holds, why, by whom, and what the target was before."""

    since: Period
    reason: str
    who: str
    at: datetime
    before: TargetLine


@dataclass(frozen=True, slots=True)
class Details:
    """What belongs to a target; `shares` holds by period the percent to be reached by its end, months and quarters."""

    target: TargetLine
    nodes: tuple[NodeText, ...]
    shares: Mapping[str, str]
    steps: tuple[Step, ...]
    # Why it is no longer asked for; empty where it is.
    withdrawn: str


def load_details(desk: Desk, target_key: str) -> Details:
    """All that belongs to a target."""
    with desk.read() as (connection, plan):
        target = _target(plan, target_key)
        nodes = tuple(
            NodeText(node.title, node.begins_on.isoformat() if node.begins_on else "", node.due_on.isoformat())
            for node in target.nodes
        )
        shares = {
            period.code: shown(share * 100) if (share := target.goal.shares.get(period.code)) is not None else ""
            for period in _schedulable(plan.year)
        }
        withdrawals = _T["withdrawals"]
        why = connection.scalars(select(withdrawals.c.reason).where(withdrawals.c.target_key == target_key)).first()
        return Details(target, nodes, shares, _steps(connection, plan, target_key), why or "")


def _steps(connection: Connection, plan: PlanView, target_key: str) -> tuple[Step, ...]:
    revisions = _T["target_revisions"]
    rows = connection.execute(
        select(revisions).where(revisions.c.target_key == target_key).order_by(revisions.c.number)
    ).all()
    past = plan.past.get(target_key, ())
    return tuple(
        Step(before.since, row.reason, row.who, row.at, before.line) for row, before in zip(rows, past, strict=True)
    )


def set_nodes(desk: Desk, target_key: str, lines: Sequence[NodeText], revision: Revision | None = None) -> None:
    """Give a target these nodes in this order; one that keeps its title or its place keeps what was said of it."""
    with desk.write() as (connection, plan):
        target = _target(plan, target_key)
        with revising(desk, connection, plan, [target_key], revision) as journal:
            nodes = _T["nodes"]
            known = [
                dict(row)
                for row in connection.execute(
                    select(nodes).where(nodes.c.target_key == target_key).order_by(nodes.c.position)
                ).mappings()
            ]
            rows = _matched(known, [_node(line, plan.year) for line in lines if _said(line)], target)
            kept = {row["key"] for row in rows}
            for row in known:
                if row["key"] not in kept:
                    _require_unsaid(connection, row)
                    journal.remove("nodes", row)
            journal.put("nodes", rows)


def set_shares(desk: Desk, target_key: str, texts: Mapping[str, str], revision: Revision | None = None) -> None:
    """Give a target a schedule of its own, in percent by the end of a month or quarter; all blank: the usual one."""
    with desk.write() as (connection, plan):
        target = _target(plan, target_key)
        shares = {require_period(plan, code).code: _share(text) for code, text in texts.items() if text.strip()}
        _require_rising(shares)
        with revising(desk, connection, plan, [target_key], revision) as journal:
            schedules, targets = _T["schedules"], _T["targets"]
            for known in connection.execute(select(schedules).where(schedules.c.target_key == target_key)).mappings():
                if known["period"] not in shares:
                    journal.remove("schedules", dict(known))
            journal.put(
                "schedules",
                [{"target_key": target_key, "period": code, "share": share} for code, share in shares.items()],
            )
            kind = ScheduleKind.CUSTOM if shares else usual_schedule(target.goal.measure, target.goal.comparator)
            row = dict(connection.execute(select(targets).where(targets.c.key == target_key)).mappings().one())
            journal.put("targets", [{**row, "schedule": kind}])


def withdraw(desk: Desk, target_key: str, revision: Revision) -> None:
    """Ask for a target no longer from a period on; what was reported before stays."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        _target(plan, target_key)
        if not revision.reason.strip():
            raise refuse("refusal.no_reason")
        row = {
            "target_key": target_key,
            "since": require_period(plan, revision.since).code,
            "reason": revision.reason.strip(),
            "who": desk.author.who,
            "at": clock.now(),
        }
        journal = Journal(connection, desk.author)
        journal.put("withdrawals", [row])
        journal.finish()


def ask_again(desk: Desk, target_key: str) -> None:
    """Ask for a target again that was withdrawn."""
    with desk.write() as (connection, _):
        require_headquarters(desk)
        withdrawals = _T["withdrawals"]
        here = select(withdrawals).where(withdrawals.c.target_key == target_key)
        journal = Journal(connection, desk.author)
        for row in connection.execute(here).mappings().all():
            journal.remove("withdrawals", dict(row))
        journal.finish()


def _schedulable(year: int) -> list[Period]:
    """The months, and after each third one its quarter."""
    quarters = [Period(year, "quarter", index) for index in range(1, 5)]
    return sorted([*months_of(year), *quarters], key=lambda period: (period.end, period.code))


def _target(plan: PlanView, key: str) -> TargetLine:
    target = next((one for one in plan.targets if one.key == key), None)
    if target is None:
        raise refuse("refusal.target_gone")
    return target


def _said(line: NodeText) -> bool:
    return any(text.strip() for text in (line.title, line.begins, line.due))


def _node(line: NodeText, year: int) -> Row:
    """A node without its key and place; refused where it has no title or no day."""
    if not line.title.strip():
        raise refuse("refusal.node_blank")
    begins, due = (_day(text, year) for text in (line.begins, line.due))
    if due is None:
        raise refuse("refusal.no_day", found=line.due.strip())
    if begins is not None and begins > due:
        raise refuse("refusal.node_backwards", node=line.title.strip())
    return {"title": line.title.strip(), "begins_on": begins, "due_on": due}


def _day(text: str, year: int) -> date | None:
    if not text.strip():
        return None
    day = read_day(text, str(year))
    if day is None:
        raise refuse("refusal.no_day", found=text.strip())
    return day


def _matched(known: Sequence[Row], wanted: Sequence[Row], target: TargetLine) -> list[Row]:
    """The wanted nodes with keys: that of the node with the same title, else of the one that stood in its place."""
    by_title = {row["title"]: row["key"] for row in known}
    titles = {row["title"] for row in wanted}
    rows = []
    for position, row in enumerate(wanted):
        key = by_title.get(row["title"])
        if key is None and position < len(known) and known[position]["title"] not in titles:
            key = known[position]["key"]
        rows.append({**row, "key": key or new_key(), "target_key": target.key, "position": position})
    return rows


def _require_unsaid(connection: Connection, node: Row) -> None:
    said = _T["node_entries"]
    if connection.execute(select(said.c.node_key).where(said.c.node_key == node["key"]).limit(1)).first() is not None:
        raise refuse("refusal.node_reported", node=node["title"])


def _share(text: str) -> int:
    """A share from percent, with or without the sign."""
    try:
        percent = parse(text.strip(), "%")
    except FigureError as error:
        raise refuse("refusal.no_figure", found=text.strip()) from error
    if not 0 <= percent <= 100 * SCALE or percent % 100:
        raise refuse("refusal.no_share", found=text.strip())
    return percent // 100


def _require_rising(shares: Mapping[str, int]) -> None:
    """Refused where less should be reached later than before."""
    ordered = sorted(((Period.parse(code), share) for code, share in shares.items()), key=lambda one: one[0].end)
    for (_, earlier), (period, later) in pairwise(ordered):
        if later < earlier:
            raise refuse("refusal.share_falls", period=period.title)
