"""Texts on their way into cells: what a workbook cannot hold is dropped and counted, nothing becomes a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.texts import clean, forbidden_in, looks_like_formula


@given(st.text())
def test_cleaning_is_done_once_and_leaves_what_xml_can_hold(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert forbidden_in(cleaned) == 0
    assert "\r" not in cleaned
    cleaned.encode()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
def test_what_can_be_held_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept", "count"),
    [
        ("一\r\n二\r三\n四\t五", "一\n二\n三\n四\t五", 0),
        ("a\x00b\x0bc\x1fd", "abcd", 3),
        ("\ud83d半", "半", 1),
        ("\ufffe\uffff", "", 2),
        ("😀𠮷", "😀𠮷", 0),
        ("_x000D_", "_x000D_", 0),
    ],
)
def test_control_characters_are_dropped_and_counted(text: str, kept: str, count: int) -> None:
    assert (clean(text), forbidden_in(text)) == (kept, count)


@pytest.mark.parametrize("text", ["=1+1", "+86 27", "-3%", "@sum", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_known(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", " =1", "'=1", "一"])
def test_other_texts_are_texts(text: str) -> None:
    assert not looks_like_formula(text)
