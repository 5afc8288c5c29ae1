"""Office Open XML sheets (.xlsx and its kin), gone through element by element before a library reads them."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from posixpath import join, normpath
from typing import Any, Final, NamedTuple

from lxml import etree

from desktop.exchange.layout import MAX_COLUMNS
from desktop.exchange.opening.formats import is_percent
from desktop.exchange.opening.witness import PERCENT_FORMATS, Block, Fault, TooFar, Witness, address, letters_of

# No entity is resolved, nothing is fetched, and nothing is deeper or longer than a workbook's parts are.
_PLAIN: Final = {"remove_comments": True, "remove_pis": True}
_SAFE: Final[Mapping[str, Any]] = {"resolve_entities": False, "no_network": True, "huge_tree": False, **_PLAIN}
_COLUMNS: Final = {letters_of(number): number for number in range(MAX_COLUMNS)}
_USUAL: Final = "xl/workbook.xml"
# A part of so many bytes is held as a whole: that is quicker, and takes some ten times its room.
_SMALL: Final = 4 * 2**20
# So many cells all sheets of a workbook may have, filled or not: more take too long to look at.
_MOST_CELLS: Final = 500_000
# What stands in a cell of each type; shared texts are looked up.
_FORMS: Final = {
    "n": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"),
    "b": re.compile("[01]|true|false"),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?|[0-9]{2}:[0-9]{2}:[0-9.]+"),
    "str": re.compile(".*", re.DOTALL),
}
_TRUE: Final = frozenset({"1", "true"})
_SPACES: Final = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_TEXTS: Final = frozenset(f"{space}t" for space in _SPACES)
_ROWS: Final = tuple(f"{space}row" for space in _SPACES)
_CELLS: Final = frozenset(f"{space}c" for space in _SPACES)
_INSIDE: Final = {f"{space}{name}": name for space in _SPACES for name in ("f", "v", "is")}
# What may stand in a cell, in this order; what readers make of anything else differs.
_SHAPES: Final = frozenset({("v",), ("f",), ("f", "v")})
_INLINE_SHAPES: Final = frozenset({("is",), ("f",), ("f", "is")})


class Link(NamedTuple):
    """What a part refers to: of which kind it is, and the part, "" where the package has none."""

    kind: str
    part: str


@dataclass(slots=True)
class _Shared:
    """What cells refer to: the looks that show a percentage, and of each shared text whether it says anything."""

    percents: frozenset[str] = frozenset()
    says: Sequence[bool] = ()
    # How many cells were looked at so far.
    cells: int = 0


def witnesses(parts: Mapping[str, bytes]) -> dict[str, Witness]:
    """Every sheet by its name; KeyError, ValueError or XMLSyntaxError where the package is broken."""
    book = main_part(parts)
    links = links_of(parts, book)
    by_kind = {link.kind: parts[link.part] for link in links.values() if link.part}
    shared = _Shared()
    if "styles" in by_kind:
        shared.percents = frozenset(_percent_styles(by_kind["styles"]))
    if "sharedStrings" in by_kind:
        shared.says = [_said(text) for text in _elements(by_kind["sharedStrings"], "{*}si")]
    found = {}
    for node in tree(parts[book]).iter("{*}sheet"):
        name = next((value for name, value in node.attrib.items() if str(name).endswith("}id")), "")
        link = links.get(str(name))
        if link is not None and link.kind == "worksheet":
            found[node.get("name", "")] = _walk(parts[link.part], shared)
    return found


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
    for node in tree(parts[known[join(folder, "_rels", f"{name}.rels").lower()]]).iter("{*}Relationship"):
        target = node.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        kind = node.get("Type", "").rpartition("/")[2]
        found[node.get("Id", "")] = Link(kind, known.get(place.lower(), ""))
    return found


def tree(text: bytes) -> etree._Element:
    """The elements of a small part."""
    return etree.fromstring(text, etree.XMLParser(**_SAFE))


def local(element: etree._Element) -> str:
    """The name of an element without its name space, of which there are two."""
    return _local(element.tag)


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _percent_styles(looks: bytes) -> Iterator[str]:
    """The numbers of the cell looks that show a percentage."""
    formats, number = {str(number) for number in PERCENT_FORMATS}, 0
    for element in _elements(looks, "{*}numFmt", "{*}xf"):
        if local(element) == "numFmt":
            if is_percent(element.get("formatCode", "")):
                formats.add(element.get("numFmtId", ""))
        elif local(element.getparent()) == "cellXfs":
            if element.get("numFmtId") in formats:
                yield str(number)
            number += 1


def _elements(text: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names, one after the other; of a large part, what was looked at takes no room any more."""
    if len(text) <= _SMALL:
        yield from tree(text).iter(*tags)
        return
    for _, element in etree.iterparse(io.BytesIO(text), events=("end",), tag=tags, **_SAFE):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _said(element: etree._Element) -> bool:
    """Whether a text has more than blanks; how its characters are pronounced is no part of it."""
    if len(element) == 1 and element[0].tag in _TEXTS:
        return bool((element[0].text or "").strip())
    return any((node.text or "").strip() for node in element.iter("{*}t") if local(node.getparent()) != "rPh")


