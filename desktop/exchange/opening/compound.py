"""Compound files, as .xls is one: whether their sectors lead anywhere but round in a circle.

A reader follows a chain of sectors until it ends; one that leads back into itself would fill all memory.
"""

import struct
from collections.abc import Sequence
from typing import Final

_HEADER: Final = 512
_IN_HEADER: Final = 109
# What is shorter is kept in pieces of 64 bytes.
_SMALL: Final = 4096
_ENTRY: Final = 128
# Where an entry of the directory says which ones are beside it, and which is the first below it.
_SIBLINGS: Final = 68
_CHILD: Final = 76
# From here on a number says what a sector is for, and not which comes next.
_SPECIAL: Final = 0xFFFFFFFA


class Circular(ValueError):  # noqa: N818 - a verdict
    """A file whose sectors do not make chains that end."""


def check_chains(content: bytes) -> None:
    """Raise Circular where a chain of sectors has no end; struct.error where the header is cut off."""
    size, table = _table(content)
    _check(table)
    _check(_small_table(content, size, table))


def top_names(content: bytes) -> frozenset[str]:
    """What stands at the top of a file whose chains were checked, in small letters, in which none is like another."""
    size, table = _table(content)
    entries = _directory(content, size, table)
    return frozenset(_name(entries, at) for at in _top(entries))


def leads_to_first(content: bytes, name: str) -> bool:
    """Whether the first that has a name is at the top of a file, and not in an object put into it."""
    size, table = _table(content)
    entries = _directory(content, size, table)
    return next(at for at in range(0, len(entries) - 127, _ENTRY) if _name(entries, at) == name) in _top(entries)


def stream(content: bytes, name: str) -> bytes:
    """What is kept under a name in a file whose chains were checked; nothing where the name is not there."""
    size, table = _table(content)
    entries = _directory(content, size, table)
    for at in range(0, len(entries) - 127, _ENTRY):
        if _name(entries, at) != name.lower():
            continue
        start, length = struct.unpack_from("<2I", entries, at + 116)
        if length >= _SMALL:
            return _piece(content, size, _chain(table, start))[:length]
        (small,) = struct.unpack_from("<I", entries, 116)
        inside, chain = _piece(content, size, _chain(table, small)), _chain(_small_table(content, size, table), start)
        return b"".join(inside[place * 64 : place * 64 + 64] for place in chain)[:length]
    return b""


def _directory(content: bytes, size: int, table: list[int]) -> bytes:
    (first,) = struct.unpack_from("<I", content, 48)
    return _piece(content, size, _chain(table, first))


def _top(entries: bytes) -> set[int]:
    """Where the entries at the top stand: the root's child, and whatever is a sibling of one that was found."""
    found: set[int] = set()
    waiting = list(struct.unpack_from("<I", entries, _CHILD)) if len(entries) >= _ENTRY else []
    while waiting:
        at = waiting.pop() * _ENTRY
        if at + _ENTRY <= len(entries) and at not in found:
            found.add(at)
            waiting += struct.unpack_from("<2I", entries, at + _SIBLINGS)
    return found


def _name(entries: bytes, at: int) -> str:
    """What an entry of the directory is called: up to the zero behind it."""
    return entries[at : at + 64].decode("utf-16-le", errors="replace").partition("\0")[0].lower()


def _table(content: bytes) -> tuple[int, list[int]]:
    """The size of a sector, and the table that says of every sector which comes next."""
    version, _, shift = struct.unpack_from("<3H", content, 26)
    if (version, shift) not in {(3, 9), (4, 12)}:
        raise Circular
    size = 1 << shift
    (further,) = struct.unpack_from("<I", content, 68)
    places = _table_places(content, size, further)
    return size, [entry for place in places for entry in _sector(content, size, place)]


def _small_table(content: bytes, size: int, table: Sequence[int]) -> list[int]:
    (start,) = struct.unpack_from("<I", content, 60)
    return [entry for place in _chain(table, start) for entry in _sector(content, size, place)]


def _bytes(content: bytes, size: int, number: int) -> bytes:
    """A sector; what lies beyond the end of the file is empty."""
    start = _HEADER + number * size if size == _HEADER else (number + 1) * size
    return content[start : start + size]


def _piece(content: bytes, size: int, chain: Sequence[int]) -> bytes:
    return b"".join(_bytes(content, size, place) for place in chain)


def _sector(content: bytes, size: int, number: int) -> Sequence[int]:
    """The numbers in a sector."""
    piece = _bytes(content, size, number)
    return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])


def _table_places(content: bytes, size: int, further: int) -> list[int]:
    """The sectors that hold the table of all chains, each named once: first in the header, then in a chain of lists."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    seen: set[int] = set()
    while further < _SPECIAL:
        if further in seen:
            raise Circular
        seen.add(further)
        numbers = _sector(content, size, further)
        listed += numbers[:-1]
        further = numbers[-1] if numbers else _SPECIAL
    places = [place for place in listed if place < _SPECIAL]
    if len(set(places)) != len(places):
        raise Circular
    return places


def _chain(table: Sequence[int], start: int) -> list[int]:
    """The sectors of a chain in a table that has no circle."""
    chain = []
    while start < len(table):
        chain.append(start)
        start = table[start]
    return chain


def _check(table: Sequence[int]) -> None:
    """Follow every chain once; one that meets itself is a circle."""
    walk = [0] * len(table)
    for number in range(len(table)):
        at = number
        while at < len(table) and not walk[at]:
            walk[at] = number + 1
            at = table[at]
        if at < len(table) and walk[at] == number + 1:
            raise Circular
