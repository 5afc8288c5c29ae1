"""The sheets of an .xls workbook, gone through record by record before a library reads them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.binary_sheets import ERROR_WORDS
from desktop.exchange.opening.compound import stream
from desktop.exchange.opening.formats import is_percent
from desktop.exchange.opening.shared_texts import blank_texts
from desktop.exchange.opening.witness import PERCENT_FORMATS, Block, TooFar, Witness, address

# Records by their numbers, as the published description of the format counts them.
_BEGIN, _SHEET, _FORMAT, _LOOK, _PASSWORD = 0x0809, 0x0085, 0x041E, 0x00E0, 0x002F
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

    formats: set[int] = field(default_factory=lambda: set(PERCENT_FORMATS))
    looks: list[int] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    blank: frozenset[int] = frozenset()
    # Since 1997 texts say how wide their characters are.
    modern: bool = True
    # The last formula's cell, whose result is a text if one follows.
    formula: tuple[int, int] = (0, 0)

    def shows_percent(self, look: int) -> bool:
        return look < len(self.looks) and self.looks[look] in self.formats


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
            found = Witness()
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
    # Whatever the width of the characters, those that matter here are the same in both.
    elif kind == _FORMAT and is_percent(data[2:].replace(b"\0", b"").decode("latin-1")):
        book.formats.add(struct.unpack_from("<H", data)[0])


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
    if kind == _SMALL_NUMBERS:
        row, column = struct.unpack_from("<2H", data)
        for place in range((len(data) - 6) // 6):
            (look,) = struct.unpack_from("<H", data, 4 + 6 * place)
            _number(found, row, column + place, look, book)
    elif kind in (_NUMBER, _SMALL_NUMBER):
        row, column, look = struct.unpack_from("<3H", data)
        _number(found, row, column, look, book)
    elif kind == _FORMULA:
        _formula(found, data, book)
    elif kind == _ERROR:
        _error(found, data)
    elif kind == _SHARED:
        row, column, _, number = struct.unpack_from("<3HI", data)
        if number not in book.blank:
            found.fill(row, column)
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


def _number(found: Witness, row: int, column: int, look: int, book: _Book) -> None:
    found.fill(row, column)
    if book.shows_percent(look):
        found.percents.add(address(row, column))


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
        _number(found, row, column, look, book)
    elif kind == 2:
        found.fail(row, column, ERROR_WORDS.get(value, ""))
    elif kind == 1:
        found.fill(row, column)


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each record begins, its kind and its content."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        yield at, kind, book[at + 4 : at + 4 + length]
        at += 4 + length
