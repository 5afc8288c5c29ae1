from datetime import UTC, date, datetime

import pytest

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
