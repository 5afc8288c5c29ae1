"""What is said of a figure that lies behind, by whole numbers worked out once for a target.

`db.lamps` says the same of any figure; of hundreds of workbooks thousands are behind.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final, Self

from db.figures import LIMIT, SCALE
from db.lamps import (
    BEHIND_PACE,
    Policy,
    Threshold,
    against_pace,
    against_target,
    asked_for,
    off_target,
    with_unit,
)
from db.periods import Period
from db.progress import Goal, in_points, pace, percent_text, ratio_text
from db.vocabulary import Basis, Comparator, Lamp
from resources.texts import Sentence

_ALL: Final = Fraction(1)
# A distance of which two decimals show nothing.
_HIDDEN: Final = "0"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A target in one period; it tells of the figures `above` one and `below` another, which all are behind.

    `steps` has the figures from the least to the most for which each line of the policy holds, with its lamp, in
    order; where none does, `otherwise` is lit.
    """

    goal: Goal
    target: int
    period: Period
    above: int
    below: int
    steps: tuple[tuple[int, int, Lamp], ...]
    otherwise: Lamp
    # What the schedule asks for; None where there is none.
    due: Fraction | None
    # What a distance is a share of, where that is not the larger of target and figure.
    whole: int | None
    # What is said of every figure.
    code: str
    asked: str | Sentence
    by: Sentence

    @classmethod
    def of(cls, goal: Goal, policy: Policy, period: Period) -> Self | None:
        """The gauge of a target in a period; None where its figures are not to be told of so."""
        target, due = goal.target, pace(goal, period)
        if not goal.has_figure or target is None or target <= 0:
            return None
        required = _ALL if due is None else due
        if goal.comparator is Comparator.AT_LEAST:
            above, below = 0, min(target, ceil(target * required))
        elif goal.comparator is Comparator.AT_MOST and due is None:
            above, below = target, LIMIT
        else:
            return None
        steps: list[tuple[int, int, Lamp]] = []
        otherwise = policy.thresholds[-1].lamp
        for row in policy.thresholds:
            if row.bound is None:
                otherwise = row.lamp
                break
            held = _held(goal, target, row, row.bound, required)
            if held is None:
                return None
            steps.append((*held, row.lamp))
        whole = SCALE * 100 if in_points(goal) else None
        code, asked = (off_target(goal), asked_for(goal, target)) if due is None else (BEHIND_PACE, ratio_text(due))
        return cls(goal, target, period, above, below, tuple(steps), otherwise, due, whole, code, asked, period.by_now)

    def lamp(self, value: int) -> Lamp:
        """The lamp of a figure."""
        for least, most, lamp in self.steps:
            if least <= value <= most:
                return lamp
        return self.otherwise

    def because(self, value: int) -> Sentence:
        """The sentence that says why a figure has its lamp."""
        return self._off_target(value) if self.due is None else self._behind_pace(value, self.due)

    def _off_target(self, value: int) -> Sentence:
        missing = abs(self.target - value)
        whole = self.whole or max(self.target, value)
        points = percent_text(missing, whole)
        if points == _HIDDEN:
            return against_target(self.goal, self.target, value, (missing, whole))
        told = {"asked": self.asked, "value": with_unit(value, self.goal), "points": points}
        return Sentence(self.code, told)

    def _behind_pace(self, value: int, due: Fraction) -> Sentence:
        reached = percent_text(value, self.target)
        if reached == self.asked:
            return against_pace(self.period, due, Fraction(value, self.target))
        asked, parts = due.numerator, due.denominator
        points = percent_text(asked * self.target - value * parts, parts * self.target)
        return Sentence(self.code, {"by": self.by, "due": self.asked, "reached": reached, "points": points})


def _held(goal: Goal, target: int, row: Threshold, bound: int, asked: Fraction) -> tuple[int, int] | None:
    """From which figure to which, among those that are behind, a line of a policy holds; None: not to be told so."""
    if row.basis is Basis.GROWTH:
        return bound, LIMIT
    if goal.comparator is Comparator.AT_LEAST:
        least = least_figure(goal, target, row, bound, asked)
        return None if least is None else (least, LIMIT)
    if in_points(goal) and row.basis is Basis.POINTS_BEHIND:
        return 0, target + bound
    slack = Fraction(bound, 100 * SCALE)
    return 0, LIMIT if slack >= 1 else floor(target / (1 - slack))


def least_figure(goal: Goal, target: int, row: Threshold, bound: int, asked: Fraction) -> int | None:
    """From which figure on, above nothing, a line that goes by the distance holds of a target to be reached.

    None where that cannot be told so.
    """
    slack, share = Fraction(bound, 100 * SCALE), row.basis is Basis.SHARE_BEHIND
    if share and asked <= 0:
        return None
    if in_points(goal) and not share:
        return target - bound
    return ceil(target * (asked - slack * asked if share else asked - slack))
