"""The cells of a workbook of any kind that people save, as rows of plain values at their true places."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.guard import Passed, Unsafe, inspect
from desktop.exchange.opening.witness import Block, Fault, Witness

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of values, '' where a cell is empty, and what the values do not say."""

    name: str
    rows: Rows
    # Cells whose value is not to be trusted, and those that show a percentage, by address.
    faults: Mapping[str, Fault]
    percents: AbstractSet[str]
    merged: Sequence[Block]
    hidden: AbstractSet[int]
    filtered: bool
    # What else the workbook has, which is neither followed nor run: macros, links, objects.
    carried: Sequence[str]

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, counted from 0; '' beyond the used area, also before it."""
        if row >= len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def picked(self, rows: Sequence[int], columns: Sequence[int]) -> Iterable[tuple[Any, ...]]:
        """The values of several cells of each of these rows, as `at` has them."""
        if len(columns) > 1 and min(columns) >= 0 and max(columns) < min(map(len, self.rows), default=0):
            # As the rows of nearly every sheet are.
            return map(itemgetter(*columns), map(self.rows.__getitem__, rows))
        return (tuple(self.at(row, column) for column in columns) for row in rows)


def read_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook; Unsafe where it is not one, is damaged or reaches too far."""
    passed = inspect(content)
    if passed.sheets and all(witness.rows is not None for witness in passed.sheets.values()):
        return list(_sheets(((name, partial(_squared, witness)) for name, witness in passed.sheets.items()), passed))
    return _with_library(passed)


def _with_library(passed: Passed) -> list[Sheet]:
    """The same where a sheet is spelled so that only the library reads it, which few are."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(passed.content)) as book:
            return list(_sheets(_read_by_library(book, passed), passed))
    except PasswordError as error:
        raise Unsafe("encrypted") from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        if isinstance(error, Unsafe):
            raise
        # Whether it is damaged or only written in a way that the reader does not know, nobody can tell.
        raise Unsafe("unusual") from error
    except BaseException as error:
        # A panic inside the reader comes out as a BaseException of its own; it is a damaged file, not our end.
        if type(error).__name__ != "PanicException":
            raise
        raise Unsafe("unusual") from error


def _read_by_library(book: "CalamineWorkbook", passed: Passed) -> Iterator[tuple[str, Callable[[], Rows]]]:
    """The names of the sheets and how their cells are read."""
    from python_calamine import SheetTypeEnum

    for one in book.sheets_metadata:
        if one.typ == SheetTypeEnum.WorkSheet:
            witness = passed.sheets.get(one.name)
            if witness is None:
                raise Unsafe("unusual")
            whole = partial(book.get_sheet_by_name(one.name).to_python, skip_empty_area=False)
            yield one.name, partial(_squared, witness) if witness.rows is not None else whole


def _squared(witness: Witness) -> Rows:
    """The rows as the library gives them: all from the first to the last that is filled, and of one length."""
    filled = {number: row for number, row in (witness.rows or {}).items() if row}
    width, length = max(map(len, filled.values()), default=0), max(filled, default=-1) + 1
    if width * length > MAX_ROWS * MAX_COLUMNS:
        raise Unsafe("too_large")
    for row in filled.values():
        row.extend([""] * (width - len(row)))
    return [filled.get(number) or [""] * width for number in range(length)]


def _sheets(found: Iterable[tuple[str, Callable[[], Rows]]], passed: Passed) -> Iterator[Sheet]:
    """Every sheet, as long as all of them together are no larger than one may be."""
    cells = 0
    for name, read in found:
        rows, witness = read(), passed.sheets[name]
        cells += sum(map(len, rows))
        if cells > MAX_ROWS * MAX_COLUMNS:
            raise Unsafe("too_large")
        faults = dict(() if witness.rows is not None else witness.doubts(rows)) | witness.faults
        _put_right(rows, witness)
        yield Sheet(
            name,
            rows,
            faults,
            witness.percents,
            witness.merged,
            witness.hidden,
            witness.filtered,
            passed.carried,
        )


def _put_right(rows: Rows, witness: Witness) -> None:
    """What the file says, where the library reads something else; a cell that it left out stays blank, and at fault."""
    for (row, column), value in witness.values.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
