import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.exchange.summaries.rows import empty_cell, number_cell, put_rows, row, styles_in, text_cell
from desktop.exchange.texts import clean

PART = "xl/worksheets/sheet1.xml"


def shell() -> bytes:
    """A workbook with a header, a sample row of two looks and a second sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("明细")
        sheet.write_row(0, 0, ["甲", "乙", "丙"])
        sheet.write_blank(1, 0, None, book.add_format({"bold": True}))
        sheet.write_blank(1, 1, None, book.add_format({"num_format": "0.00"}))
        sheet.autofilter(0, 0, 2, 2)
        book.add_worksheet("别的").write_string(0, 0, "还在")
    return made.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


def write(path: Path, rows: list[list[str]]) -> None:
    put_rows(shell(), path, PART, 2, [row(at, cells, None) for at, cells in enumerate(rows, 2)], len(rows) + 1)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30).map(clean)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=5))
def test_what_is_written_is_read_whatever_it_is(folder: Path, said: list[tuple[str, float]]) -> None:
    write(folder / "a.xlsx", [[text_cell("1", text), number_cell("2", number)] for text, number in said])
    with CalamineWorkbook.from_path(folder / "a.xlsx") as book:
        rows = book.get_sheet_by_name("明细").to_python()[1:]
    assert [(found[0], found[1]) for found in rows] == said


@settings(deadline=None)
@given(TEXTS.filter(bool))
def test_another_library_reads_the_same(folder: Path, text: str) -> None:
    write(folder / "b.xlsx", [[text_cell("1", text), number_cell("2", 0.1)]])
    sheet = openpyxl.load_workbook(folder / "b.xlsx")["明细"]
    # openpyxl leaves the escaped character of an inline text as it stands.
    assert str(sheet["A2"].value).replace("_x005F_x", "_x") == text
    assert sheet["B2"].value == 0.1


def test_looks_and_everything_else_stay(tmp_path: Path) -> None:
    bold, decimals = styles_in(shell(), PART, 2)
    cells = [text_cell(bold, "粗"), number_cell(decimals, 1.5), empty_cell(bold)]
    write(tmp_path / "c.xlsx", [cells, cells])
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    sheet = book["明细"]
    assert sheet["A3"].font.bold
    assert sheet["B3"].number_format == "0.00"
    assert (sheet["C3"].value, sheet.dimensions, sheet.auto_filter.ref) == (None, "A1:C3", "A1:C3")
    assert (sheet["A1"].value, book["别的"]["A1"].value) == ("甲", "还在")


def test_no_row_at_all_leaves_the_header(tmp_path: Path) -> None:
    write(tmp_path / "d.xlsx", [])
    assert [cell.value for (cell, *_) in openpyxl.load_workbook(tmp_path / "d.xlsx")["明细"].rows] == ["甲"]


def test_a_row_is_as_tall_as_asked(tmp_path: Path) -> None:
    put_rows(shell(), tmp_path / "e.xlsx", PART, 2, [row(2, [text_cell("1", "长")], 48)], 2)
    assert openpyxl.load_workbook(tmp_path / "e.xlsx")["明细"].row_dimensions[2].height == 48


def test_every_part_is_packed(tmp_path: Path) -> None:
    write(tmp_path / "f.xlsx", [[text_cell("1", "字" * 1000)]] * 600)
    with zipfile.ZipFile(tmp_path / "f.xlsx") as package:
        assert {part.compress_type for part in package.infolist()} == {zipfile.ZIP_DEFLATED}
