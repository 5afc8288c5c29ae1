"""Files that must not reach a reader, each with the reason."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import address, read_sheets

Change = Callable[[dict[str, bytes]], None]


def workbook(*cells: tuple[str, object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("填报")
    for place, value in cells or (("A1", "好"),):
        sheet.write(place, value)
    book.close()
    return out.getvalue()


def changed(change: Change) -> bytes:
    """A good workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def reason(content: bytes) -> str:
    with pytest.raises(Unsafe) as refused:
        read_sheets(content)
    return refused.value.code


SHEET = "xl/worksheets/sheet1.xml"


def far_corner(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def far_row_without_cells(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="1048576"/></sheetData>')


def doctype(parts: dict[str, bytes]) -> None:
    parts[SHEET] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[SHEET]


def bomb(parts: dict[str, bytes]) -> None:
    parts["xl/media/big.bin"] = bytes(300 * 2**20 // 2)


def many_parts(parts: dict[str, bytes]) -> None:
    parts.update({f"xl/media/{n}.png": b"x" for n in range(2001)})


def same_name_in_other_case(parts: dict[str, bytes]) -> None:
    parts[SHEET.upper()] = parts[SHEET]


def no_workbook_part(parts: dict[str, bytes]) -> None:
    del parts["xl/workbook.xml"]


def broken_relations(parts: dict[str, bytes]) -> None:
    parts["xl/_rels/workbook.xml.rels"] = b"<Relationships"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (far_corner, "too_large"),
        (far_row_without_cells, "too_large"),
        (doctype, "damaged"),
        (bomb, "too_large"),
        (many_parts, "too_large"),
        (same_name_in_other_case, "damaged"),
        (no_workbook_part, "not_a_workbook"),
        (broken_relations, "damaged"),
    ],
)
def test_a_workbook_made_to_do_harm_is_not_read(change: Change, code: str) -> None:
    assert reason(changed(change)) == code


def test_every_flipped_byte_of_the_contents_is_noticed() -> None:
    content = changed(lambda parts: parts.update({SHEET: parts[SHEET] + b"<!-- " + b"x" * 500 + b" -->"}))
    start = content.index(b"PK\x03\x04", 1)
    for at in range(start + 60, start + 160, 7):
        flipped = content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :]
        with pytest.raises(Unsafe):
            read_sheets(flipped)


@pytest.mark.parametrize("length", [0, 1, 30, 200, -30])
def test_a_part_of_a_file_is_not_read(length: int) -> None:
    assert reason(workbook()[:length]) in {"damaged", "not_a_workbook"}


def test_a_password_is_said_and_other_old_files_are_damaged() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert reason(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert reason(ole) == "damaged"


def test_cells_stand_at_their_true_places() -> None:
    sheet = read_sheets(workbook(("C3", 1.5), ("E4", "好")))[0]
    assert (sheet.at(2, 2), sheet.at(3, 4), sheet.at(0, 0), sheet.at(99, 99)) == (1.5, "好", "", "")


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (6, 12, "M7"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1")]
)
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_errors_and_formulas_without_a_value_are_found_where_a_reader_sees_a_blank() -> None:
    def faulty(parts: dict[str, bytes]) -> None:
        cells = (
            b'<c r="B2" t="e"><f>A9</f><v>#REF!</v></c><c r="C2"><f>1+1</f></c><c r="D2"><f>1+1</f><v></v></c>'
            b'<c r="E2"><f>1+1</f><v>2</v></c><c t="e" r="F2"><v>#N/A</v></c>'
        )
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="2">' + cells + b"</row></sheetData>")

    sheet = read_sheets(changed(faulty))[0]
    assert sheet.faults == {"B2": "#REF!", "C2": "", "D2": "", "F2": "#N/A"}
    assert sheet.at(1, 4) == 2
