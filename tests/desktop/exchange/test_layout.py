"""The layout is one truth for readers and writers: no word means two columns, no name breaks a file system."""

from itertools import chain

import pytest

from db.periods import Period
from db.vocabulary import Kind, Lamp, Status
from desktop.exchange.layout import (
    FORM_COLUMNS,
    NODE_COLUMNS,
    Column,
    column_index,
    file_name,
    lamp_text,
    status_text,
)


@pytest.mark.parametrize("columns", [FORM_COLUMNS, NODE_COLUMNS])
def test_no_word_stands_for_two_columns(columns: tuple[Column, ...]) -> None:
    words = [word for one in columns for word in {one.key, one.header, *one.synonyms} if word]
    assert len(words) == len(set(words))
    assert [column_index(columns, one.key) for one in columns] == list(range(len(columns)))


def test_a_file_name_says_what_is_in_it_and_can_be_written_on_windows() -> None:
    march = Period.parse("2024-03")
    assert file_name(Kind.ASSIGNMENT, march, "科创局") == "下达_科创局_2024-03.xlsx"
    assert file_name(Kind.REPORT, march, "科创局", 2) == "上报_科创局_2024-03_第2次.xlsx"
    assert file_name(Kind.SUMMARY, march) == "汇总_2024-03.xlsx"
    assert file_name(Kind.ASSIGNMENT, march, 'A/B\\C:"D"<E>|F?*\n') == "下达_A_B_C__D__E__F____2024-03.xlsx"


def test_lamps_and_statuses_differ_without_their_colour() -> None:
    lamps = [lamp_text(lamp) for lamp in Lamp]
    assert len({text[0] for text in lamps}) == len(lamps)
    assert len(set(chain(lamps, map(status_text, Status)))) == len(Lamp) + len(Status)
    assert status_text(None) == ""
