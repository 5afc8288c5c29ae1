"""The cells of a workbook of any kind that people save, as rows of plain values at their true places."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.guard import Passed, Percents, Unsafe, inspect

Value = str | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of values, '' where a cell is empty, and the cells whose value no reader gives."""

    name: str
    rows: list[list[Any]]
    faults: Mapping[str, str]
    # The cells that show their number as a percentage.
    percents: Percents = frozenset

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, counted from 0; '' beyond the used area."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def address(row: int, column: int) -> str:
    """A cell's address as a spreadsheet shows it."""
    return f"{letters_of(column)}{row + 1}"


@cache
def letters_of(column: int) -> str:
    """A column's letters, counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook; Unsafe where it is not one, is damaged or reaches too far."""
    passed = inspect(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return list(_sheets(book, passed))
    except PasswordError as error:
        raise Unsafe("encrypted") from error
    except (CalamineError, ValueError, OSError) as error:
        if isinstance(error, Unsafe):
            raise
        raise Unsafe("damaged") from error
    except BaseException as error:
        # A panic inside the reader comes out as a BaseException of its own; it is a damaged file, not our end.
        if type(error).__name__ != "PanicException":
            raise
        raise Unsafe("damaged") from error


def _sheets(book: CalamineWorkbook, passed: Passed) -> Iterator[Sheet]:
    """Every sheet, as long as all of them together are no larger than one may be."""
    cells = 0
    for name in book.sheet_names:
        sheet = _sheet(book, name, passed)
        cells += sum(map(len, sheet.rows))
        if cells > MAX_ROWS * MAX_COLUMNS:
            raise Unsafe("too_large")
        yield sheet


def _sheet(book: CalamineWorkbook, name: str, passed: Passed) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise Unsafe("too_large")
    return Sheet(
        name, sheet.to_python(skip_empty_area=False), passed.faults.get(name, {}), passed.percents.get(name, frozenset)
    )
