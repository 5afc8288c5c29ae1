"""A year of boards as a table: targets, units and areas down, periods across, and what was reported beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from db.board import Board, BoardLine, consolidated
from db.periods import Period
from db.plans import TargetLine
from db.rollup import effective_rule
from db.standing import standing_of, weighted_completion
from db.vocabulary import Consolidation, Lamp, Role, Standing

Grouping = Callable[[BoardLine, Board], tuple[str, str]]
_ON_PACE: Final = frozenset({Standing.ON_PACE, Standing.AHEAD, Standing.DONE})


@dataclass(frozen=True, slots=True)
class TargetCell:
    """A target at the end of a period: what counts, what was reported, and what was settled on (scaled, or None)."""

    line: BoardLine
    reported: int | None
    # What this period added, of a target that adds up and whose period before is known.
    amount: int | None

    @property
    def value(self) -> int | None:
        """The figure that counts."""
        return self.line.figure.value

    @property
    def verified(self) -> int | None:
        """The figure that counts, where headquarters settled on one for any of its units."""
        return self.value if any(voice.verified is not None for voice in self.line.voices) else None


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
        for line in board.lines:
            known = cells.setdefault(line.target.key, {})
            known[board.period.code] = _cell(line, _before(known, board.period))
            targets[line.target.key] = line.target
    return Year(
        tuple(board.period for board in boards),
        tuple(TargetYear(target, cells[key]) for key, target in targets.items()),
        _groups(boards, lambda line, _board: (line.target.area, line.target.area)),
        _groups(boards, _led_by),
        _shared(boards[-1]) if boards else (),
    )


def _led_by(line: BoardLine, board: Board) -> tuple[str, str]:
    lead = line.target.lead
    return (lead, board.plan.units[lead]) if lead is not None else ("-", "—")


def _before(known: Mapping[str, TargetCell], period: Period) -> int | None:
    """The figure at the end of the period before; zero before the first."""
    last = period.previous
    if last is None:
        return 0
    return known[last.code].value if last.code in known else None


def _cell(line: BoardLine, before: int | None) -> TargetCell:
    reported = consolidated(line.target, line.voices, settled=False).value
    value = line.figure.value
    if not line.target.goal.adds_up or value is None or before is None:
        return TargetCell(line, reported, None)
    return TargetCell(line, reported, value - before)


def _groups(boards: Sequence[Board], of: Grouping) -> tuple[GroupYear, ...]:
    """The whole plan, then each group in the order of its first target."""
    names: dict[str, str] = {"": ""}
    cells: dict[str, dict[str, GroupCell]] = {}
    for board in boards:
        groups: dict[str, list[BoardLine]] = {"": list(board.lines)}
        for line in board.lines:
            key, name = of(line, board)
            names[key] = name
            groups.setdefault(key, []).append(line)
        for key, lines in groups.items():
            cells.setdefault(key, {})[board.period.code] = _group(board, lines)
    return tuple(GroupYear(key, name, cells.get(key, {})) for key, name in names.items())


def _group(board: Board, lines: Sequence[BoardLine]) -> GroupCell:
    on_pace = sum(standing_of(line) in _ON_PACE for line in lines)
    return GroupCell(board.count(lines), on_pace, weighted_completion(lines, board.plan.weights))


def _shared(board: Board) -> tuple[Shared, ...]:
    """What lead and supports both give a figure of; where they are added, that is as it should be."""
    found = []
    for line in board.lines:
        one = Shared(board.period, line)
        alone = effective_rule(line.target.consolidation, line.target.goal.measure)
        if (
            one.led is not None
            and any(figure != one.led for figure in one.supports.values())
            and alone is not Consolidation.SUM
        ):
            found.append(one)
    return tuple(found)
