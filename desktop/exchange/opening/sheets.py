"""The cells of a workbook of any kind that people save, as rows of plain values at their true places."""

import io
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.guard import Passed, Unsafe, inspect
from desktop.exchange.opening.witness import Block, Fault, Witness


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of values, '' where a cell is empty, and what the values do not say."""

    name: str
    rows: list[list[Any]]
    # Cells whose value is not to be trusted, and those that show a percentage, by address.
    faults: Mapping[str, Fault]
    percents: AbstractSet[str]
    merged: Sequence[Block]
    hidden: AbstractSet[int]
    filtered: bool
    # What else the workbook has, which is neither followed nor run: macros, links, objects.
    carried: Sequence[str]

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, counted from 0; '' beyond the used area."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def read_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook; Unsafe where it is not one, is damaged or reaches too far."""
    passed = inspect(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(passed.content)) as book:
            return list(_sheets(book, passed))
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


def _sheets(book: CalamineWorkbook, passed: Passed) -> Iterator[Sheet]:
    """Every sheet, as long as all of them together are no larger than one may be."""
    cells = 0
    for one in book.sheets_metadata:
        if one.typ != SheetTypeEnum.WorkSheet:
            continue
        witness = passed.sheets.get(one.name)
        if witness is None:
            raise Unsafe("unusual")
        rows = book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
        cells += sum(map(len, rows))
        if cells > MAX_ROWS * MAX_COLUMNS:
            raise Unsafe("too_large")
        faults = dict(witness.doubts(rows)) | witness.faults
        _put_right(rows, witness)
        yield Sheet(
            one.name,
            rows,
            faults,
            witness.percents,
            witness.merged,
            witness.hidden,
            witness.filtered,
            passed.carried,
        )


def _put_right(rows: list[list[Any]], witness: Witness) -> None:
    """What the file says, where the library reads something else; a cell that it left out stays blank, and at fault."""
    for (row, column), value in witness.values.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
