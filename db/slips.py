"""Figures that look as if they were given in another unit than was asked for: 万元 for 亿元, a share for a percent."""

from typing import Final

from db.figures import SCALE, split_unit
from db.progress import Goal
from db.vocabulary import Comparator

_TEN_THOUSAND: Final = 10**4
_SCALES: Final = {1: "", 10**4: "万", 10**8: "亿"}
# From one period to the next a figure seldom becomes more than three times as large, or a third.
_STEP: Final = 3
# And a first figure is seldom less than a fiftieth of the year's target, or twice as much.
_STEPS_A_YEAR: Final = 50
_BEYOND: Final = 2


def in_other_scale(goal: Goal, value: int, previous: int | None) -> tuple[int, str] | None:
    """The figure in the unit that was asked for, and the unit it seems to be in; None where it seems right.

    It is ten thousand times as much, or as little, as last period's or, without one, as the target would have it.
    """
    own, base = split_unit(goal.unit)
    smaller, rest = divmod(abs(value), _TEN_THOUSAND)
    if own > 1 and smaller and not rest and _likely(smaller, previous, goal.target):
        return (smaller if value > 0 else -smaller), f"{_SCALES[own // _TEN_THOUSAND]}{base}"
    larger = abs(value) * _TEN_THOUSAND
    if own < max(_SCALES) and previous and _alike(larger, previous):
        return (larger if value > 0 else -larger), f"{_SCALES[own * _TEN_THOUSAND]}{base}"
    return None


def are_of_a_size(value: int, previous: int) -> bool:
    """Whether a figure is so near to the one before it, less than thousands of times, that its unit is the same."""
    here, there = abs(value), abs(previous)
    return there * _STEP < here * _TEN_THOUSAND and here * _STEP < there * _TEN_THOUSAND


def _likely(figure: int, previous: int | None, target: int | None) -> bool:
    """Whether a figure is what one might expect after the one before it or, where there is none, of the target."""
    if previous:
        return _alike(figure, previous)
    return target is not None and abs(target) < figure * _STEPS_A_YEAR and figure < abs(target) * _BEYOND


def _alike(figure: int, other: int) -> bool:
    return figure <= abs(other) * _STEP and abs(other) <= figure * _STEP


def as_fraction(goal: Goal, value: int) -> int | None:
    """The percentage that is meant by a share, such as 0.07 for 7 %; None where the figure seems right."""
    if goal.unit != "%" or goal.comparator is Comparator.AT_MOST or goal.target is None:
        return None
    return value * 100 if 0 < abs(value) < SCALE <= goal.target else None
