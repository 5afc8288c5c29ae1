"""How far a target has come: completion, pace, gap and projection, as pure arithmetic on exact numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from db.figures import DECIMALS, SCALE
from db.periods import Period
from db.vocabulary import Accumulation, Comparator, Measure, ScheduleKind


@dataclass(frozen=True, slots=True)
class Goal:
    """What arithmetic needs to know of a target; figures are scaled integers in `unit`.

    `shares` is the target's own schedule: by the end of which period which share should be reached, scaled.
    """

    measure: Measure
    comparator: Comparator = Comparator.AT_LEAST
    accumulation: Accumulation = Accumulation.CUMULATIVE
    target: int | None = None
    unit: str = ""
    tolerance: int = 0
    schedule: ScheduleKind = ScheduleKind.NONE
    shares: Mapping[str, int] = field(default_factory=dict)
    # Asked of every entry, and therefore worked out once: whether a report of it gives a number, and whether this
    # period's amount adds to the year's.
    has_figure: bool = field(init=False, repr=False, compare=False)
    adds_up: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_figure", self.measure.has_figure)
        object.__setattr__(self, "adds_up", self.has_figure and self.accumulation is Accumulation.CUMULATIVE)


def ratio_text(ratio: Fraction, places: int = 2) -> str:
    """A ratio as a percentage without its sign, rounded half up, no trailing zeros: 1/8 is "12.5"."""
    return percent_text(ratio.numerator, ratio.denominator, places)


def percent_text(part: int, whole: int, places: int = 2) -> str:
    """What `ratio_text` says of part ÷ whole, which is more than nothing and need not be in lowest terms."""
    grain: int = 10**places
    steps = (abs(part) * 200 * grain + whole) // (2 * whole)
    percent, decimals = divmod(steps, grain)
    text = f"{percent}.{decimals:0{places}}".rstrip("0") if decimals else f"{percent}"
    return f"-{text}" if part < 0 and steps else text


def told_apart(one: Fraction, other: Fraction) -> tuple[str, str, int]:
    """Two ratios so that they do not look the same, and with how many places: more where 2 hide the difference."""
    first, second = ratio_text(one), ratio_text(other)
    if first != second or one == other:
        return first, second, 2
    for places in range(3, 12):
        longer = ratio_text(one, places), ratio_text(other, places)
        if longer[0] != longer[1]:
            return *longer, places
    return first, second, 2


def telling_places(one: Fraction, other: Fraction) -> int:
    """How many places two ratios need so that they do not look the same unless they are."""
    return told_apart(one, other)[2]


def completion(goal: Goal, value: int | None) -> Fraction | None:
    """The share of the year's target that a figure has reached; more than 1 where it is exceeded.

    At most: 1 while the figure stays within the target, else target ÷ figure. About: 1 within the tolerance, else
    the smaller of figure and target over the larger.
    """
    if value is None or goal.target is None or not goal.has_figure:
        return None
    if goal.comparator is Comparator.ABOUT and abs(value - goal.target) <= goal.tolerance:
        return Fraction(1)
    if goal.comparator is Comparator.AT_MOST and value <= goal.target:
        return Fraction(1)
    if goal.target <= 0 or value <= 0:
        return _around_zero(goal, goal.target, value)
    if goal.comparator is Comparator.AT_LEAST:
        return Fraction(value, goal.target)
    return Fraction(min(value, goal.target), max(value, goal.target))


def _around_zero(goal: Goal, target: int, value: int) -> Fraction:
    """Where a ratio of the two says nothing: reached or not, and below zero for a figure below zero."""
    if goal.comparator is Comparator.AT_LEAST and value >= target:
        return Fraction(1)
    if goal.comparator is Comparator.AT_LEAST and target > 0:
        return Fraction(value, target)
    return Fraction(0)


def pace(goal: Goal, period: Period) -> Fraction | None:
    """The share of the year's target that the schedule asks for by the end of a period; None without a schedule."""
    if goal.schedule is ScheduleKind.EVEN:
        return period.year_share
    if goal.schedule is ScheduleKind.CUSTOM:
        return _scheduled(goal.shares, period)
    return None


