"""Reading assignment, report and review workbooks back, by keys first and by words where keys are gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from db.checks import Answer, Finding
from db.errors import Refusal
from db.figures import FigureError, from_float, parse, plain, shown
from db.vocabulary import Kind, SealMethod, Severity, Status
from desktop.exchange.days import read_day
from desktop.exchange.forms.document import Document, DocumentError, NewerDocumentError, from_cells
from desktop.exchange.forms.locked import LockedCell, Shown, odd_cells, odd_node_cells
from desktop.exchange.forms.seal import seal
from desktop.exchange.layout import (
    DESK_SHEET,
    FIGURE_KEYS,
    FORM_COLUMNS,
    LABELS,
    NODE_COLUMNS,
    TEXT_KEYS,
    Column,
)
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import TORN, Fault, address
from desktop.exchange.texts import clean
from resources.texts import LANGUAGES, say

_HEADER_SEARCH: Final = 30
_INPUTS: Final = (*FIGURE_KEYS, "status", *TEXT_KEYS)
# The columns that say what a row is, and what was written there.
_SPEAKING: Final = ("key", "code", "title", *_INPUTS)


@dataclass(frozen=True, slots=True)
class Expected:
    """A target that a form may have a row for."""

    key: str
    code: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the reader holds a form against: the targets by the unit's key, its nodes, and units by name."""

    targets: Mapping[str, Expected]
    nodes: frozenset[str]
    units: Mapping[str, str]
    plan_key: str
    # What the locked cells of targets and nodes show, where that is the same in every period.
    locked: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(slots=True)
class ReadForm:
    """What stands in a form: who, when, what was said, and what is wrong or was guessed."""

    kind: Kind
    plan_key: str
    unit_key: str
    unit: str
    period: str
    revision: int
    document: Document | None
    sheet: str = ""
    node_sheet: str = ""
    filled_by: str = ""
    checked_by: str = ""
    phone: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    nodes: dict[str, tuple[date | None, str]] = field(default_factory=dict)
    # The nodes that have a row, filled in or not: a day that was there and is gone was taken away.
    node_keys: set[str] = field(default_factory=set)
    cells: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    repairs: list[Finding] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)
    # The seal of what stands there, as it was read.
    seal: str = ""
    # The locked cells that do not show what they were issued with, or not what the plan shows.
    locked: list[LockedCell] = field(default_factory=list)
    # What was found of it that is not as it was issued or exported.
    marks: tuple[Finding, ...] = ()

    @property
    def said_of_nodes(self) -> dict[str, tuple[date | None, str]]:
        """What every row of a node says, also where it says nothing."""
        return {key: self.nodes.get(key, (None, "")) for key in sorted(self.node_keys)}

    @property
    def edited(self) -> bool:
        """Whether it is something else than the program exported."""
        return self.document is None or self.document.seal != self.seal


@dataclass(frozen=True, slots=True)
class _Table:
    """A table found on a sheet: its header row and where each column stands."""

    sheet: Sheet
    header_row: int
    places: Mapping[str, int]


def find_document(sheets: Sequence[Sheet]) -> Document | None:
    """The document that travels with a workbook of ours; Unsafe where it is broken or too new."""
    for sheet in sorted(sheets, key=lambda sheet: sheet.name != DESK_SHEET):
        column = [row[0] for row in sheet.rows if row]
        try:
            document = from_cells(column)
        except NewerDocumentError as error:
            raise Unsafe("newer_workbook") from error
        except DocumentError as error:
            raise Unsafe("damaged") from error
        if document is not None and sheet.faults:
            raise Unsafe("damaged")
        if document is not None:
            return document
    return None


