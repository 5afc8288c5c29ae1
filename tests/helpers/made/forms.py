"""A form that was issued, changed as no window would change it: part by part, or cell by cell."""

import io
import re
from collections.abc import Callable
from typing import Any, Final

from made.packages import SHEET, Parts, unzipped, zipped
from openpyxl import load_workbook

# From the bytes of a form to those of what becomes of it.
Make = Callable[[bytes], bytes]

FORM: Final = SHEET
NODES: Final = "xl/worksheets/sheet2.xml"
DESK: Final = "xl/worksheets/sheet4.xml"
LOOKS: Final = "xl/styles.xml"
TEXTS: Final = "xl/sharedStrings.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"


def parts(change: Callable[[Parts], None]) -> Make:
    """A form whose parts are changed and packed again."""

    def made(content: bytes) -> bytes:
        found = unzipped(content)
        change(found)
        return zipped(found)

    return made


def swap(part: str, old: str, new: str) -> Make:
    """A form in one part of which something stands instead of something else."""

    def change(found: Parts) -> None:
        before = found[part]
        found[part] = before.replace(old.encode(), new.encode())
        assert found[part] != before, old

    return parts(change)


def cell(place: str, xml: str, part: str = FORM) -> Make:
    """A form with another cell in the place of one."""

    def change(found: Parts) -> None:
        found[part] = put(found[part], place, xml)

    return parts(change)


def put(text: bytes, place: str, xml: str) -> bytes:
    """The sheet with another cell in the place of one."""
    old = re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % place.encode())
    new, count = old.subn(lambda _: xml.encode(), text)
    assert count == 1, place
    return new


def number(place: str, value: str) -> Make:
    """A form with a number in a cell, written like this."""
    return cell(place, f'<c r="{place}"><v>{value}</v></c>')


def shown(place: str, value: str, code: str, part: str = FORM) -> Make:
    """A form with a number in a cell that shows it in a format."""

    def change(found: Parts) -> None:
        looks = found[LOOKS].decode()
        count = len(re.findall("<xf ", looks[looks.index("<cellXfs") : looks.index("</cellXfs>")]))
        looks = looks.replace("</cellXfs>", '<xf numFmtId="900" fontId="0" fillId="0" borderId="0"/></cellXfs>')
        added = f'<numFmt numFmtId="900" formatCode="{code}"/>'
        if "<numFmts" in looks:
            looks = re.sub("(<numFmts[^>]*>)", lambda old: old[1] + added, looks)
        else:
            looks = re.sub("(<styleSheet[^>]*>)", lambda old: f'{old[1]}<numFmts count="1">{added}</numFmts>', looks)
        found[LOOKS] = looks.encode()
        found[part] = put(found[part], place, f'<c r="{place}" s="{count}"><v>{value}</v></c>')

    return parts(change)


def words(place: str, said: str, part: str = FORM) -> Make:
    """A form with a text in a cell, as XML writes it."""
    return cell(place, f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>', part)


def reshape(change: Callable[[Any], None]) -> Make:
    """A form to which somebody did something in a spreadsheet program."""

    def made(content: bytes) -> bytes:
        book, out = load_workbook(io.BytesIO(content)), io.BytesIO()
        change(book)
        book.save(out)
        return out.getvalue()

    return made


def then(*makes: Make) -> Make:
    """One change after the other."""

    def made(content: bytes) -> bytes:
        for make in makes:
            content = make(content)
        return content

    return made