def _scheduled(shares: Mapping[str, int], period: Period) -> Fraction:
    """The newest share at or before the period's end; a schedule says nothing of the months before its first."""
    past = [
        (scheduled.order, share)
        for scheduled, share in ((Period.parse(code), share) for code, share in shares.items())
        if (scheduled.year, scheduled.last_month) <= (period.year, period.last_month)
    ]
    return Fraction(max(past)[1], SCALE) if past else Fraction(0)


def required(goal: Goal, period: Period) -> Fraction:
    """What a completion is held against: pace, or the whole target where there is no schedule."""
    due = pace(goal, period)
    return Fraction(1) if due is None else due


def in_points(goal: Goal) -> bool:
    """Whether the distance is read in the figure's own percentage points: a rate without a schedule."""
    return goal.measure is Measure.RATE and goal.unit == "%" and goal.schedule is ScheduleKind.NONE


def behind(goal: Goal, value: int, period: Period) -> Fraction:
    """How far a figure lies behind what is required, as a share: 0.07 is 7 points; negative when ahead.

    A rate's distance is in its own percentage points: 6 % of a wanted 7 % is one point behind, not fourteen.
    """
    reached = completion(goal, value)
    if reached is None or goal.target is None:
        return Fraction(0)
    return Fraction(*parts_behind(goal, goal.target, value, reached, required(goal, period)))


def parts_behind(goal: Goal, target: int, value: int, reached: Fraction, asked: Fraction) -> tuple[int, int]:
    """What `behind` tells once completion and requirement are known, as part and whole, not in lowest terms."""
    if not in_points(goal):
        return (
            asked.numerator * reached.denominator - reached.numerator * asked.denominator,
            asked.denominator * reached.denominator,
        )
    if reached >= 1 and goal.comparator is not Comparator.AT_LEAST:
        return 0, 1
    return target - value if goal.comparator is Comparator.AT_LEAST else abs(target - value), SCALE * 100


def gap(goal: Goal, value: int | None, period: Period) -> Fraction | None:
    """What is missing to pace, scaled, in the target's unit; negative when ahead; None where pace says nothing."""
    due = pace(goal, period)
    if value is None or goal.target is None or due is None:
        return None
    return goal.target * due - value


def projection(goal: Goal, value: int | None, period: Period) -> int | None:
    """Where the year will end at the pace so far, scaled and rounded half up to a whole scaled unit.

    A figure that adds up is carried on in proportion to its schedule (or to the months passed); a level stays.
    """
    if value is None or not goal.has_figure:
        return None
    due = pace(goal, period) or period.year_share
    if not goal.adds_up or due == 0:
        return value
    return floor(Fraction(value) / due + Fraction(1, 2))


def catch_up(goal: Goal, value: int | None, period: Period, decimals: int) -> int | None:
    """What every month after the period must bring to reach the target by the year's end; 0 where it is reached.

    Scaled, rounded up to the decimals that the target is counted in, so that it really suffices. None where no
    amount would do it: for anything but a quantity to be reached, without a figure, or with no month left.
    """
    if goal.measure is not Measure.QUANTITY or goal.comparator is not Comparator.AT_LEAST:
        return None
    if value is None or goal.target is None:
        return None
    missing = goal.target - value
    if missing <= 0:
        return 0
    months = 12 - period.last_month
    if months == 0:
        return None
    grain: int = 10 ** (DECIMALS - decimals)
    return -(-missing // (months * grain)) * grain


def cumulative(previous: int | None, increment: int | None, value: int | None) -> int | None:
    """The year's figure from either view of it: the one that was given, or what was there and what came on top."""
    if value is not None:
        return value
    return None if increment is None or previous is None else previous + increment
