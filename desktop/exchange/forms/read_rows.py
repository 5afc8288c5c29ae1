"""The rows of a form's first table: what each says of its target."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from db.checks import Answer, Finding
from db.figures import FigureError, from_float, parse, plain, shown
from db.vocabulary import Severity
from desktop.exchange.forms.columns import Table, is_header
from desktop.exchange.forms.matching import Matcher
from desktop.exchange.forms.merged_cells import spread
from desktop.exchange.forms.read_out import Expectation, Expected, ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.forms.usual_rows import INPUTS, Row, read_usual_rows, statuses
from desktop.exchange.layout import FIGURE_KEYS, FORM_COLUMNS
from desktop.exchange.opening.witness import address
from desktop.exchange.texts import shown as text_of
from desktop.exchange.texts import written
from resources.texts import say

# The columns that say what a row is.
_NAMING: Final = ("key", "code", "title")
_NAMED: Final = 10


def read_rows(form: ReadForm, table: Table, expectation: Expectation) -> None:
    """Read every row of a target into the form."""
    matcher = Matcher(expectation, form)
    numbers = range(_first(table, matcher), len(table.sheet.rows))
    inputs = {key: table.places[key] for key in INPUTS if key in table.places}
    rows = read_usual_rows(form, table, numbers, expectation.targets)
    if rows is None:
        rows = _one_by_one(form, table, inputs, numbers, matcher)
    for row in rows:
        form.answers[row.target.key] = _answer(form, table, inputs, row)
    _missing_rows(form, table, expectation)


def _first(table: Table, matcher: Matcher) -> int:
    """The first row that may speak of a target: below the row of keys are the headers that everybody sees."""
    first = table.header_row + 1
    said = {key: text_of(table.sheet.at(first, table.places.get(key, -1))) for key in ("key", "code")}
    return first + (table.by_key and not matcher.knows(said))


def _one_by_one(
    form: ReadForm, table: Table, inputs: Mapping[str, int], numbers: range, matcher: Matcher
) -> Sequence[Row]:
    """The rows that speak of targets, of each target one."""
    rows = _once(form, table, _matched(table, inputs, numbers, matcher))
    if table.sheet.merged:
        lent = spread(form, table.sheet, inputs, {row.number: row.target for row in rows})
        rows = [_with(row, inputs, lent[row.number]) if row.number in lent else row for row in rows]
    columns = [*zip(*(row.values for row in rows), strict=True)]
    form.cells.put_all([row.target.key for row in rows], [row.number for row in rows], inputs, columns)
    return rows


def _with(row: Row, inputs: Mapping[str, int], lent: Mapping[str, Any]) -> Row:
    """The row with values that stand in another, with which its cells were merged."""
    return row._replace(values=[lent.get(key, value) for key, value in zip(inputs, row.values, strict=True)])


def _matched(table: Table, inputs: Mapping[str, int], numbers: range, matcher: Matcher) -> Iterator[Row]:
    """The rows that are of a target, in their order."""
    sheet = table.sheet
    naming = {key: table.places[key] for key in _NAMING if key in table.places}
    spoken = naming.get("code", naming.get("title", 0))
    keys, codes = naming.get("key", -1), naming.get("code", -1)
    picked = sheet.picked(numbers, (keys, codes, *inputs.values()))
    for number, (key, code, *values) in zip(numbers, picked, strict=True):
        target = matcher.named(_name(key), _name(code))
        if target is None:
            named = [sheet.at(number, place) for place in naming.values()]
            texts = _texts(naming, named) | _texts(inputs, values)
            target = _guessed(matcher, table, number, spoken, texts)
        if target is not None:
            yield Row(number, target, values)


def _name(value: Any) -> str:
    """What a cell shows, and most keys and codes are plainly."""
    return value if isinstance(value, str) and value.isalnum() else text_of(value)


def _texts(places: Mapping[str, int], values: Sequence[Any]) -> dict[str, str]:
    return {key: text_of(value) for key, value in zip(places, values, strict=True)}


def _guessed(matcher: Matcher, table: Table, number: int, spoken: int, texts: Mapping[str, str]) -> Expected | None:
    """The target of a row that does not name it by its key and its code; None where it speaks of none."""
    if not any(texts.values()) or (not matcher.knows(texts) and is_header(texts, FORM_COLUMNS)):
        return None
    filled = any(texts.get(key) for key in INPUTS)
    return matcher.find(texts, (table.sheet.name, address(number, spoken)), filled=filled)


def _once(form: ReadForm, table: Table, rows: Iterator[Row]) -> list[Row]:
    """Each target's row; where it has several, the one that is meant."""
    kept: dict[str, Row] = {}
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
    there = form.answers.keys() | expectation.once
    missing = [target.code for key, target in expectation.targets.items() if key not in there]
    if missing and form.answers:
        codes = "、".join(missing[:_NAMED]) + ("……" if len(missing) > _NAMED else "")
        form.meaning(repair("rows_missing", codes, (table.sheet.name, ""), count=len(missing), codes=codes))


def _answer(form: ReadForm, table: Table, inputs: Mapping[str, int], row: Row) -> Answer:
    said: dict[str, Any] = {}
    faults = table.sheet.faults
    for (key, place), value in zip(inputs.items(), row.values, strict=True):
        fault = faults.get(address(row.number, place)) if faults else None
        if fault is not None:
            form.errors.append(_wrong(fault.code, key, table, row, found=fault.shown or text_of(value)))
        elif value == "":
            continue
        elif key in FIGURE_KEYS:
            said |= _figure(form, table, key, value, row)
        elif key == "status":
            said |= _status(form, table, text_of(value), row)
        else:
            text = written(value)
            said[key] = text if text.strip() else ""
    return Answer(**said)


def _wrong(code: str, key: str, table: Table, row: Row, *, found: str) -> Finding:
    message = say(f"finding.{code}", found=found, unit=row.target.unit or "-")
    cell = address(row.number, table.places[key])
    return Finding(Severity.ERROR, code, key, message, row.target.key, table.sheet.name, cell, found)


def _figure(form: ReadForm, table: Table, key: str, value: Any, row: Row) -> dict[str, Any]:
    if isinstance(value, str) and not value.strip():
        return {}
    unit = row.target.unit
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise FigureError("not_a_number")
        if not isinstance(value, str):
            number = float(value)
            # Whole numbers of things are never percentages; of what else is, the cells are asked.
            whole = unit != "%" and number.is_integer()
            if whole or address(row.number, table.places[key]) not in table.sheet.percents:
                return {key: from_float(number)}
            value = f"{number * 100:.15g}%"
        figure = parse(value, unit)
    except FigureError as error:
        code = "date_for_number" if isinstance(value, date | datetime) else error.problem
        form.errors.append(_wrong(code, key, table, row, found=text_of(value)))
        return {f"{key}_typed": text_of(value)}
    typed = value.strip()
    return {key: figure, f"{key}_typed": "" if typed in {plain(figure), shown(figure)} else typed}


def _status(form: ReadForm, table: Table, text: str, row: Row) -> dict[str, Any]:
    if not text:
        return {}
    status = statuses().get(text)
    if status is not None:
        return {"status": status}
    form.errors.append(_wrong("not_a_status", "status", table, row, found=text))
    return {}
