"""The board: every target with every unit's newest report, consolidated, with its lamp and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from db.checks import BLANK, Answer
from db.lamps import Judgement, NodeState, judge
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.reports import (
    Earlier,
    NodeAnswers,
    Report,
    answers,
    earlier,
    newest,
    node_answers,
)
from db.reviews import Verified, verified
from db.rollup import Consolidated, Contribution, consolidate
from db.vocabulary import Consolidation, Lamp, Role


@dataclass(frozen=True, slots=True)
class Voice:
    """What one unit says of a target in this period."""

    unit_key: str
    unit: str
    role: Role
    reported: bool
    answer: Answer
    previous: int | None
    verified: Verified | None = None

    @property
    def figure(self) -> int | None:
        """The figure that counts: the verified one where there is one, else the reported one."""
        return self.answer.value if self.verified is None else self.verified.value


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One target of the consolidated picture."""

    target: TargetLine
    figure: Consolidated
    judgement: Judgement
    voices: tuple[Voice, ...]

    @property
    def lead(self) -> Voice | None:
        """The leading unit's voice."""
        return next((voice for voice in self.voices if voice.role is Role.LEAD), None)


@dataclass(frozen=True, slots=True)
class Board:
    """The consolidated picture of a period."""

    plan: PlanView
    period: Period
    lines: tuple[BoardLine, ...]
    # Every unit with targets, and its newest report or None.
    reports: Mapping[str, Report | None]

    @property
    def missing(self) -> list[str]:
        """The names of units that have not reported."""
        return [self.plan.units[unit] for unit, report in self.reports.items() if report is None]

    def count(self, lines: Sequence[BoardLine] | None = None) -> dict[Lamp, int]:
        """How many of these targets have each lamp."""
        counted = dict.fromkeys(Lamp, 0)
        for line in self.lines if lines is None else lines:
            counted[line.judgement.lamp] += 1
        return counted


def load_board(connection: Connection, plan: PlanView, period: Period, moment: datetime | None = None) -> Board:
    """The board of a plan at the end of a period, from sealed reports alone, as it stood at a moment (None: now)."""
    plan = plan.at(period, moment)
    # A unit that need not report is heard all the same where it does.
    units = sorted({unit for target in plan.targets for unit, _ in target.units})
    heads = newest(connection, plan.key, period.code, units, moment=moment)
    sealed = list(heads.values())
    heard = _Heard(
        heads,
        answers(connection, sealed),
        earlier(connection, plan, period, units, moment),
        verified(connection, [head.key for head in sealed], moment),
    )
    nodes = node_answers(connection, sealed)
    lines = []
    for target in plan.targets:
        voices = tuple(heard.voice(plan, target, unit, role) for unit, role in target.units)
        lead_head = heads.get(target.lead or "")
        done = nodes.get(lead_head.key, {}) if lead_head else {}
        lines.append(_line(target, period, voices, done))
    return Board(plan, period, tuple(lines), {unit: heads.get(unit) for unit in plan.reporting})


# Not even the year's first zero: a unit that never reported has no figure that could be carried on.
_NOTHING: Final = Earlier(None, complete=False, figures=())


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the units have reported, now and before, and what was settled on beside it."""

    heads: Mapping[str, Report]
    said: Mapping[str, Mapping[str, Answer]]
    before: Mapping[tuple[str, str], Earlier]
    settled: Mapping[tuple[str, str], Verified]

    def voice(self, plan: PlanView, target: TargetLine, unit: str, role: Role) -> Voice:
        """What one unit says of one target."""
        head = self.heads.get(unit)
        answer = BLANK if head is None else self.said[head.key].get(target.key, BLANK)
        own = None if head is None else self.settled.get((head.key, target.key))
        figured = target.goal.measure.has_figure
        reported = (answer.value is not None or own is not None) if figured else answer.given
        previous = self.before.get((unit, target.key), _NOTHING).previous
        return Voice(unit, plan.units[unit], role, reported, answer, previous, own)


def consolidated(target: TargetLine, voices: Sequence[Voice], *, settled: bool = True) -> Consolidated:
    """One figure of many, by the target's rule; without what was `settled` on, of reported figures alone."""
    goal = target.goal
    if not goal.measure.has_figure:
        given = [Contribution(voice.unit, voice.role, None, voice.reported) for voice in voices]
        return consolidate(Consolidation.LEAD, goal.measure, given, adds_up=goal.adds_up)
    contributions = [_contribution(voice, settled=settled) for voice in voices]
    return consolidate(target.consolidation, goal.measure, contributions, adds_up=goal.adds_up)


def _contribution(voice: Voice, *, settled: bool) -> Contribution:
    figure = voice.figure if settled else voice.answer.value
    reported = voice.reported if settled else figure is not None
    return Contribution(voice.unit, voice.role, figure if reported else voice.previous, reported=reported)


def _line(target: TargetLine, period: Period, voices: tuple[Voice, ...], nodes: NodeAnswers) -> BoardLine:
    figure = consolidated(target, voices)
    lead = next((voice for voice in voices if voice.role is Role.LEAD), None)
    status = None if lead is None else lead.answer.status
    states = [NodeState(node.due_on, nodes.get(node.key, (None, ""))[0]) for node in target.nodes]
    return BoardLine(
        target,
        figure,
        judge(target.goal, target.policy, period, figure.value, status, states),
        voices,
    )
