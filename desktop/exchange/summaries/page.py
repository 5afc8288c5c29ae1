"""What every sheet of the summary workbook is made with, and how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xlsxwriter.worksheet import Worksheet

from db.board import Board
from db.vocabulary import Lamp
from desktop.exchange.book import Book
from desktop.exchange.styles import FigureStyles, Styles
from desktop.exchange.texts import clean, needs_quoting

OVERVIEW: Final = "总览"
DETAIL: Final = "明细"
MISSING: Final = "未报"
ORDER: Final = (Lamp.BLUE, Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.GREY)


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook that a unit's report came in, and when it was taken."""

    file_name: str
    taken_at: datetime


@dataclass(slots=True)
class Page:
    """A workbook in the making: the board, where its reports came from, and the looks of its cells.

    `sheets` names the sheet of every area and unit that has one, by ("area", name) or ("unit", key).
    """

    book: Book
    board: Board
    sources: Mapping[str, Source]
    look: Styles
    figures: FigureStyles
    sheets: Mapping[tuple[str, str], str]


def link(sheet: Worksheet, row: int, column: int, to: str, words: str, page: Page) -> None:
    """A cell that leads to the top of another sheet."""
    there, shown = to.replace("'", "''"), clean(words)
    style = page.look.quoted[page.look.link] if needs_quoting(shown) else page.look.link
    sheet.write_url(row, column, f"internal:'{there}'!A1", style, shown)


def set_up_pages(sheet: Worksheet, name: str) -> None:
    """A4 on its side, one page wide, numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    # In the foot of a page a single & begins an order.
    sheet.set_footer(f"&L{name.replace('&', '&&')}&C第 &P 页，共 &N 页&R&D")
