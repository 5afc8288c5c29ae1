"""Compound files, as .xls is one, made sector by sector."""

import struct
from collections.abc import Mapping
from typing import Final, NamedTuple

END: Final = 0xFFFFFFFE
FREE: Final = 0xFFFFFFFF
_TABLE: Final = 0xFFFFFFFD
# What a record of an .xls holds at most.
_FULL: Final = 8224
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


class Kept(NamedTuple):
    """What a compound file keeps: a stream, or a storage of others, which name it in `below`."""

    name: str
    content: bytes | None = None
    below: str = ""


def keeping(*kept: Kept) -> bytes:
    """A compound file with these streams and storages, in this order; a stream is filled up to its sectors."""
    streams = [(one.content or b"").ljust(4096, b"\0") if one.content is not None else b"" for one in kept]
    sectors = [-(-len(stream) // 512) for stream in streams]
    folders = -(-(len(kept) + 1) // 4)
    tables = 1
    while tables * 128 < tables + folders + sum(sectors):
        tables += 1
    header = bytearray(512)
    header[:8] = MAGIC
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, tables, tables, 0, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, *range(tables), *[FREE] * (109 - tables))
    numbers = [_TABLE] * tables + _chain(tables, folders)
    directory = _entry("Root Entry", 5, END, 0, child=_first(kept, ""))
    for number, (one, stream, size) in enumerate(zip(kept, streams, sectors, strict=True), 1):
        beside = next((other for other in range(number + 1, len(kept) + 1) if kept[other - 1].below == one.below), FREE)
        kind, start = (2, len(numbers)) if one.content is not None else (1, 0)
        below = _first(kept, one.name) if kind == 1 else FREE
        directory += _entry(one.name, kind, start, len(stream), child=below, beside=beside)
        numbers += _chain(len(numbers), size)
    numbers += [FREE] * (tables * 128 - len(numbers))
    body = b"".join(stream.ljust(size * 512, b"\0") for stream, size in zip(streams, sectors, strict=True))
    return bytes(header) + struct.pack(f"<{len(numbers)}I", *numbers) + directory.ljust(folders * 512, b"\0") + body


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END] if length else []


def _first(kept: tuple[Kept, ...], below: str) -> int:
    return next((number for number, one in enumerate(kept, 1) if one.below == below), FREE)


def in_pieces(name: str, content: bytes) -> bytes:
    """A compound file with one short stream, in the small pieces that such a one is kept in."""
    sectors = -(-len(content) // 512)
    pieces = -(-len(content) // 64)
    header = bytearray(512)
    header[:8] = MAGIC
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, 1, 0, 4096, 2, 1, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = [_TABLE, END, END, *_chain(3, sectors), *[FREE] * 128][:128]
    small_table = [*_chain(0, pieces), *[FREE] * 128][:128]
    directory = _entry("Root Entry", 5, 3, len(content), child=1) + _entry(name, 2, 0, len(content))
    numbers = struct.pack("<128I", *table), directory.ljust(512, b"\0"), struct.pack("<128I", *small_table)
    return bytes(header) + b"".join(numbers) + content.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, length: int, *, child: int = FREE, beside: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<H2B3I", len(text) + 2, kind, 1, FREE, beside, child)
    return head + bytes(36) + struct.pack("<2I", start, length) + bytes(4)


def record(kind: int, data: bytes | bytearray = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<2H", kind, len(data)) + bytes(data)


def dimensions(rows: tuple[int, int], columns: tuple[int, int]) -> bytes:
    """What an .xls sheet says of its reach."""
    return record(0x0200, struct.pack("<2I2H2x", *rows, *columns))


def shared_texts(*texts: str) -> bytes:
    """The table of texts of an .xls, which goes on in further records where one is full."""
    records = [bytearray(struct.pack("<2I", len(texts), len(texts)))]
    for text in texts:
        packed = text.encode("utf-16-le")
        if len(records[-1]) + 5 > _FULL:
            records.append(bytearray())
        records[-1] += struct.pack("<HB", len(packed) // 2, 1)
        while packed:
            room = (_FULL - len(records[-1])) // 2 * 2
            records[-1] += packed[:room]
            packed = packed[room:]
            if packed:
                records.append(bytearray(b"\x01"))
    return record(0x00FC, records[0]) + b"".join(record(0x003C, more) for more in records[1:])


def text(row: int, column: int, place: int) -> bytes:
    """A cell of an .xls that shows a text of the table."""
    return record(0x00FD, struct.pack("<3HI", row, column, 0, place))


def number(row: int, column: int, value: float, look: int = 0) -> bytes:
    """A cell of an .xls that holds a number."""
    return record(0x0203, struct.pack("<3Hd", row, column, look, value))


def old_workbook(*sheets: bytes, book: bytes = b"", small: bool = False) -> bytes:
    """An .xls: the records of the book, and of each sheet; the sheets are called S1, S2 and so on."""
    records = old_book({f"S{number}": sheet for number, sheet in enumerate(sheets, 1)}, book)
    return in_pieces("Workbook", records) if small else keeping(Kept("Workbook", records))


def old_book(sheets: Mapping[str, bytes], book: bytes = b"") -> bytes:
    """The stream of an .xls: the records of the book, and of each sheet by its name."""
    begin, end = record(0x0809, struct.pack("<2H12x", 0x0600, 5)), record(0x000A)
    sheet_begin = record(0x0809, struct.pack("<2H12x", 0x0600, 0x10))
    bodies = [sheet_begin + sheet + end for sheet in sheets.values()]
    head = len(begin + book + end) + sum(len(_named(0, name)) for name in sheets)
    places = [head + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    names = b"".join(_named(place, name) for place, name in zip(places, sheets, strict=True))
    return begin + book + names + end + b"".join(bodies)


def _named(place: int, sheet: str) -> bytes:
    return record(0x0085, struct.pack("<I2B2B", place, 0, 0, len(sheet), 1) + sheet.encode("utf-16-le"))
