"""An .xls sheet is known by its records; one that says too much of its sizes is not read."""

import struct
from datetime import date

import pytest
from made.compounds import Kept, dimensions, keeping, number, old_workbook, record, shared_texts

from desktop.exchange.opening.binary_sheets import unpacked
from desktop.exchange.opening.compound import stream
from desktop.exchange.opening.guard import Unsafe, inspect
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.opening.witness import Block, Fault

PLAIN, PERCENT = record(0x00E0, struct.pack("<2H16x", 0, 0)), record(0x00E0, struct.pack("<2H16x", 0, 9))


@pytest.mark.parametrize("small", [False, True])
def test_the_records_are_found_where_a_reader_finds_them(small: bool) -> None:
    content = old_workbook(number(0, 0, 1.5), small=small)
    assert number(0, 0, 1.5) in stream(content, "Workbook")
    assert stream(content, "Book") == b""
    assert read_sheets(content)[0].rows == [[1.5]]


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize(
    ("book", "sheet"),
    [
        (record(0x00FC, struct.pack("<2I", 0, 2**31)), b""),
        (b"", dimensions((0, 2**32 - 1), (0, 5))),
        (b"", dimensions((2**24, 0), (0, 5))),
        (b"", dimensions((0, 500), (0, 65_535))),
        (b"", record(0x0200, struct.pack("<4H2x", 0, 65_535, 0, 256))),
        (b"", number(65_535, 0, 1)),
        (b"", record(0x00FD, struct.pack("<2H6x", 0, 65_535))),
    ],
    ids=["texts", "rows", "a first row", "columns", "rows of old", "a far row", "a far column"],
)
def test_an_old_workbook_that_asks_for_too_much_is_not_read(book: bytes, sheet: bytes, small: bool) -> None:
    with pytest.raises(Unsafe) as refused:
        inspect(old_workbook(sheet, book=book, small=small))
    assert refused.value.code == "too_large"


def test_a_sheet_that_says_it_reaches_to_its_last_row_is_read() -> None:
    (sheet,) = read_sheets(old_workbook(dimensions((0, 65_536), (0, 23)) + number(0, 0, 1.5)))
    assert sheet.rows == [[1.5]]


def test_errors_percentages_merged_cells_and_hidden_rows_are_found() -> None:
    merged = record(0x00E5, struct.pack("<5H", 1, 3, 4, 0, 1))
    hidden = record(0x0208, struct.pack("<H10xHH", 2, 0x20, 0))
    error = record(0x0205, struct.pack("<3H2B", 0, 1, 0, 0x17, 1))
    truth = record(0x0205, struct.pack("<3H2B", 0, 2, 0, 1, 0))
    failed = record(0x0006, struct.pack("<3H2BB3xH", 0, 3, 0, 2, 0, 0x2A, 0xFFFF) + bytes(8))
    packed = record(0x00BD, struct.pack("<3HIHIH", 1, 0, 1, 0x00000002, 0, 0x00000006, 1))
    book = PLAIN + PERCENT + record(0x009D, b"")
    (sheet,) = read_sheets(
        old_workbook(number(0, 0, 0.5, 1) + error + truth + failed + packed + merged + hidden, book=book)
    )
    assert sheet.faults == {"B1": Fault("cell_error", "#REF!"), "D1": Fault("cell_error", "#N/A")}
    assert (sheet.percents, sheet.merged, sheet.hidden) == ({"A1", "A2"}, [Block(3, 0, 4, 1)], {2})


def test_texts_that_say_nothing_are_no_cells() -> None:
    cells = b"".join(record(0x00FD, struct.pack("<3HI", 0, place, 0, place)) for place in range(3))
    (sheet,) = read_sheets(old_workbook(cells, book=shared_texts("好", "", "二")))
    assert (sheet.rows, sheet.faults) == ([["好", "", "二"]], {})


def test_a_table_of_texts_goes_on_in_the_next_record() -> None:
    first = struct.pack("<2I", 2, 2) + struct.pack("<HB", 4, 1) + "一二".encode("utf-16-le")
    second = b"\x01" + "三四".encode("utf-16-le") + struct.pack("<HB", 1, 0) + b" "
    cells = b"".join(record(0x00FD, struct.pack("<3HI", 0, place, 0, place)) for place in range(2))
    (sheet,) = read_sheets(old_workbook(cells, book=record(0x00FC, first) + record(0x003C, second)))
    assert sheet.rows[0][0] == "一二三四"
    assert sheet.faults == {}


def test_a_workbook_of_1995_has_formats_in_the_characters_of_a_chinese_machine() -> None:
    code = '[$-804]yyyy"年"m"月"d"日"'.encode("gbk")
    book = record(0x041E, struct.pack("<HB", 164, len(code)) + code) + record(0x00E0, struct.pack("<2H12x", 0, 164))
    begin, end = record(0x0809, struct.pack("<4H", 0x0500, 5, 0, 0)), record(0x000A)
    head = begin + record(0x0042, struct.pack("<H", 936)) + book
    name = struct.pack("<I3B", len(head) + 12 + len(end), 0, 0, 1) + b"S"
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0)) + number(0, 0, 45356) + end
    (read,) = read_sheets(keeping(Kept("Book", head + record(0x0085, name) + end + sheet)))
    assert (read.name, read.rows, read.faults) == ("S", [[date(2024, 3, 5)]], {})


def test_days_are_counted_from_1904_where_the_book_says_so() -> None:
    looks = record(0x00E0, struct.pack("<2H16x", 0, 31))
    packed = record(0x027E, struct.pack("<3HI", 0, 1, 0, 43894 << 2 | 2))
    (sheet,) = read_sheets(old_workbook(number(0, 0, 43894) + packed, book=record(0x0022, b"\1\0") + looks))
    assert sheet.rows == [[date(2024, 3, 5)] * 2]


@pytest.mark.parametrize(
    ("packed", "shown"),
    [(7 << 2 | 2, 7), (-7 << 2 & 0xFFFFFFFF | 2, -7), (1250 << 2 | 3, 12.5), (0x40290000, 12.5), (0x40290001, 0.125)],
)
def test_numbers_of_half_the_length_are_worked_out(packed: int, shown: float) -> None:
    assert unpacked(packed) == shown
    (sheet,) = read_sheets(old_workbook(record(0x027E, struct.pack("<3HI", 0, 0, 0, packed)), book=PLAIN))
    assert sheet.rows == [[shown]]
