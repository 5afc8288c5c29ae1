"""What is around the rows of the three round-trip workbooks: their sheets, looks, checks of input and print set-up."""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from db.vocabulary import Status
from desktop.exchange.book import Book
from desktop.exchange.cells import put_text
from desktop.exchange.layout import (
    DESK_SHEET,
    FIRST_ROW,
    FORM_COLUMNS,
    FORM_SHEET,
    GUIDE,
    GUIDE_SHEET,
    HEADER_ROW,
    NODE_COLUMNS,
    NODE_SHEET,
    TEXT_KEYS,
    Column,
    column_index,
    status_text,
)
from desktop.exchange.shells import Shell, part_of, put_sample, shell_of, with_quoted
from desktop.exchange.styles import FigureStyles, Styles, colour_lamps, styles
from resources.texts import say

FORM_PART, NODE_PART, DESK_PART = part_of(1), part_of(2), part_of(4)
# What stands in the foot of a sheet until the form has its check code.
CODE: Final = "\ue000"
_LOOKS: Final = (
    "title",
    "label",
    "plain",
    "signature",
    "header",
    "soft",
    "soft_centre",
    "soft_text",
    "input_centre",
    "input_figure",
    "input_text",
    "input_date",
    "date",
    "percent",
    "lamp",
)
_SAMPLE: Final = 1
_PROTECTION: Final = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
}


def form_shell(by: str, rows: int, nodes: int) -> Shell:
    """A workbook for so many targets and nodes, exported by somebody."""
    book = Book(by)
    look = styles(book)
    looks = {name: getattr(look, name) for name in _LOOKS} | FigureStyles(book, look.quoted).all()
    looks = with_quoted(looks, look.quoted)
    form = book.add_worksheet(FORM_SHEET)
    put_sample(form, _SAMPLE, looks)
    _form_sheet(book, form, FIRST_ROW + max(rows, 1) - 1)
    node = book.add_worksheet(NODE_SHEET)
    put_sample(node, _SAMPLE, looks)
    _widths(node, NODE_COLUMNS)
    node.freeze_panes(FIRST_ROW, 0)
    _print_set_up(node, FIRST_ROW + max(nodes, 1) - 1, len(NODE_COLUMNS) - 1)
    _guide_sheet(book, look, by)
    desk = book.add_worksheet(DESK_SHEET)
    put_sample(desk, _SAMPLE, looks)
    desk.very_hidden()
    return shell_of(book, dict.fromkeys((FORM_PART, NODE_PART, DESK_PART), _SAMPLE), looks)


def _form_sheet(book: Book, sheet: Worksheet, last: int) -> None:
    _widths(sheet, FORM_COLUMNS)
    _validate(sheet, last)
    lamps = column_index(FORM_COLUMNS, "lamp")
    colour_lamps(book, sheet, (FIRST_ROW, lamps, last, lamps))
    sheet.autofilter(HEADER_ROW, 0, last, len(FORM_COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, column_index(FORM_COLUMNS, "title") + 1)
    sheet.set_selection(FIRST_ROW, column_index(FORM_COLUMNS, "increment"), FIRST_ROW, 11)
    sheet.activate()
    # What is signed on paper are the figures and what explains them; the rest would only make it smaller.
    _print_set_up(sheet, last, column_index(FORM_COLUMNS, "explanation"))


def _widths(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None, {"hidden": True} if column.key == "key" else {})


def _validate(sheet: Worksheet, last: int) -> None:
    for key in ("increment", "value"):
        column = column_index(FORM_COLUMNS, key)
        sheet.data_validation(
            FIRST_ROW,
            column,
            last,
            column,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -9_000_000_000_000,
                "maximum": 9_000_000_000_000,
                "error_type": "warning",
                "input_title": str(say(f"field.{key}")),
                "input_message": "按计量单位填数字；没有进展填 0，不知道的空着。",
                "error_title": "这里要填数字",
                "error_message": "请按计量单位填数字，不要写文字。",
            },
        )
    status = column_index(FORM_COLUMNS, "status")
    sheet.data_validation(
        FIRST_ROW, status, last, status, {"validate": "list", "source": [status_text(one) for one in Status]}
    )
    for key in TEXT_KEYS:
        column = column_index(FORM_COLUMNS, key)
        sheet.data_validation(
            FIRST_ROW,
            column,
            last,
            column,
            {
                "validate": "length",
                "criteria": "<=",
                "value": 2000,
                "error_title": "文字太长",
                "error_message": "请不要超过 2000 个字。",
            },
        )


def _print_set_up(sheet: Worksheet, last: int, last_column: int) -> None:
    sheet.protect("", _PROTECTION)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, last_column)
    sheet.set_footer(
        f"&L填报人（签字）：＿＿＿＿＿＿　审核人（签字）：＿＿＿＿＿＿　（盖章）&C第 &P 页，共 &N 页&R{CODE}"
    )


def _guide_sheet(book: Book, look: Styles, by: str) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, GUIDE_SHEET, look.title)
    for row, line in enumerate(GUIDE):
        sheet.write_string(row + 2, 0, line, look.plain)
    put_text(sheet, len(GUIDE) + 3, 0, book.stamp(by), look.label, look.quoted)
    sheet.set_paper(9)
