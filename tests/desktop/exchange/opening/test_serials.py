"""Days and times out of the numbers and words that files keep them in."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.opening.serials import clock_of, clock_written, day_of, day_written, elapsed_of, elapsed_written

LAST = 2958465
FLOATS = st.floats(allow_nan=True, allow_infinity=True)


@given(st.integers(61, LAST), st.integers(0, 86_399))
def test_a_day_and_a_second_of_it_are_what_they_are_counted_to(serial: int, second: int) -> None:
    found = day_of(serial + second / 86_400, since_1904=False)
    day = date(1899, 12, 30) + timedelta(serial)
    assert found == (datetime.combine(day, datetime.min.time()) + timedelta(seconds=second) if second else day)


@given(st.integers(0, LAST - 1462))
def test_from_1904_days_are_four_years_and_a_day_later(serial: int) -> None:
    later = day_of(serial, since_1904=True)
    assert later == date(1904, 1, 1) + timedelta(serial)
    assert later == day_of(serial + 1462, since_1904=False)


@given(st.dates(date(1900, 1, 1)))
def test_no_two_days_have_one_number_and_a_written_day_is_itself(day: date) -> None:
    number = (day - date(1899, 12, 31)).days
    assert day_of(number + (day >= date(1900, 3, 1)), since_1904=False) == day
    assert day_written(day.isoformat()) == day


@given(FLOATS)
def test_any_number_is_a_day_or_none(serial: float) -> None:
    for since_1904 in (False, True):
        assert isinstance(day_of(serial, since_1904=since_1904), date | None)
    assert isinstance(clock_of(serial), str | None)
    assert isinstance(elapsed_of(serial), str | None)


@given(st.text(alphabet="0123456789-:.TZPHMS", max_size=24))
def test_any_words_are_a_day_or_a_time_or_neither(text: str) -> None:
    assert isinstance(day_written(text), date | None)
    assert isinstance(clock_written(text), str | None)
    assert isinstance(elapsed_written(text), str | None)


@pytest.mark.parametrize(
    ("serial", "clock", "length"),
    [
        (0, "00:00:00", "00:00:00"),
        (0.5, "12:00:00", "12:00:00"),
        (1.5, "12:00:00", "36:00:00"),
        (-1, None, "-24:00:00"),
        (0.9999999, "00:00:00", "24:00:00"),
        (1e9, None, None),
    ],
)
def test_a_time_of_day_and_a_length_of_time(serial: float, clock: str | None, length: str | None) -> None:
    assert (clock_of(serial), elapsed_of(serial)) == (clock, length)
