"""OpenDocument sheets, walked before a library reads them: how far they reach, and what a reader keeps to itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS

_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
# A row that is repeated marks as many cells; so many no form has.
_MOST_MARKED: Final = 200_000


class TooFar(Exception):  # noqa: N818 - a verdict
    """A sheet that holds something beyond the limits."""


@dataclass(slots=True)
class Marked:
    """Of one sheet: the cells that show an error, and those that show a percentage."""

    faults: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Cell:
    repeated: int
    full: bool
    error: bool
    percent: bool
    shows: str = ""


class _Walk:
    """Goes through the elements; empty cells and rows repeated to a sheet's far edge are only its empty rest."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marked] = {}
        self._marked = Marked()
        self._row = self._column = self._filled = 0
        self._rows: list[int] = []
        self._cells: list[_Cell] = []
        self._errors: dict[int, str] = {}
        self._percents: set[int] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind, at = _local(name), dict(_short(attributes))
        if kind == "table":
            self._row, self._marked = 0, self.sheets.setdefault(at.get("name", ""), Marked())
        elif kind == "table-row":
            self._column = self._filled = 0
            self._rows.append(int(at.get("number-rows-repeated", "1")))
        elif kind in _CELLS:
            # The newer of two statements of a value's type stands last, and only it knows of errors.
            shows = at.get("value-type", "")
            repeated = int(at.get("number-columns-repeated", "1"))
            self._cells.append(_Cell(repeated, bool(shows) or "formula" in at, shows == "error", shows == "percentage"))
        elif self._cells:
            self._cells[-1].full = True

    def text(self, text: str) -> None:
        if self._cells and self._cells[-1].error:
            self._cells[-1].shows += text.strip()

    def end(self, name: str) -> None:
        kind = _local(name)
        if kind in _CELLS:
            self._end_cell(self._cells.pop())
        elif kind == "table-row":
            self._end_row(self._rows.pop())

    def _end_cell(self, cell: _Cell) -> None:
        start, self._column = self._column, self._column + cell.repeated
        if not cell.full:
            return
        self._filled = self._column
        if self._filled > MAX_COLUMNS:
            raise TooFar
        columns = range(start, self._column)
        if cell.error:
            self._errors |= dict.fromkeys(columns, cell.shows or "#ERROR")
        if cell.percent:
            self._percents.update(columns)

    def _end_row(self, repeated: int) -> None:
        start, self._row = self._row, self._row + repeated
        if not self._filled:
            return
        marked = len(self._marked.faults) + len(self._marked.percents)
        marked += repeated * (len(self._errors) + len(self._percents))
        if self._row > MAX_ROWS or marked > _MOST_MARKED:
            raise TooFar
        for row in range(start, self._row):
            self._marked.faults |= {xl_rowcol_to_cell(row, column): shows for column, shows in self._errors.items()}
            self._marked.percents |= {xl_rowcol_to_cell(row, column) for column in self._percents}
        self._errors, self._percents = {}, set()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _short(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((_local(name), value) for name, value in attributes.items())


def walk(text: bytes) -> dict[str, Marked]:
    """What is marked on each sheet of a content.xml; TooFar beyond the limits, ExpatError where it is broken."""
    steps, parser = _Walk(), expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = steps.start
    parser.EndElementHandler = steps.end
    parser.CharacterDataHandler = steps.text
    parser.Parse(text, True)
    return steps.sheets
