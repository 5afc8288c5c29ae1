"""A year of boards as a table: targets, units and areas down, periods across, and what was reported beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from weakref import WeakKeyDictionary

from db.board import Board, BoardLine
from db.periods import Period
from db.plans import TargetLine
from db.rollup import effective_rule
from db.standing import standing_of, weighted_completion
from db.vocabulary import Consolidation, Lamp, Role, Standing

_ON_PACE: Final = frozenset({Standing.ON_PACE, Standing.AHEAD, Standing.DONE})


@dataclass(frozen=True, slots=True)
class TargetCell:
    """A target at the end of a period: what counts, what was reported, and what was settled on (scaled, or None)."""

    line: BoardLine
    # What this period added, of a target that adds up and whose period before is known.
    amount: int | None

    @property
    def value(self) -> int | None:
        """The figure that counts."""
        return self.line.figure.value

    @property
    def reported(self) -> int | None:
        """The figure without what was settled on."""
        return self.line.reported

    @property
    def verified(self) -> int | None:
        """The figure that counts, where headquarters settled on one for any of its units."""
        return self.value if self.line.settled else None


@dataclass(frozen=True, slots=True)
class TargetYear:
    """A target through the year, by period code; a period in which it was not asked for has no cell."""

    target: TargetLine
    cells: Mapping[str, TargetCell]

    @property
    def newest(self) -> TargetCell | None:
        """The newest cell that has a figure, else the newest."""
        told = list(self.cells.values())
        return next((cell for cell in reversed(told) if cell.value is not None), told[-1] if told else None)

    @property
    def amounts(self) -> int | None:
        """The sum of what the periods added: it makes sense of a target that adds up, and of no other."""
        known = [cell.amount for cell in self.cells.values() if cell.amount is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class GroupCell:
    """An area's or a unit's targets at the end of a period."""

    counts: Mapping[Lamp, int]
    on_pace: int
    completion: Fraction | None

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(self.counts.values())


# By key, with its name; "" is the whole plan.
Group = Mapping[str, tuple[str, GroupCell]]
Grouping = Callable[[BoardLine, Board], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Groups:
    """A board's areas, and its units with the targets that they lead."""

    areas: Group
    units: Group


_GROUPED: Final[WeakKeyDictionary[Board, Groups]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class GroupYear:
    """An area, or a unit with the targets that it leads, through the year; a key of "" is the whole plan."""

    key: str
    name: str
    cells: Mapping[str, GroupCell]


@dataclass(frozen=True, slots=True)
class Shared:
    """A target of which several units give a figure that one alone should give, in its newest period."""

    period: Period
    line: BoardLine

    @property
    def led(self) -> int | None:
        """What the lead gives."""
        return self.line.lead.answer.value if self.line.lead is not None else None

    @property
    def supports(self) -> Mapping[str, int]:
        """What each support gives, by the unit's name."""
        return {
            voice.unit: voice.answer.value
            for voice in self.line.voices
            if voice.role is Role.SUPPORT and voice.answer.value is not None
        }

    @property
    def differ(self) -> bool:
        """Whether a support gives another figure than the lead."""
        voices = (voice for voice in self.line.suspected if voice.role is Role.SUPPORT)
        said = {voice.answer.value for voice in voices if voice.answer.value is not None}
        return bool(said) and (led := self.led) is not None and said != {led}


@dataclass(frozen=True, slots=True)
class Year:
    """The whole year: its periods in order, and what is down."""

    periods: tuple[Period, ...]
    targets: tuple[TargetYear, ...]
    areas: tuple[GroupYear, ...]
    units: tuple[GroupYear, ...]
    shared: tuple[Shared, ...]


def consolidate_year(boards: Sequence[Board]) -> Year:
    """The year that these boards, in the order of their periods, come to."""
    targets: dict[str, TargetLine] = {}
    cells: dict[str, dict[str, TargetCell]] = {}
    for board in boards:
        code, last = board.period.code, board.period.previous
        past = None if last is None else last.code
        for line in board.lines:
            known = cells.setdefault(line.target.key, {})
            known[code] = _cell(line, _before(known, past))
            targets[line.target.key] = line.target
    return Year(
        tuple(board.period for board in boards),
        tuple(TargetYear(target, cells[key]) for key, target in targets.items()),
        _groups(boards, lambda groups: groups.areas),
        _groups(boards, lambda groups: groups.units),
        _shared(boards[-1]) if boards else (),
    )


def _led_by(line: BoardLine, board: Board) -> tuple[str, str]:
    lead = line.target.lead
    return (lead, board.plan.units[lead]) if lead is not None else ("-", "—")


def _before(known: Mapping[str, TargetCell], past: str | None) -> int | None:
    """The figure at the end of the period before, by its code; zero before the first."""
    if past is None:
        return 0
    return known[past].value if past in known else None


def _cell(line: BoardLine, before: int | None) -> TargetCell:
    value = line.figure.value
    if not line.target.goal.adds_up or value is None or before is None:
        return TargetCell(line, None)
    return TargetCell(line, value - before)


def _groups(boards: Sequence[Board], of: Callable[[Groups], Group]) -> tuple[GroupYear, ...]:
    """The whole plan, then each group in the order of its first target."""
    names: dict[str, str] = {"": ""}
    cells: dict[str, dict[str, GroupCell]] = {}
    for board in boards:
        for key, (name, cell) in of(_grouped(board)).items():
            names[key] = name
            cells.setdefault(key, {})[board.period.code] = cell
    return tuple(GroupYear(key, name, cells.get(key, {})) for key, name in names.items())


def _grouped(board: Board) -> Groups:
    """A board's areas and units; worked out once, since of a year's boards most stay what they were."""
    known = _GROUPED.get(board)
    if known is None:
        whole = _group(board, board.lines)
        areas, units = (_parts(board, whole, of) for of in (_area_of, _led_by))
        known = _GROUPED[board] = Groups(areas, units)
    return known


def _parts(board: Board, whole: GroupCell, of: Grouping) -> Group:
    parts: dict[str, tuple[str, list[BoardLine]]] = {}
    for line in board.lines:
        key, name = of(line, board)
        parts.setdefault(key, (name, []))[1].append(line)
    return {"": ("", whole)} | {key: (name, _group(board, lines)) for key, (name, lines) in parts.items()}


def _area_of(line: BoardLine, _: Board) -> tuple[str, str]:
    return line.target.area, line.target.area


def _group(board: Board, lines: Sequence[BoardLine]) -> GroupCell:
    on_pace = sum(standing_of(line) in _ON_PACE for line in lines)
    return GroupCell(board.count(lines), on_pace, weighted_completion(lines, board.plan.weights))


def _shared(board: Board) -> tuple[Shared, ...]:
    """What lead and supports both give a figure of; where they are added, that is as it should be."""
    return tuple(
        one
        for line in board.lines
        if effective_rule(line.target.consolidation, line.target.goal.measure) is not Consolidation.SUM
        and (one := Shared(board.period, line)).differ
    )
