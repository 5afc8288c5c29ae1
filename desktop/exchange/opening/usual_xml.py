"""Sheets and shared texts spelled as spreadsheet programs spell them, taken in by expressions and not by elements.

A part that is spelled in any other way, or holds anything rare, is left to be gone through element by element: what
is found here is what would be found there, in a sixth of the time.
"""

import re
from typing import Final

from lxml import etree

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.elements import SPACES, local, tree
from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.lookups import DIGITS, Shared
from desktop.exchange.opening.witness import NOT_CALCULATED, Witness, address, letters_of

_BEGIN, _END = "<sheetData>", "</sheetData>"
_ROW, _ROW_END = "<row ", "</row>"
_COLUMNS: Final = {letters_of(number): number for number in range(MAX_COLUMNS)}
_SIGNS: Final = "[^<>&\0-\x08\x0b-\x1f\ufffe\uffff]*"
# Text as it stands between two tags.
_TEXT: Final = f"{_SIGNS}(?:&(?:amp|lt|gt|quot|apos);{_SIGNS})*"
_FORMULA: Final = rf'<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?:/>|>{_TEXT}</f>)'
# The whole cell, its letters, its row, look, kind, formula, value, and a text that stands in it.
_CELL: Final = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
    rf'(?:(?: t="(s|n|str|b)")?(?:/>|>({_FORMULA})?(?:<v>({_TEXT})</v>)?</c>)'
    rf'| t="inlineStr"><is><t>({_TEXT})</t></is></c>))'
)
_ATTRIBUTE: Final = re.compile(
    " (r|spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    '="([^"<>&\0-\x1f\ufffe\uffff]*)"'
)
_ROWS: Final = ("{*}sheetData", "{*}row", "{*}c")
_NUMBERS: Final = frozenset({"", "n"})
_TRUTHS: Final = frozenset({"0", "1"})
# A text that is not what stands there: with escapes, or with blanks around it, which are dropped unless it says not.
_ODD_TEXT: Final = re.compile(r"&|_x|^[ \t\n]|[ \t\n]\Z")
# What is around the rows has none of these: comments, characters by number.
_MARKS: Final = ("<!", "&#")
# A text or a row beyond that is for the library to judge, which takes no text of ten million characters.
_LONG: Final = 10**6
_PREFIX: Final = 'xmlns:x14ac="http'
_NOT_HIDDEN: Final = frozenset({None, "0", "false"})
_HIDDEN: Final = frozenset({"1", "true"})
_SHARED: Final = re.compile(f'(<si><t( xml:space="preserve")?>({_TEXT})</t></si>)')
_Found = tuple[str, str, str, str, str, str, str, str]
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def shared_texts(part: bytes) -> list[str] | None:
    """The texts that cells share; None where they are not all plain."""
    table = _decoded(part)
    start, end = table.find("<si>"), table.rfind("</si>") + len("</si>")
    rest = table[:start] + table[end:]
    root = _root(rest, "sst") if 0 <= start < end else None
    if root is None or len(root):
        return None
    found = _SHARED.findall(table, start, end)
    if sum(len(whole) for whole, _, _ in found) != end - start:
        return None
    if any(len(text) > _LONG or "_x" in text or (not kept and _ODD_TEXT.search(text)) for _, kept, text in found):
        return None
    return [_plain(text) for _, _, text in found]


def _plain(text: str) -> str:
    if "&" in text:
        for written, sign in _ENTITIES:
            text = text.replace(written, sign)
    return text


def witness_rows(part: bytes, shared: Shared, found: Witness) -> etree._Element | None:
    """Look at the rows of a sheet; what is around them, or None where not all is as usual: `found` is worth nothing."""
    sheet = _decoded(part)
    at, end = sheet.find(_BEGIN) + len(_BEGIN), sheet.rfind(_END)
    root = _root(sheet[:at] + sheet[end:], "worksheet") if len(_BEGIN) <= at <= end else None
    if root is None or [local(one) for one in root.iter(*_ROWS)] != ["sheetData"]:
        return None
    cells = _rows(sheet, at, end, shared, found)
    if cells is None:
        return None
    shared.count(cells)
    return root


def _rows(sheet: str, at: int, end: int, shared: Shared, found: Witness) -> int | None:
    """Look at the rows from one place to another; how many cells they have, None where not all is as usual."""
    cells, prefixed = 0, _PREFIX in sheet[:at]
    while at < end:
        close = sheet.find(">", at, end)
        if not sheet.startswith(_ROW, at) or close < 0:
            return None
        bare = sheet[close - 1] == "/"
        number = _row(sheet[at + len(_ROW) - 1 : close - bare], found, prefixed=prefixed)
        at = close + 1
        if number is None:
            return None
        if not bare:
            close = sheet.find(_ROW_END, at, end)
            inside = _CELL.findall(sheet, at, close) if close >= 0 else []
            if not 0 <= close - at <= _LONG or not _cells(inside, number, close - at, shared, found):
                return None
            cells += len(inside)
            at = close + len(_ROW_END)
    return cells


def _decoded(part: bytes) -> str:
    """A part as text, "" where it is in another alphabet."""
    if b"ascii" in part[:200].lower():
        return ""
    try:
        return part.decode()
    except UnicodeDecodeError:
        return ""


def _root(rest: str, name: str) -> etree._Element | None:
    """What is around that which was looked at, if it can be nothing else; XMLSyntaxError where it is broken."""
    if any(mark in rest for mark in _MARKS) or rest.count("<?") > 1:
        return None
    root = tree(rest.encode())
    return root if root.tag in {f"{space}{name}" for space in SPACES} else None


def _row(written: str, found: Witness, *, prefixed: bool) -> int | None:
    """The number of a row, counted from 0, by what its tag says; None where that is not as usual."""
    said = _ATTRIBUTE.findall(written)
    attributes = dict(said)
    if sum(len(name) + len(value) + 4 for name, value in said) != len(written) or len(attributes) != len(said):
        return None
    number, hidden = attributes.get("r", ""), attributes.get("hidden")
    if not number.isdecimal() or not 0 < int(number) <= MAX_ROWS or int(number) - 1 in found.filled:
        return None
    if ("x14ac:dyDescent" in attributes and not prefixed) or (hidden not in _NOT_HIDDEN and hidden not in _HIDDEN):
        return None
    if hidden in _HIDDEN:
        found.hidden.add(int(number) - 1)
    return int(number) - 1


def _cells(cells: list[_Found], row: int, length: int, shared: Shared, found: Witness) -> bool:
    """Look at the cells of a row, which fill it to its end; False where one of them is not as usual."""
    own, filled, columns = str(row + 1), 0, set()
    numbers: dict[int, str] = {}
    for whole, letters, digits, look, kind, formula, value, text in cells:
        length -= len(whole)
        column, says = _COLUMNS.get(letters, -1), _says(kind, value, text, shared)
        if says is None or digits != own or column < 0:
            return False
        if not says:
            if formula and not value and kind != "str":
                found.faults[address(row, column)] = NOT_CALCULATED
            continue
        columns.add(column)
        filled += 1
        if kind in _NUMBERS and value:
            numbers[column] = value
            _look_at(value, shared.looks[look or "0"], row, column, found)
        elif kind == "b" or not value:
            found.values[row, column] = text or value == "1"
    if filled:
        found.filled[row] = columns
    if numbers:
        found.numbers[row] = numbers
    return length == 0 and len(columns) == filled


def _look_at(value: str, shown: Look, row: int, column: int, found: Witness) -> None:
    if shown or len(value) > DIGITS or "e" in value or "E" in value:
        found.number(row, column, shown, float(value))


def _says(kind: str, value: str, text: str, shared: Shared) -> bool | None:
    """Whether a cell says anything; None where that is not said as usual."""
    if not value:
        return bool(text) and _said_there(text)
    if kind == "s":
        number = int(value) if value.isdecimal() and value.isascii() else len(shared.says)
        return shared.says[number] if number < len(shared.says) and number not in shared.escaped else None
    if kind == "str":
        return None if "_x" in value else bool(value.strip())
    usual = value in _TRUTHS if kind == "b" else NUMBER.fullmatch(value)
    return True if usual else None


def _said_there(text: str) -> bool | None:
    """The same of a text that stands in the cell itself."""
    return None if _ODD_TEXT.search(text) else bool(text.strip())
