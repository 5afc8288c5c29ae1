"""Files that must not reach a reader, each with the reason."""

from collections.abc import Callable
from random import Random

import pytest
from made.packages import BOOK, SHEET, Parts, parts_of, relations, workbook, zipped

from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.locking import DEFAULT_PASSWORD, lock
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.opening.witness import address

Change = Callable[[Parts], None]


def changed(change: Change) -> bytes:
    """A good workbook with its parts changed."""
    parts = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>')
    change(parts)
    return zipped(parts)


def reason(content: bytes) -> str:
    with pytest.raises(Unsafe) as refused:
        read_sheets(content)
    return refused.value.code


def far_corner(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def doctype(parts: Parts) -> None:
    parts[SHEET] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[SHEET]


def bomb(parts: Parts) -> None:
    parts["xl/media/big.bin"] = bytes(300 * 2**20 // 2)


def many_parts(parts: Parts) -> None:
    parts.update({f"xl/media/{n}.png": b"x" for n in range(2001)})


def same_name_in_other_case(parts: Parts) -> None:
    parts[SHEET.upper()] = parts[SHEET]


def late_doctype(parts: Parts) -> None:
    parts[SHEET] = b"<!-- " + b"x" * 9_000 + b' --><!DOCTYPE x [<!ENTITY a "b">]>' + parts[SHEET]


def no_workbook_part(parts: Parts) -> None:
    del parts[BOOK]
    del parts["_rels/.rels"]


def two_workbooks(parts: Parts) -> None:
    parts["xl/workbook.bin"] = b"x"


def a_document_beside(parts: Parts) -> None:
    parts["content.xml"] = b"<x/>"


def a_text_of_word(parts: Parts) -> None:
    parts["word/document.xml"] = b"<x/>"
    parts["_rels/.rels"] = relations(("officeDocument", "word/document.xml"))


def broken_relations(parts: Parts) -> None:
    parts["xl/_rels/workbook.xml.rels"] = b"<Relationships"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (far_corner, "too_large"),
        (doctype, "damaged"),
        (bomb, "too_large"),
        (many_parts, "too_large"),
        (same_name_in_other_case, "damaged"),
        (no_workbook_part, "not_a_workbook"),
        (broken_relations, "damaged"),
        (late_doctype, "damaged"),
        (two_workbooks, "damaged"),
        (a_document_beside, "damaged"),
        (a_text_of_word, "word"),
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


@pytest.mark.parametrize("length", [30, 200, -30])
def test_a_part_of_a_file_is_not_read(length: int) -> None:
    assert reason(workbook()[:length]) == "damaged"


@pytest.mark.parametrize(
    "content",
    [b"begin" + workbook(), workbook()[:-22] + workbook(), workbook() + workbook()],
    ids=["something before", "another without its end", "another behind"],
)
def test_a_package_has_one_directory_at_its_end(content: bytes) -> None:
    assert reason(content) in {"damaged", "not_a_workbook", "text"}


def test_what_a_guarding_program_puts_behind_a_package_is_left_aside() -> None:
    (sheet,) = read_sheets(workbook() + b'{"signed": "x"}')
    assert sheet.rows == [[1]]


def test_a_password_that_everybody_knows_is_asked_of_nobody() -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>')
    # The library that locks makes nothing of what is very small.
    picture = Random(1).randbytes(5_000)  # noqa: S311 - it must not shrink
    content = zipped(parts | {"xl/media/picture.png": picture})
    (sheet,) = read_sheets(lock(content, DEFAULT_PASSWORD))
    assert sheet.rows == [[1]]
    assert reason(lock(content, "secret")) == "encrypted"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links"),
        ("xl/embeddings/oleObject1.bin", "objects"),
    ],
)
def test_what_else_a_workbook_carries_is_told(name: str, what: str) -> None:
    (sheet,) = read_sheets(changed(lambda parts: parts.update({name: b"<x/>"})))
    assert sheet.carried == (what,)


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (6, 12, "M7"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1")]
)
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int, name: str) -> None:
    assert address(row, column) == name
