"""The board: every target with every unit's newest report, consolidated, with its lamp and why."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import NamedTuple, Protocol, overload

from sqlalchemy import Connection

from db.carried import Pair, carried
from db.checks import BLANK, Answer
from db.entries import NOTHING, Entries, Values, entries_of, figures_in, reported_in
from db.lamps import Judgement, NodeState, judge
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.reports import NodeAnswers, Report, newest, node_answers
from db.reviews import Verified, verified
from db.rollup import CARRIED, SILENT, Consolidated, Contribution, asked_of, consolidate, roll_up
from db.vocabulary import Consolidation, Lamp, Role, Status


@dataclass(frozen=True, slots=True)
class Voice:
    """What one unit says of a target in this period."""

    unit_key: str
    unit: str
    role: Role
    reported: bool
    answer: Answer
    # The unit's newest figure of the periods before, where it stands for one that is missing in this one.
    carried: int | None
    verified: Verified | None = None
    # A digest of what it tells, where the texts themselves are not at hand; good for comparing, and nothing to show.
    words: int | None = field(default=None, repr=False)

    @property
    def told(self) -> Hashable:
        """What it tells, to be compared and not to be read; false where it tells nothing."""
        return self.answer.narrative.strip() if self.words is None else self.words

    @property
    def figure(self) -> int | None:
        """The figure that counts: the verified one where there is one, else the reported one."""
        return self.answer.value if self.verified is None else self.verified.value


class Voices(Sequence[Voice]):
    """The voices on a target, made one by one when somebody asks: of hundreds few are ever read."""

    __slots__ = ("heard", "target")

    def __init__(self, heard: "Heard", target: TargetLine) -> None:
        self.heard = heard
        self.target = target

    def __len__(self) -> int:
        return len(self.target.units)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Voices) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as those of a list: equal ones are told apart by nothing else

    def __repr__(self) -> str:
        return repr(list(self))

    @overload
    def __getitem__(self, place: int) -> Voice: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Voice]: ...
    def __getitem__(self, place: int | slice) -> Voice | Sequence[Voice]:
        if isinstance(place, slice):
            return [self.at(one) for one in range(*place.indices(len(self)))]
        return self.at(place)

    def at(self, place: int) -> Voice:
        """The voice in a place."""
        return self.heard.voice(self.target, *self.target.units[place])


class Spoken(NamedTuple):
    """What the voices on a target say, in their order, without making them: whether each reported, and the rest.

    For whoever writes tens of thousands of them.
    """

    reported: Sequence[bool]
    values: Sequence[Values]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One target of the consolidated picture."""

    target: TargetLine
    figure: Consolidated
    judgement: Judgement
    voices: Sequence[Voice]
    # The same figure without what was settled on, and whether anything was.
    reported: int | None = None
    settled: bool = False
    # The places of the voices among which there may be a contradiction, where they were looked for; None: of all.
    suspects: Sequence[int] | None = None
    # Of a board whose texts are at hand.
    spoken: Spoken = field(default=Spoken((), ()), repr=False, compare=False)

    @property
    def lead(self) -> Voice | None:
        """The leading unit's voice."""
        first = self.voices[0] if self.voices else None
        return first if first is not None and first.role is Role.LEAD else None

    def voice_of(self, unit_key: str) -> Voice | None:
        """What a unit says of it; None where it has nothing to do with it."""
        roles = self.target.roles
        return self.voices[list(roles).index(unit_key)] if unit_key in roles else None

    @property
    def suspected(self) -> Sequence[Voice]:
        """The voices among which there may be a contradiction."""
        return self.voices if self.suspects is None else [self.voices[place] for place in self.suspects]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Board:
    """The consolidated picture of a period."""

    plan: PlanView
    period: Period
    lines: tuple[BoardLine, ...]
    # Every unit with targets, and its newest report or None.
    reports: Mapping[str, Report | None]
    # What the leads say of nodes, by target.
    nodes: Mapping[str, NodeAnswers] = field(default_factory=dict)

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
    said, settled = entries_of(connection, sealed), verified(connection, [head.key for head in sealed], moment)
    by_unit = {unit: said[head.key] for unit, head in heads.items()}
    given = [_given(target, heads, by_unit, settled) for target in plan.targets]
    silent = [(one.target.units[place][0], one.target.key) for one in given for place in one.silent]
    before = carried(connection, plan, period, silent, moment)
    heard = Heard(plan, heads, said, partial(_known, before), settled)
    told = node_answers(connection, sealed)
    nodes = {target.key: told[head.key] for target in plan.targets if (head := heads.get(target.lead or ""))}
    lines = tuple(_line(one, period, heard, nodes.get(one.target.key, {})) for one in given)
    return Board(plan, period, lines, {unit: heads.get(unit) for unit in plan.reporting}, nodes)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the units of a target give to its figure, each in its place, and whether anything was settled on."""

    target: TargetLine
    spoken: Spoken
    figures: list[int | None]
    states: bytearray
    settled: bool

    @property
    def silent(self) -> list[int]:
        """The places of figures that are missing, and for which one of the periods before may stand."""
        if not self.target.goal.adds_up or SILENT not in self.states:
            return []
        return [place for place, state in enumerate(self.states) if state == SILENT]


def _given(
    target: TargetLine,
    heads: Mapping[str, Report],
    said: Mapping[str, Entries],
    settled: Mapping[tuple[str, str], Verified],
) -> _Given:
    values, figured, found = _values(target, said), target.goal.measure.has_figure, False
    figures, reported = figures_in(values), reported_in(values, figured=figured)
    for place, (unit, _) in enumerate(target.units if settled else ()):
        if unit in heads and (own := settled.get((heads[unit].key, target.key))) is not None:
            figures[place], reported[place], found = own.value, reported[place] or figured, True
    # Who has not reported is silent, so far.
    return _Given(target, Spoken(reported, values), figures, bytearray(reported), found)


def _values(target: TargetLine, said: Mapping[str, Entries]) -> list[Values]:
    """What each unit of a target says of it."""
    key = target.key
    return [
        NOTHING if (entries := said.get(unit)) is None else entries.rows.get(key, NOTHING) for unit, _ in target.units
    ]


def _known(before: Mapping[Pair, int], unit: str, target: str) -> int | None:
    return before.get((unit, target))


class Said(Protocol):
    """What one report says, by target."""

    def get(self, target_key: str, default: Answer, /) -> Answer:
        """What it says of a target."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the units have reported, now and before, and what was settled on beside it."""

    plan: PlanView
    heads: Mapping[str, Report]
    said: Mapping[str, Said]
    # By unit and target the newest figure of the periods before; None for a unit that never reported, in January too.
    previous: Callable[[str, str], int | None]
    settled: Mapping[tuple[str, str], Verified]

    def voice(self, target: TargetLine, unit: str, role: Role) -> Voice:
        """What one unit says of one target."""
        head = self.heads.get(unit)
        answer = BLANK if head is None else self.said[head.key].get(target.key, BLANK)
        own = None if head is None else self.settled.get((head.key, target.key))
        figured = target.goal.measure.has_figure
        reported = (answer.value is not None or own is not None) if figured else answer.given
        before = None if reported or not target.goal.adds_up else self.previous(unit, target.key)
        return Voice(unit, self.plan.units[unit], role, reported, answer, before, own)


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
    return Contribution(voice.unit, voice.role, figure if reported else voice.carried, reported=reported)


