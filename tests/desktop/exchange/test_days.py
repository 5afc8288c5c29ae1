from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.days import read_day

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2024, 3, 5, 8, tzinfo=UTC),
        "2024-03-05",
        "2024.3.5",
        "2024/3/5",
        "2024年3月5日",
        "3月5日",
        " 3 月 5 日 ",
    ],
)
def test_days_are_read_as_people_write_them(value: object) -> None:
    assert read_day(value, "2024") == DAY


@pytest.mark.parametrize("value", ["", "三月五日", "2024-13-05", "2024-02-30", 45356.0, True, "2024", "3-5", "3.5"])
def test_what_is_no_day_is_none(value: object) -> None:
    assert read_day(value, "2024") is None


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from("-./"))
def test_any_day_written_out_is_read_again(day: date, mark: str) -> None:
    assert read_day(f"{day.year}{mark}{day.month}{mark}{day.day}", "2024") == day
    assert read_day(f"{day.year}年{day.month:02}月{day.day:02}日", "") == day


@given(st.text(alphabet="0123456789０３-./年月日号: T'²", max_size=14))
def test_any_text_is_a_day_or_none_and_a_day_names_its_month(text: str) -> None:
    day = read_day(text, "2024")
    assert day is None or str(day.month) in text.translate(str.maketrans("０３", "03"))


@pytest.mark.parametrize("year", ["", "24", "二〇二四", "+202", "1_00", "0024"])
def test_a_day_without_a_year_needs_one_to_be_in(year: str) -> None:
    assert read_day("3月5日", year) is None
