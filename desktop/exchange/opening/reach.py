"""How far a sheet reaches: a few bytes can name its furthest corner, and a reader fills all that lies between."""

import re
from typing import Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS

# Readers take small letters and leading zeros, too.
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)0*([0-9]+)["']""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\br\s*=\s*["']0*([0-9]+)["']""")
# Five digits or two letters: no other address comes near the limits, and most sheets have none of these. It begins
# with a plain letter because such a search is four times as fast.
_FAR: Final = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{5})""")
_ROW_STARTS: Final = re.compile(rb"<(?:\w+:)?row\b")
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b")
# A cell that does not say where it stands follows the one before it.
_UNPLACED: Final = re.compile(rb"""<(?:\w+:)?c\b(?![^<>]*\br\s*=)""")

# Records of an .xlsb sheet: the head of a row, and cells of every kind, which begin with their column.
_BINARY_ROW: Final = 0
_BINARY_CELLS: Final = range(1, 12)


def sheet_reaches_too_far(text: bytes) -> bool:
    """Whether a sheet of an Office Open XML workbook names a cell beyond the limits."""
    if _FAR.search(text) and _names_too_far(text):
        return True
    return _UNPLACED.search(text) is not None and _counted_too_far(text)


def _names_too_far(text: bytes) -> bool:
    columns = set()
    for found in _ADDRESS.finditer(text):
        columns.add(found[1])
        if _beyond(found[2]):
            return True
    if any(len(letters) > 3 or _column_number(letters.upper()) > MAX_COLUMNS for letters in columns):
        return True
    return any(_beyond(found[1]) for found in _ROW.finditer(text))


def _beyond(row: bytes) -> bool:
    return len(row) > 7 or int(row) > MAX_ROWS


def _counted_too_far(text: bytes) -> bool:
    starts = [found.start() for found in _ROW_STARTS.finditer(text)]
    if len(starts) > MAX_ROWS:
        return True
    ends = [*starts[1:], len(text)]
    rows = (text[start:end] for start, end in zip(starts, ends, strict=True))
    return any(len(_CELL.findall(row)) > MAX_COLUMNS for row in rows)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def binary_sheet_reaches_too_far(content: bytes) -> bool:
    """The same of a sheet of an .xlsb workbook; LookupError where its records end in the middle."""
    place = 0
    while place < len(content):
        kind, place = _varint(content, place, 2)
        size, place = _varint(content, place, 4)
        number = int.from_bytes(content[place : place + 4], "little")
        if (kind == _BINARY_ROW and number >= MAX_ROWS) or (kind in _BINARY_CELLS and number >= MAX_COLUMNS):
            return True
        place += size
    return False


def _varint(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits in each, and where it ends."""
    number = 0
    for step in range(longest):
        byte = content[place + step]
        number |= (byte & 0x7F) << 7 * step
        if byte < 0x80:
            return number, place + step + 1
    return number, place + longest
