"""Lamps: which one is lit for a target, and the one sentence that says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import Final

from db.figures import SCALE, shown
from db.periods import Period
from db.progress import (
    Goal,
    completion,
    in_points,
    pace,
    parts_behind,
    percent_text,
    ratio_text,
    told_apart,
)
from db.vocabulary import Basis, Comparator, Lamp, Measure, Status
from resources.texts import Sentence, say

BEHIND_PACE: Final = "lamp_because.behind_pace"
_ALL: Final = Fraction(1)
_NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lamp that is lit while the measured distance stays within the bound (scaled; None: in every other case).

    Bounds of POINTS_BEHIND are percentage points, of SHARE_BEHIND percent of the pace, of GROWTH the least figure.
    """

    lamp: Lamp
    basis: Basis
    bound: int | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A named table of thresholds, read from the top; the first that holds lights its lamp."""

    name: str
    source: str
    thresholds: tuple[Threshold, ...]


def _table(basis: Basis, green: int, yellow: int) -> tuple[Threshold, ...]:
    return (
        Threshold(Lamp.GREEN, basis, green * SCALE),
        Threshold(Lamp.YELLOW, basis, yellow * SCALE),
        Threshold(Lamp.RED, basis, None),
    )


BY_SCHEDULE: Final = Policy(
    "按序时",
    "督查工作通行做法：达到序时进度为绿，落后 10 个百分点以内为黄",
    _table(Basis.POINTS_BEHIND, 0, 10),
)
PRESETS: Final = (
    BY_SCHEDULE,
    Policy(
        "银川 2025",
        "银川市发展和改革委员会重点项目“红黄绿灯”推进机制（2025 年 3 月公开报道）",
        (
            Threshold(Lamp.GREEN, Basis.POINTS_BEHIND, 10 * SCALE - 1),
            Threshold(Lamp.YELLOW, Basis.POINTS_BEHIND, 30 * SCALE),
            Threshold(Lamp.RED, Basis.POINTS_BEHIND, None),
        ),
    ),
    Policy(
        "三亚 2022",
        "三亚市推进项目建设红黄绿亮牌督办机制（海南日报 2022 年 5 月 13 日 007 版）",
        _table(Basis.SHARE_BEHIND, 0, 50),
    ),
    Policy(
        "增速（天津 2022）",
        "天津市 2022 年公开的指标亮灯办法：达到计划为绿，增长而低于计划为黄，负增长为红",
        (
            Threshold(Lamp.GREEN, Basis.POINTS_BEHIND, 0),
            Threshold(Lamp.YELLOW, Basis.GROWTH, 0),
            Threshold(Lamp.RED, Basis.GROWTH, None),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class NodeState:
    """A milestone node as its lamp sees it."""

    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lamp, what explains it, and the ratios it rests on."""

    lamp: Lamp
    # Called when somebody asks: of thousands of lamps few are read.
    explain: Callable[[], Sentence] = field(repr=False, compare=False)
    completion: Fraction | None = None
    pace: Fraction | None = None

    @property
    def because(self) -> Sentence:
        """The one sentence that says why this lamp is lit."""
        return self.explain()


def judge(
    goal: Goal,
    policy: Policy,
    period: Period,
    value: int | None,
    status: Status | None,
    nodes: Sequence[NodeState] = (),
) -> Judgement:
    """The lamp of one target at the end of a period."""
    if goal.has_figure and goal.target is not None:
        return _judge_figure(goal, goal.target, policy, period, value, status)
    if goal.measure is Measure.MILESTONE and nodes:
        return _judge_nodes(period, status, nodes)
    return _judge_status(status)


@cache
def _judge_status(status: Status | None) -> Judgement:
    if status is None:
        return Judgement(Lamp.GREY, partial(say, "lamp_because.no_status"))
    lamp = Lamp.BLUE if status.finished else Lamp.GREEN if status is Status.IN_PROGRESS else Lamp.YELLOW
    return Judgement(lamp, partial(say, "lamp_because.status", status=say(f"status.{status}")))