def read_form(sheets: Sequence[Sheet], document: Document | None, expectation: Expectation) -> ReadForm:
    """What a form says; Unsafe where no sheet looks like one."""
    table = _find_table(sheets, FORM_COLUMNS, needed={"code", "value"})
    if table is None:
        raise Unsafe("not_ours")
    labels = dict(_labels(table))
    form = _head(document, labels, expectation, table.sheet.name)
    form.sheet = table.sheet.name
    form.filled_by, form.checked_by, form.phone = (
        labels.get(name, "") for name in ("filled_by", "checked_by", "phone")
    )
    form.repairs += _moved_columns(table, FORM_COLUMNS)
    _rows(form, table, expectation)
    nodes = _find_table([sheet for sheet in sheets if sheet is not table.sheet], NODE_COLUMNS, {"node", "done_on"})
    if nodes is not None:
        _nodes(form, nodes, expectation)
    for one in (table, nodes):
        form.errors += _torn(one.sheet, form) if one is not None else ()
    issued = document.locked if document is not None else {}
    form.locked += odd_cells(table.sheet, table.places, form.cells, issued, expectation.locked)
    if nodes is not None:
        form.locked += odd_node_cells(nodes.sheet, nodes.places, form.cells, issued, expectation.locked)
    form.seal = _sealed(form)
    return form


def _sealed(form: ReadForm) -> str:
    """The seal of what was read, by the digest of whoever sent it; Unsafe where this computer cannot make it."""
    method = form.document.method if form.document is not None else SealMethod.SHA256
    try:
        return seal(form.plan_key, form.unit_key, form.period, form.answers, form.nodes, method)
    except Refusal as error:
        raise Unsafe("no_digest") from error


def _torn(sheet: Sheet, form: ReadForm) -> Iterator[Finding]:
    """Cells outside of what a unit fills in of which nobody can tell what stands there: the sheet itself is damaged."""
    told = {finding.cell for finding in form.errors}
    for cell, fault in sheet.faults.items():
        if fault.code in TORN and cell not in told:
            message = say(f"finding.{fault.code}", found=fault.shown)
            yield Finding(Severity.ERROR, fault.code, "", message, "", sheet.name, cell, fault.shown)


def _find_table(sheets: Sequence[Sheet], columns: tuple[Column, ...], needed: set[str]) -> _Table | None:
    """The table with most of the columns, by its row of keys or by its header words."""
    best: _Table | None = None
    by_key = {column.key: column.key for column in columns}
    by_word = _words(columns)
    for sheet in sheets:
        for row in range(min(_HEADER_SEARCH, len(sheet.rows))):
            places = _places(sheet.rows[row], by_key)
            if not needed <= places.keys():
                places = _places(sheet.rows[row], by_word)
            if needed <= places.keys() and (best is None or len(places) > len(best.places)):
                best = _Table(sheet, row, places)
                if len(places) == len(columns):
                    return best
    return best


