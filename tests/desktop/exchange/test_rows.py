"""Rows in bulk say what a library would have written, whichever library reads them."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.errors import Refusal
from db.figures import LIMIT, SCALE
from desktop.exchange.book import TEXTS, Book
from desktop.exchange.cells import put_figure, put_text
from desktop.exchange.packing import packed
from desktop.exchange.pen import Pen
from desktop.exchange.rows import NUMBER, formula_cell, row
from desktop.exchange.shells import part_of, put_sample, shell_of, with_quoted
from desktop.exchange.styles import FigureStyles, styles

NAMES = ("label", "soft_text", "input_text", "input_figure", "date", "percent", "lamp")
ANY = st.text(st.characters(exclude_categories=()), max_size=30)
TEXTS_OF_ALL_KINDS = ANY | st.text("_x0041D <>&'\"\r\n\t=+-@#.,0", max_size=12)
FIGURES = st.none() | st.integers(-LIMIT, LIMIT) | st.integers(-(10**9), 10**9).map(lambda one: one * SCALE)
DAYS = st.none() | st.dates(date(1900, 3, 1))
Line = tuple[str, int | None, date | None]


def looks_of(book: Book) -> tuple[Any, Any, dict[str, Any]]:
    look = styles(book)
    figures = FigureStyles(book, look.quoted)
    looks = {name: getattr(look, name) for name in NAMES} | figures.all()
    return look, figures, with_quoted(looks, look.quoted)


def in_bulk(lines: list[Line]) -> bytes:
    """A header that the library writes, and below it the lines."""
    book = Book("某")
    _, _, looks = looks_of(book)
    sheet = book.add_worksheet("表")
    sheet.write_string(0, 0, "抬头")
    put_sample(sheet, 2, looks)
    sheet.autofilter(0, 0, len(lines), 3)
    book.add_worksheet("别的").write_string(0, 0, "还在")
    shell = shell_of(book, {part_of(1): 2}, looks)
    texts = shell.shared()
    pen = Pen("表", shell.looks, texts)
    rows = "".join(rows_of(pen, lines))
    around = shell.waiting[part_of(1)]
    sheet_part = f"{around.begun(5, len(lines) + 1)}{rows}{around.after}".encode()
    return packed({**shell.parts, part_of(1): sheet_part, TEXTS: texts.part()})


def rows_of(pen: Pen, lines: list[Line]) -> Iterator[str]:
    for pen.at, (text, figure, day) in enumerate(lines, 2):
        cells = [pen.text(0, text, "soft_text"), pen.figure(1, figure, "input_figure"), pen.fixed(2, figure, 2)]
        yield row(pen.at, [*cells, pen.day(3, day, "date"), pen.text(4, text, "label")])


def by_the_library(lines: list[Line]) -> bytes:
    book = Book("某")
    look, figures, _ = looks_of(book)
    sheet = book.add_worksheet("表")
    sheet.write_string(0, 0, "抬头")
    for at, (text, figure, day) in enumerate(lines, 1):
        put_text(sheet, at, 0, text, look.soft_text, look.quoted)
        put_figure(sheet, at, 1, figure, look.input_figure, look.quoted)
        put_figure(sheet, at, 2, figure, figures.fixed(figure, 2), look.quoted)
        if day is None:
            sheet.write_blank(at, 3, None, look.date)
        else:
            sheet.write_datetime(at, 3, day, look.date)
        put_text(sheet, at, 4, text, look.label, look.quoted)
    return book.packed()


def seen_by_openpyxl(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["表"]
    return [
        [(one.coordinate, one.value, one.data_type, one.quotePrefix, one.number_format, one.font.color) for one in line]
        for line in sheet.iter_rows(max_col=5)
        if any(one.value is not None for one in line)
    ]


def seen_by_calamine(content: bytes) -> list[list[Any]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = book.get_sheet_by_name("表").to_python(skip_empty_area=False)
    return [[*line, *[""] * (5 - len(line))] for line in rows]


@settings(max_examples=20)
@given(st.lists(st.tuples(TEXTS_OF_ALL_KINDS, FIGURES, DAYS), min_size=1, max_size=6))
def test_what_is_written_in_bulk_reads_as_what_the_library_writes(lines: list[Line]) -> None:
    ours, theirs = in_bulk(lines), by_the_library(lines)
    assert seen_by_calamine(ours) == seen_by_calamine(theirs)
    assert seen_by_openpyxl(ours) == seen_by_openpyxl(theirs)


def test_what_the_library_wrote_around_the_rows_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(in_bulk([("一", SCALE, None), ("二", None, None)])))
    sheet = book["表"]
    assert (sheet["A1"].value, book["别的"]["A1"].value) == ("抬头", "还在")
    assert (sheet.dimensions, sheet.auto_filter.ref, sheet["B3"].value) == ("A1:E3", "A1:D3", None)


def test_no_row_at_all_leaves_the_header() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(in_bulk([])))["表"]
    assert [cell.value for (cell, *_) in sheet.rows] == ["抬头"]


def test_a_row_is_as_tall_as_asked_or_hidden() -> None:
    assert row(12, [], 48) == '<row r="12" ht="48" customHeight="1"></row>'
    assert row(12, [], hidden=True) == '<row r="12" hidden="1"></row>'


def test_a_formula_has_its_row_in_every_address() -> None:
    cell = formula_cell(f'<c r="B{NUMBER}"', f'=IF($A{NUMBER}>1,"<",A{NUMBER})', "", says=True)
    assert row(7, [cell]) == '<row r="7"><c r="B7"><f>IF($A7&gt;1,"&lt;",A7)</f><v></v></c></row>'


def test_what_no_cell_holds_is_refused_at_its_place() -> None:
    with pytest.raises(Refusal, match=r"表.*A2"):
        in_bulk([("😀" * 16_384, None, None)])
