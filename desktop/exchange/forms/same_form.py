"""Whether a form that was just written says what it was to say, cell by cell, as a reader of spreadsheets finds it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from db.checks import BLANK
from db.errors import Refusal
from db.figures import FigureError, from_float, parse
from desktop.exchange.days import read_day
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.form_shell import FORM_PART
from desktop.exchange.layout import (
    DESK_SHEET,
    FIGURE_KEYS,
    FIRST_ROW,
    FORM_COLUMNS,
    FORM_SHEET,
    MAX_FILE,
    MAX_ROWS,
    NODE_COLUMNS,
    NODE_SHEET,
    TEXT_KEYS,
    column_index,
    status_text,
)
from desktop.exchange.opening.locking import unlock
from desktop.exchange.rows import SharedTexts
from desktop.exchange.texts import clean, escaped

_KEY, _STATUS = column_index(FORM_COLUMNS, "key"), column_index(FORM_COLUMNS, "status")
_FIGURES: Final = tuple(column_index(FORM_COLUMNS, key) for key in FIGURE_KEYS)
_TEXTS: Final = tuple((key, column_index(FORM_COLUMNS, key)) for key in TEXT_KEYS)
_NODE, _DONE, _NOTE = (column_index(NODE_COLUMNS, key) for key in ("key", "done_on", "note"))
# The cell of a row's key: it stands first, and is a text.
_KEY_CELL: Final = re.compile(rb'<row r="[0-9]+"[^>]*><c r="A([0-9]+)" s="[0-9]+" t="s"><v>([0-9]+)</v></c>')
_Rows = Sequence[Sequence[Any]]


def require_form(form: Form, document: Sequence[str], content: bytes) -> None:
    """Raise NotAsWrittenError where anything else is found; `document` are the cells that travel unseen."""
    sheets = _read(content, (FORM_SHEET, NODE_SHEET, DESK_SHEET))
    if not _same_texts([row[0] for row in sheets[DESK_SHEET]], document):
        raise NotAsWrittenError("another document than was written")
    wrong = [*_wrong_rows(form, sheets[FORM_SHEET]), *_wrong_nodes(form, sheets[NODE_SHEET])]
    if wrong:
        raise NotAsWrittenError(f"another form than was written: {wrong}")


def is_silent(form: Form) -> bool:
    """Whether a form says nothing yet of any target, and nothing is said to it."""
    return all(one.answer is BLANK and not one.comments for one in form.rows)


def require_silent(form: Form, document: Sequence[str], content: bytes, targets: bytes, texts: SharedTexts) -> None:
    """The same of a silent form whose part with the targets is made of rows that were read back, but for their numbers.

    That part is what was meant to the last byte once another library has unpacked it, so a reader of spreadsheets finds
    what it found in those rows; and their keys are where they belong. The numbers of the texts are right where that of
    the document is, which is read: it stands behind all others.
    """
    found = _read(content, (NODE_SHEET, DESK_SHEET))
    if not _same_texts([row[0] for row in found[DESK_SHEET]], document):
        raise NotAsWrittenError("another document than was written")
    wrong = [*_wrong_nodes(form, found[NODE_SHEET])]
    if _unpacked(content, FORM_PART) != targets:
        wrong.append("another part than was packed")
    keys = [(at, texts.number(one.target.key)) for at, one in enumerate(form.rows, FIRST_ROW + 1)]
    seen = [(int(at), int(number)) for at, number in _KEY_CELL.findall(targets)]
    if [one for one in seen if one[0] > FIRST_ROW] != keys:
        wrong.append("other targets")
    if wrong:
        raise NotAsWrittenError(f"another form than was written: {wrong}")


def _unpacked(content: bytes, part: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.read(part)
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError) as error:
        raise NotAsWrittenError("a part is broken") from error


def require_unlocked(locked: bytes, password: str) -> bytes:
    """What is behind a password; NotAsWrittenError where it does not open."""
    try:
        return unlock(locked, password)
    except Refusal as refusal:
        raise NotAsWrittenError(str(refusal)) from refusal


def _read(content: bytes, names: Sequence[str]) -> Mapping[str, _Rows]:
    """The rows of these sheets, as a reader of spreadsheets finds them."""
    if len(content) > MAX_FILE:
        raise NotAsWrittenError("more than anybody may send")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, ValueError, OSError) as error:
        raise NotAsWrittenError("a sheet is broken") from error


def _wrong_rows(form: Form, rows: _Rows) -> Iterator[str]:
    """The targets whose rows say something else."""
    found = rows[FIRST_ROW:]
    if len(found) != len(form.rows) or len(rows) > MAX_ROWS:
        yield f"{len(found)} rows"
    for one, row in zip(form.rows, found, strict=False):
        if not _says(row, one):
            yield one.target.code


def _says(row: Sequence[Any], one: FormRow) -> bool:
    answer = one.answer
    if row[_KEY] != one.target.key or row[_STATUS] != status_text(answer.status):
        return False
    if [_figure(row[column]) for column in _FIGURES] != [answer.increment, answer.value]:
        return False
    return _same_texts([row[column] for _, column in _TEXTS], [getattr(answer, key) for key, _ in _TEXTS])


def _figure(value: Any) -> int | None:
    """The figure of a cell; a text says it where a binary number would have lost digits."""
    try:
        return None if value == "" else parse(value) if isinstance(value, str) else from_float(value)
    except FigureError as error:
        raise NotAsWrittenError(f"no figure: {value}") from error


def _same_texts(found: Sequence[Any], meant: Sequence[str]) -> bool:
    """Whether cells hold these texts, as far as cells can; one that begins like an escape is found escaped."""
    if found == meant:
        return True
    cleaned = [clean(text) for text in meant]
    return found in (cleaned, [escaped(text) for text in cleaned])


def _wrong_nodes(form: Form, rows: _Rows) -> Iterator[str]:
    """The nodes whose rows say something else."""
    meant = [node for one in form.rows for node in one.target.nodes]
    found = [row for row in rows[FIRST_ROW:] if row[_NODE]]
    if len(found) != len(meant):
        yield f"{len(found)} nodes"
    for node, row in zip(meant, found, strict=False):
        done_on, note = form.nodes.get(node.key, (None, ""))
        if row[_NODE] != node.key or _day(row[_DONE]) != done_on or not _same_texts([row[_NOTE]], [note]):
            yield node.title


def _day(value: Any) -> date | None:
    return None if value == "" else read_day(value, "")
