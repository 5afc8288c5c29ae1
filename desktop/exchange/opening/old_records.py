"""The sheets of an .xls workbook, gone through record by record before a library reads them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.binary_sheets import ERROR_WORDS, unpacked
from desktop.exchange.opening.compound import stream
from desktop.exchange.opening.formats import BUILT_IN, Look, look_of
from desktop.exchange.opening.shared_texts import blank_texts
from desktop.exchange.opening.witness import TOO_LONG, Block, TooFar, Witness

# Records by their numbers, as the published description of the format counts them.
_BEGIN, _SHEET, _FORMAT, _LOOK, _PASSWORD, _SINCE = 0x0809, 0x0085, 0x041E, 0x00E0, 0x002F, 0x0022
_SHARED_TEXTS, _CONTINUED = 0x00FC, 0x003C
_DIMENSIONS, _ROW, _MERGED, _FILTER = 0x0200, 0x0208, 0x00E5, 0x009D
_FORMULA, _ERROR, _SHARED, _TEXT, _RICH, _RESULT = 0x0006, 0x0205, 0x00FD, 0x0204, 0x00D6, 0x0207
_SMALL_NUMBER, _NUMBER, _SMALL_NUMBERS = 0x027E, 0x0203, 0x00BD
_HIDDEN: Final = 0x20


class Locked(Exception):  # noqa: N818 - a verdict
    """A workbook that wants a password."""


@dataclass(slots=True)
class _Book:
    """What cells refer to, as far as it was read: it stands before the sheets."""

    formats: dict[int, Look] = field(default_factory=lambda: dict(BUILT_IN))
    looks: list[int] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    blank: frozenset[int] = frozenset()
    # Since 1997 texts say how wide their characters are.
    modern: bool = True
    since_1904: bool = False
    # The last formula's cell, whose result is a text if one follows.
    formula: tuple[int, int] = (0, 0)

    def look(self, number: int) -> Look:
        """What a cell's look shows of numbers."""
        return self.formats.get(self.looks[number], "") if number < len(self.looks) else ""


def witnesses(content: bytes) -> dict[str, Witness]:
    """Every sheet by its name; TooFar or Locked, struct.error or LookupError where the file is broken."""
    book = stream(content, "Workbook") or stream(content, "Book")
    names = dict(_names(book))
    shared, found, known = _Book(modern=_is_modern(book)), Witness(), {}
    last = 0
    for at, kind, data in _records(book):
        if last == _SHARED_TEXTS and kind != _CONTINUED:
            shared.blank = blank_texts(shared.texts)
        if kind == _BEGIN:
            found = Witness(shared.since_1904)
            if at in names:
                known[names[at]] = found
        elif kind == _PASSWORD:
            raise Locked
        elif kind == _CONTINUED and last == _SHARED_TEXTS:
            shared.texts.append(data)
            continue
        elif not known:
            _learn(shared, kind, data, len(book))
        else:
            _look(found, kind, data, shared)
        last = kind
    return known


def _is_modern(book: bytes) -> bool:
    return bool(struct.unpack_from("<H", book, 4)[0] >= 0x0600)


def _names(book: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and what it is called."""
    modern = _is_modern(book)
    for _, kind, data in _records(book):
        if kind != _SHEET:
            continue
        (at,) = struct.unpack_from("<I", data)
        if not modern:
            # Named in the code page of the machine that wrote it, which was a Chinese one.
            yield at, data[7 : 7 + data[6]].decode("gbk", errors="replace")
        elif data[7] & 1:
            yield at, data[8 : 8 + 2 * data[6]].decode("utf-16-le", errors="replace")
        else:
            yield at, data[8 : 8 + data[6]].decode("latin-1")


def _learn(book: _Book, kind: int, data: bytes, most: int) -> None:
    if kind == _SHARED_TEXTS:
        if struct.unpack_from("<I", data, 4)[0] > most:
            raise TooFar
        book.texts.append(data)
    elif kind == _LOOK:
        book.looks.append(struct.unpack_from("<H", data, 2)[0])
    elif kind == _FORMAT:
        (number,) = struct.unpack_from("<H", data)
        book.formats[number] = look_of(_format(data[2:], modern=book.modern), number)
    elif kind == _SINCE:
        book.since_1904 = struct.unpack_from("<H", data) == (1,)


def _format(data: bytes, *, modern: bool) -> str:
    """A format's code, in characters of one or two bytes; before 1997 in those of a Chinese machine."""
    if not modern:
        return data[1 : 1 + data[0]].decode("gbk", errors="replace")
    length, flags = struct.unpack_from("<HB", data)
    if flags & 1:
        return data[3 : 3 + 2 * length].decode("utf-16-le", errors="replace")
    return data[3 : 3 + length].decode("latin-1")


def _look(found: Witness, kind: int, data: bytes, book: _Book) -> None:
    """One record of a sheet."""
    if kind == _DIMENSIONS:
        # A reader makes room for all that is declared: some programs say that a sheet reaches to its last row.
        places = struct.unpack_from("<2I2H" if len(data) >= 12 else "<4H", data)
        if max(places[:2]) * max(places[2:]) > MAX_ROWS * MAX_COLUMNS:
            raise TooFar
    elif kind == _ROW:
        row, flags = struct.unpack_from("<H10xH", data)
        if flags & _HIDDEN:
            found.hidden.add(row)
    elif kind == _MERGED:
        for at in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * at)
            found.merged.append(Block(top, left, bottom, right))
    elif kind == _FILTER:
        found.filtered = True
    else:
        _cell(found, kind, data, book)


