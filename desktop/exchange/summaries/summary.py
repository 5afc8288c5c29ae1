"""Writing the summary workbook: one page for the leadership, every figure behind it, and who is missing."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from db.board import Board
from desktop.exchange.book import TEXTS, Book
from desktop.exchange.files import replacing
from desktop.exchange.packing import Package, Part, whole
from desktop.exchange.reading_back import require_as_packed
from desktop.exchange.shells import shell_of
from desktop.exchange.styles import FigureStyles, styles
from desktop.exchange.summaries.detail import FIRST, PART, Detail, Tick, prepare_detail
from desktop.exchange.summaries.groups import group_sheets, write_groups
from desktop.exchange.summaries.missing import write_missing
from desktop.exchange.summaries.overview import write_overview
from desktop.exchange.summaries.page import Page, Source


def write_summary(
    board: Board, path: Path, sources: Mapping[str, Source], *, practice: bool, by: str, tick: Tick
) -> None:
    """Write the summary workbook; `sources` are the workbooks of reports by unit, `tick` hears of targets written."""
    parts: list[Part] = []
    with replacing(path, partial(require_as_packed, parts)) as beside:
        book = Book(by)
        look = styles(book)
        page = Page(book, board, sources, look, FigureStyles(book, look.quoted), group_sheets(board))
        write_overview(page, practice=practice, by=by)
        looks = prepare_detail(page)
        write_missing(page)
        write_groups(page)
        shell = shell_of(book, {PART: FIRST}, looks)
        with beside.open("wb") as out:
            package = Package(out)
            for name, content in shell.parts.items():
                package.add(name, content)
            detail = Detail(board, shell, tick)
            package.add_pieces(PART, detail.pieces())
            package.add_pieces(TEXTS, map(whole, detail.texts.pieces()))
            package.close()
        parts += package.parts