def _judge_nodes(period: Period, status: Status | None, nodes: Sequence[NodeState]) -> Judgement:
    done = sum(node.done_on is not None and node.done_on <= period.end for node in nodes)
    if status is None and not done:
        return Judgement(Lamp.GREY, partial(say, "lamp_because.no_status"))
    reached = Fraction(done, len(nodes))
    if done == len(nodes):
        return Judgement(Lamp.BLUE, partial(say, "lamp_because.nodes_all", count=done), reached)
    overdue = [
        node.due_on
        for node in nodes
        if node.due_on <= period.end and (node.done_on is None or node.done_on > period.end)
    ]
    if not overdue:
        on_time = partial(say, "lamp_because.nodes_on_time", done=done, count=len(nodes))
        return Judgement(Lamp.GREEN, on_time, reached)
    since = min(overdue)
    lamp = Lamp.RED if since < period.start or len(overdue) > 1 else Lamp.YELLOW
    late = partial(say, "lamp_because.nodes_overdue", overdue=len(overdue), since=since.isoformat())
    return Judgement(lamp, late, reached)


def _judge_figure(
    goal: Goal,
    target: int,
    policy: Policy,
    period: Period,
    value: int | None,
    status: Status | None,
) -> Judgement:
    due = pace(goal, period)
    reached = completion(goal, value)
    if value is None or reached is None:
        return Judgement(Lamp.GREY, partial(say, "lamp_because.no_figure"), pace=due)
    counts_as_done = goal.adds_up and goal.comparator is Comparator.AT_LEAST
    if reached >= 1 and (counts_as_done or (status is not None and status.finished)):
        return Judgement(Lamp.BLUE, partial(_reached, goal, target, value), reached, due)
    asked = _ALL if due is None else due
    distance = parts_behind(goal, target, value, reached, asked)
    if due is None:
        explain = partial(against_target, goal, target, value, distance)
    else:
        explain = partial(against_pace, period, due, reached)
    return Judgement(_lamp(policy, value, distance, reached, asked), explain, reached, due)


def _reached(goal: Goal, target: int, value: int) -> Sentence:
    return say("lamp_because.reached", target=with_unit(target, goal), value=with_unit(value, goal))


def _lamp(policy: Policy, value: int, distance: tuple[int, int], reached: Fraction, asked: Fraction) -> Lamp:
    """The lamp of the first line that holds; a table without one for every other case lights its last lamp there."""
    for row in policy.thresholds:
        if row.bound is None:
            return row.lamp
        if row.basis is Basis.GROWTH:
            holds = value >= row.bound
        else:
            part, whole = _share_behind(reached, asked) if row.basis is Basis.SHARE_BEHIND else distance
            # Within so many percent.
            holds = part * 100 * SCALE <= row.bound * whole
        if holds:
            return row.lamp
    return policy.thresholds[-1].lamp


def _share_behind(reached: Fraction, asked: Fraction) -> tuple[int, int]:
    """Which share of what is required by now is missing; of a rate, too, the share and not the points."""
    missing = (asked - reached) / asked if asked else -reached
    return missing.numerator, missing.denominator


def with_unit(figure: int, goal: Goal) -> str:
    """A figure as sentences have it."""
    return f"{shown(figure)}{goal.unit}" if goal.unit == "%" else f"{shown(figure)} {goal.unit}".rstrip()


def against_pace(period: Period, due: Fraction, reached: Fraction) -> Sentence:
    """Why a lamp is lit that goes by what the schedule asks for."""
    if reached == due:
        return say("lamp_because.just_on_pace", by=period.by_now, due=ratio_text(due))
    asked, there, places = told_apart(due, reached)
    part = due.numerator * reached.denominator - reached.numerator * due.denominator
    return say(
        BEHIND_PACE if part > 0 else "lamp_because.on_pace",
        by=period.by_now,
        due=asked,
        reached=there,
        points=percent_text(abs(part), due.denominator * reached.denominator, places),
    )


def against_target(goal: Goal, target: int, value: int, distance: tuple[int, int]) -> Sentence:
    """Why a lamp is lit that goes by the whole target."""
    part, whole = distance
    asked = asked_for(goal, target)
    if part <= 0:
        return say("lamp_because.within_target", asked=asked, value=with_unit(value, goal))
    points, _, _ = told_apart(Fraction(part, whole), _NOTHING)
    return say(off_target(goal), asked=asked, value=with_unit(value, goal), points=points)


def asked_for(goal: Goal, target: int) -> Sentence:
    """The whole target, as what is asked for."""
    return say(f"asked.{goal.comparator}", target=with_unit(target, goal))


def off_target(goal: Goal) -> str:
    """The code of what is said of a figure that is not what is asked for."""
    return "lamp_because.points_off_target" if in_points(goal) else "lamp_because.off_target"
