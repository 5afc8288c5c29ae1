"""Workbooks whose sheets wait for their rows: a library wrote what is around them, and their looks in a sample row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.exchange.book import TEXTS, Book
from desktop.exchange.opening.witness import letters_of
from desktop.exchange.rows import NUMBER, SharedTexts

# How far a sheet says that it reaches.
_REACH: Final = re.compile(r'<dimension ref="[^"]*"/>')
_END: Final = "</sheetData>"
_QUOTED: Final = "quoted_"


class Around(NamedTuple):
    """What stands before and after the rows of a sheet that waits for them."""

    before: str
    after: str

    def begun(self, columns: int, last: int) -> str:
        """What stands before rows that reach to the last one of so many columns, from 1."""
        return self.before.replace(NUMBER, f"A1:{letters_of(columns - 1)}{last}")


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts that are whole, the sheets that wait by their parts, and the numbers of the looks by their names.

    `texts` are those that cells of the whole sheets share already.
    """

    parts: Mapping[str, bytes]
    waiting: Mapping[str, Around]
    looks: Mapping[str, str]
    texts: Sequence[str]

    def shared(self) -> SharedTexts:
        """The texts so far, for the rows to add theirs."""
        return SharedTexts(self.texts)


def part_of(number: int) -> str:
    """The part that holds a sheet, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def quoted(look: str) -> str:
    """The name of the same look for texts that a spreadsheet would make something else of."""
    return _QUOTED + look


def with_quoted(looks: Mapping[str, Format], twins: Mapping[Format, Format]) -> dict[str, Format]:
    """Looks by their names, each with the one for texts that are quoted."""
    return {**looks, **{quoted(name): twins[look] for name, look in looks.items()}}


def put_sample(sheet: Worksheet, at: int, looks: Mapping[str, Format]) -> None:
    """Show the looks in a row, counted from 1, which the rows will replace."""
    for column, look in enumerate(looks.values()):
        sheet.write_blank(at - 1, column, None, look)


def shell_of(book: Book, samples: Mapping[str, int], looks: Mapping[str, Format]) -> Shell:
    """The workbook cut open at its sample rows, given by part; those of the first part show the looks."""
    # The rows will share texts, also where nothing else does yet.
    book.str_table.count = max(book.str_table.count, 1)
    parts = book.parts()
    parts.pop(TEXTS, None)
    sheets = {name: parts.pop(name).decode() for name in samples}
    first, at = next(iter(samples.items()))
    numbers = re.findall(rf'<c r="[A-Z]+{at}" s="(\d+)"/>', sheets[first])
    waiting = {name: _cut(sheets[name], at) for name, at in samples.items()}
    return Shell(parts, waiting, dict(zip(looks, numbers, strict=True)), book.str_table.string_array)


def _cut(sheet: str, at: int) -> Around:
    before, _, rest = sheet.partition(f'<row r="{at}"')
    # How far it reaches is known when the rows are.
    return Around(_REACH.sub(f'<dimension ref="{NUMBER}"/>', before, count=1), rest[rest.index(_END) :])
