"""Units in the briefing: who leads and who lags, by the share of on-pace targets among those a unit leads."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from db.board import Board, BoardLine
from desktop.exchange.briefings.briefing import Run
from desktop.exchange.briefings.wording import Wording
from desktop.operations.briefing_parts import REACHED, lit, share, tally

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit, the targets it leads, and those of them that are finished or on pace."""

    name: str
    led: tuple[BoardLine, ...]
    reached: tuple[BoardLine, ...]

    @property
    def ratio(self) -> Fraction:
        """The share that is finished or on pace."""
        return Fraction(len(self.reached), len(self.led))


def leading_and_lagging(board: Board) -> tuple[list[UnitStanding], list[UnitStanding]]:
    """At most three units from either end; above the share of all of them one leads, below it one lags.

    Units that have not reported are neither: the briefing names them as silent.
    """
    led: dict[str, list[BoardLine]] = {}
    for line in board.lines:
        if line.target.lead is not None and board.reports.get(line.target.lead):
            led.setdefault(line.target.lead, []).append(line)
    standings = [
        UnitStanding(board.plan.units[unit], tuple(lines), tuple(lit(lines, REACHED))) for unit, lines in led.items()
    ]
    ranked = sorted(standings, key=lambda one: (-one.ratio, -len(one.led)))
    overall = Fraction(sum(len(one.reached) for one in ranked), sum(len(one.led) for one in ranked) or 1)
    leading = [one for one in ranked if one.ratio >= overall and one.reached]
    lagging = [one for one in ranked if one.ratio < overall or not one.reached]
    # Of equal shares the one with more targets stands first at this end, too.
    return leading[:_NAMED], sorted(lagging, key=lambda one: (one.ratio, -len(one.led)))[:_NAMED]


def unit_item(standing: UnitStanding, wording: Wording) -> tuple[Run, ...]:
    """A unit as it is named in a sentence."""
    return wording.runs(
        "units.item",
        unit=standing.name,
        led=tally(standing.led),
        reached=tally(standing.reached),
        reached_share=share(standing.reached, standing.led),
    )
