"""What an .xlsb sheet says of its cells, record by record."""

import struct

import pytest
from made.packages import binary, binary_cell, binary_record, binary_row, wide

from desktop.exchange.opening.guard import Unsafe, inspect
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.opening.witness import Block, Fault

PLAIN = binary_record(47, struct.pack("<2H12x", 0, 0))


def real(column: int, value: float, look: int = 0) -> bytes:
    return binary_cell(5, column, struct.pack("<d", value), look)


def test_cells_of_every_kind_are_found() -> None:
    rows = (
        binary_row(0)
        + real(0, 1.5)
        + binary_cell(3, 1, b"\x17")
        + binary_cell(4, 2, b"\x01")
        + binary_row(2, hidden=True)
        + binary_cell(7, 0, (0).to_bytes(4, "little"))
        + binary_cell(7, 1, (1).to_bytes(4, "little"))
        + binary_cell(6, 2, wide("字"))
    )
    (sheet,) = read_sheets(binary(rows, looks=PLAIN, texts=("好", "")))
    assert (sheet.at(0, 0), sheet.at(0, 2), sheet.at(2, 0), sheet.at(2, 1), sheet.at(2, 2)) == (
        1.5,
        True,
        "好",
        "",
        "字",
    )
    assert (sheet.faults, sheet.hidden) == ({"B1": Fault("cell_error", "#REF!")}, {2})


def test_percentages_and_merged_cells_are_found() -> None:
    looks = PLAIN + binary_record(47, struct.pack("<2H12x", 0, 9))
    merged = binary_record(176, struct.pack("<4I", 3, 4, 0, 1))
    passed = inspect(binary(binary_row(0) + real(0, 0.5, 1) + real(1, 0.5) + merged, looks=looks))
    assert (passed.sheets["S"].percents, passed.sheets["S"].merged) == ({"A1"}, [Block(3, 0, 4, 1)])


def test_a_sheet_is_measured_by_its_cells() -> None:
    assert inspect(binary(binary_row(19_999) + real(255, 1))).sheets["S"].filled == {19_999: {255}}
    for row, column in ((20_000, 0), (0, 256), (1_048_575, 16_383), (2**31, 0)):
        with pytest.raises(Unsafe, match="too_large"):
            inspect(binary(binary_row(row) + real(column, 1)))


def test_a_reader_that_panics_leaves_a_file_unread() -> None:
    with pytest.raises(Unsafe, match="unusual"):
        read_sheets(binary(binary_row(0) + binary_cell(7, 0, bytes(4)), texts=("好",), counted=0))


def test_a_sheet_that_ends_within_a_record_is_damaged() -> None:
    with pytest.raises(Unsafe, match="damaged"):
        inspect(binary(b"\x05\xff\xff\xff\x7f"))
