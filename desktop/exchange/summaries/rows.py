"""Rows in bulk: written as XML straight into a sheet whose looks, widths and print set-up a library made."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape

from desktop.exchange.opening.witness import letters_of
from desktop.exchange.texts import escaped

# How far a sheet says that it reaches.
_REACH: Final = re.compile(r'(<dimension ref="[A-Z]+[0-9]+:[A-Z]+)[0-9]+')
_AT_ONCE: Final = 500


def text_cell(style: str, text: str) -> str:
    """A text without what a workbook cannot hold, behind the address of its cell."""
    if not text:
        return empty_cell(style)
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(escaped(text))}</t></is></c>'


def number_cell(style: str, number: float) -> str:
    """A number, behind the address of its cell."""
    return f'" s="{style}"><v>{number!r}</v></c>'


def empty_cell(style: str) -> str:
    """Nothing but a look, behind the address of its cell."""
    return f'" s="{style}"/>'


def row(at: int, cells: Sequence[str], height: float | None) -> str:
    """One row, counted from 1, of cells from the first column on."""
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    inside = "".join([f"{start}{at}{cell}" for start, cell in zip(_starts(len(cells)), cells, strict=True)])
    return f'<row r="{at}"{tall}>{inside}</row>'


@cache
def _starts(columns: int) -> tuple[str, ...]:
    """How the cells of a row begin, up to the row's number in their addresses."""
    return tuple(f'<c r="{letters_of(column)}' for column in range(columns))


def styles_in(shell: bytes, part: str, at: int) -> list[str]:
    """The numbers that a workbook knows the looks of one row's empty cells by, from the first column on."""
    with zipfile.ZipFile(io.BytesIO(shell)) as package:
        sheet = package.read(part).decode()
    return re.findall(rf'<c r="[A-Z]+{at}" s="(\d+)"/>', sheet)


def put_rows(shell: bytes, path: Path, part: str, at: int, rows: Iterable[str], last: int) -> None:
    """Write a workbook with these rows, up to row `last`, in the place of the last row of one of its sheets, `at`."""
    with (
        zipfile.ZipFile(io.BytesIO(shell)) as package,
        # Packed a little less tightly than usual, in half the time.
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as whole,
    ):
        for one in package.infolist():
            if one.filename != part:
                whole.writestr(one, package.read(one), zipfile.ZIP_DEFLATED)
                continue
            before, _, rest = package.read(one).decode().partition(f'<row r="{at}"')
            before = _REACH.sub(rf"\g<1>{last}", before, count=1)
            after = rest[rest.index("</sheetData>") :]
            with whole.open(part, "w") as sheet:
                sheet.write(before.encode())
                _write(sheet, rows)
                sheet.write(after.encode())


def _write(sheet: IO[bytes], rows: Iterable[str]) -> None:
    """Write the rows; those that are ready are packed beside, while the next are made."""
    waiting = iter(rows)
    with ThreadPoolExecutor(max_workers=1) as beside:
        packing = beside.submit(sheet.write, b"")
        while together := "".join(islice(waiting, _AT_ONCE)):
            packing.result()
            packing = beside.submit(sheet.write, together.encode())
        packing.result()
