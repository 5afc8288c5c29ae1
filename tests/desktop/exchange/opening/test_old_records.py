"""An .xls that says too much of its sizes would make a reader fill all memory; it is not read."""

import struct

import pytest

from desktop.exchange.opening.compound import stream
from desktop.exchange.opening.guard import Unsafe, inspect

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BEGIN = struct.pack("<2H16x", 0x0809, 16)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def dimensions(rows: tuple[int, int], columns: tuple[int, int]) -> bytes:
    return record(0x0200, struct.pack("<2I2H2x", *rows, *columns))


def entry(name: str, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + bytes(52) + struct.pack("<2I", start, length) + bytes(4)


def old_workbook(records: bytes, *, small: bool) -> bytes:
    """A compound file with a stream of these records, in sectors or in the small pieces of a short stream."""
    book = records if small else records.ljust(4096, b"\0")
    sectors = -(-len(book) // 512)
    pieces = -(-len(book) // 64)
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, 1, 0, 4096, 2, 1, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    chain = [*range(4, 3 + sectors), END]
    table = [TABLE, END, END, *chain, *[FREE] * 128][:128]
    small_table = [*range(1, pieces), END, *[FREE] * 128][:128]
    root = entry("Root Entry", 3, len(book))
    directory = root + entry("Workbook", 0 if small else 3, len(book))
    numbers = struct.pack("<128I", *table), directory.ljust(512, b"\0"), struct.pack("<128I", *small_table)
    return bytes(header) + b"".join(numbers) + book.ljust(sectors * 512, b"\0")


@pytest.mark.parametrize("small", [False, True])
def test_the_records_are_found_where_a_reader_finds_them(small: bool) -> None:
    records = BEGIN + record(0x0203, bytes(14)) * 60
    content = old_workbook(records, small=small)
    assert stream(content, "Workbook")[: len(records)] == records
    assert stream(content, "Book") == b""
    assert inspect(content).faults == {}


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize(
    "records",
    [
        record(0x00FC, struct.pack("<2I", 1, 2**31 - 1)),
        BEGIN + dimensions((0, 2**32 - 1), (0, 5)),
        BEGIN + dimensions((2**24, 0), (0, 5)),
        BEGIN + dimensions((0, 5), (0, 65_535)),
        BEGIN + record(0x0200, struct.pack("<4H2x", 0, 65_535, 0, 5)),
        BEGIN + record(0x0203, struct.pack("<2H10x", 65_535, 0)),
        BEGIN + record(0x00FD, struct.pack("<2H6x", 0, 65_535)),
        (BEGIN + dimensions((0, 19_999), (0, 200))) * 2,
    ],
    ids=["texts", "rows", "a first row", "columns", "rows of old", "a far row", "a far column", "two sheets together"],
)
def test_an_old_workbook_that_asks_for_too_much_is_not_read(records: bytes, small: bool) -> None:
    with pytest.raises(Unsafe) as refused:
        inspect(old_workbook(records, small=small))
    assert refused.value.code == "too_large"


def test_a_sheet_as_large_as_one_may_be_is_read_with_small_ones_beside_it() -> None:
    sheets = BEGIN + dimensions((0, 20_000), (0, 250)) + BEGIN + dimensions((0, 10), (0, 10))
    assert inspect(old_workbook(sheets, small=True)).faults == {}
