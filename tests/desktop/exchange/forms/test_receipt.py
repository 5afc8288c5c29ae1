"""Receipts: whatever the sender sent, a workbook comes back that opens and says what to mend."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made.compounds import number, old_workbook

from db.checks import Finding
from db.vocabulary import Severity
from desktop.exchange.forms.receipt import SHEET, write_receipt
from resources.texts import say


def finding(
    cell: str = "M7", *, found: str = "十二", sheet: str = "填报", severity: Severity = Severity.ERROR
) -> Finding:
    message = say("finding.not_a_number", found=found, unit="-")
    return Finding(severity, "not_a_number", "value", message, "key", sheet, cell, found)


def book_of(name: str = "填报", change: Callable[[Any], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    sheet["M7"] = "十二"
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without_part(content: bytes, part: str, instead: bytes | None) -> bytes:
    """The workbook with a part left out, or with something else in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
            elif instead is not None:
                target.writestr(name, instead)
    return out.getvalue()


@pytest.fixture
def receipt(tmp_path: Path) -> Callable[..., Any]:
    """Writes a receipt and opens it again."""

    def write(content: bytes, *findings: Finding) -> Any:
        write_receipt(content, "已拒收", findings, tmp_path / "回执.xlsx")
        return openpyxl.load_workbook(tmp_path / "回执.xlsx")

    return write


def test_what_was_sent_stands_there_with_the_cell_marked_and_the_list_in_front(receipt: Callable[..., Any]) -> None:
    book = receipt(book_of(), finding(), finding("A1", found="", severity=Severity.HINT))
    assert book.sheetnames == [SHEET, "填报"]
    assert book.active.title == SHEET
    marked = book["填报"]["M7"]
    assert (marked.value, marked.comment.text) == ("十二", "“十二”不是数字，请改成数字。")
    assert marked.fill.fgColor.rgb != book["填报"]["A1"].fill.fgColor.rgb
    assert book["填报"]["B2"].fill.fill_type is None
    assert [cell.value for cell in book[SHEET][4]][:4] == ["错误", "填报", "M7", "十二"]
    assert book[SHEET]["C4"].hyperlink.location == "'填报'!M7"


def test_of_merged_cells_the_one_that_is_seen_is_marked(receipt: Callable[..., Any]) -> None:
    book = receipt(book_of(change=lambda sheet: sheet.merge_cells("K7:N8")), finding())
    assert "十二" in book["填报"]["K7"].comment.text


def test_what_stood_there_never_becomes_a_formula_and_loses_what_no_workbook_holds(
    receipt: Callable[..., Any],
) -> None:
    book = receipt(
        book_of(), finding(found="=1+1"), finding("M8", found="一\x01二"), finding("M9", found="长" * 40_000)
    )
    cell = book[SHEET]["D4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book[SHEET]["D5"].value == "一二"


def test_the_link_leads_to_a_sheet_whose_name_has_a_quotation_mark(receipt: Callable[..., Any]) -> None:
    book = receipt(book_of("三'月"), finding(sheet="三'月"))
    assert book[SHEET]["C4"].hyperlink.location == "'三''月'!M7"
    assert book["三'月"]["M7"].comment is not None


def test_a_receipt_that_was_sent_back_has_the_new_one_in_front(receipt: Callable[..., Any]) -> None:
    assert receipt(book_of(SHEET), finding()).sheetnames[1:] == [SHEET]


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("[Content_Types].xml", None),
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/worksheets/sheet1.xml", b'<?xml version="1.0" encoding="UTF-98"?><worksheet/>'),
        ("xl/styles.xml", b"<styleSheet><fonts><font><b val='x'/></font></fonts></styleSheet>"),
        ("xl/workbook.xml", b"<workbook/>"),
    ],
)
def test_of_a_workbook_that_cannot_be_opened_again_the_list_comes_back(
    receipt: Callable[..., Any], part: str, instead: bytes | None
) -> None:
    book = receipt(without_part(book_of(), part, instead), finding())
    assert book.sheetnames[0] == SHEET
    assert book[SHEET]["D4"].value == "十二"


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_of_what_is_no_workbook_the_list_comes_back(receipt: Callable[..., Any], content: bytes) -> None:
    assert receipt(content, finding("", sheet="")).sheetnames == [SHEET]


def test_an_old_workbook_comes_back_with_what_stood_in_its_cells(receipt: Callable[..., Any]) -> None:
    book = receipt(old_workbook(number(6, 12, 5)), finding(sheet="S1"))
    assert book.sheetnames == [SHEET, "S1"]
    assert (book["S1"]["M7"].value, book["S1"]["M7"].comment.text) == (5, "“十二”不是数字，请改成数字。")
