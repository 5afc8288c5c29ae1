"""Parts of XML that are broken, written in rare ways, or related so that two readers find two things."""

import random
import re
from typing import Final

from made import xmls
from made.forms import DESK, FORM, LOOKS, RELATIONS, TEXTS, Make, parts, swap
from made.packages import BOOK, Parts, strict
from made.xmls import DOCTYPE, after_rows, another_sheet, before, behind, decoy, elsewhere, encoded, rows

from hazards import Hazard, rejected, taken

_DICE: Final = random.Random(3)  # noqa: S311 - what they throw only has to be long
_MANY: Final = range(20, 100_020)
_LETTERS: Final = "".join(f'<font><sz val="{at}"/><i/></font>' for at in range(1_000_000))
_CELLS: Final = "".join(f"<row>{f'<c><v>{at}</v></c>' * 30}</row>" for at in range(17_000))
_LAUGHS: Final = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


def _damaged(name: str, make: Make) -> Hazard:
    return rejected(name, make, "file_damaged", "请让对方重新保存")


def _unusual(name: str, make: Make) -> Hazard:
    return rejected(name, make, "file_unusual", "“另存为”新的 .xlsx")


def _large(name: str, make: Make) -> Hazard:
    return rejected(name, make, "file_too_large", "请删去无关的内容")


def _without(*names: str) -> Make:
    return parts(lambda found: [found.pop(name) for name in names] and None)


def _dimension(said: str) -> Make:
    return parts(lambda found: found.update({FORM: re.sub(rb"<dimension[^>]*/>", said.encode(), found[FORM])}))


def _far(place: str, sheet: str = FORM, inside: str = "<v>1</v>") -> Make:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return swap(sheet, "</sheetData>", f'<row r="{row}"><c r="{place}">{inside}</c></row></sheetData>')


def _many(part: str, end: str, each: str) -> Make:
    """A hundred thousand of something at the end of a list, with a number in each."""
    return swap(part, end, "".join(each.format(at) for at in _MANY) + end)


def _text(characters: int) -> Make:
    """A shared text of so many characters, that does not shrink."""
    return swap(TEXTS, "</sst>", f"<si><t>{_DICE.randbytes(characters // 2).hex()}</t></si></sst>")


def _macros(found: Parts) -> None:
    found["xl/macrosheets/sheet3.xml"] = found.pop("xl/worksheets/sheet3.xml")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    old = f'Type="{office}" Target="worksheets/sheet3.xml"'
    new = 'Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet3.xml"'
    found[RELATIONS] = found[RELATIONS].replace(old.encode(), new.encode())


def _merged(*places: str) -> Make:
    each = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return after_rows(f"<mergeCells>{each}</mergeCells>")


def _another(entry: str) -> Make:
    return another_sheet(f'<sheet sheetId="99" {entry}/></sheets>')


def _half(found: Parts) -> None:
    found[TEXTS] = found[TEXTS].replace(b"</t>", b"\xe4\xb8</t>")


def _endless(found: Parts) -> None:
    found[DESK] = re.sub(rb'<row r="3".*?</row>', b"", found[DESK])


def _capital(found: Parts) -> None:
    for name in (FORM, TEXTS, BOOK):
        found[name.upper().replace("XL/", "xl/")] = found.pop(name)


