"""Which entries the checks have nothing to say of, told by whole numbers that are worked out once for a target.

Nearly every entry that comes in is one of them. What is not told here is left to `db.checks`, which says what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil
from typing import Final, Protocol

from db.checks import TEXT_LIMIT, Answer
from db.figures import SCALE
from db.lamps import Policy
from db.periods import Period
from db.progress import Goal, in_points, required
from db.slips import as_fraction, in_other_scale
from db.vocabulary import Basis, Comparator, Lamp, Measure, Status

# No character counts more than twice.
_SHORT: Final = TEXT_LIMIT // 2
_GOOD: Final = frozenset({Lamp.BLUE, Lamp.GREEN})


class Concern(Enum):
    """What the checks may find: nothing at all, nothing but a lamp that is yellow or red, or anything."""

    NOTHING = 0
    LAMP = 1
    ANYTHING = 2


class Before(Protocol):
    """What is known of the periods before, as `db.earlier.Earlier` has it."""

    @property
    def previous(self) -> int | None:
        """The newest known figure."""

    @property
    def complete(self) -> bool:
        """Whether it is of the period just before."""

    @property
    def figures(self) -> Sequence[tuple[Period, int | None]]:
        """The figures of the periods before, newest first."""

    @property
    def narrative(self) -> str:
        """What was told in the period just before."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One target in one period: between `least` and `most` its figure's lamp is certainly neither yellow nor red.

    `too_much` is the figure beyond which more than twice the target is reached, None where nobody asks.
    """

    goal: Goal
    adds_up: bool
    has_nodes: bool
    least: int | None
    most: int | None
    too_much: int | None

    def concern(self, answer: Answer, before: Before) -> Concern:
        """What the checks may find of an entry that nobody has commented on."""
        status = answer.status
        if self.has_nodes or (status is not None and status.finished) or _is_odd(answer):
            return Concern.ANYTHING
        year = answer.value
        if answer.increment is not None:
            known = before.previous if self.adds_up and before.complete else None
            if known is None or answer.value not in (None, known + answer.increment):
                return Concern.ANYTHING
            year = known + answer.increment
        if answer.explanation.strip():
            return Concern.NOTHING
        if year is not None and self._asks(answer.value, year, before):
            return Concern.ANYTHING
        told = answer.narrative.strip()
        if told and told == before.narrative.strip():
            return Concern.ANYTHING
        return Concern.NOTHING if self._is_well(year, status) else Concern.LAMP

    def _asks(self, value: int | None, year: int, before: Before) -> bool:
        """Whether a figure may want an explanation, whatever its lamp."""
        if self.adds_up:
            if before.previous is not None and year < before.previous:
                return True
            if [figure for _, figure in before.figures[:2]] == [year, year]:
                return True
        if self.too_much is not None and year > self.too_much:
            return True
        if value is None:
            return False
        scaled, share = in_other_scale(self.goal, value, before.previous), as_fraction(self.goal, value)
        return scaled is not None or share is not None

    def _is_well(self, year: int | None, status: Status | None) -> bool:
        """Whether the lamp is certainly neither yellow nor red."""
        if self.goal.measure.has_figure and self.goal.target is not None:
            within = self.least is not None and year is not None and self.least <= year
            return year is None or (within and (self.most is None or year <= self.most))
        return status is not Status.NOT_STARTED


def _is_odd(answer: Answer) -> bool:
    """Whether nothing was said, a figure was not understood, or texts may be too long."""
    if not answer.given or (answer.value is None and answer.value_typed):
        return True
    if answer.increment is None and answer.increment_typed:
        return True
    # Where all texts together are short, each is.
    said = len(answer.narrative) + len(answer.problems) + len(answer.next_steps) + len(answer.explanation)
    return said + len(answer.evidence) + len(answer.reply) > _SHORT


def screen_of(goal: Goal, policy: Policy, period: Period, *, has_nodes: bool) -> Screen:
    """The screen of a target in a period."""
    least, most = _good_figures(goal, policy, period)
    asked = goal.comparator is Comparator.AT_LEAST and goal.measure is not Measure.RATE
    too_much = 2 * goal.target if asked and goal.target is not None and goal.target > 0 else None
    return Screen(goal, goal.adds_up, has_nodes, least, most, too_much)


def _good_figures(goal: Goal, policy: Policy, period: Period) -> tuple[int | None, int | None]:
    """The figures from the least to the most (None: any) whose lamp is the policy's first, if that is a good one.

    No least where that cannot be told so: none is certain then.
    """
    first = policy.thresholds[0]
    if goal.target is None or goal.target <= 0 or first.lamp not in _GOOD or first.bound is None:
        return None, None
    if first.basis is Basis.GROWTH:
        return None, None
    slack, asked = Fraction(first.bound, 100 * SCALE), required(goal, period)
    share = first.basis is Basis.SHARE_BEHIND
    if share and asked <= 0:
        return None, None
    if goal.comparator is Comparator.AT_LEAST:
        if in_points(goal) and not share:
            least = goal.target - first.bound
        else:
            least = ceil(goal.target * (asked - slack * asked if share else asked - slack))
        return max(least, 1), None
    # What is within the target counts as all of it.
    behind = (asked - 1) / asked if share else asked - 1
    if not in_points(goal) and behind > slack:
        return None, None
    if slack < 0:
        return None, None
    if goal.comparator is Comparator.AT_MOST:
        return 1, goal.target
    return max(goal.target - goal.tolerance, 1), goal.target + goal.tolerance
