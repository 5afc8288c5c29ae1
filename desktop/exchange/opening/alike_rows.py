"""Rows in which the same kinds of cells follow each other, as in a form: read by their pattern, all cells at once.

The tags of a row's cells, without its number, are its pattern, of which a sheet has few. A row that has anything else
than texts, numbers and what formulas say is left to be read cell by cell.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import itemgetter
from typing import Any, Final, NamedTuple

from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.usual_cells import COLUMNS, Rows, look, read_cells, tags
from desktop.exchange.opening.usual_texts import FEW, TEXT, Unusual, text_of
from desktop.exchange.opening.witness import TOO_LONG, Witness

# A cell: what its tag says from its address on, and what is in it, if anything is.
_CELL: Final = re.compile(
    rf'<c r="([^<>]*)(?:(?<=/)>|(?<!/)>(?:<f(?: aca="false")?>{TEXT}</f>)?<v>({TEXT})</v></c>)'.encode()
)
_PARTS: Final = 3
# In a pattern this sign stands between the letters and the look of a cell.
_HERE: Final = b"#"
_TAG: Final = re.compile(rb'([A-Z]{1,3})#([0-9]{1,6})"(?: t="(s|n|str|b)")?(/?)')
# The signs of a number without a power of ten.
_SIGNS: Final = b"0123456789.+-"
# Many rows have the same numbers: their places, shares of the year, figures of the plan.
_figure: Final = lru_cache(2**12)(float)
_Taker = Callable[[Sequence[Any]], tuple[Any, ...]]


class _Pattern(NamedTuple):
    """How many cells a row has, and of what kind they are.

    `texts`, `numbers` and `formulas` take out what is in the cells of a kind; of the numbers there are looks and the
    letters of their columns. `order` puts the values of these three, and a blank behind them, into the row.
    """

    cells: int
    texts: _Taker
    numbers: _Taker
    formulas: _Taker
    looks: tuple[str, ...]
    letters: tuple[str, ...]
    order: _Taker


def read_rows(piece: bytes, shared: Shared, found: Witness, rows: Rows, *, prefixed: bool) -> int:
    """The rows of a piece, and how many cells it has; Unusual where there is anything that may be no cell."""
    parts: list[Any] = _CELL.split(piece)
    between, cells, contents = parts[::_PARTS], parts[1::_PARTS], parts[2::_PARTS]
    starts, others = [*compress(range(len(between)), between)], []
    if starts[:1] != [0] or starts[-1] != len(cells):
        raise Unusual
    for begin, end in pairwise((*starts, len(cells))):
        number = tags(between[begin], found, rows, opened=begin > 0, prefixed=prefixed)
        if bool(number) != (begin < end):
            raise Unusual
        if number:
            try:
                rows[int(number) - 1] = _row(number, cells[begin:end], contents[begin:end], shared, found)
            except (Unusual, LookupError, ValueError):
                others.append(number)
    for number in others:
        del rows[int(number) - 1]
        at = piece.index(b'<row r="%b"' % number)
        read_cells(piece[at : piece.index(b"</row>", at) + len(b"</row>")], shared, found, rows, prefixed=prefixed)
    return len(cells)


def _row(number: bytes, cells: list[bytes], contents: list[Any], shared: Shared, found: Witness) -> list[Any]:
    """The values of a row up to the last that is filled; Unusual, LookupError or ValueError where one is unlike."""
    said = b"\n".join(cells)
    if _HERE in said:
        raise Unusual
    pattern = _pattern(said.replace(number + b'" s="', _HERE))
    numbers = pattern.numbers(contents)
    if pattern.cells != len(cells) or b"".join(numbers).translate(None, _SIGNS):
        raise Unusual
    figures = [*map(_figure, numbers)]
    if figures and (max(figures) >= TOO_LONG or min(figures) <= -TOO_LONG):
        raise Unusual
    looks = [*map(shared.looks.__getitem__, pattern.looks)]
    if any(looks):
        row = number.decode()
        for shown, letters, figure in zip(looks, pattern.letters, figures, strict=True):
            if shown:
                look(found, letters, row, shown, figure)
    texts = map(shared.numbered.__getitem__, pattern.texts(contents))
    return list(pattern.order((*texts, *figures, *map(text_of, pattern.formulas(contents)), "")))


@lru_cache(FEW)
def _pattern(written: bytes) -> _Pattern:
    """The pattern of a row by the tags of its cells."""
    places: dict[bytes, list[int]] = {b"s": [], b"n": [], b"str": []}
    columns: list[int] = []
    looks, letters = [], []
    for place, tag in enumerate(written.split(b"\n")):
        said = _TAG.fullmatch(tag)
        column = -1 if said is None else COLUMNS.get(said[1], -1)
        if said is None or column <= (columns[-1] if columns else -1):
            raise Unusual
        columns.append(column)
        if said[4]:
            continue
        kind = said[3] or b"n"
        places[kind].append(place)
        if kind == b"n":
            looks.append(said[2].decode())
            letters.append(said[1].decode())
    filled = [place for kind in places.values() for place in kind]
    source = {columns[place]: number for number, place in enumerate(filled)}
    order = [source.get(column, len(filled)) for column in range(max(source, default=-1) + 1)]
    takers = [_taker(some) for some in places.values()]
    return _Pattern(len(columns), takers[0], takers[1], takers[2], (*looks,), (*letters,), _taker(order))


def _taker(places: Sequence[int]) -> _Taker:
    """Takes what stands at these places out of many."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)
