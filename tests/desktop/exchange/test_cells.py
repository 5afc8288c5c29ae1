"""Texts and figures in cells: no text becomes a formula, no digit is lost, and what does not fit is refused."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from db.figures import LIMIT, SCALE, FigureError, fits_a_cell, from_float, parse, plain
from desktop.exchange.book import Book
from desktop.exchange.cells import new_workbook, put_figure, put_text
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.foreign_cells import put_words
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.styles import FigureStyles, styles

QUOTED = ["=1+1", "+86 27", "-好", "@某", "\t缩进", "'引号", "#N/A", "027", "2024-03"]
EDGES = [
    *(0, 1, -1, SCALE, LIMIT, -LIMIT, LIMIT - 1, 10**15 - 1, 10**15, 10**15 + 1, -(10**15) - 1),
    *(999_999_999_999_999, 9_999_999_999_999_990, 123_456_789_012_345_678, 9_007_199_254_740_993, 9 * 10**18),
]


def figures_back(figures: list[int]) -> list[int]:
    book = Book()
    look, sheet = styles(book), book.add_worksheet("数")
    fixed = FigureStyles(book, look.quoted)
    for at, figure in enumerate(figures):
        put_figure(sheet, at, 0, figure, look.input_figure, look.quoted)
        put_figure(sheet, at, 1, figure, fixed.fixed(figure, 0), look.quoted)
    (read,) = read_sheets(book.packed())
    found = [[value if isinstance(value, str) else float(value) for value in line] for line in read.rows]
    assert all(one == other for one, other in found)
    return [parse(one) if isinstance(one, str) else from_float(one) for one, _ in found]


def test_figures_at_the_edge_of_fifteen_digits_come_back() -> None:
    assert figures_back(EDGES) == EDGES


@settings(max_examples=30)
@given(st.lists(st.integers(-LIMIT, LIMIT) | st.integers(10**15 - 10**4, 10**15 + 10**4), min_size=1, max_size=40))
def test_any_figure_comes_back(figures: list[int]) -> None:
    assert figures_back(figures) == figures


@given(st.integers(-LIMIT, LIMIT))
def test_a_number_is_written_only_where_it_keeps_every_digit(figure: int) -> None:
    try:
        kept = from_float(float(plain(figure))) == figure
    except FigureError:
        kept = False
    assert kept or not fits_a_cell(figure)


def look_of(cell: Any) -> tuple[Any, ...]:
    style = cell._style
    return style.fontId, style.fillId, style.borderId, style.numFmtId, cell.alignment.wrap_text, cell.protection.locked


@pytest.mark.parametrize("text", QUOTED)
def test_a_text_is_marked_as_one_wherever_it_stands(text: str) -> None:
    book = Book()
    look, sheet = styles(book), book.add_worksheet("字")
    for at, style in enumerate(look.quoted):
        put_text(sheet, at, 0, text, style, look.quoted)
        put_text(sheet, at, 1, "一", style, look.quoted)
    read = openpyxl.load_workbook(io.BytesIO(book.packed())).active
    rows = list(read.iter_rows())
    assert len(rows) > 10
    for marked, other in rows:
        assert (marked.data_type, marked.value, marked.quotePrefix) == ("s", text, True)
        assert not other.quotePrefix
        assert look_of(marked) == look_of(other)


@pytest.mark.parametrize("text", QUOTED)
def test_a_text_in_a_workbook_of_somebody_else_s_is_marked_too(text: str) -> None:
    book = openpyxl.Workbook()
    put_words(book.active["A1"], text)
    content = io.BytesIO()
    book.save(content)
    cell = openpyxl.load_workbook(content).active["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_digits_that_stand_as_a_text_stay_one() -> None:
    book = Book()
    look, sheet = styles(book), book.add_worksheet("数")
    fixed = FigureStyles(book, look.quoted).fixed(LIMIT, 0)
    put_figure(sheet, 0, 0, LIMIT, fixed, look.quoted)
    cell: Any = openpyxl.load_workbook(io.BytesIO(book.packed())).active["A1"]
    assert (cell.value, cell.quotePrefix) == ("9223372036854.775807", True)


@pytest.mark.parametrize(("text", "length"), [("一" * 32_768, 32_768), ("😀" * 16_384, 32_768)])
def test_what_no_cell_holds_is_refused_with_its_place(tmp_path: Path, text: str, length: int) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    said = f"“字”的 C2 要写 {length} 个字"
    with pytest.raises(Refusal, match=said), new_workbook(tmp_path / "a.xlsx") as book:
        put_text(book.add_worksheet("字"), 1, 2, text, (plain := book.add_format()), {plain: plain})
    sheet = openpyxl.Workbook().active
    with pytest.raises(Refusal, match=f"C2 要写 {length} 个字"):
        put_words(sheet["C2"], text)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xlsx", b"old")]


def test_a_workbook_that_cannot_be_read_back_never_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(NotAsWrittenError), new_workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("远").write_string(30_000, 0, "此处无人读")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xlsx", b"old")]
