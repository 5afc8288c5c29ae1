"""OpenDocument sheets (.ods), gone through element by element before a library reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.witness import Block, Fault, TooFar, Witness, address

_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_HIDING: Final = frozenset({"collapse", "filter"})
_DRAWN: Final = "draw:"
# A row that is repeated fills as many cells; so many no form has.
_MOST_REPEATED: Final = 200_000
# Blanks that are not written out but counted; so many no document has.
_MOST_BLANKS: Final = 1_000_000


@dataclass(slots=True)
class _Cell:
    """A cell between its start and its end: how often it stands there, of which type, and what it shows."""

    repeated: int
    kind: str
    formula: bool
    columns: int
    rows: int
    # Whether a number is stated, whatever the type: some readers take it for the value.
    counts: bool
    shows: str = ""

    @property
    def full(self) -> bool:
        """Whether there is something in it."""
        return bool(self.shows.strip()) if self.kind in ("", "string") else True


class _Walk:
    """Goes through the elements; empty cells and rows repeated to a sheet's far edge are only its empty rest."""

    def __init__(self) -> None:
        self.sheets: dict[str, Witness] = {}
        self._sheet = Witness()
        self._row = self._column = self._repeated = self._noted = self._blanks = 0
        self._cells: list[_Cell] = []
        self._said: list[tuple[int, _Cell]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind, at = _local(name), dict(_short(attributes))
        if kind == "table":
            self._row, self._sheet = 0, self.sheets.setdefault(at.get("name", ""), Witness())
        elif kind == "table-row":
            self._column, self._said = 0, []
            self._repeated = int(at.get("number-rows-repeated", "1"))
            if at.get("visibility") in _HIDING and self._repeated <= MAX_ROWS:
                self._sheet.hidden.update(range(self._row, self._row + self._repeated))
        elif kind in _CELLS:
            # The newer of two statements of a value's type stands last, and only it knows of errors.
            self._cells.append(
                _Cell(
                    int(at.get("number-columns-repeated", "1")),
                    at.get("value-type", ""),
                    "formula" in at,
                    int(at.get("number-columns-spanned", "1")),
                    int(at.get("number-rows-spanned", "1")),
                    "value" in at,
                    at.get("string-value", ""),
                )
            )
        elif kind == "annotation" or name.startswith(_DRAWN):
            self._noted += 1
        elif kind == "s":
            self._blanks += int(at.get("c", "1"))
            if self._blanks > _MOST_BLANKS:
                raise TooFar
        elif kind == "database-range" and at.get("display-filter-buttons") == "true":
            self._filter(at.get("target-range-address", ""))

    def text(self, text: str) -> None:
        # What is noted beside a cell or drawn over it does not stand in it.
        if self._cells and not self._noted:
            self._cells[-1].shows += text

    def end(self, name: str) -> None:
        kind = _local(name)
        if kind in _CELLS:
            self._end_cell(self._cells.pop())
        elif kind == "table-row":
            self._end_row()
        elif kind == "annotation" or name.startswith(_DRAWN):
            self._noted -= 1

    def _end_cell(self, cell: _Cell) -> None:
        start, self._column = self._column, self._column + cell.repeated
        if cell.columns > 1 or cell.rows > 1:
            self._sheet.merged.append(Block(self._row, start, self._row + cell.rows - 1, start + cell.columns - 1))
        if not (cell.full or cell.formula):
            return
        if self._column > MAX_COLUMNS:
            raise TooFar
        self._said += ((column, cell) for column in range(start, self._column))

    def _end_row(self) -> None:
        start, self._row = self._row, self._row + self._repeated
        if not self._said:
            return
        if self._row > MAX_ROWS or (self._repeated > 1 and self._repeated * len(self._said) > _MOST_REPEATED):
            raise TooFar
        for row in range(start, self._row):
            for column, cell in self._said:
                _note(self._sheet, row, column, cell)

    def _filter(self, target: str) -> None:
        """A filter is kept with the tables it is set on, of which the first part of the address is the name."""
        sheet = self.sheets.get(target.partition(".")[0].strip("'$"))
        if sheet is not None:
            sheet.filtered = True


def _note(sheet: Witness, row: int, column: int, cell: _Cell) -> None:
    if cell.kind == "error":
        sheet.fail(row, column, cell.shows.strip())
    elif cell.counts and cell.kind in ("", "string"):
        sheet.faults[address(row, column)] = Fault("cell_unread", cell.shows.strip())
    elif cell.full:
        sheet.fill(row, column)
        if cell.kind == "percentage":
            sheet.percents.add(address(row, column))
    elif not cell.kind:
        sheet.faults[address(row, column)] = Fault("cell_not_calculated", "=")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _short(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((_local(name), value) for name, value in attributes.items())


def witnesses(text: bytes) -> dict[str, Witness]:
    """Every sheet of a content.xml by its name; TooFar beyond the limits, ExpatError where it is broken."""
    steps, parser = _Walk(), expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = steps.start
    parser.EndElementHandler = steps.end
    parser.CharacterDataHandler = steps.text
    parser.Parse(text, True)
    return steps.sheets