HAZARDS: Final = (
    _damaged("a declared type in the sheet", before(FORM, DOCTYPE)),
    _damaged("a declared type behind a long remark", before(FORM, f"<!-- {'x' * 9000} -->{DOCTYPE}")),
    _damaged("entities that grow tenfold nine times", before(TEXTS, f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>')),
    _damaged("an entity that is a file", before(TEXTS, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    _damaged("an entity nobody declared", swap(TEXTS, "</t>", "&secret;</t>")),
    _damaged("a tag that is not closed", swap(FORM, "</row>", "")),
    _damaged("something behind the root", behind(FORM, "<x/>")),
    _damaged("a hundred thousand elements in each other", after_rows("<x>" * 100_000 + "</x>" * 100_000)),
    _damaged("a character that XML forbids", swap(TEXTS, "</t>", "\x01</t>")),
    _damaged("half a Chinese character", parts(_half)),
    _unusual("no relations of the workbook", _without(RELATIONS)),
    _damaged("no sheet where the workbook leads", _without(FORM)),
    _damaged("a document of ours that is cut", swap(TEXTS, '{"kind":', '{"kin')),
    _damaged("a document of ours without its end", parts(_endless)),
    rejected("a document of a later version", swap(TEXTS, ">1</t>", ">2</t>"), "file_newer_workbook", "请先升级"),
    _unusual("no texts where the cells look for them", _without(TEXTS)),
    _unusual("a sheet in UTF-16", encoded(FORM, "utf-16", "UTF-16")),
    _unusual("texts in the alphabet of Chinese Windows", encoded(TEXTS, "gb18030", "GB18030")),
    _unusual("texts in UTF-8 that call it otherwise", encoded(TEXTS, "utf-8", "GBK")),
    taken("a mark in front of UTF-8", encoded(FORM, "utf-8-sig", "utf-8")),
    _unusual("another workbook than the usual one", decoy(xmls.other_book)),
    _unusual("two workbooks", decoy(xmls.two_books)),
    _unusual("no relation to the workbook", _without("_rels/.rels")),
    _unusual("one relation to two sheets", decoy(xmls.relation_twice)),
    _unusual("a sheet twice", _another('name="填报" r:id="rId99"')),
    _unusual("a sheet twice, in capital letters", _another('name="_DESK" r:id="rId99"')),
    _unusual("two lists of sheets", another_sheet('</sheets><sheets><sheet name="T" r:id="rId99"/></sheets>')),
    _unusual("a sheet with two relations", _another('name="T" id="rId1" r:id="rId99"')),
    _unusual("a sheet without a relation", _another('name="T" r:id=""')),
    _unusual("a sheet of macros of Excel 4", parts(_macros)),
    _unusual("other texts than at the usual place", elsewhere("sharedStrings", "sharedStrings.xml")),
    _unusual("other looks than at the usual place", elsewhere("styles", "styles.xml")),
    taken("names of parts in capital letters", parts(_capital)),
    taken("a sheet that stands at the root", swap(RELATIONS, 'Target="worksheets/', 'Target="/xl/worksheets/')),
    taken("a sheet by a long way round", swap(RELATIONS, 'Target="worksheets/', 'Target="../xl/worksheets/')),
    taken("the stricter kind of Open XML", strict),
    taken("elements with a prefix", parts(xmls.prefixed)),
    taken("a remark between the cells", swap(FORM, '<c r="L8"', '<!-- <c r="M8"><v>9</v></c> --><c r="L8"')),
    taken("a sheet that calls itself smaller than it is", _dimension('<dimension ref="A1:B2"/>')),
    taken("a sheet that calls itself as large as can be", _dimension('<dimension ref="A1:XFD1048576"/>')),
    taken("a sheet that does not say how large it is", _dimension("")),
    taken("a sheet that says nonsense of its size", _dimension('<dimension ref="A0:?"/>')),
    _large("something in the furthest corner", _far("XFD1048576")),
    _large("something in the furthest corner of the guide", _far("XFD1048576", "xl/worksheets/sheet3.xml")),
    _large("something in row 20001", _far("A20001")),
    _large("something in column 257", _far("IW20")),
    taken("an empty cell in the furthest corner", _far("XFD1048576", inside="")),
    taken("rows from the last to the first", rows(lambda each: each[::-1])),
    taken("cells from the last to the first", rows(lambda each: [xmls.backwards(row) for row in each])),
    taken("rows and cells without their places", parts(xmls.unplaced)),
    taken("all the sheet merged into one cell", _merged("A1:XFD1048576")),
    taken("merged cells that cover each other", _merged("L8:M9", "M8:N8")),
    taken("a hundred thousand merged cells", _merged(*(f"A{at}:B{at}" for at in _MANY))),
    taken("a hundred thousand hidden rows", _many(FORM, "</sheetData>", '<row r="{}" hidden="1"/>')),
    taken("a hundred thousand looks", _many(LOOKS, "</cellXfs>", '<xf numFmtId="{}"/>')),
    taken("a hundred thousand texts", _many(TEXTS, "</sst>", "<si><t>{}</t></si>")),
    taken("a text of three million characters", _text(3_000_000)),
    _large("half a million cells and some more", swap(FORM, "</sheetData>", f"{_CELLS}</sheetData>")),
    _large("a million kinds of letters", swap(LOOKS, "</fonts>", f"{_LETTERS}</fonts>")),
    _large("a text of twelve million characters", _text(12_000_000)),
)
