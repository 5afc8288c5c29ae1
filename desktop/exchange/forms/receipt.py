"""Receipts: a copy of the sender's own workbook with every cell that must be mended marked and explained."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from db.checks import Finding
from db.texts import TEXT_MAX, length
from db.vocabulary import Severity
from desktop.exchange.files import put_bytes
from desktop.exchange.foreign_cells import put_words
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe, inspect
from desktop.exchange.opening.sheets import read_sheets
from desktop.exchange.texts import clean
from resources.texts import say

SHEET: Final = "导入回执"
_AUTHOR: Final = "目标填报台账"
_SHORT: Final = 2_000
_FILLS: Final = {
    Severity.ERROR: PatternFill("solid", fgColor="FFF3D6D7"),
    Severity.QUERY: PatternFill("solid", fgColor="FFF7E9C8"),
    Severity.HINT: PatternFill("solid", fgColor="FFE6EFFB"),
}
_HEADERS: Final = (("轻重", 10), ("工作表", 12), ("单元格", 10), ("原来的内容", 30), ("问题和办法", 80))


def write_receipt(content: bytes, state: str, findings: Sequence[Finding], path: Path) -> None:
    """Write the receipt of a file that was not taken; what cannot be opened again gets the list alone."""
    try:
        receipt = confined(marked_copy, content, state, findings)
    except Unsafe:
        receipt = marked_copy(b"", state, findings)
    put_bytes(path, receipt)


def marked_copy(content: bytes, state: str, findings: Sequence[Finding]) -> bytes:
    """The sender's workbook with a list of the findings in front, and each of their cells marked and explained.

    Unsafe where what came of a strange workbook could not be opened again.
    """
    book = _copy_of(content)
    front = book.create_sheet(SHEET, 0)
    _list(front, state, findings)
    for finding in findings:
        if finding.cell and finding.sheet in book.sheetnames:
            cell = _shown(book[finding.sheet], finding.cell)
            cell.fill = _FILLS[finding.severity]
            cell.comment = Comment(clean(_shortly(str(finding.message))), _AUTHOR, width=320, height=120)
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    read_sheets(out.getvalue())
    return out.getvalue()


def _copy_of(content: bytes) -> Workbook:
    """The sender's workbook, opened to be changed; its values alone where only those can be read, or an empty one."""
    try:
        unlocked = inspect(content).content
    except Unsafe:
        return _values_of(content)
    try:
        return load_workbook(io.BytesIO(unlocked))
    # The library opens what it was not written for, and raises whatever its own code runs into: KeyError, TypeError,
    # AttributeError. None of ours runs within; a receipt must come to be, with the values alone where need be.
    except Exception:  # noqa: BLE001
        return _values_of(content)


def _values_of(content: bytes) -> Workbook:
    """What stands in the cells of a workbook that openpyxl does not open, such as an .xls."""
    book = Workbook()
    del book[book.sheetnames[0]]
    try:
        sheets = read_sheets(content)
    except Unsafe:
        return book
    for sheet in sheets:
        copy = book.create_sheet(sheet.name)
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    _put(copy.cell(number, column), value)
    return book


def _put(cell: Cell, value: Any) -> None:
    """A value that was read, back in a cell; only an OpenDocument sheet holds a text that is cut off here."""
    if isinstance(value, str):
        put_words(cell, value if length(value) <= TEXT_MAX else f"{value[: TEXT_MAX // 2]}……")
    else:
        cell.value = value


def _shortly(text: str) -> str:
    """So much of a text as somebody reads to know which one is meant."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}……"


def _shown(sheet: Worksheet, address: str) -> Cell:
    """The cell that is seen at an address: of merged cells the first."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _list(sheet: Worksheet, state: str, findings: Sequence[Finding]) -> None:
    sheet["A1"] = f"{SHEET}：{state}"
    sheet["A1"].font = Font(size=14, bold=True)
    for column, (word, width) in enumerate(_HEADERS, 1):
        sheet.cell(3, column, word).font = Font(bold=True)
        sheet.column_dimensions["ABCDE"[column - 1]].width = width
    for row, finding in enumerate(findings, 4):
        texts = (
            str(say(f"severity.{finding.severity}")),
            finding.sheet,
            finding.cell,
            finding.found,
            str(finding.message),
        )
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put_words(cell, _shortly(text))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if finding.sheet and finding.cell:
            place = sheet.cell(row, 3)
            name = finding.sheet.replace("'", "''")
            place.hyperlink = Hyperlink(place.coordinate, location=f"'{name}'!{finding.cell}")
            place.font = Font(color="FF1D5FBF", underline="single")
    sheet.freeze_panes = "A4"
