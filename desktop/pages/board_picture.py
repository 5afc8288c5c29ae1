"""The board cut into what the page shows: cells of areas and units, and the targets of a selection."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    """One unit of the heat map, or all of them together where the key is empty.

    `counts`: by area how many targets have each lamp, of which `lamps` are asked for; none: all are.
    """

    key: str
    name: str
    missing: bool
    counts: Mapping[str, Counter[Lamp]]
    lamps: frozenset[Lamp]

    def cell(self, area: str) -> Cell:
        """A cell, made when somebody looks at it: of twenty thousand few are in sight."""
        counted = self.counts.get(area, Counter())
        return Cell(Counter({lamp: count for lamp, count in counted.items() if not self.lamps or lamp in self.lamps}))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which targets are looked at; an empty part leaves everything in."""

    lamps: frozenset[Lamp] = frozenset()
    unit: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The areas in the plan's order, and by lead ("": all together) and area how many targets have each lamp."""

    areas: tuple[str, ...]
    units: Mapping[str, Mapping[str, Counter[Lamp]]]

    @classmethod
    def of(cls, board: Board) -> Self:
        """Count a board."""
        areas = tuple(dict.fromkeys(line.target.area for line in board.lines))
        places = Counter((line.target.lead or "", line.target.area, line.judgement.lamp) for line in board.lines)
        units: dict[str, dict[str, Counter[Lamp]]] = {}
        for (lead, area, lamp), count in places.items():
            # Of what nobody leads only the whole tells.
            for unit in {"", lead}:
                units.setdefault(unit, {}).setdefault(area, Counter())[lamp] += count
        return cls(areas, units)


def heat(board: Board, counts: Counts, lamps: frozenset[Lamp]) -> list[UnitRow]:
    """The rows of the heat map: all units together first, then every unit that leads a target or is to report."""
    units = [("", "", False)]
    units += [
        (key, name, key in board.reports and board.reports[key] is None)
        for key, name in board.plan.units.items()
        if key in counts.units or key in board.reports
    ]
    return [UnitRow(key, name, missing, counts.units.get(key, {}), lamps) for key, name, missing in units]


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
