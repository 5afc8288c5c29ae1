"""What is known of a target before a period: its figures in the same year, newest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from db.checks import Answer
from db.periods import Period
from db.progress import cumulative

# Figures by target.
Told = Mapping[str, int | None]
# Of codes that are stored already.
stored_period: Final = cache(Period.parse)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures of one target in the periods before: newest first, None where a period has no report.

    `previous` is the newest known figure (0 before the first period); `complete`: it is of the period just before.
    `narrative` is what was told of it in that period.
    """

    previous: int | None
    complete: bool
    figures: tuple[tuple[Period, int | None], ...]
    narrative: str = ""


class Line:
    """Tells from figures by period what stands before one: the periods of the same kind, with the blanks between."""

    def __init__(self, period: Period, codes: Collection[str]) -> None:
        self._steps = _before(period)
        self._nothing = nothing_before(period)
        ends = {code: (stored_period(code).last_month, "Q" in code) for code in codes}
        # A quarter's figure stands over the one of the month that it ends with.
        self._newest = [(code, ends[code][0]) for code in sorted(codes, key=ends.__getitem__, reverse=True)]
        # Those that lie no further back than the two periods before.
        nearest = self._steps[:2][-1:]
        self.near: Final = {code for code, month in self._newest if not nearest or month >= nearest[0][0].last_month}
        # With which month of the year the period just before ends.
        self._month = period.last_month - (1 if period.kind == "month" else 3)

    def last(self, figures: Mapping[str, Told]) -> dict[str, tuple[int, bool]]:
        """Of each target that has one, the newest known figure, and whether it is of the period just before."""
        found: dict[str, tuple[int, bool]] = {}
        for code, month in reversed(self._newest):
            complete = month >= self._month
            for target, value in figures.get(code, {}).items():
                if value is not None:
                    found[target] = value, complete
        return found

    def latest(self, figures: Mapping[str, Told]) -> tuple[Told, Told]:
        """What was told in each of the two periods of the same kind before."""
        nothing: Told = {}
        one, other, *_ = (*(figures.get(code, nothing) for _, code in self._steps[:2]), nothing, nothing)
        return one, other

    def of(self, figures: Mapping[str, int | None], narrative: str = "") -> Earlier:
        """One line; `narrative` is what was told in the period just before."""
        line = tuple([(step, figures.get(code)) for step, code in self._steps])
        for code, month in self._newest:
            value = figures.get(code)
            if value is not None:
                return Earlier(value, month >= self._month, line, narrative)
        return Earlier(*self._nothing, line, narrative)


@cache
def _before(period: Period) -> tuple[tuple[Period, str], ...]:
    """The periods of the same kind in the same year before this one with their codes, newest first."""
    step = period.previous
    return () if step is None else ((step, step.code), *_before(step))


def nothing_before(period: Period) -> tuple[int | None, bool]:
    """The previous figure where nothing was ever reported: zero at the year's start, else unknown."""
    return (0, True) if period.previous is None else (None, False)


@cache
def unknown(period: Period) -> Earlier:
    """What is known of a target that no earlier report speaks of."""
    return Line(period, ()).of({})


def resolve(answer: Answer, previous: int | None, *, complete: bool, adds_up: bool) -> Answer:
    """The answer with the year's figure filled in where only the increment was given.

    Not where a period between was never reported: its amount would be missing from the year.
    """
    if not adds_up or not complete:
        return answer
    value = cumulative(previous, answer.increment, answer.value)
    return answer if value == answer.value else answer._replace(value=value)
