"""Rows of cells spelled as spreadsheet programs spell them, read by few expressions."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.cell_kinds import FORMULA, Marked
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.usual_texts import FEW, TEXT, Unusual
from desktop.exchange.opening.witness import NOT_CALCULATED, Witness, letters_of

_COLUMNS: Final = {letters_of(number).encode(): number for number in range(MAX_COLUMNS)}
_FORMULA: Final = re.compile(
    (
        '<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?: aca="(?:false|true)")?'
        rf"(?:/>|>{TEXT}</f>)"
    ).encode()
)
_ROW_END: Final = b"</row>"
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})')
# The tag of a row with its number and what else it says; one alone is that of a row without cells.
_TAG: Final = re.compile(rb'<row r="([1-9][0-9]{0,5})"([^<>]*?)(/?)>')
_USUAL_TAG: Final = re.compile(rb'<row r="([1-9][0-9]{0,5})"([^<>]*[^<>/])?>')
_DIGITS: Final = b"0123456789"
_ATTRIBUTE: Final = re.compile(
    rb" (spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="([^"<>&\t\n]*)"'
)
_NOT_HIDDEN: Final = frozenset({None, b"0", b"false"})
_HIDDEN: Final = frozenset({b"1", b"true"})
# So many rows of a form have their cells at the same addresses as in the form before.
_MANY: Final = 1024

Rows = dict[int, list[Any]]


def read_cells(piece: bytes, shared: Shared, found: Witness, rows: Rows, *, prefixed: bool) -> int:
    """The rows of a piece, and how many cells it has."""
    *whole, rest = _FORMULA.sub(FORMULA, piece).split(_ROW_END)
    count = 0
    for written in whole:
        tags, *cells = _CELL.split(written)
        number = _tags(tags, found, rows, prefixed=prefixed)
        if not number:
            raise Unusual
        if cells:
            rows[int(number) - 1] = _row(number, cells[::2], cells[1::2], shared, found)
            count += len(cells) // 2
    if _tags(rest, found, rows, prefixed=prefixed):
        raise Unusual
    return count


def _row(number: bytes, addresses: list[bytes], written: list[bytes], shared: Shared, found: Witness) -> list[Any]:
    """The values of a row from its first column on to the last that is filled."""
    columns, texts = _columns(number, addresses), shared.texts
    try:
        values = [
            texts[said]
            if (kind := said.__class__) is int
            else said
            if kind is not Marked
            else _marked(found, address.decode(), said)
            for address, said in zip(addresses, map(shared.kinds.__getitem__, written), strict=True)
        ]
    except IndexError as error:
        raise Unusual from error
    while values and values[-1] is None:
        values.pop()
    if columns and values:
        row: list[Any] = [""] * (columns[len(values) - 1] + 1)
        for column, value in zip(columns, values, strict=False):
            if value is not None:
                row[column] = value
        return row
    return ["" if value is None else value for value in values]


def _marked(found: Witness, address: str, said: Marked) -> float | None:
    """Take note of what a cell says besides its value."""
    figure, look = said
    if figure is None:
        found.faults[address] = NOT_CALCULATED
    elif look == "percent":
        found.percents.add(address)
    else:
        letters = address.rstrip("0123456789")
        found.number(int(address[len(letters) :]) - 1, _COLUMNS[letters.encode()], look, figure)
    return figure


def _tags(written: bytes, found: Witness, rows: Rows, *, prefixed: bool) -> bytes:
    """The number of the row that these tags begin, nothing where none of them does."""
    usual = _USUAL_TAG.fullmatch(written)
    if usual is not None:
        return _begun(usual[1], usual[2] or b"", found, rows, prefixed=prefixed)
    said, number = _TAG.split(written), b""
    if any(said[::4]):
        raise Unusual
    for begun, rest, bare in zip(said[1::4], said[2::4], said[3::4], strict=True):
        if number:
            raise Unusual
        number = b"" if _begun(begun, rest, found, rows, prefixed=prefixed) and bare else begun
    return number


def _begun(number: bytes, rest: bytes, found: Witness, rows: Rows, *, prefixed: bool) -> bytes:
    """Take note of a row by its number, and what its tag says besides."""
    row = int(number) - 1
    if row >= MAX_ROWS or row in rows:
        raise Unusual
    if _is_hidden(rest, prefixed):
        found.hidden.add(row)
    rows[row] = []
    return number


@lru_cache(FEW)
def _is_hidden(written: bytes, prefixed: bool) -> bool:
    """What the tag of a row says besides its number."""
    said = _ATTRIBUTE.findall(written)
    attributes = dict(said)
    hidden = attributes.get(b"hidden")
    if sum(len(name) + len(value) + 4 for name, value in said) != len(written) or len(attributes) != len(said):
        raise Unusual
    if (b"x14ac:dyDescent" in attributes and not prefixed) or (hidden not in _NOT_HIDDEN and hidden not in _HIDDEN):
        raise Unusual
    return hidden in _HIDDEN


_known: dict[bytes, tuple[Sequence[bytes], tuple[int, ...]]] = {}


def _columns(number: bytes, addresses: Sequence[bytes]) -> tuple[int, ...]:
    """The columns of a row's cells, from left to right as programs write them; nothing where none is left out."""
    known = _known.get(addresses[-1])
    if known is not None and known[0] == addresses:
        return known[1]
    columns = _columns_of(number, addresses)
    if len(_known) >= _MANY:
        _known.clear()
    _known[addresses[-1]] = addresses, columns
    return columns


def _columns_of(number: bytes, addresses: Sequence[bytes]) -> tuple[int, ...]:
    letters = [one.rstrip(_DIGITS) for one in addresses]
    columns = tuple(_COLUMNS.get(one, -1) for one in letters)
    if any(left >= right for left, right in pairwise((-1, *columns))):
        raise Unusual
    if [letter + number for letter in letters] != addresses:
        raise Unusual
    return () if columns == tuple(range(len(columns))) else columns
