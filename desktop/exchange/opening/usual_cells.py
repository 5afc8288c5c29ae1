"""Rows of cells spelled as spreadsheet programs spell them, read by few expressions."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import getitem
from typing import Any, Final, NamedTuple

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.cell_kinds import BETWEEN, FORMULA, LOOK, NOTHING, OPEN, Kinds, Marked
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.usual_texts import FEW, TEXT, Unusual, decoded
from desktop.exchange.opening.witness import NOT_CALCULATED, Witness, letters_of

_COLUMNS: Final = {letters_of(number).encode(): number for number in range(MAX_COLUMNS)}
_FORMULA: Final = re.compile(
    (
        '(<f(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]*")?(?: si="[0-9]*")?(?: aca="(?:false|true)")?'
        rf"(?:/>|>{TEXT}</f>))"
    ).encode()
)
_ROW_END: Final = b"</row>"
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})')
# The tag of a row with its number and what else it says, and that of a row without cells.
_TAG: Final = re.compile(rb'<row r="([1-9][0-9]{0,5})"([^<>]*[^<>/])?>')
_BARE: Final = re.compile(rb'<row r="([1-9][0-9]{0,5})"([^<>]*)/>')
_NUMBER_AT: Final = len(b'<row r="')
_DIGITS: Final = b"0123456789"
_ATTRIBUTE: Final = re.compile(
    rb" (spans|s|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="([^"<>&\t\n]*)"'
)
_PREFIXED: Final = b"x14ac:dyDescent"
_NOT_HIDDEN: Final = frozenset({None, b"0", b"false"})
_HIDDEN: Final = frozenset({b"1", b"true"})
# So many rows of a form have their cells at the same addresses as in the form before, if that is said in so few bytes.
_MANY: Final = 2048
_SHORT: Final = 128

# From so many rows on, cells are looked up column by column; and what a column of texts alone says.
_AT_ONCE: Final = 8
_NUMBERED: Final = frozenset({int})

Rows = dict[int, list[Any]]


class _Place(NamedTuple):
    """Where the cells of a row stand: its number, counted from 0, their addresses and columns; and whether it shows.

    Of columns there are none where they begin with the first and none is left out.
    """

    row: int
    hidden: bool
    # Whether its tag says something in a name space that the sheet has to declare.
    prefixed: bool
    addresses: Sequence[bytes]
    columns: Sequence[int]
    # The letters of the columns, parted by blanks.
    letters: bytes


# By the tag of a row and its last address; and by its tag and how its first cell begins, of several the newest.
_known: dict[bytes, _Place] = {}


def read_cells(piece: bytes, shared: Shared, found: Witness, rows: Rows, *, prefixed: bool) -> int:
    """The rows of a piece, and how many cells it has."""
    *whole, rest = _without_formulas(piece).split(_ROW_END)
    alike, count = shared.kinds.alike, 0
    alike.forget()
    places: list[_Place] = []
    told: list[Any] = []
    for written in whole:
        # Cut at its number, which is the end of every address, a row falls into its cells. One that begins like a row
        # that is known, and whose cells are each in front of the same column as there, has them at the same places.
        begun, *cells = written.split(written[_NUMBER_AT : written.find(b'"', _NUMBER_AT)] + LOOK)
        place, said = _known.get(begun), None
        if place is not None and len(cells) == len(place.addresses) and prefixed >= place.prefixed:
            try:
                said = [*map(getitem, alike[place.letters], cells)]
            except Unusual:
                # A cell that is spelled otherwise is looked at beside its address.
                said = None
        if said is None or place is None:
            place, said = _cell_by_cell(written, shared.kinds, found, rows, prefixed=prefixed)
        _begin(place.row, found, rows, hidden=place.hidden)
        if places and place.letters != places[0].letters:
            _put(rows, places, told, shared, found)
            places, told = [], []
        places.append(place)
        told += said
        count += len(said)
    _put(rows, places, told, shared, found)
    if _after_bare(rest, found, rows, prefixed=prefixed):
        raise Unusual
    return count


def _without_formulas(piece: bytes) -> bytes:
    """The rows with a sign in the place of each formula; Unusual where one holds what may not stand there."""
    parts = _FORMULA.split(piece)
    if len(parts) > 1 and not decoded(b" ".join(parts[1::2])):
        raise Unusual
    return FORMULA.join(parts[::2])


def _cell_by_cell(
    written: bytes, kinds: Kinds, found: Witness, rows: Rows, *, prefixed: bool
) -> tuple[_Place, list[Any]]:
    """Where the cells of any row stand, by their addresses, and what each says."""
    tags, *cells = _CELL.split(written)
    addresses = cells[::2]
    place = _known.get(tags + addresses[-1]) if addresses else None
    if place is None or place.addresses != addresses or prefixed < place.prefixed:
        place = _place(tags, addresses, found, rows, prefixed=prefixed)
    elif len(cells) > 2:
        _known[tags + BETWEEN + place.letters.partition(b" ")[0]] = place
    return place, [*map(kinds.__getitem__, cells[1::2])]


def _put(rows: Rows, places: Sequence[_Place], told: list[Any], shared: Shared, found: Witness) -> None:
    """The values of rows with cells in the same columns, from the first column on to the last that is filled.

    In one column most cells say the same kind of thing, so that many are looked up at once.
    """
    width = len(told) // len(places) if places else 0
    try:
        if len(places) < _AT_ONCE or not _put_at_once(rows, places, told, width, shared.numbered, found):
            for number, place in enumerate(places):
                said = told[number * width : (number + 1) * width]
                rows[place.row] = _values(place, said, shared.numbered, found)
    except KeyError as error:
        raise Unusual from error


def _put_at_once(
    rows: Rows, places: Sequence[_Place], told: list[Any], width: int, texts: Mapping[int, str], found: Witness
) -> bool:
    """The same column by column; not where a row may be blank, or end with a formula that nobody calculated."""
    columns = [told[at::width] for at in range(width)]
    while columns and columns[-1].count(NOTHING) == len(places):
        columns.pop()
    if all(NOTHING in column for column in columns) or OPEN in columns[-1]:
        return False
    values = [_column(column, places, at, texts, found) for at, column in enumerate(columns)]
    if places[0].columns:
        between = [""] * len(places)
        there = dict(zip(places[0].columns, values, strict=False))
        values = [there.get(at, between) for at in range(places[0].columns[len(values) - 1] + 1)]
    for place, row in zip(places, zip(*values, strict=True), strict=True):
        rows[place.row] = [*row]
    return True


def _column(
    column: list[Any], places: Sequence[_Place], at: int, texts: Mapping[int, str], found: Witness
) -> list[Any]:
    """The values of the cells in one column."""
    kinds = {*map(type, column)}
    if kinds == _NUMBERED:
        return [*map(texts.__getitem__, column)]
    if Marked not in kinds:
        return [texts[one] if one.__class__ is int else one for one in column]
    return [
        texts[one]
        if (kind := one.__class__) is int
        else _marked(found, place.addresses[at].decode(), one)
        if kind is Marked
        else one
        for place, one in zip(places, column, strict=True)
    ]


def _values(place: _Place, said: list[Any], texts: Mapping[int, str], found: Witness) -> list[Any]:
    """The values of one row."""
    while said and (said[-1] == NOTHING or said[-1] == OPEN):
        if said.pop() == OPEN:
            found.faults[place.addresses[len(said)].decode()] = NOT_CALCULATED
    values = [
        texts[one]
        if (kind := one.__class__) is int
        else _marked(found, address.decode(), one)
        if kind is Marked
        else one
        for address, one in zip(place.addresses, said, strict=False)
    ]
    if not place.columns or not values:
        return values
    row: list[Any] = [""] * (place.columns[len(values) - 1] + 1)
    for column, value in zip(place.columns, values, strict=False):
        row[column] = value
    return row


def _marked(found: Witness, address: str, said: Marked) -> float | str:
    """Take note of what a cell says besides its value."""
    figure, look = said
    if figure is None:
        found.faults[address] = NOT_CALCULATED
        return ""
    if look == "percent":
        found.percents.add(address)
    else:
        letters = address.rstrip("0123456789")
        found.number(int(address[len(letters) :]) - 1, _COLUMNS[letters.encode()], look, figure)
    return figure


def _place(tags: bytes, addresses: list[bytes], found: Witness, rows: Rows, *, prefixed: bool) -> _Place:
    """Where the cells behind these tags stand: kept for the next workbook, if they are those of one row."""
    last = _after_bare(tags, found, rows, prefixed=prefixed)
    tag = _TAG.fullmatch(last)
    letters = [one.rstrip(_DIGITS) for one in addresses]
    if tag is None or [letter + tag[1] for letter in letters] != addresses:
        raise Unusual
    rest = tag[2] or b""
    hidden, columns = _is_hidden(rest, prefixed), _columns(letters)
    place = _Place(int(tag[1]) - 1, hidden, _PREFIXED in rest, addresses, columns, b" ".join(letters))
    if addresses and last == tags and len(tags) <= _SHORT:
        if len(_known) >= _MANY:
            _known.clear()
        _known[tags + addresses[-1]] = _known[tags + BETWEEN + letters[0]] = place
    return place


def _after_bare(tags: bytes, found: Witness, rows: Rows, *, prefixed: bool) -> bytes:
    """What is behind the rows without cells, of which note is taken."""
    if b"/>" not in tags:
        return tags
    *said, last = _BARE.split(tags)
    if any(said[::3]):
        raise Unusual
    for number, rest in zip(said[1::3], said[2::3], strict=True):
        _begin(int(number) - 1, found, rows, hidden=_is_hidden(rest, prefixed))
    return last


def _begin(row: int, found: Witness, rows: Rows, *, hidden: bool) -> None:
    """Take note of a row."""
    if row >= MAX_ROWS or row in rows:
        raise Unusual
    if hidden:
        found.hidden.add(row)
    rows[row] = []


@lru_cache(FEW)
def _is_hidden(written: bytes, prefixed: bool) -> bool:
    """What the tag of a row says besides its number."""
    if written and not decoded(written):
        raise Unusual
    said = _ATTRIBUTE.findall(written)
    attributes = dict(said)
    hidden = attributes.get(b"hidden")
    if sum(len(name) + len(value) + 4 for name, value in said) != len(written) or len(attributes) != len(said):
        raise Unusual
    if (_PREFIXED in attributes and not prefixed) or (hidden not in _NOT_HIDDEN and hidden not in _HIDDEN):
        raise Unusual
    return hidden in _HIDDEN


def _columns(letters: Sequence[bytes]) -> Sequence[int]:
    """The columns of a row's cells, from left to right as programs write them; nothing where none is left out."""
    columns = tuple(_COLUMNS.get(one, -1) for one in letters)
    if any(left >= right for left, right in pairwise((-1, *columns))):
        raise Unusual
    return () if columns == tuple(range(len(columns))) else columns
