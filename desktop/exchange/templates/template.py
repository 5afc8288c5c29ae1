"""Filling one's own form: a workbook with names in its cells, which keeps its formats."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from db.errors import refuse
from db.figures import decimals_of, fits_a_cell, plain, shown, to_decimal
from db.progress import ratio_text
from desktop.exchange.files import read_bytes, replacing
from desktop.exchange.foreign_cells import put_words
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe, inspect
from desktop.exchange.reading_back import require_workbook
from desktop.exchange.templates.names import Context, Figure, Names, Value
from desktop.exchange.templates.rows import RowMap, contexts_of, moved_formula, repeat_rows
from resources.texts import Sentence, say

_NAME: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_SUFFIXES: Final = frozenset({".xlsx", ".xlsm"})
_AUTHOR: Final = "目标填报台账"
_NOWHERE: Final[Context] = {}


class _Blank(dict[str, Value]):
    """A row that was to be repeated for something of which there is none: every name in it is blank."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Value:
        return None


_BLANK: Final[Context] = _Blank()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that stands for nothing, where it stands, and what was probably meant."""

    sheet: str
    cell: str
    name: str
    nearest: str


@dataclass(slots=True)
class Filled:
    """The form that was written: how many cells were filled, what was not known, what the form lost."""

    path: Path
    cells: int = 0
    unknown: list[Unknown] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)


def fill(template: Path, out: Path, names: Names) -> Filled:
    """Fill a form; refused where it is no workbook of ours to fill, or holds no name at all."""
    if template.suffix.lower() not in _SUFFIXES or out.suffix.lower() != template.suffix.lower():
        raise refuse("refusal.template_kind", path=template.name)
    content = read_bytes(template, MAX_FILE)
    if content is None:
        raise refuse("refusal.catalogue_too_large", path=str(template))
    try:
        filled, written = confined(filled_copy, content, names, Filled(out))
    except Unsafe as error:
        raise refuse(f"finding.file_{error.code}") from error
    if not filled.cells and not filled.unknown:
        raise refuse("refusal.template_empty", path=template.name)
    with replacing(out, require_workbook) as beside:
        beside.write_bytes(written)
    return filled


def filled_copy(content: bytes, names: Names, filled: Filled) -> tuple[Filled, bytes]:
    """What was found of a form, and the form filled; Unsafe where it cannot be read."""
    inspect(content)
    try:
        book = load_workbook(io.BytesIO(content), keep_vba=filled.path.suffix.lower() == ".xlsm")
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        # What openpyxl raises of a part that it cannot read.
        raise Unsafe("damaged") from error
    if _has_shapes(content):
        filled.notes.append(say("template.shapes"))
    _fill_book(book, names, filled)
    out = io.BytesIO()
    book.save(out)
    return filled, out.getvalue()


def _has_shapes(content: bytes) -> bool:
    """Whether the workbook holds text boxes or drawn shapes, which do not survive."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        drawings = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        return any(b"<xdr:sp " in package.read(name) or b"<xdr:sp>" in package.read(name) for name in drawings)


def _fill_book(book: Workbook, names: Names, filled: Filled) -> None:
    """Rows first, since they move what stands below them; then formulas, then names."""
    repeated = {sheet.title: _repeated(sheet, names) for sheet in book.worksheets}
    maps = {title: contexts_of(rows) for title, rows in repeated.items()}
    for sheet in book.worksheets:
        rows = maps[sheet.title]
        if rows.times:
            repeat_rows(sheet, rows)
        for cell, row, here, context in _cells(sheet, rows, repeated[sheet.title]):
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = moved_formula(cell.value, sheet.title, row, here, maps)
            elif isinstance(cell.value, str) and "{{" in cell.value:
                _fill_cell(sheet, cell, names, context, filled)


def _repeated(sheet: Worksheet, names: Names) -> dict[int, Sequence[Context]]:
    """The rows that a token repeats, and for what; the tokens are taken out."""
    found: dict[int, Sequence[Context]] = {}
    for line in sheet.iter_rows():
        for cell in line:
            for token in _NAME.findall(cell.value) if isinstance(cell.value, str) else ():
                contexts = names.rows(token)
                if contexts is not None:
                    found[cell.row] = contexts
                    cell.value = re.sub(r"\{\{\s*" + re.escape(token) + r"\s*\}\}", "", cell.value).strip() or None
    return found


def _cells(
    sheet: Worksheet, rows: RowMap, repeated: Mapping[int, Sequence[Context]]
) -> Iterator[tuple[Cell, int, int, Context]]:
    """Every cell with the row it stood in, the row it stands in, and what its row is repeated for."""
    origin = {
        rows.first(row) + number: (row, contexts[number] if contexts else _BLANK)
        for row, contexts in repeated.items()
        for number in range(max(len(contexts), 1))
    }
    before = _reverse(sheet, rows)
    for line in sheet.iter_rows():
        for cell in line:
            if not isinstance(cell, MergedCell):
                row, context = origin.get(cell.row, (before.get(cell.row, cell.row), _NOWHERE))
                yield cell, row, cell.row, context


def _reverse(sheet: Worksheet, rows: RowMap) -> dict[int, int]:
    """The old rows by the new ones."""
    found: dict[int, int] = {}
    row = 1
    while rows.first(row) <= sheet.max_row:
        found |= dict.fromkeys(range(rows.first(row), rows.last(row) + 1), row)
        row += 1
    return found


def _fill_cell(sheet: Worksheet, cell: Cell, names: Names, context: Context, filled: Filled) -> None:
    """Put values in the place of names; a cell that is one name alone takes a number as a number."""
    text = str(cell.value)
    alone = _NAME.fullmatch(text.strip())
    unknown = [name for name in _NAME.findall(text) if not names.find(name, context)[0]]
    for name in unknown:
        nearest = names.nearest(name)
        filled.unknown.append(Unknown(sheet.title, cell.coordinate, name, nearest))
        said = (
            say("template.unknown_near", name=name, nearest=nearest) if nearest else say("template.unknown", name=name)
        )
        cell.comment = Comment(str(said), _AUTHOR)
    if unknown and alone:
        return
    filled.cells += 1
    if alone:
        _put(cell, names.find(alone[1], context)[1])
    else:
        put_words(cell, _NAME.sub(lambda found: _said(found, names, context), text))


def _said(found: re.Match[str], names: Names, context: Context) -> str:
    known, value = names.find(found[1], context)
    return text_of(value) if known else found[0]


def text_of(value: Value) -> str:
    """A value within a text, as people write it."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        return shown(value.value, value.decimals)
    if isinstance(value, Fraction):
        return f"{ratio_text(value, 1)}%"
    return value.isoformat() if isinstance(value, date) else str(value)


def _put(cell: Any, value: Value) -> None:
    """A value as its kind; a format that somebody gave the cell stays."""
    plainly = cell.number_format in {"General", "@"}
    if isinstance(value, Figure):
        _put_figure(cell, value, plainly=plainly)
    elif isinstance(value, Fraction):
        cell.value = float(value)
        cell.number_format = "0.0%" if plainly else cell.number_format
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd" if plainly else cell.number_format
    elif isinstance(value, str):
        put_words(cell, value)
    else:
        cell.value = value


def _put_figure(cell: Any, figure: Figure, *, plainly: bool) -> None:
    if not fits_a_cell(figure.value):
        put_words(cell, plain(figure.value))
        return
    cell.value = to_decimal(figure.value)
    if plainly:
        places = max(figure.decimals, decimals_of(figure.value))
        cell.number_format = "#,##0" + ("." + "0" * places if places else "")
