"""Office Open XML sheets (.xlsx and its kin), gone through element by element before a library reads them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from posixpath import join
from typing import Final, NamedTuple

from lxml import etree

from desktop.exchange.layout import MAX_COLUMNS
from desktop.exchange.opening.cell_kinds import Kinds, Looks
from desktop.exchange.opening.elements import SHARED, SPACES, elements, local, tree
from desktop.exchange.opening.formats import BUILT_IN, NUMBER, look_of
from desktop.exchange.opening.lookups import DIGITS, Shared
from desktop.exchange.opening.relations import relations
from desktop.exchange.opening.serials import clock_written, day_written
from desktop.exchange.opening.usual_texts import shared_texts
from desktop.exchange.opening.usual_xml import usual_rows
from desktop.exchange.opening.witness import NOT_CALCULATED, Block, Fault, Witness, address, letters_of
from desktop.exchange.texts import unescaped

_COLUMNS: Final = {letters_of(number): number for number in range(MAX_COLUMNS)}
_USUAL: Final = "xl/workbook.xml"
# Where the library looks for sheets.
_USUAL_SHEETS: Final = "xl/worksheets/"
_TRUE: Final = frozenset({"1", "true"})
_TRUTHS: Final = _TRUE | {"0", "false"}
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?|[0-9]{2}:[0-9]{2}:[0-9.]+")
# The day of a time that has none.
_NO_DATE: Final = re.compile("^1899-12-3[01]T")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS: Final = " \t\r\n"
# The workbooks of one program, and often of one plan, have the same looks.
_FEW: Final = 2
# What may stand within a number or a text and makes readers take only the part before or behind it.
_ODD: Final = (re.compile(rb"!(?<=<!)"), re.compile(rb"#(?<=&#)"), re.compile(rb"\?(?<=<\?)"))
_TEXTS: Final = frozenset(f"{space}t" for space in SPACES)
_ROWS: Final = tuple(f"{space}row" for space in SPACES)
_BESIDES: Final = ("{*}mergeCell", "{*}autoFilter")
_CELLS: Final = frozenset(f"{space}c" for space in SPACES)
_INSIDE: Final = {f"{space}{name}": name for space in SPACES for name in ("f", "v", "is")}
# What may stand in a cell, in this order; what readers make of anything else differs.
_SHAPES: Final = frozenset({("v",), ("f",), ("f", "v")})
_INLINE_SHAPES: Final = frozenset({("is",), ("f",), ("f", "is")})


class Link(NamedTuple):
    """What a part refers to: of which kind it is, and the part, "" where the package has none."""

    kind: str
    part: str


def witnesses(parts: Mapping[str, bytes]) -> dict[str, Witness]:
    """Every sheet by its name; KeyError, ValueError or XMLSyntaxError where the package is broken."""
    book = main_part(parts)
    links = links_of(parts, book)
    by_kind = {link.kind: parts[link.part] for link in links.values() if link.part}
    shared = Shared()
    if "styles" in by_kind:
        shared.kinds = _kinds(by_kind["styles"])
    if "sharedStrings" in by_kind:
        _share(by_kind["sharedStrings"], shared)
    root, found = tree(parts[book]), {}
    since_1904 = any(node.get("date1904") in _TRUE for node in root.iter("{*}workbookPr"))
    for node in root.iter("{*}sheet"):
        name = next((value for name, value in node.attrib.items() if str(name).endswith("}id")), "")
        link = links.get(str(name))
        if link is not None and link.kind == "worksheet":
            usual = link.part.startswith(_USUAL_SHEETS)
            found[node.get("name", "")] = _walk(parts[link.part], shared, since_1904=since_1904, usual=usual)
    return found


def _share(part: bytes, shared: Shared) -> None:
    """Learn the texts that cells refer to."""
    usual = shared_texts(part)
    if usual is not None:
        shared.texts += usual
        return
    for element in elements(part, "{*}si"):
        text, escaped = _text(element)
        shared.add(text, escaped=escaped)


def main_part(parts: Mapping[str, bytes]) -> str:
    """The part that a package is about, as its first relations say, or by its usual name; "" where there is none."""
    links = links_of(parts, "").values() if "_rels/.rels" in parts else ()
    usual = _USUAL if _USUAL in parts else ""
    return next((link.part for link in links if link.kind == "officeDocument"), usual)


def links_of(parts: Mapping[str, bytes], part: str) -> dict[str, Link]:
    """What a part refers to, by the name that it uses for it."""
    # Names of parts are the same in small and capital letters.
    known = {name.lower(): name for name in parts}
    folder, _, name = part.rpartition("/")
    found = {}
    for one in relations(parts[known[join(folder, "_rels", f"{name}.rels").lower()]], folder):
        found[one.name] = Link(one.kind, known.get(one.place.lower(), ""))
    return found


def _kinds(styles: bytes) -> Kinds:
    """What the cells of these looks say; of a small part, as many workbooks have, what is known of them is kept."""
    return _known_kinds(styles) if len(styles) <= SHARED else Kinds(_looks(styles))


@lru_cache(_FEW)
def _known_kinds(styles: bytes) -> Kinds:
    return Kinds(_looks(styles))


def _looks(styles: bytes) -> Looks:
    """What the cell looks show of numbers."""
    formats, looks, place = {str(number): look for number, look in BUILT_IN.items()}, Looks(), 0
    for element in elements(styles, "{*}numFmt", "{*}xf"):
        if local(element) == "numFmt":
            number = element.get("numFmtId", "")
            formats[number] = look_of(element.get("formatCode", ""), int(number))
        elif local(element.getparent()) == "cellXfs":
            looks[str(place)] = formats.get(element.get("numFmtId", ""), "")
            place += 1
    return looks


def _text(element: etree._Element) -> tuple[str, bool]:
    """A text of runs, without how its characters are pronounced; and whether there are escapes in it."""
    if len(element) == 1 and element[0].tag in _TEXTS:
        runs = [_run(element[0])]
    else:
        runs = [_run(node) for node in element.iter("{*}t") if local(node.getparent()) != "rPh"]
    text = "".join(runs)
    return ("".join(map(unescaped, runs)), True) if "_x" in text else (text, False)


def _run(node: etree._Element) -> str:
    """The blanks around a run are dropped unless it says that they stay."""
    text = node.text or ""
    return text if node.get(_SPACE) == "preserve" else text.strip(_BLANKS)


def _walk(text: bytes, shared: Shared, *, since_1904: bool, usual: bool) -> Witness:
    """Look at a sheet: at its rows by expressions where they are as usual, and by their elements otherwise."""
    found, last = Witness(since_1904), -1
    around = usual_rows(text, shared, found) if usual else None
    if around is None:
        found, shared.odd = Witness(since_1904), _is_odd(text)
    others = elements(text, *_ROWS, *_BESIDES) if around is None else around.iter(*_BESIDES)
    for element in others:
        kind = local(element)
        if kind == "row":
            last = _row(found, element, last, shared)
        elif kind == "mergeCell":
            found.merged.append(_block(element.get("ref", "")))
        else:
            found.filtered = True
    return found


def _is_odd(text: bytes) -> bool:
    """Whether there are comments or characters by number in a sheet, which is soon known where their sign is rare."""
    body = text[text.find(b"?>") + 1 :] if text.startswith(b"<?xml") else text
    return any(mark.search(body) for mark in _ODD)


def _row(found: Witness, element: etree._Element, last: int, shared: Shared) -> int:
    """Look at the cells of a row; its number, counted from 0, which follows the last one where it is not said."""
    said = element.get("r")
    number = int(said) - 1 if said else last + 1
    if element.get("hidden") in _TRUE:
        found.hidden.add(number)
    shared.count(len(element))
    column = -1
    for cell in element.iterchildren("{*}c"):
        place = cell.get("r")
        row, column = (number, column + 1) if place is None else _place(place)
        if len(cell):
            _cell(found, cell, row, column, shared)
    return number


def _cell(found: Witness, cell: etree._Element, row: int, column: int, shared: Shared) -> None:
    kind = cell.get("t", "n")
    parts = [_INSIDE.get(part.tag) for part in cell]
    last = cell[-1]
    written = last.text or "" if parts[-1] == "v" else ""
    value = written.strip()
    whole = tuple(parts) in (_INLINE_SHAPES if kind == "inlineStr" else _SHAPES)
    if not whole or cell.tag not in _CELLS or (len(last) and parts[-1] == "v"):
        found.faults[address(row, column)] = Fault("cell_unread", value)
    elif kind == "inlineStr":
        if parts[-1] == "is":
            _inline(found, last, row, column)
    elif kind == "e":
        found.fail(row, column, value)
    elif value:
        if kind == "s":
            _shared_text(found, row, column, value, shared, exact=value == written)
        elif kind == "n":
            _number(found, row, column, value, shared, cell.get("s", "0"), exact=value == written)
        else:
            _value(found, row, column, kind, written, shared)
    elif parts[0] == "f" and kind != "str":
        found.faults[address(row, column)] = NOT_CALCULATED


def _inline(found: Witness, element: etree._Element, row: int, column: int) -> None:
    """A text that stands in the cell itself."""
    text, _ = _text(element)
    if text.strip():
        found.fill(row, column)
        found.values[row, column] = text


def _shared_text(found: Witness, row: int, column: int, value: str, shared: Shared, *, exact: bool) -> None:
    number = int(value) if value.isdecimal() and value.isascii() else -1
    if not 0 <= number < len(shared.texts):
        found.fill(row, column)
        found.faults.setdefault(address(row, column), Fault("cell_unread", value))
    elif shared.texts[number].strip():
        found.fill(row, column)
        if not exact or shared.odd or number in shared.escaped:
            found.values[row, column] = shared.texts[number]


def _number(found: Witness, row: int, column: int, value: str, shared: Shared, look: str, *, exact: bool) -> None:
    if not NUMBER.fullmatch(value):
        found.fill(row, column)
        found.faults.setdefault(address(row, column), Fault("cell_unread", value))
        return
    found.count(row, column, value)
    shown = shared.kinds.looks[look]
    if not exact or shared.odd:
        found.values[row, column] = float(value)
    if shown or len(value) > DIGITS or "E" in value or "e" in value:
        found.number(row, column, shown, float(value))


def _value(found: Witness, row: int, column: int, kind: str, written: str, shared: Shared) -> None:
    """A cell that is filled, if it says what its type can say; where it cannot, a reader may make anything of it."""
    found.fill(row, column)
    value = written.strip()
    if kind == "str":
        if shared.odd or "_x" in written:
            found.values[row, column] = unescaped(written)
    elif kind == "b" and value in _TRUTHS:
        found.values[row, column] = value in _TRUE
    elif kind == "d" and _MOMENT.fullmatch(value):
        found.moment(row, column, clock_written(_NO_DATE.sub("", value)) or day_written(value), value)
    else:
        found.faults.setdefault(address(row, column), Fault("cell_unread", value))


def _block(ref: str) -> Block:
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Block(top, left, bottom, right)


@lru_cache(maxsize=2**16)
def _place(ref: str) -> tuple[int, int]:
    """Row and column of an address; ValueError where it is none."""
    letters = ref.rstrip("0123456789")
    if not letters.isalpha():
        raise ValueError(ref)
    # A cell further out matters only where it is filled, which `fill` says.
    return int(ref[len(letters) :]) - 1, _COLUMNS.get(letters.upper(), MAX_COLUMNS)
