"""Where a whole plan stands, read off its board: totals as leaders know them, what moved, what is behind or at risk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from db.board import Board, BoardLine
from db.lamps import NodeState, Policy, judge
from db.plans import NodeLine, TargetLine
from db.progress import behind, gap, projection
from db.reports import NodeAnswers
from db.vocabulary import Comparator, Lamp, Standing

# From so far ahead of its schedule on a target counts as ahead and not merely as on pace.
AHEAD: Final = Fraction(1, 10)


def standing_of(line: BoardLine) -> Standing:
    """Which of the five totals a target counts to."""
    judged = line.judgement
    if judged.lamp is Lamp.BLUE:
        return Standing.DONE
    if judged.lamp is Lamp.GREY:
        return Standing.UNREPORTED
    if judged.lamp in {Lamp.YELLOW, Lamp.RED}:
        return Standing.BEHIND
    if judged.completion is not None and judged.pace is not None and judged.completion - judged.pace >= AHEAD:
        return Standing.AHEAD
    return Standing.ON_PACE


def totals(lines: Sequence[BoardLine]) -> dict[Standing, int]:
    """How many targets count to each total; together they are all."""
    counted = dict.fromkeys(Standing, 0)
    for line in lines:
        counted[standing_of(line)] += 1
    return counted


def share(count: int, total: int) -> Fraction:
    """The share of all that a count is; nothing of nothing is nothing."""
    return Fraction(count, total) if total else Fraction(0)


def weighted_completion(lines: Sequence[BoardLine], weights: Mapping[str, int]) -> Fraction | None:
    """The mean completion of targets that have one, by weight, none counting for more than all of itself."""
    known = [
        (line.judgement.completion, weights.get(line.target.key, 1_000_000))
        for line in lines
        if line.judgement.completion is not None
    ]
    heft = sum(weight for _, weight in known)
    if not heft:
        return None
    # What has one denominator is added as whole numbers: fractions take ten times as long.
    parts: dict[int, int] = {}
    for ratio, weight in known:
        reached, whole = ratio.numerator, ratio.denominator
        parts[whole] = parts.get(whole, 0) + min(max(reached, 0), whole) * weight
    return sum((Fraction(reached, whole) for whole, reached in parts.items()), Fraction(0)) / heft


@dataclass(frozen=True, slots=True)
class Shift:
    """A target whose lamp is another one than it was, or than it would be."""

    line: BoardLine
    before: Lamp


def shifts(now: Board, then: Board) -> tuple[Shift, ...]:
    """The targets whose lamp is not what it was, the worst first."""
    lamps = {line.target.key: line.judgement.lamp for line in then.lines}
    found = [
        Shift(line, lamps[line.target.key])
        for line in now.lines
        if lamps.get(line.target.key, line.judgement.lamp) is not line.judgement.lamp
    ]
    return tuple(sorted(found, key=lambda one: _WORST.index(one.line.judgement.lamp)))


_WORST: Final = (Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN, Lamp.BLUE)


def under(board: Board, policy: Policy, nodes: Mapping[str, NodeAnswers]) -> Board:
    """The same board with every lamp lit by another policy; `nodes`: what the leads say of nodes, by target."""
    return replace(board, lines=tuple(_under(board, line, policy, nodes) for line in board.lines))


def _under(board: Board, line: BoardLine, policy: Policy, nodes: Mapping[str, NodeAnswers]) -> BoardLine:
    done = nodes.get(line.target.key, {})
    states = [NodeState(node.due_on, done.get(node.key, (None, ""))[0]) for node in line.target.nodes]
    status = None if line.lead is None else line.lead.answer.status
    judged = judge(line.target.goal, policy, board.period, line.figure.value, status, states)
    return replace(line, target=replace(line.target, policy=policy), judgement=judged)


@dataclass(frozen=True, slots=True)
class Lag:
    """A target behind what is required: by which share, and what is missing in its own unit (scaled, exact)."""

    line: BoardLine
    points: Fraction
    missing: Fraction | None


def lagging(board: Board) -> tuple[Lag, ...]:
    """The targets behind what is required, the furthest first."""
    found = []
    for line in board.lines:
        goal, value = line.target.goal, line.figure.value
        if value is None or not goal.measure.has_figure or goal.target is None:
            continue
        points = behind(goal, value, board.period)
        if points > 0:
            found.append(Lag(line, points, gap(goal, value, board.period)))
    return tuple(sorted(found, key=lambda one: -one.points))


@dataclass(frozen=True, slots=True)
class Risk:
    """A target that will not be reached at the pace so far, and where the year would end (scaled)."""

    line: BoardLine
    projected: int


def at_risk(board: Board) -> tuple[Risk, ...]:
    """The targets that are projected to miss, in the board's order."""
    found = []
    for line in board.lines:
        goal = line.target.goal
        projected = projection(goal, line.figure.value, board.period)
        if projected is None or goal.target is None or line.judgement.lamp is Lamp.BLUE:
            continue
        distance = projected - goal.target
        reached = {
            Comparator.AT_LEAST: distance >= 0,
            Comparator.AT_MOST: distance <= 0,
            Comparator.ABOUT: abs(distance) <= goal.tolerance,
        }[goal.comparator]
        if not reached:
            found.append(Risk(line, projected))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A node that was due by the end of the period and is not done, and for how many days."""

    target: TargetLine
    node: NodeLine
    days: int


def overdue(board: Board, nodes: Mapping[str, NodeAnswers], on: date) -> tuple[Overdue, ...]:
    """The nodes that are overdue on a day, the longest first."""
    found = [
        Overdue(line.target, node, (on - node.due_on).days)
        for line in board.lines
        for node in line.target.nodes
        if node.due_on < on and nodes.get(line.target.key, {}).get(node.key, (None, ""))[0] is None
    ]
    return tuple(sorted(found, key=lambda one: -one.days))
