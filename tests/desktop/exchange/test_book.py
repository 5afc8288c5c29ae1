"""Every text comes back out of a workbook as it went in, whichever library reads it."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange.book import TEXTS, Book
from desktop.exchange.foreign_cells import put_words
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.packing import packed
from desktop.exchange.pen import Pen
from desktop.exchange.rows import row
from desktop.exchange.shells import part_of, put_sample, shell_of
from desktop.exchange.texts import clean

NASTY = [
    "_x000D_",
    "_x0041_",
    "_x005F_",
    "_x005f_x0041_",
    "_x0041__x0042_",
    "_x0041_x0042_",
    "__x0041_",
    "_xD83D_",
    "<r><t>假的</t></r>",
    "<r></r>",
    "<r>&</r>",
    "</t></si><si><t>",
    "]]>",
    "&amp;&#65;",
    "  前后  ",
    "\n\n前后\n",
    "\t缩进",
    "\u3000全角\u3000",
    "\xa0",
    "\u2028\u2029\x85\x7f",
    "\ufeff\u200b零宽",
    "e\u0301",
    "👨\u200d👩\u200d👧",
    "𠮷\U0002fa1d\U0010fffd",
    "\ufdd0\U0001fffe",
    "一" * 32_767,
    "😀" * 16_383,
]
ESCAPES = st.text(st.sampled_from("_x0041D5fFg"), max_size=40)


def written(texts: list[str]) -> bytes:
    book = Book()
    sheet = book.add_worksheet("表")
    for at, text in enumerate(texts):
        sheet.write_string(at, 0, text)
    return book.packed()


def filled(texts: list[str]) -> bytes:
    """The same through the library that changes other people's workbooks."""
    book = openpyxl.Workbook()
    book.active.title = "表"
    for at, text in enumerate(texts, 1):
        put_words(book.active.cell(at, 1), text)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def in_bulk(texts: list[str]) -> bytes:
    """The same as thousands of rows are written."""
    book = Book()
    looks = {"bold": book.add_format({"bold": True})}
    put_sample(book.add_worksheet("表"), 1, looks)
    shell = shell_of(book, {part_of(1): 1}, looks)
    shared, around = shell.shared(), shell.waiting[part_of(1)]
    pen = Pen("表", shell.looks, shared)
    rows = "".join(row(at, [pen.word(0, text, "bold")]) for at, text in enumerate(texts, 1))
    sheet = f"{around.begun(1, len(texts))}{rows}{around.after}".encode()
    return packed({**shell.parts, part_of(1): sheet, TEXTS: shared.part()})


def column(content: bytes) -> list[Any]:
    (sheet,) = read_sheets(content)
    assert not sheet.faults
    return [line[0] for line in sheet.rows]


def test_every_text_comes_back() -> None:
    assert column(written(NASTY)) == NASTY
    assert column(filled(NASTY)) == NASTY
    assert column(in_bulk(NASTY)) == NASTY


@settings(max_examples=40)
@given(st.lists(ESCAPES | st.text(max_size=80).map(clean), min_size=1, max_size=20))
def test_any_text_comes_back(texts: list[str]) -> None:
    expected = [text for text in texts if text.strip()]
    for content in (written(texts), filled(texts)):
        assert [text for text in column(content) if text.strip()] == expected


@pytest.mark.parametrize("text", ["<r><t>假的</t></r>", "_x0041_", "=1+1", "一"])
def test_other_readers_find_a_plain_text_too(text: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(written([text])), rich_text=True).active["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
