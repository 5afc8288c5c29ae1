"""Binary sheets (.xlsb), gone through record by record before a library reads them."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.exchange.opening.formats import BUILT_IN, Look, look_of
from desktop.exchange.opening.open_xml import links_of, main_part
from desktop.exchange.opening.witness import Block, TooFar, Witness

# Records by their numbers, as the published description of the format counts them.
_ROW: Final = 0
_ERRORS: Final = frozenset({3, 11})
_SMALL_NUMBER: Final = 2
_NUMBERS: Final = frozenset({5, 9})
_TEXTS: Final = frozenset({6, 8, 62})
_SHARED: Final = 7
_TRUTHS: Final = frozenset({4, 10})
_SHARED_TEXT: Final = 19
_FORMAT, _LOOK, _LOOKS_BEGIN, _LOOKS_END = 44, 47, 617, 618
_SETTINGS, _SHEET, _FILTER, _MERGED = 153, 156, 161, 176
_HIDDEN: Final = 0x10
# A row that a sheet of this kind can have at all; beyond it the number is no row's.
_LAST_ROW: Final = 2**20
ERROR_WORDS: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to: what their looks show of numbers, and the shared texts that say nothing."""

    looks: Sequence[Look]
    blank: frozenset[int]


def witnesses(parts: Mapping[str, bytes]) -> dict[str, Witness]:
    """Every sheet by its name; LookupError, ValueError or struct.error where the package is broken."""
    part = main_part(parts)
    links = links_of(parts, part)
    by_kind = {link.kind: parts[link.part] for link in links.values() if link.part}
    book = _Book(
        tuple(_looks(by_kind.get("styles", b""))),
        frozenset(_blank_texts(by_kind.get("sharedStrings", b""))),
    )
    found, since_1904 = {}, False
    for kind, data in _records(parts[part]):
        if kind == _SETTINGS:
            since_1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            link, at = _wide_text(data, 8)
            name, _ = _wide_text(data, at)
            if links[link].kind == "worksheet":
                found[name] = _walk(parts[links[link].part], book, Witness(since_1904))
    return found


def _looks(styles: bytes) -> Iterator[Look]:
    """What each of the cell looks shows of numbers."""
    formats, inside = dict(BUILT_IN), False
    for kind, data in _records(styles):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", data)
            formats[number] = look_of(_wide_text(data, 2)[0], number)
        elif kind in (_LOOKS_BEGIN, _LOOKS_END):
            inside = kind == _LOOKS_BEGIN
        elif kind == _LOOK and inside:
            yield formats.get(struct.unpack_from("<H", data, 2)[0], "")


def _blank_texts(texts: bytes) -> Iterator[int]:
    items = (data for kind, data in _records(texts) if kind == _SHARED_TEXT)
    for number, data in enumerate(items):
        if not _wide_text(data, 1)[0].strip():
            yield number


def _walk(content: bytes, book: _Book, found: Witness) -> Witness:
    row = -1
    for kind, data in _records(content):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", data)
            if row >= _LAST_ROW:
                raise TooFar
            if len(data) > 11 and data[11] & _HIDDEN:
                found.hidden.add(row)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            found.merged.append(Block(top, left, bottom, right))
        elif kind == _FILTER:
            found.filtered = True
        else:
            _cell(found, row, kind, data, book)
    return found


def _cell(found: Witness, row: int, kind: int, data: bytes, book: _Book) -> None:
    if kind in _ERRORS:
        found.fail(row, struct.unpack_from("<I", data)[0], ERROR_WORDS.get(data[8], ""))
    elif kind in _NUMBERS:
        column, look, number = struct.unpack_from("<2Id", data)
        _number(found, row, column, look & 0xFFFFFF, number, book)
    elif kind == _SMALL_NUMBER:
        column, look, packed = struct.unpack_from("<3I", data)
        _number(found, row, column, look & 0xFFFFFF, unpacked(packed), book)
    elif kind in _TRUTHS or (kind in _TEXTS and _wide_text(data, 9 if kind == 62 else 8)[0].strip()):
        found.fill(row, struct.unpack_from("<I", data)[0])
    elif kind == _SHARED:
        column, _, number = struct.unpack_from("<3I", data)
        if number not in book.blank:
            found.fill(row, column)


def _number(found: Witness, row: int, column: int, look: int, number: float, book: _Book) -> None:
    found.fill(row, column)
    found.number(row, column, book.looks[look] if look < len(book.looks) else "", number)


def unpacked(packed: int) -> float:
    """A number of 32 bits: a whole one, or the first half of a longer one; perhaps a hundredth of it."""
    if packed & 2:
        number = float((packed >> 2) - (packed >> 31 << 30))
    else:
        (number,) = struct.unpack("<d", bytes(4) + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if packed & 1 else number


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text behind its length, and where it ends; what is not there has no characters."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    if end > len(data):
        raise ValueError("a text is longer than its record")
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record; LookupError where the last one is cut off."""
    place = 0
    while place < len(content):
        kind, place = _varint(content, place, 2)
        size, place = _varint(content, place, 4)
        yield kind, content[place : place + size]
        place += size


def _varint(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits in each, and where it ends."""
    number = 0
    for step in range(longest):
        byte = content[place]
        place += 1
        number |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            break
    return number, place