def _walk(text: bytes, shared: _Shared) -> Witness:
    found, last = Witness(), -1
    for element in _elements(text, *_ROWS, "{*}mergeCell", "{*}autoFilter"):
        kind = local(element)
        if kind == "row":
            last = _row(found, element, last, shared)
        elif kind == "mergeCell":
            found.merged.append(_block(element.get("ref", "")))
        else:
            found.filtered = True
    return found


def _row(found: Witness, element: etree._Element, last: int, shared: _Shared) -> int:
    """Look at the cells of a row; its number, counted from 0, which follows the last one where it is not said."""
    said = element.get("r")
    number = int(said) - 1 if said else last + 1
    if element.get("hidden") in _TRUE:
        found.hidden.add(number)
    shared.cells += len(element)
    if shared.cells > _MOST_CELLS:
        raise TooFar
    column = -1
    for cell in element.iterchildren("{*}c"):
        place = cell.get("r")
        row, column = (number, column + 1) if place is None else _place(place)
        if len(cell):
            _cell(found, cell, row, column, shared)
    return number


def _cell(found: Witness, cell: etree._Element, row: int, column: int, shared: _Shared) -> None:
    kind = cell.get("t", "n")
    parts = [_INSIDE.get(part.tag) for part in cell]
    last = cell[-1]
    value = last.text or "" if parts[-1] == "v" else ""
    if kind != "s":
        # Readers differ in what they make of blanks around the number of a shared text.
        value = value.strip()
    whole = tuple(parts) in (_INLINE_SHAPES if kind == "inlineStr" else _SHAPES)
    if not whole or cell.tag not in _CELLS or (len(last) and parts[-1] == "v"):
        found.faults[address(row, column)] = Fault("cell_unread", value)
    elif kind == "inlineStr":
        if parts[-1] == "is" and _said(last):
            found.fill(row, column)
    elif kind == "e":
        found.fail(row, column, value)
    elif value:
        _value(found, row, column, kind, value, shared)
        if kind == "n" and cell.get("s") in shared.percents:
            found.percents.add(address(row, column))
    elif parts[0] == "f" and kind != "str":
        # A formula whose result is an empty text says so; one that was never calculated has no result.
        found.faults[address(row, column)] = Fault("cell_not_calculated", "=")


def _value(found: Witness, row: int, column: int, kind: str, value: str, shared: _Shared) -> None:
    """A cell that is filled, if it says what its type can say; where it cannot, a reader may make anything of it."""
    if kind == "s" and value.isascii() and value.isdecimal() and int(value) < len(shared.says):
        if shared.says[int(value)]:
            found.fill(row, column)
        return
    form = _FORMS.get(kind)
    if form is None or not form.fullmatch(value):
        found.fill(row, column)
        found.faults.setdefault(address(row, column), Fault("cell_unread", value))
    elif kind == "n":
        found.count(row, column, value)
    else:
        found.fill(row, column)


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
