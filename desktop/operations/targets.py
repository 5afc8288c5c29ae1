"""A unit's targets one by one: the year against its schedule, nodes, reviews, and the revisions of its figure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import floor
from typing import Final

from sqlalchemy import Connection, select

from db.checks import BLANK
from db.earlier import unknown
from db.history import WHOLE_ROW
from db.lamps import Judgement
from db.models import Base
from db.periods import Period, months_of
from db.plans import NodeLine, PlanView, TargetLine
from db.progress import gap, pace
from db.reports import answers, newest, node_answers
from db.slots import NO_UNIT, slot_of
from db.vocabulary import Lamp, Role
from desktop.desk import Desk
from desktop.operations.entry import EntryRow, entry_row, load_entry, working_period

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class TargetItem:
    """One target of the list: what the unit is to it, its figure and its lamp."""

    target: TargetLine
    role: Role
    lead: str
    value: int | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class TargetList:
    """The unit's targets as they stand in the period that is being worked on."""

    unit: str
    period: Period
    items: tuple[TargetItem, ...]


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One period of a target: planned and reported figures in its unit, what is missing, and the lamp.

    `share` is the planned share of the year's target; None where there is no schedule. `reported` is None where no
    figure was given, and `lamp` None where the period is still to come.
    """

    period: Period
    share: Fraction | None
    planned: int | None
    reported: int | None
    gap: int | None
    lamp: Lamp | None


@dataclass(frozen=True, slots=True)
class NodeStanding:
    """A node, the day it was done, and whether it is overdue at the end of the period."""

    node: NodeLine
    done_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What headquarters said of one field in one period, and the figure it settled on."""

    period: Period
    at: datetime
    who: str
    field: str
    comment: str
    verified: int | None


@dataclass(frozen=True, slots=True)
class Revised:
    """A change of the year's figure: when and by whom it was taken in, old and new."""

    at: datetime
    who: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class TargetStory:
    """Everything on one target's side of the page."""

    item: TargetItem
    period: Period
    lines: tuple[ScheduleLine, ...]
    nodes: tuple[NodeStanding, ...]
    reviews: tuple[Said, ...]
    revisions: tuple[Revised, ...]


def load_targets(desk: Desk) -> TargetList:
    """The unit's targets, in the plan's order."""
    sheet = load_entry(desk, working_period(desk).code)
    return TargetList(sheet.unit, sheet.period, tuple(_item(row) for row in sheet.rows))


def load_target(desk: Desk, key: str) -> TargetStory | None:
    """One target's story; None where the unit does not have it (any more)."""
    sheet = load_entry(desk, working_period(desk).code)
    here = next((row for row in sheet.rows if row.target.key == key), None)
    if here is None:
        return None
    with desk.read() as (connection, plan):
        rows = {**_past(connection, plan, desk.unit_key, here, sheet.period), sheet.period: here}
        return TargetStory(
            item=_item(here),
            period=sheet.period,
            lines=tuple(_line(here.target, period, rows.get(period)) for period in _periods(plan, sheet.period)),
            nodes=tuple(_node(node, here, sheet.period) for node in here.target.nodes),
            reviews=tuple(_reviews(connection, plan, desk.unit_key, key)),
            revisions=tuple(_revisions(connection, key)),
        )


def _item(row: EntryRow) -> TargetItem:
    return TargetItem(row.target, row.role, row.lead, row.value, row.judgement)


def _periods(plan: PlanView, now: Period) -> Sequence[Period]:
    """The year's periods of the kind that is being worked in."""
    if now.kind == "month":
        return months_of(plan.year)
    return [Period(plan.year, "quarter", index) for index in range(1, 5)]


def _past(connection: Connection, plan: PlanView, unit_key: str, here: EntryRow, now: Period) -> dict[Period, EntryRow]:
    """The target's row in each period before this one, from the newest sealed reports; blank where there is none."""
    periods = [period for period in _periods(plan, now) if period.order < now.order]
    heads = {period: newest(connection, plan.key, period.code, [unit_key]).get(unit_key) for period in periods}
    sealed = [head for head in heads.values() if head is not None]
    said, nodes = answers(connection, sealed), node_answers(connection, sealed)
    found = {}
    for period, head in heads.items():
        answer = BLANK if head is None else said[head.key].get(here.target.key, BLANK)
        done = {} if head is None else nodes[head.key]
        # A sealed report holds the year's figure, however it was typed: nothing before it is asked for.
        found[period] = entry_row(plan, unit_key, period, here.target, answer, unknown(period), done)
    return found


def _line(target: TargetLine, period: Period, row: EntryRow | None) -> ScheduleLine:
    share = pace(target.goal, period)
    value = None if row is None else row.value
    missing = gap(target.goal, value, period)
    asked = None if share is None or target.goal.target is None else share * target.goal.target
    return ScheduleLine(
        period=period,
        share=share,
        planned=_nearest(asked),
        reported=value,
        gap=_nearest(missing),
        lamp=None if row is None else row.judgement.lamp,
    )


def _nearest(figure: Fraction | None) -> int | None:
    """A figure that is only compared, to the nearest whole scaled unit."""
    return None if figure is None else floor(figure + Fraction(1, 2))


def _node(node: NodeLine, row: EntryRow, now: Period) -> NodeStanding:
    done_on, _ = row.nodes.get(node.key, (None, ""))
    return NodeStanding(node, done_on, done_on is None and node.due_on <= now.end)


def _reviews(connection: Connection, plan: PlanView, unit_key: str, target_key: str) -> list[Said]:
    reviews, reports = _T["reviews"], _T["reports"]
    rows = connection.execute(
        select(reports.c.period, reviews)
        .join(reports, (reports.c.slot == reviews.c.slot) & (reports.c.key == reviews.c.report_key))
        .where(reports.c.slot == slot_of(plan.key, unit_key))
        .where(reports.c.plan_key == plan.key, reports.c.unit_key == unit_key, reviews.c.target_key == target_key)
        .order_by(reviews.c.number.desc())
    ).mappings()
    return [
        Said(Period.parse(row["period"]), row["at"], row["who"], row["field"], row["comment"], row["verified"])
        for row in rows
    ]


def _revisions(connection: Connection, target_key: str) -> list[Revised]:
    """The changes of the year's figure, the newest first; an import that was undone changed the whole row back."""
    history = _T["history"]
    rows = connection.execute(
        select(history.c.at, history.c.who, history.c.field, history.c.old, history.c.new)
        .where(
            history.c.slot == NO_UNIT,
            history.c.table_name == "targets",
            history.c.row_key == target_key,
            history.c.field.in_(["target", WHOLE_ROW]),
        )
        .order_by(history.c.id.desc())
    )
    found = []
    for at, who, field, old, new in rows:
        if field == WHOLE_ROW and None in (old, new):
            # The target itself came or went.
            continue
        was, now = _figure_in(field, old), _figure_in(field, new)
        if was != now:
            found.append(Revised(at, who, was, now))
    return found


def _figure_in(field: str, text: str | None) -> int | None:
    """The year's figure in what the history says of it, or of the whole row."""
    if text is None:
        return None
    figure: str | int | None = json.loads(text)["target"] if field == WHOLE_ROW else text
    return None if figure is None else int(figure)