def _line(given: _Given, period: Period, heard: Heard, nodes: NodeAnswers) -> BoardLine:
    target, voices = given.target, Voices(heard, given.target)
    for place in given.silent:
        before = heard.previous(target.units[place][0], target.key)
        if before is not None:
            given.figures[place], given.states[place] = before, CARRIED
    names = [(heard.plan.units[unit], role) for unit, role in target.units]
    asked = asked_of(target.consolidation, target.goal.measure, names)
    counts = [asked.nothing if figure is None else figure for figure in given.figures]
    figure = roll_up(asked, counts, given.states, figured=target.goal.measure.has_figure)
    reported = consolidated(target, voices, settled=False).value if given.settled else figure.value
    status = voices[0].answer.status if target.lead is not None else None
    judgement = judged(target, period, figure.value, status, nodes)
    return BoardLine(target, figure, judgement, voices, reported, given.settled, spoken=given.spoken)


def judged(
    target: TargetLine, period: Period, value: int | None, status: Status | None, nodes: NodeAnswers
) -> Judgement:
    """The lamp of a target by its consolidated figure and by what its lead says."""
    states = [NodeState(node.due_on, nodes.get(node.key, (None, ""))[0]) for node in target.nodes]
    return judge(target.goal, target.policy, period, value, status, states)
