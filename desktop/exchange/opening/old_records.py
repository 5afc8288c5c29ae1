"""What the records of an .xls say of sizes, before a reader makes room for them."""

import struct
from collections.abc import Iterator
from typing import Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.compound import stream

_BEGIN: Final = 0x0809
_SHARED_TEXTS: Final = 0x00FC
_DIMENSIONS: Final = 0x0200
# Everything that stands in a cell says first in which.
_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})


def asks_too_much(content: bytes) -> bool:
    """Whether a workbook names more texts than it can hold, or sheets that are larger together than one may be."""
    return any(_too_much(stream(content, name)) for name in ("Workbook", "Book"))


def _too_much(book: bytes) -> bool:
    sheets = [(0, 0)]
    for kind, data in _records(book):
        if kind == _SHARED_TEXTS and len(data) >= 8 and struct.unpack_from("<I", data, 4)[0] > len(book):
            return True
        if kind == _BEGIN:
            sheets.append((0, 0))
        row, column = _reach(kind, data)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            return True
        sheets[-1] = max(sheets[-1][0], row), max(sheets[-1][1], column)
    return sum(rows * columns for rows, columns in sheets) > MAX_ROWS * MAX_COLUMNS


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _reach(kind: int, data: bytes) -> tuple[int, int]:
    """How many rows and columns a record speaks of; where a sheet is said to begin counts as well as where it ends."""
    if kind == _DIMENSIONS and len(data) >= 8:
        places = struct.unpack_from("<2I2H" if len(data) >= 12 else "<4H", data)
        return max(places[:2]), max(places[2:])
    if kind in _CELLS and len(data) >= 4:
        row, column = struct.unpack_from("<2H", data)
        return row + 1, column + 1
    return 0, 0
