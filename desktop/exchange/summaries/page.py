"""What every sheet of the summary workbook is made with, and how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from db.board import Board
from db.vocabulary import Lamp
from desktop.exchange.styles import FigureStyles, Styles

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

    book: xlsxwriter.Workbook
    board: Board
    sources: Mapping[str, Source]
    look: Styles
    figures: FigureStyles
    sheets: Mapping[tuple[str, str], str]


def link(sheet: Worksheet, row: int, column: int, to: str, words: str, page: Page) -> None:
    """A cell that leads to the top of another sheet."""
    quoted = to.replace("'", "''")
    sheet.write_url(row, column, f"internal:'{quoted}'!A1", page.look.link, words)


def set_up_pages(sheet: Worksheet, name: str) -> None:
    """A4 on its side, one page wide, numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{name}&C第 &P 页，共 &N 页&R&D")