@cache
def _words(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """The key of a column by each of its header words; no word belongs to two."""
    return {word: column.key for column in columns for word in (column.header, *column.synonyms) if word}


def _places(row: Sequence[Any], words: Mapping[str, str]) -> dict[str, int]:
    """Where in a row each column's word stands first."""
    found: dict[str, int] = {}
    for place, value in enumerate(row):
        key = words.get("".join(value.split())) if isinstance(value, str) else None
        if key is not None:
            found.setdefault(key, place)
    return found


def _labels(table: _Table) -> Iterator[tuple[str, str]]:
    """The title block: what stands within three cells to the right of a label."""
    words = {word: name for name, word in LABELS.items()}
    for row in range(table.header_row):
        for column, value in enumerate(table.sheet.rows[row]):
            name = words.get(str(value).strip(" ：:")) if isinstance(value, str) else None
            if name is None:
                continue
            beside = [table.sheet.at(row, column + step) for step in (1, 2, 3)]
            texts = [_text(found) for found in beside if _text(found) and _text(found).strip(" ：:") not in words]
            yield name, texts[0] if texts else ""


def _head(document: Document | None, labels: Mapping[str, str], expectation: Expectation, sheet: str) -> ReadForm:
    if document is not None:
        return ReadForm(
            document.kind,
            document.plan_key,
            document.unit_key,
            document.unit,
            document.period,
            document.revision,
            document,
        )
    unit, period = labels.get("unit", ""), labels.get("period", "")
    form = ReadForm(
        Kind.ASSIGNMENT, expectation.plan_key, expectation.units.get(unit, ""), unit, period, 0, document=None
    )
    form.repairs.append(
        Finding(
            Severity.QUERY,
            "no_document",
            "",
            say("finding.no_document", unit=unit or "-", period=period or "-"),
            sheet=sheet,
        )
    )
    return form


def _moved_columns(table: _Table, columns: tuple[Column, ...]) -> Iterator[Finding]:
    """Columns found by their header words alone, and input columns that are gone."""
    by_key = any(str(value) == "value" for value in table.sheet.rows[table.header_row])
    if not by_key:
        row = table.header_row + 1
        yield Finding(
            Severity.QUERY, "headers", "", say("finding.headers", row=row), sheet=table.sheet.name, cell=f"A{row}"
        )
    for column in columns:
        if column.holder == "unit" and column.key not in table.places:
            message = say("finding.no_column", column=column.header)
            yield Finding(Severity.QUERY, "no_column", column.key, message, sheet=table.sheet.name)


def _rows(form: ReadForm, table: _Table, expectation: Expectation) -> None:
    by_code = {target.code: target for target in expectation.targets.values()}
    by_title = {target.title: target for target in expectation.targets.values()}
    places = {key: table.places[key] for key in _SPEAKING if key in table.places}
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        values = {key: table.sheet.at(row, place) for key, place in places.items()}
        texts = {key: _text(value) for key, value in values.items()}
        if not any(texts.values()) or _is_header(texts):
            continue
        by_key = expectation.targets.get(texts.get("key", ""))
        target = by_key or by_code.get(texts.get("code", "")) or by_title.get(texts.get("title", ""))
        where = {"sheet": table.sheet.name, "cell": address(row, table.places["code"])}
        if target is None:
            if any(texts.get(key) for key in _INPUTS):
                found = texts.get("code") or texts.get("title") or "-"
                form.repairs.append(_repair("row_unknown", found, where, found=found))
            continue
        if target.key in form.answers:
            form.repairs.append(_repair("row_twice", target.code, where, code=target.code))
            continue
        if by_key is None:
            form.repairs.append(_repair("row_by_word", target.code, where, code=target.code, title=target.title))
        elif texts.get("code") and texts["code"] != target.code:
            form.repairs.append(
                _repair("row_mixed", texts["code"], where, found=texts["code"], code=target.code, title=target.title)
            )
        form.answers[target.key] = _answer(form, table, row, target, values, texts)
    _missing_rows(form, table.sheet.name, expectation)


def _is_header(texts: Mapping[str, str]) -> bool:
    """The header words below the row of keys, or repeated further down."""
    return texts.get("code", "") in {"任务编号", "code"} or texts.get("value", "") in {"本期累计", "value"}


def _repair(problem: str, seen: str, where: Mapping[str, str], /, **values: str) -> Finding:
    return Finding(Severity.QUERY, problem, "", say(f"finding.{problem}", **values), found=seen, **where)


def _missing_rows(form: ReadForm, sheet: str, expectation: Expectation) -> None:
    missing = [target for key, target in expectation.targets.items() if key not in form.answers]
    if missing and form.answers:
        codes = "、".join(target.code for target in missing[:10]) + ("……" if len(missing) > 10 else "")
        message = say("finding.rows_missing", count=len(missing), codes=codes)
        form.repairs.append(Finding(Severity.QUERY, "rows_missing", "", message, sheet=sheet))


def _text(value: Any) -> str:
    """What a cell shows, without the blanks around it."""
    if value == "":
        return ""
    return _written(value).strip()


def _written(value: Any) -> str:
    """What a cell shows, as it was written: paragraphs are indented by blanks."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)


def _answer(
    form: ReadForm, table: _Table, row: int, target: Expected, cells: Mapping[str, Any], texts: Mapping[str, str]
) -> Answer:
    values: dict[str, Any] = {}
    for key in _INPUTS:
        if key not in cells:
            continue
        value, cell = cells[key], address(row, table.places[key])
        form.cells[target.key, key] = (cell, texts[key])
        fault = table.sheet.faults.get(cell)
        if fault is not None:
            form.errors.append(_wrong(fault.code, key, table, cell, target, found=fault.shown or texts[key]))
        elif key in FIGURE_KEYS:
            values |= _figure(form, table, key, cell, value, target)
        elif key == "status":
            values |= _status(form, table, cell, texts[key], target)
        else:
            values[key] = _written(value) if texts[key] else ""
    return Answer(**values)


def _wrong(code: str, key: str, table: _Table, cell: str, target: Expected, *, found: str) -> Finding:
    message = say(f"finding.{code}", found=found, unit=target.unit or "-")
    return Finding(Severity.ERROR, code, key, message, target.key, table.sheet.name, cell, found)


def _figure(
    form: ReadForm,
    table: _Table,
    key: str,
    cell: str,
    value: Any,
    target: Expected,
) -> dict[str, Any]:
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
        form.errors.append(_wrong(code, key, table, cell, target, found=_text(value)))
        return {f"{key}_typed": _text(value)}
    typed = value.strip()
    return {key: figure, f"{key}_typed": "" if typed in {plain(figure), shown(figure)} else typed}


def _status(
    form: ReadForm,
    table: _Table,
    cell: str,
    text: str,
    target: Expected,
) -> dict[str, Any]:
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


def _nodes(form: ReadForm, table: _Table, expectation: Expectation) -> None:
    form.node_sheet = table.sheet.name
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        values = {key: table.sheet.at(row, place) for key, place in table.places.items()}
        texts = {key: _text(value) for key, value in values.items()}
        fault = table.sheet.faults.get(address(row, table.places["done_on"]))
        filled = texts["done_on"] or texts.get("note") or fault is not None
        if texts.get("node") in {"节点", "node"}:
            continue
        key = texts.get("key", "")
        if key not in expectation.nodes or key in form.node_keys:
            if filled:
                form.repairs.append(_stray_node(table, row, texts, twice=key in form.node_keys))
            continue
        form.node_keys.add(key)
        for name in ("done_on", "note"):
            if name in table.places:
                form.cells[key, name] = (address(row, table.places[name]), texts[name])
        done_on = read_day(values["done_on"], default_year=form.period[:4])
        if fault is not None or (done_on is None and texts["done_on"]):
            form.errors.append(_wrong_day(table, row, texts["done_on"], fault))
        if done_on is not None or texts.get("note"):
            form.nodes[key] = (done_on, texts.get("note", ""))


def _wrong_day(table: _Table, row: int, found: str, fault: Fault | None) -> Finding:
    code, seen = (fault.code, fault.shown or found) if fault is not None else ("not_a_date", found)
    cell = address(row, table.places["done_on"])
    return Finding(Severity.ERROR, code, "nodes", say(f"finding.{code}", found=seen), "", table.sheet.name, cell, seen)


def _stray_node(table: _Table, row: int, texts: Mapping[str, str], *, twice: bool) -> Finding:
    """A row that says something of a node that is not known, or for the second time."""
    found = texts.get("node") or "-"
    where = {"sheet": table.sheet.name, "cell": address(row, table.places["node"])}
    return _repair("node_twice" if twice else "node_unknown", found, where, found=found)


def open_form(content: bytes) -> tuple[list[Sheet], Document | None]:
    """The sheets of a workbook and the document in it."""
    sheets = read_sheets(content)
    return sheets, find_document(sheets)
