"""The form saved as an .xls, and what can be wrong in one."""

import struct
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from made.compounds import END, FREE, Kept, compound, dimensions, keeping, number, record, text
from made.forms import Make
from made.saved import old_form, old_stream

from hazards import REACHED, Hazard, rejected, taken

_PLACE: Final = "填报!M8"
_UNUSUAL: Final = ("file_unusual", "“另存为”新的 .xlsx")
_DAMAGED: Final = ("file_damaged", "请让对方重新保存")
_LARGE: Final = ("file_too_large", "请删去无关的内容")


def _old(write: Callable[[int, int], bytes], place: str = "M8", **more: bytes) -> Make:
    """An .xls with this in a cell."""
    return lambda form: old_form(form, {place: write}, **more)


def _old_file(*kept: str | Kept) -> Make:
    """An .xls, and what else its compound file keeps before it and behind it; `form` stands for the workbook."""

    def made(form: bytes) -> bytes:
        workbook = Kept("Workbook", old_stream(form, {}))
        return keeping(*(workbook if one == "form" else one for one in kept if isinstance(one, Kept) or one == "form"))

    return made


def _error(row: int, column: int) -> bytes:
    return record(0x0205, struct.pack("<3H2B", row, column, 0, 0x17, 1))


def _formula(result: bytes) -> Callable[[int, int], bytes]:
    return lambda row, column: record(
        0x0006, struct.pack("<3H", row, column, 0) + result + bytes(6) + struct.pack("<H", 0)
    )


def _small(value: int) -> Callable[[int, int], bytes]:
    """A number in thirty bits, as a hundredth if its first bit says so."""
    return lambda row, column: record(0x027E, struct.pack("<3HI", row, column, 0, value))


def _truth(row: int, column: int) -> bytes:
    return record(0x0205, struct.pack("<3H2B", row, column, 0, 1, 0))


def _eighty(row: int, column: int) -> bytes:
    return number(row, column, 80)


def _locked_old(form: bytes) -> bytes:
    lock = record(0x002F, struct.pack("<3H", 1, 1, 1) + bytes(48))
    return old_form(form, {}, before=lock)


def _taken() -> Iterator[Hazard]:
    """What is read as it is meant."""
    yield taken("an .xls", _old(_eighty))
    yield taken("an .xls with a number in few bits", _old(_small(80 << 2 | 2)))
    yield taken("an .xls with a number of hundredths", _old(_small(8050 << 2 | 3)), {"Q2.value": "80.5"})
    yield taken("an .xls with the result of a formula", _old(_formula(struct.pack("<d", 80))))
    yield taken("an .xls that says it reaches to its last row", _old(_eighty, head=dimensions((0, 65_536), (0, 23))))
    yield taken(
        "an .xls with macros", _old_file("form", Kept("_VBA_PROJECT_CUR"), Kept("dir", b"x", "_VBA_PROJECT_CUR"))
    )
    text_of = b"\0\0\0\0\0\0\xff\xff"
    said = record(0x0207, struct.pack("<HB", 2, 1) + "进展".encode("utf-16-le"))
    empty = record(0x0207, struct.pack("<HB", 0, 0))
    for name, after, more in (
        ("a text", said, {"Q2.narrative": "进展"}),
        ("an empty text", empty, {}),
        ("no text", b"", {}),
    ):
        make = _old(lambda row, at, after=after: _formula(text_of)(row, at) + after, "Q8")
        yield taken(f"an .xls with {name} as the result of a formula", make, {**REACHED, **more})
    word = (Kept("MBD00"), Kept("WordDocument", bytes(5000), "MBD00"))
    yield taken("an .xls with a text of Word in it", _old_file("form", *word))
    yield taken("an .xls with a workbook in it", _old_file("form", Kept("MBD00"), Kept("Workbook", b"x", "MBD00")))


def _wrong_cells() -> Iterator[Hazard]:
    """What a cell says that is no figure."""
    yield rejected("an error in an .xls", _old(_error), "cell_error", "#REF!", _PLACE)
    yield rejected(
        "an error of a formula in an .xls", _old(_formula(b"\x02\0\x2a\0\0\0\xff\xff")), "cell_error", "#N/A", _PLACE
    )
    yield rejected("a truth in an .xls", _old(_truth), "not_a_number", "TRUE", _PLACE)
    yield rejected(
        "a cell twice in an .xls",
        _old(lambda row, at: _eighty(row, at) + number(row, at, 99)),
        "cell_twice",
        "出现了两次",
        _PLACE,
    )
    yield rejected(
        "a percentage of what is no rate in an .xls",
        _old(partial(number, value=0.805, look=1)),
        "wrong_unit",
        "单位",
        _PLACE,
    )
    yield rejected(
        "a text in an .xls that is not there",
        _old(lambda row, at: text(row, at, 60_000), "Q8"),
        "cell_unread",
        "读不出来",
        "填报!Q8",
    )


def _wrong_files() -> Iterator[Hazard]:
    """What is wrong with the file as a whole."""
    yield rejected(
        "a workbook within an .xls in front of it",
        _old_file(Kept("MBD00"), Kept("Workbook", b"x", "MBD00"), "form"),
        *_UNUSUAL,
    )
    yield rejected(
        "an .xls with something in a far row", _old(lambda row, at: _eighty(row, at) + number(30_000, 0, 1)), *_LARGE
    )
    yield rejected(
        "an .xls with something in a far column", _old(lambda row, at: _eighty(row, at) + number(8, 300, 1)), *_LARGE
    )
    yield rejected(
        "an .xls that says it is far too large", _old(_eighty, head=dimensions((0, 2**20), (0, 256))), *_LARGE
    )
    yield rejected(
        "an .xls with more texts than it has room for",
        _old(_eighty, before=record(0x00FC, struct.pack("<2I", 0, 2**31))),
        *_LARGE,
    )
    yield rejected("an .xls that is cut", lambda form: old_form(form, {})[:9000], *_UNUSUAL)
    yield rejected("an .xls in a circle", lambda _: compound([1, 0, END], [5], directory=0), *_DAMAGED)
    yield rejected("an .xls without its directory", lambda _: compound(directory=FREE, first=END), *_DAMAGED)
    yield rejected("an .xls behind a password", _locked_old, "file_encrypted", "打开密码")


HAZARDS: Final = (*_taken(), *_wrong_cells(), *_wrong_files())
