"""Sheets and shared texts spelled as spreadsheet programs spell them, read by expressions and not by elements.

A part that is spelled in any other way, or holds anything rare, is left to be gone through element by element and
read by the library: what is read here is what would be read there, in a fifth of the time.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.elements import SPACES, local, tree
from desktop.exchange.opening.formats import NUMBER
from desktop.exchange.opening.lookups import DIGITS, Shared
from desktop.exchange.opening.witness import NOT_CALCULATED, Witness, address, letters_of

_BEGIN, _END = "<sheetData>", "</sheetData>"
_ROW, _ROW_END, _CELL_BEGIN = '<row r="', "</row>", "<c "
_COLUMNS: Final = {letters_of(number): number for number in range(MAX_COLUMNS)}
_SIGNS: Final = "[^<>&\0-\x08\x0b-\x1f\ufffe\uffff]*"
# Text as it stands between two tags.
_TEXT: Final = f"{_SIGNS}(?:&(?:amp|lt|gt|quot|apos);{_SIGNS})*"
_FORMULA: Final = rf'<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?:/>|>{_TEXT}</f>)'
# What is written in few cells: truths, texts that stand in their cell, formulas that nobody has calculated.
_RARE: Final = (
    rf' t="b">(?:{_FORMULA})?<v>[01]</v></c>| t="inlineStr"><is><t>{_TEXT}</t></is></c>'
    rf'|(?: t="(?:n|str)")?>{_FORMULA}(?:<v></v>)?</c>|></c>'
)
# A cell: its letters, row and look; the number of a shared text, or a number, or a formula's text, or what is rare.
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
    r'(?: t="s"><v>([0-9]{1,9})</v></c>|(?: t="(?:s|n|str|b)")?/>'
    rf'|(?: t="n")?>(?:{_FORMULA})?<v>({NUMBER.pattern})</v></c>'
    rf'| t="str">(?:{_FORMULA})?<v>({_TEXT})</v></c>|({_RARE}))'
)
_ATTRIBUTE: Final = re.compile(
    " (spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    '="([^"<>&\0-\x1f\ufffe\uffff]*)"'
)
_ROWS: Final = ("{*}sheetData", "{*}row", "{*}c")
# A text that is not what stands there: with escapes, or with blanks around it, which are dropped unless it says not.
_ODD_TEXT: Final = re.compile(r"&|_x|^[ \t\n]|[ \t\n]\Z")
# What is around the rows has none of these: comments, characters by number.
_MARKS: Final = ("<!", "&#")
# A text or a row beyond that is for the library to judge, which takes no text of ten million characters.
_LONG: Final = 10**6
# A day or a time beyond it is for the library to judge, too.
_FAR: Final = 10**6
_PREFIX: Final = 'xmlns:x14ac="http'
_NOT_HIDDEN: Final = frozenset({None, "0", "false"})
_HIDDEN: Final = frozenset({"1", "true"})
_SHARED: Final = re.compile(f'<si><t( xml:space="preserve")?>({_TEXT})</t></si>')
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
# The rows of a sheet have few tags and few patterns of columns.
_FEW: Final = 256


class _Unusual(Exception):  # noqa: N818 - a verdict
    """A sheet that is to be gone through element by element."""


def shared_texts(part: bytes) -> list[str] | None:
    """The texts that cells share; None where they are not all plain."""
    table = _decoded(part)
    start, end = table.find("<si>"), table.rfind("</si>") + len("</si>")
    rest = table[:start] + table[end:]
    root = _root(rest, "sst") if 0 <= start < end else None
    if root is None or len(root):
        return None
    between_kept_text = _SHARED.split(table[start:end])
    texts = between_kept_text[2::3]
    if any(between_kept_text[::3]) or table.find("_x", start) >= 0 or max(map(len, texts)) > _LONG:
        return None
    if any(not kept and _ODD_TEXT.search(text) for kept, text in zip(between_kept_text[1::3], texts, strict=True)):
        return None
    return list(map(_plain, texts)) if "&" in table else texts


def _plain(text: str) -> str:
    if "&" in text:
        for written, sign in _ENTITIES:
            text = text.replace(written, sign)
    return text


def usual_rows(part: bytes, shared: Shared, found: Witness) -> etree._Element | None:
    """Read a sheet's rows into `found`; what is around them, or None where not all is as usual."""
    sheet = _decoded(part)
    at, end = sheet.find(_BEGIN) + len(_BEGIN), sheet.rfind(_END)
    root = _root(sheet[:at] + sheet[end:], "worksheet") if len(_BEGIN) <= at <= end else None
    if root is None or [local(one) for one in root.iter(*_ROWS)] != ["sheetData"]:
        return None
    shared.count(sheet.count(_CELL_BEGIN, at, end))
    try:
        rows = _rows(sheet, at, end, shared, found)
    except _Unusual:
        return None
    found.rows = rows
    return root


