"""What a file says of its sheets, found without the library that reads them and held against what it read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any, Final, NamedTuple

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.formats import Look
from desktop.exchange.opening.serials import clock_of, day_of, elapsed_of

# What a spreadsheet shows where there is no such day.
NO_DAY: Final = "######"
# From here on a number has more digits than a spreadsheet keeps, and its last ones are noughts or noise.
TOO_LONG: Final = 1e15
# Faults that no spreadsheet program makes: of such a cell nobody can tell what it says.
TORN: Final = frozenset({"cell_twice", "cell_unread", "cell_unseen"})
_EMPTY: Final[frozenset[int]] = frozenset()


class TooFar(Exception):  # noqa: N818 - a verdict
    """A sheet that holds something beyond the limits."""


class Fault(NamedTuple):
    """Why the value of a cell is not to be trusted: the finding's code, and what the cell shows."""

    code: str
    shown: str


class Block(NamedTuple):
    """Cells that were merged into one: its first and last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Witness:
    """One sheet: which cells are filled, and what a reader does not tell of them.

    `filled` are columns by row, counted from 0; `numbers` what stands in them as it is written, where the format
    writes numbers out; faults and percentages go by address. `values` holds by row and column what cells say that the
    reader may read as something else: days, times, texts with escapes in them.
    """

    since_1904: bool = False
    # The values of each row, where the sheet was read as it was looked at: no library reads it again.
    rows: dict[int, list[Any]] | None = None
    filled: dict[int, set[int]] = field(default_factory=dict)
    values: dict[tuple[int, int], Any] = field(default_factory=dict)
    numbers: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    filtered: bool = False

    def fill(self, row: int, column: int) -> None:
        """A cell holds something; TooFar beyond the limits, a fault where it was filled before."""
        if row < 0:
            raise ValueError("a row before the first")
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            raise TooFar
        columns = self.filled.get(row)
        if columns is None:
            self.filled[row] = {column}
        elif column in columns:
            self.faults[address(row, column)] = Fault("cell_twice", "")
        else:
            columns.add(column)

    def count(self, row: int, column: int, number: str) -> None:
        """A cell holds a number, written like this."""
        self.fill(row, column)
        self.numbers.setdefault(row, {})[column] = number

    def fail(self, row: int, column: int, shown: str) -> None:
        """A cell shows an error."""
        self.fill(row, column)
        self.faults.setdefault(address(row, column), Fault("cell_error", shown or "#ERROR"))

    def number(self, row: int, column: int, look: Look, number: float) -> None:
        """What a filled cell shows of its number: the number, a percentage, a day or a time."""
        if not isfinite(number):
            self.faults[address(row, column)] = Fault("cell_unread", "")
        elif abs(number) >= TOO_LONG:
            self.values[row, column] = shown = plain_number(number)
            self.faults[address(row, column)] = Fault("digits_lost", shown)
        elif look == "percent":
            self.percents.add(address(row, column))
        elif look == "number":
            self.values[row, column] = number
        elif look:
            self.moment(row, column, self._shown(look, number), plain_number(number))

    def _shown(self, look: Look, number: float) -> Any:
        """A day; a time alone where there is no day to it; or a length of time."""
        if look == "elapsed":
            return elapsed_of(number)
        return clock_of(number) if look == "time" and number < 1 else day_of(number, since_1904=self.since_1904)

    def moment(self, row: int, column: int, shown: Any, stored: str) -> None:
        """A filled cell shows a day or a time; a fault where there is none such."""
        if shown is None:
            self.faults.setdefault(address(row, column), Fault("no_such_day", stored))
        self.values[row, column] = NO_DAY if shown is None else shown

    def doubts(self, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Fault]]:
        """Cells that the reader left out, and cells that it found where nothing stands."""
        for number in sorted(self.filled.keys() - range(len(rows))):
            yield from ((address(number, column), _UNREAD) for column in sorted(self.filled[number]))
        for number, columns in self.numbers.items():
            row = rows[number] if number < len(rows) else ()
            for column, written in columns.items():
                if column < len(row) and (number, column) not in self.values and not _is(row[column], written):
                    yield address(number, column), Fault("cell_unseen", str(row[column]))
        for number, row in enumerate(rows):
            read = {column for column, value in enumerate(row) if value != ""}
            seen = self.filled.get(number, _EMPTY)
            if read == seen:
                continue
            yield from ((address(number, column), _UNREAD) for column in sorted(seen - read))
            blank = (column for column in sorted(read - seen) if str(row[column]).strip())
            yield from ((address(number, column), Fault("cell_unseen", str(row[column]))) for column in blank)


def _is(value: Any, written: str) -> bool:
    """Whether a value is the number that was written; it may have been made a day of."""
    if isinstance(value, str):
        return value.strip() in (written, "")
    return not isinstance(value, int | float) or (float(value) == float(written) and not isinstance(value, bool))


_UNREAD: Final = Fault("cell_unread", "")
# A formula whose result is an empty text says so; one that was never calculated has no result.
NOT_CALCULATED: Final = Fault("cell_not_calculated", "=")


def plain_number(number: float) -> str:
    """A number with the 15 digits that a spreadsheet keeps, written without a power of ten."""
    return f"{Decimal(f'{number:.15g}'):f}"


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
