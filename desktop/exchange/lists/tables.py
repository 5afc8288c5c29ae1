"""Tables that somebody else made, in a workbook or a .csv file, as rows of texts."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from db.errors import refuse
from db.figures import FigureError, from_float, plain
from desktop.exchange.files import read_bytes
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import Fault, address
from desktop.exchange.texts import clean
from resources.texts import say


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of one sheet as texts; a .csv file has one sheet without a name."""

    name: str
    rows: list[list[str]]


def read_tables(path: Path) -> list[TextTable]:
    """Every sheet of a file; refused where it is too large or cannot be read."""
    content = read_bytes(path, MAX_FILE)
    if content is None:
        raise refuse("refusal.catalogue_too_large", path=str(path))
    if content[:2] not in (b"PK", b"\xd0\xcf"):
        return [TextTable("", read_csv(content, str(path)))]
    try:
        return [TextTable(sheet.name, _rows(sheet)) for sheet in confined(read_sheets, content)]
    except Unsafe as error:
        raise refuse(f"finding.file_{error.code}") from error


def read_csv(content: bytes, name: str) -> list[list[str]]:
    """The rows of a .csv file in UTF-8 or as Chinese Windows writes it; refused with its line where one is broken."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            return list(reader)
        except csv.Error as error:
            # A quotation mark that nobody closed swallows the rest of the file.
            raise refuse("refusal.catalogue_csv", path=name, line=reader.line_num) from error
    raise refuse("refusal.catalogue_text", path=name)


def _rows(sheet: Sheet) -> list[list[str]]:
    """Texts as the sheet shows them: a number without its binary dust, a percentage with its sign, an error's word."""
    return [
        [_text(sheet, address(row, column), value) for column, value in enumerate(values)]
        for row, values in enumerate(sheet.rows)
    ]


def _text(sheet: Sheet, cell: str, value: Any) -> str:
    fault = sheet.faults.get(cell)
    if fault is not None:
        return _at_fault(sheet, cell, value, fault)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()[:10]
    percent = cell in sheet.percents
    number = float(value) * 100 if percent else float(value)
    try:
        text = plain(from_float(number))
    except FigureError:
        text = f"{number:.15g}"
    return f"{text}%" if percent else text


def _at_fault(sheet: Sheet, cell: str, value: Any, fault: Fault) -> str:
    """What is seen of a cell that has no value; refused where something may be there that is not seen."""
    if fault.code == "no_such_day":
        return str(value)
    if fault.code in {"cell_error", "cell_not_calculated"}:
        return fault.shown
    raise refuse("refusal.list_cell", sheet=sheet.name, cell=cell, why=say(f"finding.{fault.code}", found=fault.shown))