def _rows(sheet: str, at: int, end: int, shared: Shared, found: Witness) -> dict[int, list[Any]]:
    """The cells of each row that has some, from one place to another."""
    rows: dict[int, list[Any]] = {}
    prefixed = _PREFIX in sheet[:at]
    while at < end:
        close = sheet.find(">", at, end)
        if not sheet.startswith(_ROW, at) or close < 0:
            raise _Unusual
        bare = sheet[close - 1] == "/"
        number, _, rest = sheet[at + len(_ROW) : close - bare].partition('"')
        row = _number(number)
        if row in rows:
            raise _Unusual
        if _is_hidden(rest, prefixed=prefixed):
            found.hidden.add(row)
        rows[row] = []
        at = close + 1
        if not bare:
            close = sheet.find(_ROW_END, at, end)
            if not 0 <= close - at <= _LONG:
                raise _Unusual
            rows[row] = _cells(_CELL.split(sheet[at:close]), row, shared, found)
            at = close + len(_ROW_END)
    return rows


@lru_cache(_FEW)
def _is_hidden(written: str, *, prefixed: bool) -> bool:
    """What the tag of a row says besides its number."""
    said = _ATTRIBUTE.findall(written)
    attributes = dict(said)
    hidden = attributes.get("hidden")
    if sum(len(name) + len(value) + 4 for name, value in said) != len(written) or len(attributes) != len(said):
        raise _Unusual
    if ("x14ac:dyDescent" in attributes and not prefixed) or (hidden not in _NOT_HIDDEN and hidden not in _HIDDEN):
        raise _Unusual
    return hidden in _HIDDEN


def _number(written: str) -> int:
    """The number of a row, counted from 0."""
    number = int(written) if written.isdecimal() and written.isascii() else 0
    if not 0 < number <= MAX_ROWS:
        raise _Unusual
    return number - 1


@lru_cache(_FEW)
def _columns(letters: tuple[str, ...]) -> tuple[int, ...]:
    """The columns of a row's cells, from left to right as programs write them."""
    columns = tuple(_COLUMNS.get(one, -1) for one in letters)
    if -1 in columns or any(left >= right for left, right in pairwise(columns)):
        raise _Unusual
    return columns


def _placed(parts: list[str | None], row: int) -> tuple[int, ...]:
    """The columns of the cells, all of which are of this row, with nothing between them."""
    digits = parts[2::8]
    if any(parts[::8]) or digits.count(str(row + 1)) != len(digits):
        raise _Unusual
    return _columns((*parts[1::8],))


def _cells(parts: list[str | None], row: int, shared: Shared, found: Witness) -> list[Any]:
    """The values of a row from its first column on; `parts` are seven of each cell and what is between the cells."""
    columns = _placed(parts, row)
    values: list[Any] = [""] * (columns[-1] + 1 if columns else 0)
    last, texts, looks = -1, shared.texts, shared.looks
    several = zip(columns, parts[3::8], parts[4::8], parts[5::8], parts[6::8], parts[7::8], strict=True)
    for column, look, index, number, text, rare in several:
        if index:
            if int(index) >= len(texts):
                raise _Unusual
            values[column] = texts[int(index)]
        elif number:
            values[column] = figure = float(number)
            shown = looks[look or "0"]
            if shown and abs(figure) > _FAR:
                raise _Unusual
            if shown or len(number) > DIGITS or "e" in number or "E" in number:
                found.number(row, column, shown, figure)
        elif text is not None:
            if "_x" in text:
                raise _Unusual
            values[column] = _plain(text)
        elif rare and (value := _rare(rare, row, column, found)) is not None:
            values[column] = value
        else:
            continue
        last = column
    return values[: last + 1]


def _rare(written: str, row: int, column: int, found: Witness) -> str | bool | None:
    """The value of a cell that is neither a number nor a text from elsewhere; None where it has none."""
    if written.startswith(' t="b"'):
        return written.endswith("<v>1</v></c>")
    if written.startswith(' t="inlineStr"'):
        text = written[written.index("<t>") + len("<t>") : -len("</t></is></c>")]
        if _ODD_TEXT.search(text):
            raise _Unusual
        return text
    if "<f" in written and not written.startswith(' t="str"'):
        found.faults[address(row, column)] = NOT_CALCULATED
    return None


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
