"""Texts on their way into cells: what a workbook cannot hold is dropped and counted, nothing becomes something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.texts import clean, escaped, forbidden_in, listed, needs_quoting


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


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+86 27", "-3%", "@sum", "\t=1", "\r=1", "'=1", "''", "#N/A", "#tag"),
        *(
            "027",
            "12",
            "1,250",
            "1/2",
            "3-4",
            "2024-03",
            "2024年3月5日",
            "8:30",
            "1e5",
            "￥3.50",
            "（3）",
            "１２",
            "true",
        ),
    ],
)
def test_what_a_spreadsheet_would_make_something_else_of_is_quoted(text: str) -> None:
    assert needs_quoting(text)


@pytest.mark.parametrize("text", ["", "a=1", " =1", "一", "完成3个", "3个", "王填", "见附件1", "<r>1</r>"])
def test_other_texts_need_no_mark(text: str) -> None:
    assert not needs_quoting(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("_x000D_", "_x005F_x000D_"),
        ("a_x0041_b", "a_x005F_x0041_b"),
        ("_x005f_x0041_", "_x005F_x005f_x005F_x0041_"),
        ("__x0041_", "__x005F_x0041_"),
        ("_x004_", "_x004_"),
        ("_X0041_", "_X0041_"),
    ],
)
def test_what_would_be_read_as_an_escape_is_spelt_out(text: str, written: str) -> None:
    assert escaped(text) == written


def test_a_list_is_cut_between_its_names_and_says_how_many_there_are() -> None:
    assert listed(["甲", "乙"]) == "甲、乙"
    assert listed(["甲", "乙"], "\n") == "甲\n乙"
    assert listed([]) == ""
    names = [f"单位{number:05}" for number in range(9_000)]
    line = listed(names)
    assert len(line) < 32_000
    *shown, last = line.split("、")
    assert shown == names[: len(shown)]
    assert last == f"{names[len(shown)]}……（共 9000 项）"
