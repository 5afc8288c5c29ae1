"""Sheets spelled as spreadsheet programs spell them, read by expressions and not by elements.

A sheet that is spelled in any other way, or holds anything rare, is left to be gone through element by element and
read by the library: what is read here is what would be read there, in a tenth of the time.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from desktop.exchange.opening.elements import local
from desktop.exchange.opening.lookups import Shared
from desktop.exchange.opening.usual_cells import Rows, read_cells
from desktop.exchange.opening.usual_texts import LONG, Unusual, around
from desktop.exchange.opening.witness import Witness

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROW_END, _CELL_BEGINS = b"</row>", (b"<c ", b"<c>")
_ROWS: Final = ("{*}sheetData", "{*}row", "{*}c")
# So much of a sheet is taken at once, up to the end of a row.
_PIECE: Final = 2**17
_PREFIX: Final = b'xmlns:x14ac="http'


def usual_rows(part: bytes, shared: Shared, found: Witness) -> etree._Element | None:
    """Read a sheet's rows into `found`; what is around them, or None where not all is as usual."""
    at, end = part.find(_BEGIN) + len(_BEGIN), part.rfind(_END)
    root = around(part, at, end, "worksheet") if len(_BEGIN) <= at <= end else None
    if root is None or [local(one) for one in root.iter(*_ROWS)] != ["sheetData"]:
        return None
    rows: Rows = {}
    counted = shared.cells
    try:
        for piece in _pieces(part, at, end):
            shared.count(read_cells(piece, shared, found, rows, prefixed=_PREFIX in part[:at]))
    except Unusual:
        # Too many are told before they are gone through, where each is counted.
        shared.count(counted + sum(part.count(begin, at, end) for begin in _CELL_BEGINS) - shared.cells)
        shared.cells = counted
        return None
    found.rows = rows
    return root


def _pieces(part: bytes, at: int, end: int) -> Iterator[bytes]:
    """The rows, so many at once that what is known of their cells takes little room."""
    while at < end:
        close = part.find(_ROW_END, at + _PIECE, end)
        last = end if close < 0 else close + len(_ROW_END)
        if last - at > _PIECE + LONG:
            raise Unusual
        yield part[at:last]
        at = last