def _cell(found: Witness, kind: int, data: bytes, book: _Book) -> None:
    if kind == _SHARED:
        row, column, _, text = struct.unpack_from("<3HI", data)
        if text not in book.blank:
            found.fill(row, column)
    elif kind in (_NUMBER, _SMALL_NUMBER, _SMALL_NUMBERS):
        for row, column, look, number in _numbers(kind, data):
            _number(found, row, column, look, number, book)
    elif kind == _FORMULA:
        _formula(found, data, book)
    elif kind == _ERROR:
        _error(found, data)
    elif kind in (_TEXT, _RICH, _RESULT):
        _text(found, kind, data, book)


def _text(found: Witness, kind: int, data: bytes, book: _Book) -> None:
    """A cell with a text of its own, or the text that the formula in front of it came to."""
    if kind == _RESULT and _says(data, 0, book):
        found.fill(*book.formula)
    elif kind != _RESULT and _says(data, 6, book):
        found.fill(*struct.unpack_from("<2H", data))


def _says(data: bytes, at: int, book: _Book) -> bool:
    """Whether a text behind its length has more than blanks."""
    return bool(struct.unpack_from("<H", data, at)[0]) and bool(data[at + (3 if book.modern else 2) :].strip(b" \0"))


def _numbers(kind: int, data: bytes) -> Iterator[tuple[int, int, int, float]]:
    """Row, column, look and number of each cell of a record, which may hold several beside each other."""
    if kind == _NUMBER:
        yield struct.unpack_from("<3Hd", data)
        return
    row, column = struct.unpack_from("<2H", data)
    # Behind the last of several stands its column again.
    for place in range(1 if kind == _SMALL_NUMBER else (len(data) - 6) // 6):
        look, packed = struct.unpack_from("<HI", data, 4 + 6 * place)
        yield row, column + place, look, unpacked(packed)


def _number(found: Witness, row: int, column: int, look: int, number: float, book: _Book) -> None:
    found.fill(row, column)
    shown = book.look(look)
    if shown or not abs(number) < TOO_LONG:
        found.number(row, column, shown, number)


def _error(found: Witness, data: bytes) -> None:
    """An error, or one of the two truths, which are kept alike."""
    row, column, _, value, is_error = struct.unpack_from("<3H2B", data)
    if is_error:
        found.fail(row, column, ERROR_WORDS.get(value, ""))
    else:
        found.fill(row, column)


def _formula(found: Witness, data: bytes, book: _Book) -> None:
    """A formula's last result is a number unless its last two bytes say what else."""
    row, column, look, kind, value, marked = struct.unpack_from("<3HBxB3xH", data)
    book.formula = (row, column)
    if marked != 0xFFFF:
        (number,) = struct.unpack_from("<d", data, 6)
        _number(found, row, column, look, number, book)
    elif kind == 2:
        found.fail(row, column, ERROR_WORDS.get(value, ""))
    elif kind == 1:
        found.fill(row, column)


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each record begins, its kind and its content."""
    at, last, head = 0, len(book) - 4, struct.Struct("<2H").unpack_from
    while at <= last:
        kind, length = head(book, at)
        yield at, kind, book[at + 4 : at + 4 + length]
        at += 4 + length
