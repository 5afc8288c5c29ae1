"""Periods: months and quarters of one year, written one way and ordered by when they end."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refusal
from db.periods import Period, months_of

PERIODS = st.one_of(
    st.builds(Period, st.integers(1, 9998), st.just("month"), st.integers(1, 12)),
    st.builds(Period, st.integers(1, 9998), st.just("quarter"), st.integers(1, 4)),
)


@given(PERIODS)
def test_a_period_is_the_one_its_code_says(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert str(period) == period.code


@given(PERIODS, PERIODS)
def test_periods_come_in_the_order_of_their_ends(one: Period, other: Period) -> None:
    if one.end < other.end:
        assert one.order < other.order
    assert (one.order == other.order) == (one == other)


@given(PERIODS)
def test_a_period_starts_where_the_one_before_ends(period: Period) -> None:
    if period.previous is None:
        assert period.start == date(period.year, 1, 1)
    else:
        assert period.previous.end + timedelta(days=1) == period.start


@given(PERIODS)
def test_a_report_is_due_on_the_fifth_of_the_month_after(period: Period) -> None:
    assert period.due_on.day == 5
    assert timedelta(0) < period.due_on - period.end <= timedelta(days=5)


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-00", "2024-Q5", "2024-3", "24-03", "0000-01", "2024", "", "２０２４-03"]
)
def test_what_is_no_period_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        Period.parse(text)
    assert caught.value.sentence.code == "refusal.period"
    assert f"“{text}”" in str(caught.value)


def test_a_period_is_read_with_spaces_and_small_letters() -> None:
    assert Period.parse(" 2024-q1 ") == Period(2024, "quarter", 1)


def test_the_share_of_the_year_is_in_months() -> None:
    assert Period.parse("2024-03").year_share == Period.parse("2024-Q1").year_share == Fraction(1, 4)
    assert Period.parse("2024-12").year_share == 1


def test_a_month_comes_before_the_quarter_that_ends_with_it() -> None:
    codes = ["2024-04", "2024-Q1", "2024-03"]
    assert sorted(codes, key=lambda code: Period.parse(code).order) == ["2024-03", "2024-Q1", "2024-04"]


def test_a_leap_years_february_has_29_days() -> None:
    assert Period.parse("2024-02").end == date(2024, 2, 29)


def test_december_is_due_in_the_next_year() -> None:
    assert Period.parse("2024-12").due_on == Period.parse("2024-Q4").due_on == date(2025, 1, 5)


def test_a_year_has_twelve_months() -> None:
    assert [period.code for period in months_of(2024)][::11] == ["2024-01", "2024-12"]
    assert len(months_of(2024)) == 12


def test_a_period_is_named_in_both_languages() -> None:
    month, quarter = Period.parse("2024-03"), Period.parse("2024-Q1")
    assert str(month.title) == "2024 年 3 月"
    assert str(quarter.title) == "2024 年第 1 季度"
    assert quarter.title.text("en") == "Q1 2024"
    assert str(month.by_now) == "3 月"
    assert str(quarter.by_now) == "1 季度"
