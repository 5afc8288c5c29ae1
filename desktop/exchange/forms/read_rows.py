"""The rows of a form's first table: what each says of its target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from db.checks import Answer, Finding
from db.figures import FigureError, from_float, parse, plain, shown
from db.vocabulary import Severity, Status
from desktop.exchange.forms.columns import Table, is_header
from desktop.exchange.forms.matching import Matcher
from desktop.exchange.forms.merged_cells import spread
from desktop.exchange.forms.read_out import Expectation, Expected, ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.layout import FIGURE_KEYS, FORM_COLUMNS, TEXT_KEYS
from desktop.exchange.opening.witness import address
from desktop.exchange.texts import shown as text_of
from desktop.exchange.texts import written
from resources.texts import LANGUAGES, say

_INPUTS: Final = (*FIGURE_KEYS, "status", *TEXT_KEYS)
# The columns that say what a row is, and what was written there.
_SPEAKING: Final = ("key", "code", "title", *_INPUTS)
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that speaks of a target: where it stands, and the values and texts of its columns."""

    number: int
    target: Expected
    values: dict[str, Any]
    texts: dict[str, str]


def read_rows(form: ReadForm, table: Table, expectation: Expectation) -> None:
    """Read every row of a target into the form."""
    rows = _once(form, table, _matched(form, table, expectation))
    inputs = {key: table.places[key] for key in _INPUTS if key in table.places}
    lent = spread(form, table.sheet, inputs, {row.number: row.target for row in rows})
    for row in rows:
        for key, value in lent.get(row.number, {}).items():
            row.values[key], row.texts[key] = value, text_of(value)
        form.answers[row.target.key] = _answer(form, table, row)
    _missing_rows(form, table, expectation)


def _matched(form: ReadForm, table: Table, expectation: Expectation) -> Iterator[_Row]:
    """The rows that are of a target, in their order."""
    matcher = Matcher(expectation, form)
    places = {key: table.places[key] for key in _SPEAKING if key in table.places}
    spoken = places.get("code", places.get("title", 0))
    for number in range(table.header_row + 1, len(table.sheet.rows)):
        values = {key: table.sheet.at(number, place) for key, place in places.items()}
        texts = {key: text_of(value) for key, value in values.items()}
        first = table.by_key and number == table.header_row + 1
        if not any(texts.values()) or (not matcher.knows(texts) and (first or is_header(texts, FORM_COLUMNS))):
            continue
        filled = any(texts.get(key) for key in _INPUTS)
        target = matcher.find(texts, (table.sheet.name, address(number, spoken)), filled=filled)
        if target is not None:
            yield _Row(number, target, values, texts)


def _once(form: ReadForm, table: Table, rows: Iterator[_Row]) -> list[_Row]:
    """Each target's row; where it has several, the one that is meant."""
    kept: dict[str, _Row] = {}
    for row in rows:
        first = kept.get(row.target.key)
        if first is not None:
            cell = address(row.number, table.places.get("code", table.places.get("title", 0)))
            options = (Meaning.FIRST, Meaning.THIS)
            guess = repair("row_twice", cell, (table.sheet.name, cell), options, code=row.target.code)
            if form.meaning(guess) == Meaning.FIRST:
                continue
        kept[row.target.key] = row
    return list(kept.values())


def _missing_rows(form: ReadForm, table: Table, expectation: Expectation) -> None:
    missing = [target.code for key, target in expectation.targets.items() if key not in form.answers]
    if missing and form.answers:
        codes = "、".join(missing[:_NAMED]) + ("……" if len(missing) > _NAMED else "")
        form.meaning(repair("rows_missing", codes, (table.sheet.name, ""), count=len(missing), codes=codes))


def _answer(form: ReadForm, table: Table, row: _Row) -> Answer:
    said: dict[str, Any] = {}
    for key in _INPUTS:
        if key not in row.values:
            continue
        value, cell = row.values[key], address(row.number, table.places[key])
        form.cells[row.target.key, key] = (cell, row.texts[key])
        fault = table.sheet.faults.get(cell)
        if fault is not None:
            form.errors.append(_wrong(fault.code, key, table, cell, row.target, found=fault.shown or row.texts[key]))
        elif key in FIGURE_KEYS:
            said |= _figure(form, table, key, cell, value, row.target)
        elif key == "status":
            said |= _status(form, table, cell, row.texts[key], row.target)
        else:
            said[key] = written(value) if row.texts[key] else ""
    return Answer(**said)


def _wrong(code: str, key: str, table: Table, cell: str, target: Expected, *, found: str) -> Finding:
    message = say(f"finding.{code}", found=found, unit=target.unit or "-")
    return Finding(Severity.ERROR, code, key, message, target.key, table.sheet.name, cell, found)


def _figure(form: ReadForm, table: Table, key: str, cell: str, value: Any, target: Expected) -> dict[str, Any]:
    if value == "" or (isinstance(value, str) and not value.strip()):
        return {}
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise FigureError("not_a_number")
        if not isinstance(value, str):
            number = float(value)
            # Whole numbers of things are never percentages; of what else is, the cells are asked.
            if (target.unit != "%" and number.is_integer()) or cell not in table.sheet.percents:
                return {key: from_float(number)}
            value = f"{number * 100:.15g}%"
        figure = parse(value, target.unit)
    except FigureError as error:
        code = "date_for_number" if isinstance(value, date | datetime) else error.problem
        form.errors.append(_wrong(code, key, table, cell, target, found=text_of(value)))
        return {f"{key}_typed": text_of(value)}
    typed = value.strip()
    return {key: figure, f"{key}_typed": "" if typed in {plain(figure), shown(figure)} else typed}


def _status(form: ReadForm, table: Table, cell: str, text: str, target: Expected) -> dict[str, Any]:
    if not text:
        return {}
    status = _statuses().get(text)
    if status is not None:
        return {"status": status}
    form.errors.append(_wrong("not_a_status", "status", table, cell, target, found=text))
    return {}


@cache
def _statuses() -> Mapping[str, Status]:
    """Every status by its code and by its word in each language."""
    words = {say(f"status.{status}").text(language): status for status in Status for language in LANGUAGES}
    return words | {str(status): status for status in Status}
