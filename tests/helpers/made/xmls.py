"""Parts of a form written, related and named as no program does it."""

import re
from collections.abc import Callable
from typing import Final

from made.forms import FORM, RELATIONS, Make, number, parts, swap
from made.packages import BOOK, Parts, relations, unzipped

DOCTYPE: Final = '<!DOCTYPE x [<!ENTITY a "80">]>'
_DECLARED: Final = re.compile(rb"^<\?xml[^>]*\?>\s*")


def before(part: str, said: str) -> Make:
    """A part with something between its declaration and its root."""
    return parts(lambda found: found.update({part: _DECLARED.sub(lambda old: old[0] + said.encode(), found[part])}))


def behind(part: str, said: str) -> Make:
    """A part with something behind its root."""
    return parts(lambda found: found.update({part: found[part] + said.encode()}))


def encoded(part: str, encoding: str, called: str, *, said: str = "") -> Make:
    """A part in another alphabet, and what it calls that; with a remark in Chinese."""

    def change(found: Parts) -> None:
        text = _DECLARED.sub(b"", found[part]).decode()
        found[part] = f'<?xml version="1.0" encoding="{called}"?>{text}{said}'.encode(encoding)

    return parts(change)


def decoy(add: Callable[[Parts, Parts], None]) -> Make:
    """A form to which parts of another one are added, in which 99 stands in M8."""

    def made(content: bytes) -> bytes:
        other = unzipped(number("M8", "99")(content))
        return parts(lambda found: add(found, other))(content)

    return made


def other_book(found: Parts, other: Parts) -> None:
    """The package leads to another workbook than the one with the usual name."""
    found["xl/other.xml"] = other[BOOK]
    found["xl/_rels/other.xml.rels"] = other[RELATIONS].replace(b"worksheets/sheet1.xml", b"worksheets/other.xml")
    found["xl/worksheets/other.xml"] = other[FORM]
    found["_rels/.rels"] = relations(("officeDocument", "xl/other.xml"))


def two_books(found: Parts, other: Parts) -> None:
    """The package leads to two workbooks."""
    other_book(found, other)
    found["_rels/.rels"] = relations(("officeDocument", BOOK), ("officeDocument", "xl/other.xml"))


def relation_twice(found: Parts, other: Parts) -> None:
    """One name leads to two sheets."""
    found["xl/worksheets/other.xml"] = other[FORM]
    first = re.search(rb"<Relationship [^>]*sheet1.xml[^>]*/>", found[RELATIONS])
    assert first is not None
    again = first[0].replace(b"sheet1.xml", b"other.xml")
    found[RELATIONS] = found[RELATIONS].replace(b"</Relationships>", again + b"</Relationships>")


def another_sheet(entry: str) -> Make:
    """A second sheet whose entry in the workbook is written like this, after the others."""

    def add(found: Parts, other: Parts) -> None:
        found["xl/worksheets/other.xml"] = other[FORM]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        link = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/other.xml"/></Relationships>'
        found[RELATIONS] = found[RELATIONS].replace(b"</Relationships>", link.encode())
        found[BOOK] = found[BOOK].replace(b"</sheets>", entry.encode())

    return decoy(add)


def elsewhere(kind: str, usual: str) -> Make:
    """The part of a kind stands at another place, and another one at its usual place."""

    def add(found: Parts, other: Parts) -> None:
        found[f"xl/real_{usual}"] = found[f"xl/{usual}"]
        found[f"xl/{usual}"] = other[f"xl/{usual}"].replace(b"Q2", b"Q1")
        found[RELATIONS] = found[RELATIONS].replace(f'Target="{usual}"'.encode(), f'Target="real_{usual}"'.encode())
        assert kind.encode() in found[RELATIONS]

    return decoy(add)


def prefixed(found: Parts) -> None:
    """Every element of the sheet's part has a prefix, as some libraries write it."""
    text = found[FORM].replace(b'xmlns="', b'xmlns:x="')
    found[FORM] = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", text)


def rows(change: Callable[[list[bytes]], list[bytes]]) -> Make:
    """The rows of the form's sheet in another order, or others."""

    def made(found: Parts) -> None:
        start, end = found[FORM].index(b"<sheetData>") + len(b"<sheetData>"), found[FORM].index(b"</sheetData>")
        each = re.findall(rb"<row .*?</row>", found[FORM][start:end], re.DOTALL)
        found[FORM] = found[FORM][:start] + b"".join(change(each)) + found[FORM][end:]

    return parts(made)


def backwards(row: bytes) -> bytes:
    """A row with its cells from the last to the first."""
    cells = re.findall(rb"<c [^>]*?/>|<c [^>]*>.*?</c>", row, re.DOTALL)
    return row[: row.index(b"<c ")] + b"".join(reversed(cells)) + b"</row>"


def unplaced(found: Parts) -> None:
    """Rows and cells that do not say where they are, with the empty ones between them."""
    text = found[FORM]
    start, end = text.index(b"<sheetData>") + len(b"<sheetData>"), text.index(b"</sheetData>")
    whole = b""
    last = 0
    for row in re.findall(rb"<row .*?</row>", text[start:end], re.DOTALL):
        number = int(re.search(rb'r="(\d+)"', row)[1])  # type: ignore[index]
        whole += b"<row/>" * (number - last - 1) + b"<row>"
        last, column = number, 0
        for cell in re.findall(rb"<c [^>]*?/>|<c [^>]*>.*?</c>", row, re.DOTALL):
            place = ord(re.search(rb'r="([A-Z])\d+"', cell)[1]) - ord("A")  # type: ignore[index]
            whole += b"<c/>" * (place - column) + re.sub(rb' r="[^"]*"', b"", cell, count=1)
            column = place + 1
        whole += b"</row>"
    found[FORM] = text[:start] + whole + text[end:]


def after_rows(said: str) -> Make:
    """Something behind the rows of the form's sheet."""
    return swap(FORM, "</sheetData>", "</sheetData>" + said)
