"""A few bytes can name the furthest corner of a sheet: what reaches too far never gets to a reader."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from desktop.exchange.opening.guard import Unsafe, inspect
from desktop.exchange.opening.sheets import Sheet, read_sheets

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
FULL = b'office:value-type="float" office:value="1"'
OPEN_DOCUMENT = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _parts(rows: bytes) -> Parts:
    """A workbook of one sheet with these rows in it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("填报")
    book.close()
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[SHEET] = parts[SHEET].replace(b"<sheetData/>", b"<sheetData>" + rows + b"</sheetData>")
    assert rows in parts[SHEET]
    return parts


def _open_document(rows: bytes) -> bytes:
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": OPEN_DOCUMENT % rows,
    }
    return _zipped(parts)


def _verdict(content: bytes) -> str:
    try:
        read_sheets(content)
    except Unsafe as unsafe:
        return unsafe.code
    return "read"


def _cell(address: bytes) -> bytes:
    return b'<row><c r="%s"><v>1</v></c></row>' % address


@pytest.mark.parametrize(
    "address",
    [b"XFD1048576", b"xfd1048576", b"A20001", b"A0000000020001", b"IW1", b"iw1", b"AAAA1", b"A99999999999999"],
)
def test_a_cell_beyond_the_limits_however_it_is_spelled(address: bytes) -> None:
    assert _verdict(_zipped(_parts(_cell(b"A1") + _cell(address)))) == "too_large"


def test_cells_at_the_limits_are_read() -> None:
    (sheet,) = read_sheets(_zipped(_parts(_cell(b"IV1") + _cell(b"A20000"))))
    assert (sheet.at(0, 255), sheet.at(19_999, 0)) == (1, 1)


def _named_otherwise(parts: Parts) -> None:
    parts["xl/worksheets/SHEET1.xml"] = parts.pop(SHEET)


def _with(name: str) -> Callable[[Parts], None]:
    def add(parts: Parts) -> None:
        parts[name] = b"<x/>"

    return add


@pytest.mark.parametrize("disguise", [_named_otherwise, _with("xl/workbook.bin"), _with("content.xml")])
def test_no_disguise_leads_past_the_limits(disguise: Callable[[Parts], None]) -> None:
    parts = _parts(_cell(b"A1") + _cell(b"XFD1048576"))
    disguise(parts)
    assert _verdict(_zipped(parts)) == "too_large"


def test_an_error_is_found_in_a_sheet_whose_part_is_named_in_capitals() -> None:
    parts = _parts(b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    _named_otherwise(parts)
    (sheet,) = read_sheets(_zipped(parts))
    assert sheet.faults == {"A1": "#REF!"}


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    cell, other = b"<c><v>1</v></c>", b'<row r="3"><c r="B3"><v>2</v></c></row>'
    (sheet,) = read_sheets(_zipped(_parts(b"<row>" + cell * 256 + b"</row>" + other)))
    assert sheet.at(0, 255) == 1
    assert _verdict(_zipped(_parts(b"<row>" + cell * 257 + b"</row>" + other))) == "too_large"
    assert _verdict(_zipped(_parts((b"<row>" + cell + b"</row>") * 20_001))) == "too_large"


def test_a_document_without_addresses_counts_what_it_repeats() -> None:
    cell = b"<table:table-cell " + FULL + b"><text:p>1</text:p></table:table-cell>"
    wide = b'<table:table-cell table:number-columns-repeated="300" ' + FULL + b"/>"
    gap = b'<table:table-row table:number-rows-repeated="25000"><table:table-cell/></table:table-row>'
    row = b"<table:table-row>%s</table:table-row>"
    assert _verdict(_open_document(row % cell + gap + row % cell)) == "too_large"
    assert _verdict(_open_document(row % wide)) == "too_large"
    assert (
        _verdict(_open_document(row % (b'<table:table-cell table:number-columns-repeated="300"/>' + cell)))
        == "too_large"
    )
    assert _verdict(_open_document(b"<table:table-row>")) == "damaged"
    # What stands empty to the far edge is how every such program writes the rest of a sheet.
    rest = b'<table:table-cell table:number-columns-repeated="16000"/>'
    (sheet,) = read_sheets(_open_document(row % (cell + rest) + gap))
    assert sheet.at(0, 0) == 1


@pytest.mark.parametrize(
    "rows",
    [
        b"<c " * 300_000,
        b'<c t="e" r="A1"' * 70_000,
        b'<c t="e" r="A1">' * 60_000,
        b'<c r="A1"><f>' + b" " * 900_000,
        b'<c r="A1"><f/>' * 60_000,
        b"<row " * 180_000,
        b"<c r=" + b"\n" * 900_000,
    ],
)
def test_a_sheet_made_to_keep_a_pattern_busy_is_decided_soon(rows: bytes) -> None:
    began = time.monotonic()
    assert _verdict(_zipped(_parts(rows))) in {"damaged", "too_large"}
    assert time.monotonic() - began < 5


def test_a_protected_open_document_asks_for_no_sense_in_its_bytes() -> None:
    sealed = b"not xml at all"
    assert _verdict(_zipped({"mimetype": b"x", "content.xml": sealed})) in {"damaged", "encrypted"}


def test_a_place_beyond_the_used_area_is_empty() -> None:
    sheet = Sheet("s", [["a"], []], {})
    assert (sheet.at(0, 0), sheet.at(0, 1), sheet.at(1, 0), sheet.at(9, 9)) == ("a", "", "", "")


def test_errors_and_percentages_of_a_document_are_found_at_their_cells() -> None:
    error = (
        b'<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        b' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
        b' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    percent = (
        b'<table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7%</text:p></table:table-cell>'
    )
    gap = b'<table:table-cell table:number-columns-repeated="2"/>'
    row = b"<table:table-row>%s</table:table-row>"
    twice = b'<table:table-row table:number-rows-repeated="2">%s</table:table-row>'
    (sheet,) = read_sheets(_open_document(row % (gap + error) + twice % percent))
    assert (sheet.at(0, 2), sheet.faults) == ("", {"C1": "#DIV/0!"})
    assert sheet.percents() == {"A2", "A3"}
    many = b'<table:table-row table:number-rows-repeated="20000">%s</table:table-row>'
    assert _verdict(_open_document(many % (error * 11))) == "too_large"


def _record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(content)]) if len(content) < 0x80 else bytes([len(content) & 0x7F | 0x80, len(content) >> 7])
    return head + size + content


def _binary(row: int, column: int, name: str) -> bytes:
    """An .xlsb workbook whose sheet has one cell; an .xlsb cell says its column, and its row's head the row."""
    numbers = row.to_bytes(4, "little"), column.to_bytes(4, "little")
    wide = _record(148, bytes(200))
    sheet = _record(129, b"") + wide + _record(0, numbers[0] + bytes(13)) + _record(5, numbers[1] + bytes(12))
    return _zipped({"xl/workbook.bin": b"", name: sheet})


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.bin", "xl/elsewhere.dat"])
def test_a_binary_sheet_is_measured_by_its_records(name: str) -> None:
    assert inspect(_binary(19_999, 255, name)).faults == {}
    for row, column in ((20_000, 0), (0, 256), (1_048_575, 16_383)):
        with pytest.raises(Unsafe, match="too_large"):
            inspect(_binary(row, column, name))


def test_a_binary_sheet_that_ends_within_a_record_is_damaged() -> None:
    with pytest.raises(Unsafe, match="damaged"):
        inspect(_zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b"\x81\x01\x00\x80"}))
