"""OpenDocument sheets (.ods), gone through element by element before a library reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from desktop.exchange.layout import MAX_COLUMNS, MAX_ROWS
from desktop.exchange.opening.document_styles import Styles, learn, parted, short
from desktop.exchange.opening.formats import NUMBER, Look
from desktop.exchange.opening.serials import day_written, elapsed_written
from desktop.exchange.opening.witness import Block, Fault, TooFar, Witness, address

_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_HIDING: Final = frozenset({"collapse", "filter"})
# A row that is repeated fills as many cells; so many no form has.
_MOST_REPEATED: Final = 200_000
# Blanks that are not written out but counted; so many no document has.
_MOST_BLANKS: Final = 1_000_000
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
# What is drawn upon a cell, noted beside it or how it is pronounced does not stand in it.
_DRAWN: Final = frozenset({"draw", "dr3d"})
_ASIDE: Final = frozenset({"annotation", "ruby-text", "note", "detective"})
_SIGNS: Final = {"tab": "\t", "line-break": "\n"}
_USUAL_START, _START_1904 = "1899-12-30", "1904-01-01"
# From here on all programs count days from 1900 alike.
_ALIKE: Final = 61


@dataclass(slots=True)
class _Cell:
    """A cell between its start and its end: of which type it is, what its element says, and what it shows."""

    kind: str
    said: Mapping[str, str]
    look: Look
    shows: str = ""
    paragraphs: int = 0
    # Whether there is something in it, as far as it ended.
    full: bool = True

    @property
    def text(self) -> str:
        """Its text; one that is said beside its paragraphs holds."""
        return self.said.get("string-value", self.shows)


class _Walk:
    """Goes through the elements; empty cells and rows repeated to a sheet's far edge are only its empty rest."""

    def __init__(self, styles: Styles) -> None:
        self.sheets: dict[str, Witness] = {}
        self._styles = styles
        self._start = _USUAL_START
        self._sheet = Witness()
        self._row = self._column = self._repeated = self._aside = self._inside = self._blanks = 0
        self._row_style = ""
        self._cells: list[_Cell] = []
        self._said: list[tuple[int, _Cell]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, kind = parted(name)
        if kind == "s" and prefix == "text":
            self._blanks += int(attributes.get("text:c", "1"))
            if self._blanks > _MOST_BLANKS:
                raise TooFar
        if self._aside or prefix in _DRAWN or kind in _ASIDE:
            self._aside += 1
        elif prefix == "text":
            if self._cells:
                self._write(kind, attributes)
        elif kind in _CELLS:
            self._begin_cell(short(attributes))
        elif kind == "table-row":
            self._begin_row(short(attributes))
        else:
            self._begin_other(kind, short(attributes))

    def _begin_other(self, kind: str, at: Mapping[str, str]) -> None:
        if kind == "null-date":
            self._start = at.get("date-value", _USUAL_START)
        elif kind == "database-range" and at.get("display-filter-buttons") == "true":
            self._filter(at.get("target-range-address", ""))
        elif kind == "table":
            self._row = 0
            self._sheet = self.sheets.setdefault(at.get("name", ""), Witness(self._start == _START_1904))
        self._styles.start(kind, at)

    def text(self, text: str) -> None:
        if self._inside and not self._aside:
            self._cells[-1].shows += text

    def end(self, name: str) -> None:
        _, kind = parted(name)
        if self._aside:
            self._aside -= 1
        elif kind in _CELLS:
            self._end_cell(self._cells.pop())
        elif kind == "table-row":
            self._end_row()
        elif kind in ("p", "h") and self._inside:
            self._inside -= 1

    def _write(self, kind: str, attributes: Mapping[str, str]) -> None:
        """What stands for characters in a text, and where its paragraphs begin."""
        cell = self._cells[-1]
        if kind in ("p", "h"):
            cell.shows += "\n" if cell.paragraphs else ""
            cell.paragraphs += 1
            self._inside += 1
        elif kind == "s":
            cell.shows += " " * int(attributes.get("text:c", "1"))
        else:
            cell.shows += _SIGNS.get(kind, "")

    def _begin_row(self, at: Mapping[str, str]) -> None:
        self._column, self._said = 0, []
        self._repeated = int(at.get("number-rows-repeated", "1"))
        self._row_style = at.get("default-cell-style-name", "")
        if at.get("visibility") in _HIDING and self._repeated <= MAX_ROWS:
            self._sheet.hidden.update(range(self._row, self._row + self._repeated))

    def _begin_cell(self, at: Mapping[str, str]) -> None:
        # The newer of two statements of a value's type stands last, and only it knows of errors.
        kind = at.get("value-type", "")
        look: Look = ""
        if kind in _NUMBERS:
            look = self._styles.look(at.get("style-name", self._row_style), self._column)
            if kind == "percentage" and look != "day":
                look = "percent"
        self._cells.append(_Cell(kind, at, look))

    def _end_cell(self, cell: _Cell) -> None:
        at = cell.said
        start, self._column = self._column, self._column + int(at.get("number-columns-repeated", "1"))
        columns, rows = int(at.get("number-columns-spanned", "1")), int(at.get("number-rows-spanned", "1"))
        if columns > 1 or rows > 1:
            self._sheet.merged.append(Block(self._row, start, self._row + rows - 1, start + columns - 1))
        if cell.kind in ("", "string"):
            cell.full = bool(cell.text.strip())
        if not (cell.full or "formula" in at):
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
                _note(self._sheet, row, column, cell, self._start)

    def _filter(self, target: str) -> None:
        """A filter is kept with the tables it is set on, of which the first part of the address is the name."""
        sheet = self.sheets.get(target.partition(".")[0].strip("'$"))
        if sheet is not None:
            sheet.filtered = True


def _note(sheet: Witness, row: int, column: int, cell: _Cell, start: str) -> None:
    if cell.kind == "error":
        sheet.fail(row, column, cell.shows.strip())
    elif "value" in cell.said and cell.kind in ("", "string"):
        # A number is stated, and no number's type: some readers take it for the value.
        sheet.faults[address(row, column)] = Fault("cell_unread", cell.shows.strip())
    elif cell.full:
        sheet.fill(row, column)
        if cell.kind in _NUMBERS:
            _number(sheet, row, column, cell, start)
        elif cell.kind == "date":
            written = cell.said.get("date-value", "")
            sheet.moment(row, column, day_written(written), written)
        elif cell.kind == "time":
            written = cell.said.get("time-value", "")
            sheet.moment(row, column, elapsed_written(written), written)
        elif cell.kind == "boolean":
            sheet.values[row, column] = cell.said.get("boolean-value") == "true"
        elif cell.kind == "string":
            sheet.values[row, column] = cell.text
    elif not cell.kind:
        sheet.faults[address(row, column)] = Fault("cell_not_calculated", "=")


def _number(sheet: Witness, row: int, column: int, cell: _Cell, start: str) -> None:
    value = cell.said.get("value", "")
    if not NUMBER.fullmatch(value):
        sheet.faults[address(row, column)] = Fault("cell_unread", value)
        return
    number = float(value)
    sheet.values[row, column] = number
    if cell.look == "day" and start != _START_1904 and (start != _USUAL_START or number < _ALIKE):
        sheet.moment(row, column, None, value)
    else:
        sheet.number(row, column, cell.look, number)


def witnesses(text: bytes, styles: bytes = b"") -> dict[str, Witness]:
    """Every sheet of a content.xml with its styles.xml, by its name; TooFar beyond the limits, ExpatError if broken."""
    known = Styles()
    if styles:
        learn(known, styles)
    steps, parser = _Walk(known), expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = steps.start
    parser.EndElementHandler = steps.end
    parser.CharacterDataHandler = steps.text
    parser.Parse(text, True)
    return steps.sheets
