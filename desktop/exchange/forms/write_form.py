"""Writing assignment, report and review workbooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from db.lamps import Judgement
from db.vocabulary import Lamp, Status
from desktop.exchange.book import Book
from desktop.exchange.cells import lines_of, put_figure, put_text, row_height
from desktop.exchange.files import replacing
from desktop.exchange.forms.document import to_cells
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.formulas import Cells, completion_formula, has_lamp_formula, lamp_formula
from desktop.exchange.forms.locked import locked_texts
from desktop.exchange.forms.same_form import require_form, require_unlocked
from desktop.exchange.forms.seal import check_code
from desktop.exchange.layout import (
    DESK_SHEET,
    FORM_COLUMNS,
    FORM_SHEET,
    GUIDE,
    GUIDE_SHEET,
    LABELS,
    LAMP_COLOURS,
    NODE_COLUMNS,
    NODE_SHEET,
    TEXT_KEYS,
    Column,
    column_index,
    lamp_text,
    status_text,
)
from desktop.exchange.opening.locking import lock
from desktop.exchange.styles import FigureStyles, Styles, styles
from desktop.exchange.texts import listed
from resources.texts import say

KEY_ROW: Final = 4
HEADER_ROW: Final = 5
FIRST_ROW: Final = 6
# Before it spreadsheets count days wrong, or not at all.
_FIRST_DAY: Final = date(1900, 3, 1)
_PROTECTION: Final = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
}


@dataclass(slots=True)
class _Page:
    """One workbook being written."""

    book: Book
    form: Form
    look: Styles
    figures: FigureStyles


def write_form(form: Form, path: Path, password: str = "") -> None:
    """Write the workbook, behind a password where one is given; whole and as it was meant, or not at all."""
    document = to_cells(form.document)
    content = _made(form, document)

    def verify(found: bytes) -> None:
        require_form(form, document, require_unlocked(found, password) if password else found)

    with replacing(path, verify) as beside:
        beside.write_bytes(lock(content, password) if password else content)


def _made(form: Form, document: Sequence[str]) -> bytes:
    book = Book(form.by)
    look = styles(book)
    page = _Page(book, form, look, FigureStyles(book, look.quoted))
    _form_sheet(page)
    _node_sheet(page)
    _guide_sheet(page)
    sheet = book.add_worksheet(DESK_SHEET)
    for row, text in enumerate(document):
        sheet.write_string(row, 0, text)
    sheet.very_hidden()
    return book.packed()


def _form_sheet(page: _Page) -> None:
    sheet = page.book.add_worksheet(FORM_SHEET)
    _title_block(page, sheet)
    _headers(page, sheet, FORM_COLUMNS)
    for index, row in enumerate(page.form.rows):
        _row(page, sheet, FIRST_ROW + index, index + 1, row)
    last = FIRST_ROW + max(len(page.form.rows), 1) - 1
    _validate(sheet, last)
    lamps = column_index(FORM_COLUMNS, "lamp")
    colour_lamps(page.book, sheet, (FIRST_ROW, lamps, last, lamps))
    sheet.autofilter(HEADER_ROW, 0, last, len(FORM_COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, column_index(FORM_COLUMNS, "title") + 1)
    sheet.set_selection(FIRST_ROW, column_index(FORM_COLUMNS, "increment"), FIRST_ROW, 11)
    sheet.activate()
    # What is signed on paper are the figures and what explains them; the rest would only make it smaller.
    _print_set_up(page, sheet, last, column_index(FORM_COLUMNS, "explanation"))


def _title_block(page: _Page, sheet: Worksheet) -> None:
    form, look = page.form, page.look
    kind = say(f"kind.{form.document.kind}")
    practice = "（练习数据）" if form.document.practice else ""
    sheet.set_row(0, 30)
    sheet.write_string(0, 1, f"{form.period.title}{kind}{practice}", look.title)
    above = ("plan", form.plan), ("unit", form.document.unit), ("period", form.period.code)
    places = {"plan": (1, 1), "unit": (1, 6), "period": (1, 10), "due_on": (1, 14)}
    signed = {"filled_by": (2, 1), "checked_by": (2, 6), "phone": (2, 10), "check_code": (2, 14)}
    values = {
        **dict(above),
        "due_on": form.due_on.isoformat(),
        "filled_by": form.filled_by,
        "checked_by": form.checked_by,
        "phone": form.phone,
        "check_code": check_code(form.document.seal),
    }
    for name, (row, column) in {**places, **signed}.items():
        editable = name in {"filled_by", "checked_by", "phone"}
        # Narrow columns stand under the labels, so a value stands two to the right.
        sheet.write_string(row, column, LABELS[name], look.label)
        style = look.signature if editable else look.plain
        put_text(sheet, row, column + 2, values[name], style, look.quoted)
        if editable:
            sheet.write_blank(row, column + 3, None, look.signature)
    if form.note:
        put_text(sheet, 3, 1, form.note, look.label, look.quoted)


def _headers(page: _Page, sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None, {"hidden": True} if column.key == "key" else {})
        sheet.write_string(KEY_ROW, index, column.key, page.look.label)
        sheet.write_string(HEADER_ROW, index, column.header, page.look.header)
    sheet.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.set_row(HEADER_ROW, 32)


def _row(page: _Page, sheet: Worksheet, at: int, seq: int, row: FormRow) -> None:
    target, answer, look = row.target, row.answer, page.look
    goal, locked = target.goal, locked_texts(row.target, row.role)
    place = {column.key: index for index, column in enumerate(FORM_COLUMNS)}
    texts = {
        "key": (target.key, look.soft_text),
        "code": (locked["code"], look.soft_centre),
        "area": (locked["area"], look.soft_text),
        "title": (locked["title"], look.soft_text),
        "measure": (locked["measure"], look.soft_centre),
        "unit": (locked["unit"], look.soft_centre),
        "role": (locked["role"], look.soft_centre),
        "review": (listed(row.comments, "\n"), look.soft_text),
    }
    for key, (text, style) in texts.items():
        put_text(sheet, at, place[key], text, style, look.quoted)
    sheet.write_number(at, place["seq"], seq, look.soft_centre)
    _grow(sheet, at, row)
    for key, figure in (("target", goal.target), ("previous", row.previous)):
        put_figure(sheet, at, place[key], figure, page.figures.fixed(figure, target.decimals), look.quoted)
    for key, figure, wanted in (
        ("increment", answer.increment, goal.adds_up),
        ("value", answer.value, goal.measure.has_figure),
    ):
        style = look.input_figure if wanted or figure is not None else look.soft
        put_figure(sheet, at, place[key], figure, style, look.quoted)
    put_text(sheet, at, place["status"], status_text(answer.status), look.input_centre, look.quoted)
    for key in TEXT_KEYS:
        put_text(sheet, at, place[key], getattr(answer, key), look.input_text, look.quoted)
    _worked_out(page, sheet, at, row, place)


def _worked_out(page: _Page, sheet: Worksheet, at: int, row: FormRow, place: dict[str, int]) -> None:
    """Pace, completion and lamp: formulas with their values cached."""
    goal, judged = row.target.goal, row.judgement
    names = ("pace", "previous", "increment", "value", "completion", "status")
    cells = Cells(*(xl_rowcol_to_cell(at, place[name], col_abs=True) for name in names))
    if judged.pace is None:
        sheet.write_blank(at, place["pace"], None, page.look.percent)
    else:
        sheet.write_number(at, place["pace"], float(judged.pace), page.look.percent)
    completion = completion_formula(goal, cells)
    _cached(sheet, (at, place["completion"]), completion, _percent(judged), page.look.percent)
    lamp = lamp_formula(goal, row.target.policy, cells)
    if not has_lamp_formula(goal.measure, len(row.target.nodes)):
        lamp = None
    _cached(sheet, (at, place["lamp"]), lamp, lamp_text(judged.lamp), page.look.lamp)


def _grow(sheet: Worksheet, at: int, row: FormRow) -> None:
    """Make a row high enough for its texts; one without any is left to grow as somebody types."""
    widths = {column.key: column.width for column in FORM_COLUMNS}
    texts = {"area": row.target.area, "title": row.target.title} | {key: getattr(row.answer, key) for key in TEXT_KEYS}
    lines = max(lines_of(text, widths[key]) for key, text in texts.items())
    if lines > 1:
        sheet.set_row(at, row_height(lines))


def _percent(judged: Judgement) -> float | str:
    return "" if judged.completion is None else float(judged.completion)


def _cached(sheet: Worksheet, at: tuple[int, int], formula: str | None, value: float | str, style: Format) -> None:
    if formula is not None:
        sheet.write_formula(*at, formula, style, value)
    elif value == "":
        sheet.write_blank(*at, None, style)
    elif isinstance(value, str):
        sheet.write_string(*at, value, style)
    else:
        sheet.write_number(*at, value, style)


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


def colour_lamps(book: Book, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
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


def _print_set_up(page: _Page, sheet: Worksheet, last: int, last_column: int) -> None:
    sheet.protect("", _PROTECTION)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, last_column)
    code = check_code(page.form.document.seal)
    sheet.set_footer(
        "&L填报人（签字）：＿＿＿＿＿＿　审核人（签字）：＿＿＿＿＿＿　（盖章）"
        f"&C第 &P 页，共 &N 页&R{'校验码 ' + code if code else ''}"
    )


def _node_sheet(page: _Page) -> None:
    sheet = page.book.add_worksheet(NODE_SHEET)
    form, look = page.form, page.look
    put_text(sheet, 0, 1, f"{form.document.unit}　节点完成情况", look.title, look.quoted)
    _headers(page, sheet, NODE_COLUMNS)
    at = FIRST_ROW
    for row in form.rows:
        for node in row.target.nodes:
            done_on, note = form.nodes.get(node.key, (None, ""))
            texts = node.key, row.target.code, row.target.title, node.title
            for column, text in enumerate(texts):
                put_text(sheet, at, column, text, look.soft_text, look.quoted)
            for column, day in ((4, node.begins_on), (5, node.due_on), (6, done_on)):
                _date(sheet, at, column, day, look.input_date if column == 6 else look.date, look)
            put_text(sheet, at, 7, note, look.input_text, look.quoted)
            at += 1
    if at == FIRST_ROW:
        sheet.write_string(FIRST_ROW, 1, "本单位的目标没有设节点，这张表不用填。", look.label)
    sheet.freeze_panes(FIRST_ROW, 0)
    _print_set_up(page, sheet, max(at - 1, FIRST_ROW), len(NODE_COLUMNS) - 1)


def _date(sheet: Worksheet, row: int, column: int, day: date | None, style: Format, look: Styles) -> None:
    if day is None:
        sheet.write_blank(row, column, None, style)
    elif day < _FIRST_DAY:
        put_text(sheet, row, column, day.isoformat(), style, look.quoted)
    else:
        sheet.write_datetime(row, column, day, style)


def _guide_sheet(page: _Page) -> None:
    sheet = page.book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, GUIDE_SHEET, page.look.title)
    for row, line in enumerate(GUIDE):
        sheet.write_string(row + 2, 0, line, page.look.plain)
    put_text(sheet, len(GUIDE) + 3, 0, page.book.stamp(page.form.by), page.look.label, page.look.quoted)
    sheet.set_paper(9)
