"""The board cut into what the page shows: cells of areas and units, and the targets of a selection."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.board import Board, BoardLine
from db.vocabulary import Lamp

# From the one that asks for a look first to the one that asks for none.
WORST_FIRST: Final = (Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN, Lamp.BLUE)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many targets have each lamp, of those that one unit leads in one area."""

    counts: Counter[Lamp]

    @property
    def worst(self) -> Lamp | None:
        """The lamp that asks for a look first; None where there is no target."""
        return next((lamp for lamp in WORST_FIRST if self.counts[lamp]), None)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the heat map, or all of them together where the key is empty."""

    key: str
    name: str
    missing: bool
    cells: tuple[Cell, ...]


_EMPTY: Final = Cell(Counter())


@dataclass(frozen=True, slots=True)
class Selection:
    """Which targets are looked at; an empty part leaves everything in."""

    lamps: frozenset[Lamp] = frozenset()
    unit: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The areas in the plan's order, and by lead, area and lamp how many targets there are: asked of all lines once."""

    areas: tuple[str, ...]
    targets: Counter[tuple[str, str, Lamp]]

    @classmethod
    def of(cls, board: Board) -> Self:
        """Count a board."""
        areas = tuple(dict.fromkeys(line.target.area for line in board.lines))
        places = ((line.target.lead or "", line.target.area, line.judgement.lamp) for line in board.lines)
        return cls(areas, Counter(places))


def heat(board: Board, counts: Counts, lamps: frozenset[Lamp]) -> list[UnitRow]:
    """The rows of the heat map: all units together first, then every unit that leads a target or is to report."""
    counted: dict[tuple[str, str], Counter[Lamp]] = {}
    for (lead, area, lamp), count in counts.targets.items():
        if not lamps or lamp in lamps:
            for place in {("", area), (lead, area)}:
                if place not in counted:
                    counted[place] = Counter()
                counted[place][lamp] += count
    cells = {place: Cell(lit) for place, lit in counted.items()}
    leading = {lead for lead, _, _ in counts.targets}
    units = [("", "", False)]
    units += [
        (key, name, key in board.reports and board.reports[key] is None)
        for key, name in board.plan.units.items()
        if key in leading or key in board.reports
    ]
    return [
        UnitRow(key, name, missing, tuple(cells.get((key, area), _EMPTY) for area in counts.areas))
        for key, name, missing in units
    ]


def selected(lines: Iterable[BoardLine], selection: Selection) -> Sequence[BoardLine]:
    """The targets of a selection, in the plan's order."""
    lamps, unit, area = selection.lamps, selection.unit, selection.area
    return [
        line
        for line in lines
        if (not lamps or line.judgement.lamp in lamps)
        and (not unit or line.target.lead == unit)
        and (not area or line.target.area == area)
    ]
