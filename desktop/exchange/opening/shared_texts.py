"""The table of texts that the cells of an .xls workbook share: which of them say nothing."""

import struct
from collections.abc import Sequence
from typing import Final

_WIDE, _PRONOUNCED, _RICH = 0x01, 0x04, 0x08
_BLANKS: Final = frozenset(" \t\r\n\0")


class _Pieces:
    """The table as its record and the records that continue it hold it, read from the front."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing is left to read."""
        return self._piece == len(self._pieces) - 1 and self._at >= len(self._pieces[self._piece])

    def numbers(self, form: str) -> tuple[int, ...]:
        """Numbers, which are never cut in two."""
        if self._at >= len(self._pieces[self._piece]):
            self._next()
        found = struct.unpack_from(form, self._pieces[self._piece], self._at)
        self._at += struct.calcsize(form)
        return found

    def skip(self, size: int) -> None:
        """Pass over bytes, which may go on in the next piece."""
        while size > (left := len(self._pieces[self._piece]) - self._at):
            size -= left
            self._next()
        self._at += size

    def text(self, length: int, *, wide: bool) -> str:
        """Characters; where they go on in the next piece, it says first how wide they are there."""
        read = ""
        while True:
            size = 2 if wide else 1
            piece = self._pieces[self._piece]
            here = min(length - len(read), (len(piece) - self._at) // size)
            part = piece[self._at : self._at + here * size]
            # Every character of two bytes counts as one here, also the halves of rare ones.
            read += "".join(map(chr, struct.unpack(f"<{here}H", part))) if wide else part.decode("latin-1")
            self._at += here * size
            if len(read) >= length:
                return read
            self._next()
            (flags,) = self.numbers("<B")
            wide = bool(flags & _WIDE)

    def _next(self) -> None:
        self._piece, self._at = self._piece + 1, 0


def blank_texts(pieces: Sequence[bytes]) -> frozenset[int]:
    """The numbers of the texts without a character that is seen; LookupError or struct.error where it is cut off."""
    table = _Pieces(pieces)
    _, count = table.numbers("<2I")
    blank = set()
    for number in range(count):
        if table.ended:
            # Some programs count texts that they left out.
            break
        length, flags = table.numbers("<HB")
        runs = table.numbers("<H")[0] if flags & _RICH else 0
        extra = table.numbers("<I")[0] if flags & _PRONOUNCED else 0
        if set(table.text(length, wide=bool(flags & _WIDE))) <= _BLANKS:
            blank.add(number)
        table.skip(4 * runs + extra)
    return frozenset(blank)
