"""Compound files, as .xls is one, made sector by sector."""

import struct
from typing import Final

END: Final = 0xFFFFFFFE
FREE: Final = 0xFFFFFFFF
_TABLE: Final = 0xFFFFFFFD
MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(
    *sectors: list[int], directory: int = 0, mini: int = END, further: int = END, first: int = 0, version: int = 3
) -> bytes:
    """A compound file of a header and sectors full of numbers."""
    header = bytearray(512)
    header[:8] = MAGIC
    struct.pack_into("<5H", header, 24, 0x3E, version, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, directory, 0, 4096, mini, 0, further, 0)
    struct.pack_into("<109I", header, 76, first, *[FREE] * 108)
    filled = [[*numbers, *[FREE] * (128 - len(numbers))] for numbers in sectors]
    return bytes(header) + b"".join(struct.pack("<128I", *numbers) for numbers in filled)


def holding(name: str, content: bytes, *, small: bool = False) -> bytes:
    """A compound file with one stream, in sectors or in the small pieces of a short stream; at most 60 KB."""
    stream = content if small else content.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    pieces = -(-len(stream) // 64)
    header = bytearray(512)
    header[:8] = MAGIC
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, 1, 0, 4096, 2, 1, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = [_TABLE, END, END, *range(4, 3 + sectors), END, *[FREE] * 128][:128]
    small_table = [*range(1, pieces), END, *[FREE] * 128][:128]
    directory = _entry("Root Entry", 5, 3, len(stream)) + _entry(name, 2, 0 if small else 3, len(stream))
    numbers = struct.pack("<128I", *table), directory.ljust(512, b"\0"), struct.pack("<128I", *small_table)
    return bytes(header) + b"".join(numbers) + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le")
    child = 1 if kind == 5 else FREE
    head = text.ljust(64, b"\0") + struct.pack("<H2B3I", len(text) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<2I", start, length) + bytes(4)


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<2H", kind, len(data)) + data


def dimensions(rows: tuple[int, int], columns: tuple[int, int]) -> bytes:
    """What an .xls sheet says of its reach."""
    return record(0x0200, struct.pack("<2I2H2x", *rows, *columns))


def shared_texts(*texts: str) -> bytes:
    """The table of texts of an .xls."""
    wide = [text.encode("utf-16-le") for text in texts]
    packed = b"".join(struct.pack("<HB", len(text) // 2, 1) + text for text in wide)
    return record(0x00FC, struct.pack("<2I", len(texts), len(texts)) + packed)


def number(row: int, column: int, value: float, look: int = 0) -> bytes:
    """A cell of an .xls that holds a number."""
    return record(0x0203, struct.pack("<3Hd", row, column, look, value))


def old_workbook(*sheets: bytes, book: bytes = b"", small: bool = False) -> bytes:
    """An .xls: the records of the book, and of each sheet; the sheets are called S1, S2 and so on."""
    begin, end = record(0x0809, struct.pack("<2H12x", 0x0600, 5)), record(0x000A)
    sheet_begin = record(0x0809, struct.pack("<2H12x", 0x0600, 0x10))
    bodies = [sheet_begin + sheet + end for sheet in sheets]
    head = len(begin + book + end) + len(sheets) * len(_named(0, 1))
    places = [head + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    names = b"".join(_named(place, number) for number, place in enumerate(places, 1))
    return holding("Workbook", begin + book + names + end + b"".join(bodies), small=small)


def _named(place: int, sheet: int) -> bytes:
    return record(0x0085, struct.pack("<I2B2B", place, 0, 0, 2, 0) + f"S{sheet}".encode())
