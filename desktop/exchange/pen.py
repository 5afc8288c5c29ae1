"""Cells of a sheet whose rows are written in bulk: texts that stay texts, exact figures, days."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from db.figures import decimals_of, fits_a_cell, plain
from db.texts import TEXT_MAX
from desktop.exchange.opening.witness import address
from desktop.exchange.rows import Numbering, empty_cell, number_cell, shared_cell, start
from desktop.exchange.shells import quoted
from desktop.exchange.styles import FIGURES
from desktop.exchange.texts import clean, needs_quoting, require_room

# Before it spreadsheets count days wrong, or not at all.
_FIRST_DAY: Final = date(1900, 3, 1)
_DAY_ZERO: Final = date(1899, 12, 30)


class Pen:
    """Writes the cells of one sheet, in the looks that the workbook has numbers for, in the row `at`, from 1."""

    def __init__(self, sheet: str, looks: Mapping[str, str], texts: Numbering) -> None:
        self.at = 1
        self._sheet = sheet
        self.looks = looks
        self._texts = texts

    def numbering(self, texts: Numbering) -> "Pen":
        """The same pen for cells whose texts get other numbers."""
        other = Pen(self._sheet, self.looks, texts)
        other.at = self.at
        return other

    def begun(self, column: int, look: str) -> str:
        """How a cell in this look begins."""
        return start(column, self.looks[look])

    def blank(self, column: int, look: str) -> str:
        """An empty cell."""
        return empty_cell(start(column, self.looks[look]))

    def text(self, column: int, text: str, look: str) -> str:
        """A text that stays the text it is, also when somebody edits its cell; refused where no cell holds it."""
        cleaned = clean(text)
        return self.word(column, cleaned, quoted(look) if needs_quoting(cleaned) else look)

    def word(self, column: int, text: str, look: str) -> str:
        """The same of a text that is clean, in a look that is right for it."""
        if 2 * len(text) > TEXT_MAX:
            require_room(text, self._sheet, address(self.at - 1, column))
        begun = start(column, self.looks[look])
        return shared_cell(begun, self._texts.number(text)) if text else empty_cell(begun)

    def number(self, column: int, number: int, look: str) -> str:
        """A whole number."""
        return number_cell(start(column, self.looks[look]), str(number))

    def ratio(self, column: int, ratio: Fraction | None, look: str) -> str:
        """A ratio, as near as a binary number comes to it."""
        if ratio is None:
            return self.blank(column, look)
        return number_cell(start(column, self.looks[look]), repr(float(ratio)))

    def figure(self, column: int, figure: int | None, look: str) -> str:
        """A scaled figure: a number, or its digits as a text where a binary number would lose some of them."""
        if figure is None:
            return self.blank(column, look)
        digits = plain(figure)
        if fits_a_cell(figure):
            return number_cell(start(column, self.looks[look]), digits)
        return self.word(column, digits, quoted(look))

    def fixed(self, column: int, figure: int | None, decimals: int) -> str:
        """A figure that came from above or was reported, with at least so many decimals; a look never rounds."""
        return self.figure(column, figure, FIGURES[decimals if figure is None else max(decimals, decimals_of(figure))])

    def day(self, column: int, day: date | None, look: str) -> str:
        """A day, as a text where spreadsheets have no such day."""
        if day is None:
            return self.blank(column, look)
        if day < _FIRST_DAY:
            return self.text(column, day.isoformat(), look)
        return number_cell(start(column, self.looks[look]), str((day - _DAY_ZERO).days))
