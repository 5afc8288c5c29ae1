"""Which entries the checks have nothing to say of, told by whole numbers that are worked out once for a target.

Nearly every entry that comes in is one of them. What is not told here is left to `db.checks`, which says what it says.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from db.checks import TEXT_LIMIT, Answer
from db.figures import SCALE
from db.gauges import Gauge, least_figure
from db.lamps import Policy, judge
from db.periods import Period
from db.progress import Goal, in_points, required
from db.slips import are_of_a_size, as_fraction, in_other_scale
from db.vocabulary import Basis, Comparator, Lamp, Measure, Status
from resources.texts import Sentence

# No character counts more than twice.
_SHORT: Final = TEXT_LIMIT // 2
_GOOD: Final = frozenset({Lamp.BLUE, Lamp.GREEN})
# By their own names: an enumeration's are looked up, for every entry.
_NOT_STARTED, _DONE, _CLOSE_OUT = Status.NOT_STARTED, Status.DONE, Status.CLOSE_OUT
_YELLOW, _RED = Lamp.YELLOW, Lamp.RED


class Concern(Enum):
    """What the checks may find: nothing at all, a lamp that is yellow or red, that nothing was said, or anything."""

    NOTHING = 0
    LAMP = 1
    BLANK = 2
    ANYTHING = 3


_NOTHING, _LAMP, _BLANK, _ANYTHING = Concern.NOTHING, Concern.LAMP, Concern.BLANK, Concern.ANYTHING


@dataclass(frozen=True, slots=True)
class Screen:
    """One target in one period: between `least` and `most` its figure's lamp is certainly neither yellow nor red.

    `too_much` is the figure beyond which more than twice the target is reached, None where nobody asks. `by_figure`
    tells whether its lamp goes by the figure, `as_share` whether a small one may be a share that was meant as percents.
    """

    goal: Goal
    policy: Policy
    period: Period
    gauge: Gauge | None
    adds_up: bool
    has_nodes: bool
    by_figure: bool
    as_share: bool
    least: int | None
    most: int | None
    too_much: int | None

    def concern(
        self, answer: Answer, previous: int | None, *, complete: bool, still: int | None, narrative: str
    ) -> Concern:
        """What the checks may find of an entry that nobody has commented on.

        `previous` is the newest known figure, `complete` whether it is of the period just before, `still` the figure
        of both the periods before where they have the same, `narrative` what was told in the one just before.
        """
        status, year, told = answer.status, answer.value, answer.narrative
        if self.has_nodes or status is _DONE or status is _CLOSE_OUT or _is_odd(answer):
            return _ANYTHING
        if year is None and not answer.given:
            return _BLANK
        if answer.increment is not None:
            known = previous if self.adds_up and complete else None
            if known is None or (year is not None and year != known + answer.increment):
                return _ANYTHING
            year = known + answer.increment
        if answer.explanation and answer.explanation.strip():
            return _NOTHING
        if year is not None and self._asks(answer.value, year, previous, still):
            return _ANYTHING
        if told and narrative and told.strip() == narrative.strip() != "":
            return _ANYTHING
        if not self.by_figure:
            return _LAMP if status is _NOT_STARTED else _NOTHING
        if year is None:
            return _NOTHING
        within = self.least is not None and self.least <= year and (self.most is None or year <= self.most)
        return _NOTHING if within else _LAMP

    def because(self, year: int | None, status: Status | None) -> Sentence | None:
        """Why the lamp of an entry, with this figure for the year, is yellow or red; None where it is neither."""
        gauge = self.gauge
        if gauge is not None and year is not None and gauge.above < year < gauge.below:
            lamp = gauge.lamp(year)
            return gauge.because(year) if lamp is _YELLOW or lamp is _RED else None
        judged = judge(self.goal, self.policy, self.period, year, status)
        return judged.because if judged.lamp is _YELLOW or judged.lamp is _RED else None

    def _asks(self, value: int | None, year: int, previous: int | None, still: int | None) -> bool:
        """Whether a figure may want an explanation, whatever its lamp."""
        if self.adds_up and (year == still or (previous is not None and year < previous)):
            return True
        if self.too_much is not None and year > self.too_much:
            return True
        if value is None:
            return False
        if self.as_share and as_fraction(self.goal, value) is not None:
            return True
        if previous and are_of_a_size(value, previous):
            return False
        return in_other_scale(self.goal, value, previous) is not None


def _is_odd(answer: Answer) -> bool:
    """Whether a figure was not understood, or texts may be too long."""
    increment, value, increment_typed, value_typed, _, told, problems, next_steps, explanation, evidence, reply = answer
    if (value is None and value_typed) or (increment is None and increment_typed):
        return True
    # Where all texts together are short, each is.
    return len(told) + len(problems) + len(next_steps) + len(explanation) + len(evidence) + len(reply) > _SHORT


def screen_of(goal: Goal, policy: Policy, period: Period, *, has_nodes: bool) -> Screen:
    """The screen of a target in a period."""
    least, most = _good_figures(goal, policy, period)
    asked = goal.comparator is Comparator.AT_LEAST and goal.measure is not Measure.RATE
    too_much = 2 * goal.target if asked and goal.target is not None and goal.target > 0 else None
    by_figure = goal.has_figure and goal.target is not None
    # A figure that may have been given as a share is less than one percent.
    as_share = as_fraction(goal, 1) is not None
    gauge = Gauge.of(goal, policy, period)
    return Screen(goal, policy, period, gauge, goal.adds_up, has_nodes, by_figure, as_share, least, most, too_much)


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
        least = least_figure(goal, goal.target, first, first.bound, asked)
        return None if least is None else max(least, 1), None
    # What is within the target counts as all of it.
    behind = (asked - 1) / asked if share else asked - 1
    if not in_points(goal) and behind > slack:
        return None, None
    if slack < 0:
        return None, None
    if goal.comparator is Comparator.AT_MOST:
        return 1, goal.target
    return max(goal.target - goal.tolerance, 1), goal.target + goal.tolerance
