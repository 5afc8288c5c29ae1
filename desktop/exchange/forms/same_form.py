"""Whether a form that was just written says what it was to say, cell by cell, as a reader of spreadsheets finds it."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from db.errors import Refusal
from db.figures import FigureError, from_float, parse
from desktop.exchange.days import read_day
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.forms.form import Form, FormRow
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
from desktop.exchange.texts import clean, escaped

_KEY, _STATUS = column_index(FORM_COLUMNS, "key"), column_index(FORM_COLUMNS, "status")
_FIGURES: Final = tuple(column_index(FORM_COLUMNS, key) for key in FIGURE_KEYS)
_TEXTS: Final = tuple((key, column_index(FORM_COLUMNS, key)) for key in TEXT_KEYS)
_NODE, _DONE, _NOTE = (column_index(NODE_COLUMNS, key) for key in ("key", "done_on", "note"))
_Rows = Sequence[Sequence[Any]]


def require_form(form: Form, document: Sequence[str], content: bytes) -> None:
    """Raise NotAsWrittenError where anything else is found; `document` are the cells that travel unseen."""
    sheets = _sheets(content)
    if not _same_texts([row[0] for row in sheets[DESK_SHEET]], document):
        raise NotAsWrittenError("another document than was written")
    wrong = [*_wrong_rows(form, sheets[FORM_SHEET]), *_wrong_nodes(form, sheets[NODE_SHEET])]
    if wrong:
        raise NotAsWrittenError(f"another form than was written: {wrong}")


def require_unlocked(locked: bytes, password: str) -> bytes:
    """What is behind a password; NotAsWrittenError where it does not open."""
    try:
        return unlock(locked, password)
    except Refusal as refusal:
        raise NotAsWrittenError(str(refusal)) from refusal


def _sheets(content: bytes) -> Mapping[str, _Rows]:
    if len(content) > MAX_FILE:
        raise NotAsWrittenError("more than anybody may send")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = (FORM_SHEET, NODE_SHEET, DESK_SHEET)
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
