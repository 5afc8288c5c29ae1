"""Compound files, as .xls is one: whether their sectors lead anywhere but round in a circle.

A reader follows a chain of sectors until it ends; one that leads back into itself would fill all memory.
"""

import struct
from collections.abc import Sequence
from typing import Final

_HEADER: Final = 512
_IN_HEADER: Final = 109
# From here on a number says what a sector is for, and not which comes next.
_SPECIAL: Final = 0xFFFFFFFA


class Circular(ValueError):  # noqa: N818 - a verdict
    """A file whose sectors do not make chains that end."""


def check_chains(content: bytes) -> None:
    """Raise Circular where a chain of sectors has no end; struct.error where the header is cut off."""
    version, _, shift = struct.unpack_from("<3H", content, 26)
    if (version, shift) not in {(3, 9), (4, 12)}:
        raise Circular
    size = 1 << shift
    mini_start, _, further, _ = struct.unpack_from("<4I", content, 60)
    places = _table_places(content, size, further)
    table = [entry for place in places for entry in _sector(content, size, place)]
    _check(table)
    _check([entry for place in _chain(table, mini_start) for entry in _sector(content, size, place)])


def _sector(content: bytes, size: int, number: int) -> Sequence[int]:
    """The numbers in a sector; what lies beyond the end of the file holds none."""
    start = _HEADER + number * size if size == _HEADER else (number + 1) * size
    piece = content[start : start + size]
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
