"""Putting values into cells without a spreadsheet mistaking them for something else."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from db.figures import fits_a_cell, plain, to_decimal
from desktop.exchange.book import Book
from desktop.exchange.files import replacing
from desktop.exchange.opening.witness import address
from desktop.exchange.reading_back import require_workbook
from desktop.exchange.texts import clean, needs_quoting, require_room

_WIDE: Final = re.compile("[\u2e80-\U0010ffff]")
_WIDE_SIGN: Final = 1.8
_NARROW_SIGN: Final = 1.1


@contextmanager
def new_workbook(path: Path) -> Iterator[Book]:
    """A workbook that takes its place at `path`, whole and found to be readable, when the block ends well."""
    with replacing(path, require_workbook) as beside:
        book = Book()
        yield book
        beside.write_bytes(book.packed())


def put_text(
    sheet: Worksheet, row: int, column: int, text: str, style: Format, quoted: Mapping[Format, Format]
) -> None:
    """A text that stays the text it is, also when somebody edits its cell; refused where no cell holds it."""
    cleaned = clean(text)
    if not cleaned:
        sheet.write_blank(row, column, None, style)
        return
    require_room(cleaned, sheet.get_name(), address(row, column))
    sheet.write_string(row, column, cleaned, quoted[style] if needs_quoting(cleaned) else style)


def put_figure(
    sheet: Worksheet, row: int, column: int, figure: int | None, style: Format, quoted: Mapping[Format, Format]
) -> None:
    """A scaled figure: a number, or where a binary number would lose digits, its digits as a text that stays one."""
    if figure is None:
        sheet.write_blank(row, column, None, style)
    elif fits_a_cell(figure):
        sheet.write_number(row, column, float(to_decimal(figure)), style)
    else:
        sheet.write_string(row, column, plain(figure), quoted[style])


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width; a Chinese character is as wide as two digits."""
    room = max(width - 1, 1)
    if _WIDE_SIGN * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(_span(part) / room)) for part in text.split("\n"))


def _span(line: str) -> float:
    wide = len(_WIDE.findall(line))
    return _WIDE_SIGN * wide + _NARROW_SIGN * (len(line) - wide)


def row_height(lines: int) -> float:
    """The height in points of a row with so many lines; a spreadsheet allows 409."""
    return min(409, 15 * lines + 3)
