"""Progress: completion, pace, gap and projection as a person would work them out, on exact numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures import LIMIT, SCALE, parse
from db.periods import Period, months_of
from db.progress import (
    Goal,
    behind,
    catch_up,
    completion,
    cumulative,
    gap,
    pace,
    percent_text,
    projection,
    ratio_text,
    required,
    telling_places,
    told_apart,
)
from db.vocabulary import Accumulation, Comparator, Measure, ScheduleKind

FIGURES = st.integers(-LIMIT, LIMIT)
MARCH = Period.parse("2024-03")
AMOUNT = Goal(Measure.QUANTITY, target=parse("100"), unit="家", schedule=ScheduleKind.EVEN)
RANK = Goal(Measure.RANK, Comparator.AT_MOST, Accumulation.LEVEL, parse("4"))
MINUTES = Goal(Measure.QUANTITY, Comparator.AT_MOST, Accumulation.LEVEL, parse("12"), "分钟")
GROWTH = Goal(Measure.RATE, Comparator.ABOUT, Accumulation.LEVEL, parse("7"), "%", parse("0.5"))
LEVEL = Goal(Measure.QUANTITY, Comparator.AT_LEAST, Accumulation.LEVEL, parse("50"), "个", schedule=ScheduleKind.EVEN)
GOALS = st.builds(
    Goal,
    st.sampled_from(Measure),
    st.sampled_from(Comparator),
    st.sampled_from(Accumulation),
    st.none() | FIGURES,
    st.sampled_from(["", "%", "家"]),
    st.integers(0, 10 * SCALE),
    st.sampled_from(ScheduleKind),
    st.dictionaries(st.sampled_from(["2024-02", "2024-Q2", "2024-11"]), st.integers(0, SCALE)),
)
MONTHS = st.sampled_from(months_of(2024))


@given(GOALS, st.none() | FIGURES, MONTHS)
def test_no_number_is_ever_a_float(goal: Goal, value: int | None, period: Period) -> None:
    results = [completion(goal, value), pace(goal, period), required(goal, period), gap(goal, value, period)]
    results.append(None if value is None else behind(goal, value, period))
    assert all(result is None or isinstance(result, Fraction) for result in results)
    assert isinstance(projection(goal, value, period), int | None)


@given(GOALS, FIGURES)
def test_completion_is_one_exactly_where_the_target_is_met(goal: Goal, value: int) -> None:
    reached = completion(goal, value)
    if reached is None or goal.target is None:
        assert goal.target is None or not goal.measure.has_figure
        return
    met = {
        Comparator.AT_LEAST: value >= goal.target,
        Comparator.AT_MOST: value <= goal.target,
        Comparator.ABOUT: abs(value - goal.target) <= goal.tolerance,
    }[goal.comparator]
    assert (reached >= 1) == met


@given(GOALS, FIGURES, FIGURES)
def test_more_is_never_less_complete_where_more_is_better(goal: Goal, one: int, other: int) -> None:
    less, more = completion(goal, min(one, other)), completion(goal, max(one, other))
    if less is None or more is None or goal.comparator is Comparator.ABOUT:
        return
    if goal.comparator is Comparator.AT_LEAST:
        assert less <= more or goal.target is None or goal.target <= 0
    else:
        assert less >= more


@pytest.mark.parametrize(
    ("goal", "value", "percent"),
    [
        (AMOUNT, "18", "18"),
        (AMOUNT, "250", "250"),
        (AMOUNT, "-5", "-5"),
        (AMOUNT, "0", "0"),
        (RANK, "4", "100"),
        (RANK, "1", "100"),
        (RANK, "5", "80"),
        (MINUTES, "11", "100"),
        (MINUTES, "15", "80"),
        (GROWTH, "6.5", "100"),
        (GROWTH, "7.5", "100"),
        (GROWTH, "6.4", "91.43"),
        (GROWTH, "8", "87.5"),
        (GROWTH, "-1", "0"),
    ],
)
def test_completion_is_what_a_person_would_say(goal: Goal, value: str, percent: str) -> None:
    reached = completion(goal, parse(value))
    assert reached is not None
    assert ratio_text(reached) == percent


@pytest.mark.parametrize(("value", "reached"), [("-3", 1), ("-5", 1), ("-6", 0)])
def test_a_target_below_zero_is_reached_or_not(value: str, reached: int) -> None:
    goal = Goal(Measure.RATE, Comparator.AT_LEAST, Accumulation.LEVEL, parse("-5"), "%")
    assert completion(goal, parse(value)) == reached


@pytest.mark.parametrize(
    ("comparator", "value", "reached"),
    [
        (Comparator.AT_LEAST, "5", 1),
        (Comparator.AT_LEAST, "0", 1),
        (Comparator.AT_MOST, "0", 1),
        (Comparator.AT_MOST, "3", 0),
        (Comparator.ABOUT, "3", 0),
    ],
)
def test_a_target_of_zero_is_reached_or_not(comparator: Comparator, value: str, reached: int) -> None:
    assert completion(Goal(Measure.QUANTITY, comparator, target=0), parse(value)) == reached


def test_nothing_reported_has_no_completion() -> None:
    assert completion(AMOUNT, None) is None
    assert gap(AMOUNT, None, MARCH) is None
    assert projection(AMOUNT, None, MARCH) is None
    assert completion(Goal(Measure.MILESTONE, target=parse("1")), parse("1")) is None
    assert projection(Goal(Measure.QUALITATIVE), parse("1"), MARCH) is None


def test_an_even_schedule_asks_for_the_months_passed() -> None:
    assert [pace(AMOUNT, month) for month in months_of(2024)] == [Fraction(n, 12) for n in range(1, 13)]
    assert pace(AMOUNT, Period.parse("2024-Q1")) == Fraction(1, 4)


def test_a_target_without_a_schedule_has_no_pace_and_asks_for_all_of_it() -> None:
    assert pace(RANK, MARCH) is None
    assert required(RANK, MARCH) == 1
    assert gap(RANK, parse("5"), MARCH) is None


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("2024-01", "0"),
        ("2024-02", "10"),
        ("2024-05", "10"),
        ("2024-06", "40"),
        ("2024-Q2", "40"),
        ("2024-Q1", "10"),
        ("2024-12", "90"),
    ],
)
def test_a_schedule_of_its_own_holds_until_its_next_line(code: str, share: str) -> None:
    shares = {"2024-02": 100_000, "2024-06": 300_000, "2024-Q2": 400_000, "2024-11": 900_000}
    goal = Goal(Measure.QUANTITY, target=parse("10"), schedule=ScheduleKind.CUSTOM, shares=shares)
    due = pace(goal, Period.parse(code))
    assert due is not None
    assert ratio_text(due) == share


def test_the_gap_is_in_the_targets_own_unit() -> None:
    assert gap(AMOUNT, parse("18"), MARCH) == parse("7")
    assert gap(AMOUNT, parse("30"), MARCH) == parse("-5")


def test_behind_is_in_points_of_completion() -> None:
    assert behind(AMOUNT, parse("18"), MARCH) == Fraction(7, 100)
    assert behind(AMOUNT, parse("30"), MARCH) == Fraction(-5, 100)
    assert behind(RANK, parse("5"), MARCH) == Fraction(20, 100)
    assert behind(Goal(Measure.QUANTITY), parse("5"), MARCH) == 0


def test_a_rate_lies_behind_by_its_own_percentage_points() -> None:
    at_least = Goal(Measure.RATE, Comparator.AT_LEAST, Accumulation.LEVEL, parse("7"), "%")
    at_most = Goal(Measure.RATE, Comparator.AT_MOST, Accumulation.LEVEL, parse("7"), "%")
    assert behind(at_least, parse("6"), MARCH) == Fraction(1, 100)
    assert behind(at_least, parse("9"), MARCH) == Fraction(-2, 100)
    assert behind(at_most, parse("9"), MARCH) == Fraction(2, 100)
    assert behind(at_most, parse("6"), MARCH) == 0
    assert behind(GROWTH, parse("6"), MARCH) == behind(GROWTH, parse("8"), MARCH) == Fraction(1, 100)
    assert behind(GROWTH, parse("7.5"), MARCH) == 0


def test_an_amount_is_carried_on_at_its_pace() -> None:
    assert projection(AMOUNT, parse("18"), MARCH) == parse("72")
    assert projection(AMOUNT, parse("18"), Period.parse("2024-12")) == parse("18")


def test_a_level_stays_where_it_is() -> None:
    assert projection(LEVEL, parse("45"), MARCH) == parse("45")


def test_before_its_schedule_begins_an_amount_is_carried_on_by_months() -> None:
    shares = {"2024-06": 500_000}
    goal = Goal(Measure.QUANTITY, target=parse("10"), schedule=ScheduleKind.CUSTOM, shares=shares)
    assert projection(goal, parse("2"), MARCH) == parse("8")
    assert projection(goal, parse("2"), Period.parse("2024-07")) == parse("4")


@given(FIGURES, MONTHS)
def test_a_projection_is_rounded_to_the_nearest_figure_on_both_sides_of_zero(value: int, month: Period) -> None:
    carried = projection(AMOUNT, value, month)
    assert carried is not None
    assert Fraction(-1, 2) < carried - Fraction(value) / month.year_share <= Fraction(1, 2)


@given(st.none() | FIGURES, st.none() | FIGURES, FIGURES)
def test_the_years_figure_given_is_the_years_figure(previous: int | None, increment: int | None, value: int) -> None:
    assert cumulative(previous, increment, value) == value


def test_the_years_figure_is_what_was_there_and_what_came_on_top() -> None:
    assert cumulative(10, 5, None) == 15
    assert cumulative(0, 5, None) == 5
    assert cumulative(None, 5, None) is None
    assert cumulative(10, None, None) is None


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(1, 8), "12.5"),
        (Fraction(1, 12), "8.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(12345, 1_000_000), "1.23"),
        (Fraction(12350, 1_000_000), "1.24"),
        (Fraction(1), "100"),
        (Fraction(10), "1000"),
        (Fraction(-1, 8), "-12.5"),
        (Fraction(-1, 10**6), "0"),
    ],
)
def test_a_ratio_is_rounded_half_up_to_two_decimals(ratio: Fraction, text: str) -> None:
    assert ratio_text(ratio) == text


def test_ratios_that_two_decimals_would_show_alike_get_more() -> None:
    assert telling_places(Fraction(1, 4), Fraction(18, 100)) == 2
    places = telling_places(Fraction(1), Fraction(999_999, 10**6))
    assert ratio_text(Fraction(999_999, 10**6), places) == "99.9999"
    assert telling_places(Fraction(1), Fraction(1)) == 2


@pytest.mark.parametrize(
    ("goal", "value", "code", "decimals", "monthly"),
    [
        (AMOUNT, "18", "2024-03", 0, "10"),
        (AMOUNT, "18", "2024-03", 2, "9.12"),
        (AMOUNT, "99.5", "2024-11", 0, "1"),
        (AMOUNT, "-8", "2024-Q1", 0, "12"),
        (LEVEL, "45", "2024-07", 0, "1"),
        (AMOUNT, "100", "2024-03", 0, "0"),
        (AMOUNT, "130", "2024-12", 0, "0"),
    ],
)
def test_what_would_catch_up_is_rounded_up_to_what_is_counted(
    goal: Goal, value: str, code: str, decimals: int, monthly: str
) -> None:
    assert catch_up(goal, parse(value), Period.parse(code), decimals) == parse(monthly)


@pytest.mark.parametrize("goal", [RANK, MINUTES, GROWTH, Goal(Measure.MILESTONE), Goal(Measure.QUALITATIVE)])
def test_no_amount_brings_up_what_is_not_an_amount_to_be_reached(goal: Goal) -> None:
    assert catch_up(goal, parse("1"), MARCH, 0) is None


def test_no_amount_is_named_without_a_figure_or_without_a_month_left() -> None:
    assert catch_up(AMOUNT, None, MARCH, 0) is None
    assert catch_up(AMOUNT, parse("99"), Period.parse("2024-12"), 0) is None


@given(FIGURES, MONTHS, st.integers(0, 6))
def test_what_would_catch_up_suffices_and_nothing_less_does(value: int, month: Period, decimals: int) -> None:
    monthly = catch_up(AMOUNT, value, month, decimals)
    assert AMOUNT.target is not None
    if monthly:
        left = 12 - month.last_month
        assert value + monthly * left >= AMOUNT.target
        assert value + (monthly - 10 ** (6 - decimals)) * left < AMOUNT.target


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**20), st.integers(1, 30), st.integers(0, 8))
def test_a_share_reads_the_same_in_any_terms(part: int, whole: int, more: int, places: int) -> None:
    text = percent_text(part * more, whole * more, places)
    assert text == ratio_text(Fraction(part, whole), places)
    # Half up is the nearest, and of two that are as near the one farther from nothing.
    rounded = Fraction(int(abs(Fraction(part, whole)) * 100 * 10**places + Fraction(1, 2)), 10**places)
    assert abs(Fraction(text)) == rounded
    assert not text.endswith("." if places == 0 else (".", ".0"))


@given(st.fractions(0, 2, max_denominator=10**6), st.fractions(-1, 1, max_denominator=10**7))
def test_ratios_are_told_apart_by_as_few_places_as_it_takes(one: Fraction, distance: Fraction) -> None:
    other = one + distance / 10**4
    first, second, places = told_apart(one, other)
    assert (first, second) == (ratio_text(one, places), ratio_text(other, places))
    assert places == telling_places(one, other)
    assert all(ratio_text(one, fewer) == ratio_text(other, fewer) for fewer in range(2, places))
    assert one == other or first != second or places == 2
