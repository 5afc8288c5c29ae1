"""Rows as JSON: the same row comes back, and nothing that does not fit comes in."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures import LIMIT
from db.models import Base
from db.rows import Row, RowError, from_plain, from_text, identity, row_key, table, to_plain, to_text
from db.texts import TEXT_MAX
from db.vocabulary import PeriodState, ReportState, Status

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
FIGURES = st.none() | st.integers(-LIMIT, LIMIT)
LONG = ("increment_typed", "value_typed", "narrative", "problems", "next_steps", "explanation", "evidence", "reply")
ENTRIES = st.fixed_dictionaries(
    {"report_key": TEXTS, "target_key": TEXTS, "increment": FIGURES, "value": FIGURES}
    | dict.fromkeys(LONG, TEXTS)
    | {"status": st.none() | st.sampled_from(Status)}
)
REPORT: Row = {
    "key": "a" * 32,
    "plan_key": "b" * 32,
    "unit_key": "c" * 32,
    "period": "2024-03",
    "revision": 1,
    "state": ReportState.RECEIVED,
    "filled_by": "王",
    "checked_by": "",
    "phone": "",
    "seal": "",
    "created_at": datetime(2024, 4, 1, 8, 30, tzinfo=UTC),
    "sealed_at": None,
}
PERIOD: dict[str, Any] = {"plan_key": "b" * 32, "code": "2024-03", "due_on": "2024-04-05", "state": "open"}


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(row: Row) -> None:
    assert from_text("entries", to_text("entries", row)) == row


@given(ENTRIES)
def test_equal_rows_are_equal_texts(row: Row) -> None:
    assert to_text("entries", row) == to_text("entries", dict(reversed(row.items())))


def test_moments_and_states_come_back_as_they_were() -> None:
    assert from_text("reports", to_text("reports", REPORT)) == REPORT
    assert to_plain("reports", REPORT)["created_at"] == "2024-04-01T08:30:00+00:00"


def test_days_and_states_are_read_from_their_texts() -> None:
    row = from_plain("periods", PERIOD)
    assert (row["due_on"], row["state"]) == (date(2024, 4, 5), PeriodState.OPEN)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": "2024-02-30"},
        {"due_on": 20240405},
        {"due_on": None},
        {"state": "ajar"},
        {"state": None},
        {"code": 202403},
        {"code": None},
        {"code": "x" * (TEXT_MAX + 1)},
        {"code": "\ud800"},
        {"code": ["2024-03"]},
        {"more": 1},
    ],
)
def test_a_row_that_does_not_fit_its_table_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RowError):
        from_plain("periods", PERIOD | wrong)


def test_a_text_as_long_as_a_cell_holds_fits() -> None:
    assert from_plain("periods", PERIOD | {"code": "x" * TEXT_MAX})["code"] == "x" * TEXT_MAX


def test_a_row_without_a_column_is_refused() -> None:
    with pytest.raises(RowError):
        from_plain("periods", {name: value for name, value in PERIOD.items() if name != "state"})


@pytest.mark.parametrize("value", [LIMIT + 1, -LIMIT - 1, 1.5, "1", True])
def test_a_figure_is_a_whole_number_that_a_column_can_hold(value: object) -> None:
    schedule = {"target_key": "a" * 32, "period": "2024-03", "share": value}
    with pytest.raises(RowError):
        from_plain("schedules", schedule)
    assert from_plain("schedules", {**schedule, "share": LIMIT})["share"] == LIMIT


def test_a_moment_that_is_none_is_refused() -> None:
    with pytest.raises(RowError):
        from_plain("reports", to_plain("reports", REPORT) | {"created_at": "yesterday"})


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(RowError):
        table("sqlite_master")


def test_a_row_is_known_by_its_primary_key() -> None:
    assert identity("reports", REPORT | {"slot": 7}) == {"key": "a" * 32, "slot": 7}
    assert all(table(name) is found for name, found in Base.metadata.tables.items())


def test_where_a_row_lies_is_no_part_of_what_it_is_called_or_says() -> None:
    entry = {"report_key": "r", "target_key": "t", "slot": 7}
    assert row_key("entries", entry) == "r/t"
    assert "slot" not in to_plain("entries", entry)
    assert to_text("reports", REPORT | {"slot": 7}) == to_text("reports", REPORT)
    with pytest.raises(RowError):
        from_plain("reports", to_plain("reports", REPORT) | {"slot": 7})
