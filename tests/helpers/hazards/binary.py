"""The form saved as an .xlsb, and what can be wrong in one."""

import struct
from collections.abc import Iterator
from typing import Final

from made.forms import Make
from made.packages import binary_cell, binary_record, unzipped, wide, zipped
from made.saved import binary_form

from hazards import Hazard, rejected, taken

_PLACE: Final = "填报!M8"
_UNUSUAL: Final = ("file_unusual", "“另存为”新的 .xlsx")
_DAMAGED: Final = ("file_damaged", "请让对方重新保存")
_LARGE: Final = ("file_too_large", "请删去无关的内容")


def _binary(kind: int, value: bytes, place: str = "M8", *, look: int = 0, looks: bytes = b"") -> Make:
    """An .xlsb with this in a cell."""
    return lambda form: binary_form(form, {place: lambda column: binary_cell(kind, column, value, look)}, looks=looks)


def _binaries() -> Iterator[Hazard]:
    eighty = struct.pack("<d", 80)
    percent = binary_record(47, struct.pack("<2H", 0, 0) + bytes(12)) + binary_record(
        47, struct.pack("<2H", 0, 9) + bytes(12)
    )
    calculated = eighty + bytes(2) + bytes(8)
    yield taken("an .xlsb", _binary(5, eighty))
    yield taken("an .xlsb with a number in few bits", _binary(2, struct.pack("<I", 80 << 2 | 2)))
    yield taken(
        "an .xlsb with a number of hundredths", _binary(2, struct.pack("<I", 8050 << 2 | 3)), {"Q2.value": "80.5"}
    )
    yield taken("an .xlsb with the result of a formula", _binary(9, calculated))
    yield taken("an .xlsb with a text in its cell", _binary(6, wide("80")))
    yield rejected("an error in an .xlsb", _binary(3, b"\x17"), "cell_error", "#REF!", _PLACE)
    yield rejected("an error of a formula in an .xlsb", _binary(11, b"\x2a" + bytes(10)), "cell_error", "#N/A", _PLACE)
    yield rejected("a truth in an .xlsb", _binary(4, b"\x01"), "not_a_number", "TRUE", _PLACE)
    yield rejected(
        "a percentage of what is no rate in an .xlsb",
        _binary(5, struct.pack("<d", 0.805), look=1, looks=percent),
        "wrong_unit",
        "单位",
        _PLACE,
    )
    yield rejected("a text in an .xlsb that is not there", _binary(7, struct.pack("<I", 60_000), "Q8"), *_UNUSUAL)
    yield rejected(
        "a text in an .xlsb that is longer than its record", _binary(6, struct.pack("<I", 2**30) + b"x"), *_DAMAGED
    )
    far = {"M8": lambda column: binary_cell(5, column, eighty) + binary_cell(5, 300, eighty)}
    yield rejected("an .xlsb with something in a far column", lambda form: binary_form(form, far), *_LARGE)
    yield rejected("an .xlsb that is cut", lambda form: binary_form(form, {})[:3000], *_DAMAGED)
    yield rejected("an .xlsb and an .xlsx in one", _both, *_DAMAGED)


def _both(form: bytes) -> bytes:
    return zipped(unzipped(form) | unzipped(binary_form(form, {})))


HAZARDS: Final = tuple(_binaries())
