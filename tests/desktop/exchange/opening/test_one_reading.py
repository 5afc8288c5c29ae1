"""What two readers would read in two ways is read in none; what only looks strange is read."""

import pytest
from made.packages import BOOK, SHEET, parts_of, relations

from desktop.exchange.opening.one_reading import in_one_alphabet, reads_one_way

PARTS = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>')
LINKS = "xl/_rels/workbook.xml.rels"


def test_a_plain_workbook_is_read_in_one_way() -> None:
    assert reads_one_way(PARTS, BOOK)


@pytest.mark.parametrize(
    "changed",
    [
        {"_rels/.rels": relations(("officeDocument", BOOK), ("officeDocument", "xl/other.xml"))},
        {LINKS: relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "looks.xml"))},
        {LINKS: relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"))},
        {LINKS: PARTS[LINKS].replace(b"rId2", b"rId1")},
        {BOOK: PARTS[BOOK].replace(b"<sheet ", b'<sheet name="s" sheetId="2" r:id="rId1"/><sheet ')},
        {SHEET: PARTS[SHEET].decode().encode("utf-16")},
    ],
    ids=["two books", "other looks", "other texts", "a name twice", "a sheet twice", "alphabet"],
)
def test_what_leads_to_two_things_is_not_read(changed: dict[str, bytes]) -> None:
    assert not reads_one_way(PARTS | changed, BOOK)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (b"<x/>", True),
        (b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><x/>', True),
        (b"<?xml version='1.0' encoding = 'utf-8' ?><x/>", True),
        (b'<?xml version="1.0" encoding="GBK"?><x/>', False),
        ("<x/>".encode("utf-16"), False),
        ("<x/>".encode("utf-16-le"), False),
    ],
)
def test_one_way_of_writing_characters_is_read(text: bytes, plain: bool) -> None:
    assert in_one_alphabet(text) is plain
