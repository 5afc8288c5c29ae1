"""Cells spelled as spreadsheet programs spell them, of any of the usual kinds, read by one expression for all."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any, Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.usual_texts import BLANKS, FEW, TEXT, Unusual, text_of
from desktop.exchange.opening.witness import NOT_CALCULATED, TOO_LONG, Witness, letters_of

_COLUMNS: Final = {letters_of(number).encode(): number for number in range(MAX_COLUMNS)}
_FORMULA: Final = (
    '<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?: aca="(?:false|true)")?'
    rf"(?:/>|>{TEXT}</f>)"
)
# What is written in few cells: texts of formulas, truths, texts that stand in their cell, what nobody has calculated.
_RARE: Final = (
    rf' t="str">(?:{_FORMULA})?<v>{TEXT}</v></c>| t="b">(?:{_FORMULA})?<v>[01]</v></c>'
    rf'| t="inlineStr"><is><t>{TEXT}</t></is></c>'
    rf'|(?: t="(?:n|str)")?>{_FORMULA}(?:<v></v>)?</c>|></c>'
)
# A cell: its letters, row and look; the number of a shared text, or a number, or what is rare.
_CELL: Final = re.compile(
    (
        r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
        r'(?: t="s"><v>([0-9]{1,9})</v></c>|(?: t="(?:s|n|str|b)")?/>'
        rf'|(?: t="n")?>(?:{_FORMULA})?<v>({NUMBER.pattern})</v></c>|({_RARE}))'
    ).encode()
)
_PARTS: Final = 7
# What is between the cells of two rows: the end of a row, or the tag of one with its number and what else it says.
_TAG: Final = re.compile(rb'(</row>)|<row r="([1-9][0-9]{0,5})"([^<>]*?)(/?)>')
_ATTRIBUTE: Final = re.compile(
    rb" (spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="([^"<>&\t\n]*)"'
)
# The usual way from one row to the next.
_NEXT: Final = re.compile(rb'</row><row r="([1-9][0-9]{0,5})"([^<>]*[^<>/])?>')
# A day or a time beyond it is for the library to judge, too.
_FAR: Final = 10**6
_NOT_HIDDEN: Final = frozenset({None, b"0", b"false"})
_HIDDEN: Final = frozenset({b"1", b"true"})

Rows = dict[int, list[Any]]


def read_cells(piece: bytes, shared: Shared, found: Witness, rows: Rows, *, prefixed: bool) -> int:
    """The rows of a piece, and how many cells it has; of its parts six are of each cell, one is between the cells."""
    parts: list[Any] = _CELL.split(piece)
    between, letters, digits = parts[::_PARTS], parts[1::_PARTS], parts[2::_PARTS]
    values = _values(parts, shared, found)
    starts = [*compress(range(len(between)), between)]
    if starts[:1] != [0] or starts[-1] != len(values):
        # A cell in front of all rows, or one that no row ends behind.
        raise Unusual
    for begin, end in pairwise((*starts, len(values))):
        number = _tags(between[begin], found, rows, opened=begin > 0, prefixed=prefixed)
        if digits[begin:end].count(number) != end - begin:
            raise Unusual
        if begin < end:
            rows[int(number) - 1] = _row(values[begin:end], _columns((*letters[begin:end],)))
        elif number:
            raise Unusual
    return len(values)


def _tags(between: bytes, found: Witness, rows: Rows, *, opened: bool, prefixed: bool) -> bytes:
    """The number of the row in whose cells these tags end, nothing where they end outside of one."""
    usual = _NEXT.fullmatch(between) if opened else None
    if usual is not None:
        return _begun(usual[1], usual[2] or b"", found, rows, prefixed=prefixed)
    said, number = _TAG.split(between), b""
    if any(said[::5]):
        raise Unusual
    for close, begun, rest, bare in zip(said[1::5], said[2::5], said[3::5], said[4::5], strict=True):
        if bool(close) != opened:
            raise Unusual
        opened = not close and not bare
        if not close:
            number = _begun(begun, rest, found, rows, prefixed=prefixed)
    return number if opened else b""


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


@lru_cache(FEW)
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    """The columns of a row's cells, from left to right as programs write them; nothing where none is left out."""
    columns = tuple(_COLUMNS.get(one, -1) for one in letters)
    if -1 in columns or any(left >= right for left, right in pairwise(columns)):
        raise Unusual
    return () if columns == tuple(range(len(columns))) else columns


def _row(values: list[Any], columns: tuple[int, ...]) -> list[Any]:
    """The values of a row from its first column on to the last that is filled."""
    while values and values[-1] is None:
        values.pop()
    if columns and values:
        row: list[Any] = [""] * (columns[len(values) - 1] + 1)
        for column, value in zip(columns, values, strict=False):
            if value is not None:
                row[column] = value
        return row
    return ["" if value is None else value for value in values]


def _values(parts: Sequence[Any], shared: Shared, found: Witness) -> list[Any]:
    """What every cell of a piece says, one after the other; None where it says nothing."""
    looks, numbers, texts = parts[3::_PARTS], parts[5::_PARTS], shared.numbered
    figures = [*map(float, filter(None, numbers))]
    if figures and (min(figures) <= -TOO_LONG or max(figures) >= TOO_LONG):
        raise Unusual
    others = iter(figures)
    try:
        values: list[Any] = [
            texts[index] if index else next(others) if number else None
            for index, number in zip(parts[4::_PARTS], numbers, strict=True)
        ]
    except KeyError as error:
        raise Unusual from error
    shown = {look: name for look in {*looks} if (name := shared.looks[(look or b"0").decode()])}
    marked = compress(range(len(values)), map(shown.get, looks)) if shown else ()
    for place in marked:
        if numbers[place]:
            letters, row = (one.decode() for one in parts[1 + _PARTS * place : 3 + _PARTS * place])
            _look(found, letters, row, shown[looks[place]], values[place])
    rare = parts[6::_PARTS]
    for place in compress(range(len(values)), rare):
        values[place] = _rare(rare[place], parts[1 + _PARTS * place] + parts[2 + _PARTS * place], found)
    return values


def _look(found: Witness, letters: str, row: str, shown: Look, figure: float) -> None:
    """What a cell shows of its number."""
    if abs(figure) > _FAR:
        raise Unusual
    if shown == "percent":
        found.percents.add(letters + row)
    else:
        found.number(int(row) - 1, _COLUMNS.get(letters.encode(), MAX_COLUMNS), shown, figure)


def _rare(written: bytes, cell: bytes, found: Witness) -> str | bool | None:
    """The value of a cell that is neither a number nor a text from elsewhere; None where it has none."""
    if written.endswith(b"</v></c>") and written.startswith(b' t="str"'):
        return text_of(written[written.rindex(b"<v>") + len(b"<v>") : -len(b"</v></c>")])
    if written.startswith(b' t="b"'):
        return written.endswith(b"<v>1</v></c>")
    if written.startswith(b' t="inlineStr"'):
        text = text_of(written[written.index(b"<t>") + len(b"<t>") : -len(b"</t></is></c>")])
        return text.strip(BLANKS)
    if b"<f" in written and not written.startswith(b' t="str"'):
        found.faults[cell.decode()] = NOT_CALCULATED
    return None
