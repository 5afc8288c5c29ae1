"""Which backups are kept: by their order, and never fewer because a clock was wrong."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.keeping import MOST, NEWEST, kept

START = datetime(2025, 3, 1, 9, tzinfo=UTC)
# Steps between backups, in minutes: within a day, over nights, over holidays.
STEPS = st.lists(st.one_of(st.integers(1, 300), st.integers(600, 5000), st.integers(9000, 40_000)), max_size=150)


def moments(steps: list[int]) -> list[datetime]:
    made = [START]
    for minutes in steps:
        made.append(made[-1] + timedelta(minutes=minutes))
    return made


def shifted(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)


def test_a_year_of_days_leaves_days_then_weeks_then_months() -> None:
    year = [START + timedelta(hours=12 * half) for half in range(2 * 420)]
    ages = sorted((year[-1] - year[place]).days for place in kept(year))
    assert ages[:5] == [0, 0, 1, 1, 2]
    assert len([age for age in ages if 2 < age <= 14]) == 12
    assert 10 <= len([age for age in ages if 14 < age <= 84]) <= 11
    assert 9 <= len([age for age in ages if age > 84]) <= 10
    assert ages[-1] < 400


@given(STEPS)
def test_thinning_out_twice_takes_nothing_more(steps: list[int]) -> None:
    made = moments(steps)
    there = [made[place] for place in sorted(kept(made))]
    assert kept(there) == set(range(len(there)))


@given(STEPS, st.integers(0, 150), st.integers(1, 150), st.sampled_from([-20, -12, 12, 20]))
def test_a_clock_that_is_years_off_for_a_while_costs_nothing(steps: list[int], first: int, long: int, by: int) -> None:
    right = moments(steps)
    last = first + long
    # The pattern of leap years comes again every four, so that a day stays a day.
    wrong = [shifted(one, by) if first <= place < last else one for place, one in enumerate(right)]
    assert kept(wrong) >= kept(right)


@given(STEPS, st.timedeltas(timedelta(days=3000), timedelta(days=9000)), st.sampled_from([1, -1]), st.integers(0, 150))
def test_what_a_wrong_clock_makes_costs_nothing_from_before(
    steps: list[int], off: timedelta, way: int, first: int
) -> None:
    by = way * off
    right = moments(steps)
    wrong = [one + by if place >= first else one for place, one in enumerate(right)]
    before = set(range(min(first, len(right))))
    assert kept(wrong) & before >= kept(right) & before


def test_ten_years_ahead_or_back_keep_what_a_right_clock_keeps() -> None:
    year = [START + timedelta(days=day) for day in range(300)]
    for by in (10, -10):
        for first in (1, 200, 298):
            wrong = [shifted(one, by) if place >= first else one for place, one in enumerate(year)]
            assert kept(wrong) >= kept(year)
            assert len(kept(wrong)) <= 2 * len(kept(year)) + 3


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=400))
def test_whatever_a_clock_says_the_newest_are_kept_and_not_without_end(made: list[datetime]) -> None:
    places = kept(made)
    assert places >= set(range(max(len(made) - NEWEST, 0), len(made)))
    assert len(places) <= MOST


def test_two_backups_a_day_for_two_years_thinned_out_each_time() -> None:
    there: list[datetime] = []
    for half in range(2 * 730):
        there.append(START + timedelta(hours=12 * half))
        there = [there[place] for place in sorted(kept(there))]
    ages = [(there[-1] - one).days for one in there]
    assert len(ages) < 45
    assert max(ages) > 330
    assert all(older - newer <= 36 for older, newer in pairwise(ages))
