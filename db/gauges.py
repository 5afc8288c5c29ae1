"""What is said of a figure that is to be reached and lies behind, by whole numbers worked out once for a target.

`db.lamps` says the same of any figure; of hundreds of workbooks thousands are behind.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, Self

from db.figures import SCALE
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
    """A target that is to be reached, in one period; it tells of figures above nothing and below `beyond`.

    `steps` has the figure from which on each lamp is lit, in the policy's order, before the one below all of them.
    """

    goal: Goal
    target: int
    period: Period
    beyond: int
    steps: tuple[tuple[int, Lamp], ...]
    below: Lamp
    # What the schedule asks for; None where there is none.
    due: Fraction | None
    # What is said of every figure.
    asked: str | Sentence
    by: Sentence

    @classmethod
    def of(cls, goal: Goal, policy: Policy, period: Period) -> Self | None:
        """The gauge of a target in a period; None where its figures are not to be told of so."""
        if not goal.has_figure or goal.target is None or goal.target <= 0 or goal.comparator is not Comparator.AT_LEAST:
            return None
        due = pace(goal, period)
        required = _ALL if due is None else due
        steps: list[tuple[int, Lamp]] = []
        below = policy.thresholds[-1].lamp
        for row in policy.thresholds:
            if row.bound is None:
                below = row.lamp
                break
            least = least_figure(goal, goal.target, row, row.bound, required)
            if least is None:
                return None
            steps.append((least, row.lamp))
        beyond = min(goal.target, ceil(goal.target * required))
        asked = asked_for(goal, goal.target) if due is None else ratio_text(due)
        return cls(goal, goal.target, period, beyond, tuple(steps), below, due, asked, period.by_now)

    def lamp(self, value: int) -> Lamp:
        """The lamp of a figure."""
        for least, lamp in self.steps:
            if value >= least:
                return lamp
        return self.below

    def because(self, value: int) -> Sentence:
        """The sentence that says why a figure has its lamp."""
        due = self.due
        told: dict[str, str | int | Sentence]
        if due is None:
            missing, whole = self.target - value, SCALE * 100 if in_points(self.goal) else self.target
            points = percent_text(missing, whole)
            if points == _HIDDEN:
                return against_target(self.goal, self.target, value, (missing, whole))
            told = {"asked": self.asked, "value": with_unit(value, self.goal), "points": points}
            return Sentence(off_target(self.goal), told)
        reached = percent_text(value, self.target)
        if reached == self.asked:
            return against_pace(self.period, due, Fraction(value, self.target))
        missing, whole = due.numerator * self.target - value * due.denominator, due.denominator * self.target
        told = {"by": self.by, "due": self.asked, "reached": reached, "points": percent_text(missing, whole)}
        return Sentence(BEHIND_PACE, told)


def least_figure(goal: Goal, target: int, row: Threshold, bound: int, asked: Fraction) -> int | None:
    """The least figure of a target above nothing, to be reached, for which a line of a policy holds; None: not so."""
    if row.basis is Basis.GROWTH:
        return bound
    slack, share = Fraction(bound, 100 * SCALE), row.basis is Basis.SHARE_BEHIND
    if share and asked <= 0:
        return None
    if in_points(goal) and not share:
        return target - bound
    return ceil(target * (asked - slack * asked if share else asked - slack))
