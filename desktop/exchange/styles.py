"""The looks of a workbook's cells: made once a workbook, by name."""

from dataclasses import dataclass, field
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from db.figures import DECIMALS, decimals_of
from db.vocabulary import Lamp
from desktop.exchange.layout import LAMP_COLOURS, lamp_text

FONT: Final = "Microsoft YaHei UI"
_BASE: Final = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
_CELL: Final = {**_BASE, "border": 1, "border_color": "#DCE1E7"}
_SOFT: Final = {**_CELL, "font_color": "#59636E"}
_INPUT: Final = {**_CELL, "bg_color": "#FFFDF2", "locked": False}
_TEXT: Final = {"text_wrap": True}
ACCENT: Final = "#1D5FBF"
# The names of the looks of figures from above or as reported, by how many decimals they show.
FIGURES: Final = tuple(f"figure_{places}" for places in range(DECIMALS + 1))


@dataclass(frozen=True, slots=True)
class Styles:
    """Every look that our workbooks use."""

    title: Format
    label: Format
    plain: Format
    signature: Format
    header: Format
    soft: Format
    soft_centre: Format
    input_centre: Format
    soft_text: Format
    percent: Format
    lamp: Format
    input_figure: Format
    input_text: Format
    input_date: Format
    date: Format
    text: Format
    link: Format
    # The same look for texts that a spreadsheet would make something else of if somebody entered them again.
    quoted: dict[Format, Format]


def styles(book: xlsxwriter.Workbook) -> Styles:
    """The looks, made in this workbook."""
    made = {
        "title": {**_BASE, "font_size": 16, "bold": True},
        "label": {**_BASE, "font_color": "#59636E"},
        "plain": _BASE,
        "signature": {**_BASE, "bottom": 1, "bg_color": "#FFFDF2", "locked": False},
        "header": {**_CELL, "bold": True, "bg_color": "#EEF0F3", "text_wrap": True, "align": "center"},
        "soft": _SOFT,
        "soft_centre": {**_SOFT, "align": "center", "text_wrap": True},
        "input_centre": {**_INPUT, "align": "center"},
        "soft_text": {**_SOFT, "text_wrap": True},
        "percent": {**_SOFT, "num_format": "0.##%", "align": "right"},
        "lamp": {**_CELL, "align": "left", "indent": 1},
        # The general format shows what is typed, whatever its decimals.
        "input_figure": {**_INPUT, "align": "right"},
        "input_text": {**_INPUT, **_TEXT},
        "input_date": {**_INPUT, "num_format": "yyyy-mm-dd", "align": "center"},
        "date": {**_SOFT, "num_format": "yyyy-mm-dd", "align": "center"},
        "text": {**_CELL, **_TEXT},
        "link": {**_CELL, "font_color": ACCENT, "underline": 1},
    }
    plain = {name: book.add_format(look) for name, look in made.items()}
    quoted = {plain[name]: book.add_format({**look, "quote_prefix": True}) for name, look in made.items()}
    return Styles(**plain, quoted=quoted)


@dataclass(slots=True)
class FigureStyles:
    """The looks of figures: thousands separated, and every decimal that is there; a look never rounds."""

    book: xlsxwriter.Workbook
    # Where their quoted twins are put.
    quoted: dict[Format, Format]
    _made: dict[int, Format] = field(default_factory=dict)

    def fixed(self, figure: int | None, decimals: int) -> Format:
        """The look of a figure that came from above or was reported, with at least so many decimals."""
        places = decimals if figure is None else max(decimals, decimals_of(figure))
        if places not in self._made:
            digits = "#,##0" + ("." + "0" * places if places else "")
            look = {**_SOFT, "num_format": digits, "align": "right"}
            made = self._made[places] = self.book.add_format(look)
            self.quoted[made] = self.book.add_format({**look, "quote_prefix": True})
        return self._made[places]

    def all(self) -> dict[str, Format]:
        """Every such look by its name."""
        return {name: self.fixed(None, places) for places, name in enumerate(FIGURES)}


def colour_lamps(book: xlsxwriter.Workbook, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Colour the lamp words in an area (first row, first column, last row, last column)."""
    for lamp in Lamp:
        sheet.conditional_format(
            *area,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{lamp_text(lamp)}"',
                "format": book.add_format({"font_color": LAMP_COLOURS[lamp], "bold": lamp is Lamp.RED}),
            },
        )
