"""Texts as they are kept, and how long they are for a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.texts import LOST, length, storable


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\r\0")))
def test_what_can_be_stored_is_left_as_it_is(text: str) -> None:
    assert storable(text) == text


@given(st.text(alphabet=st.characters()))
def test_what_is_kept_can_be_stored_and_is_as_long_as_utf_16_says(text: str) -> None:
    kept = storable(text)
    assert storable(kept) == kept
    assert length(kept) == len(kept.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("a\rb", "a\nb"),
        ("\ud83d半", f"{LOST}半"),
        ("😀", "😀"),
        ("\x01\ufffe", "\x01\ufffe"),
        ("a\x00b", f"a{LOST}b"),
    ],
)
def test_line_breaks_are_one_character_and_what_cannot_be_stored_is_seen_to_be_lost(typed: str, kept: str) -> None:
    assert storable(typed) == kept


@pytest.mark.parametrize(("text", "count"), [("", 0), ("abc", 3), ("一二", 2), ("😀", 2), ("𠮷野家", 4), ("\ud83d", 1)])
def test_a_rare_character_counts_two(text: str, count: int) -> None:
    assert length(text) == count
