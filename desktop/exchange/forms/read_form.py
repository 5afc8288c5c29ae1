"""Reading assignment, report and review workbooks back, by keys first and by words where keys are gone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from db.checks import Finding
from db.errors import Refusal
from db.vocabulary import SealMethod, Severity
from desktop.exchange.forms.columns import Table, find_tables, labels, understood, with_keys
from desktop.exchange.forms.document import Document, DocumentError, NewerDocumentError, from_cells
from desktop.exchange.forms.heads import Book, guessed, told
from desktop.exchange.forms.locked import odd_cells, odd_node_cells
from desktop.exchange.forms.read_nodes import read_nodes
from desktop.exchange.forms.read_out import Expectation, ReadForm
from desktop.exchange.forms.read_rows import read_rows
from desktop.exchange.forms.repairs import Known, repair
from desktop.exchange.forms.seal import seal
from desktop.exchange.layout import DESK_SHEET, FORM_COLUMNS, LABELS, NODE_COLUMNS
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet, read_sheets
from desktop.exchange.opening.witness import TORN
from desktop.exchange.texts import shown
from resources.texts import say

# A table is a form's if it names targets and has a column that a unit fills in; a foreign one has no more by chance.
_WANTED: Final = (frozenset({"key", "code", "title"}), frozenset({"increment", "value", "status", "narrative"}))
_WANTED_NODES: Final = (frozenset({"node"}), frozenset({"done_on"}))
_LEAST: Final = 4
_SIGNED: Final = ("filled_by", "checked_by", "phone")


def open_form(content: bytes) -> tuple[list[Sheet], Document | None]:
    """The sheets of a workbook and the document in it."""
    sheets = read_sheets(content)
    return sheets, find_document(sheets)


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


def read_forms(
    sheets: Sequence[Sheet], document: Document | None, book: Book, name: str, said: Known
) -> list[ReadForm]:
    """What the forms in a file say, of each unit one; Unsafe where no sheet looks like one.

    `book` is what is expected of each unit, under "" of all; `name` is the file's, and `said` what a person said of it.
    """
    tables = [one for one in find_tables(sheets, FORM_COLUMNS, _WANTED) if document or _is_form(one)]
    if not tables:
        raise Unsafe("not_ours")
    # The table of nodes stands on a sheet of its own; where there are several forms, on any but the form's.
    rest = [sheet for sheet in sheets if len(tables) > 1 or sheet is not tables[0].sheet]
    nodes = find_tables(rest, NODE_COLUMNS, _WANTED_NODES)
    whose = {table.sheet.name: dict(labels(table)).get("unit", "") for table in tables}
    first = _of_document(tables, document, whose)
    forms = [_read(first, [one for one in tables if one is not first], document, nodes, book, name, said)]
    units = book[""].units
    for table in tables:
        other = units.get(whose[table.sheet.name], "")
        if table is not first and other and other not in {form.unit_key for form in forms}:
            forms.append(_read(table, [], None, nodes, book, name, said))
    return forms


def _is_form(table: Table) -> bool:
    """Whether a table that no document speaks of is a unit's: one with a column of units is of many."""
    return len(table.places) >= _LEAST and LABELS["unit"] not in map(shown, table.headers)


def _of_document(tables: Sequence[Table], document: Document | None, whose: Mapping[str, str]) -> Table:
    """The table that the document in the file speaks of: it names the same unit, else it has most columns."""
    named = (one for one in tables if document is not None and whose[one.sheet.name] == document.unit)
    return next(named, tables[0])


def _read(
    table: Table,
    others: Sequence[Table],
    document: Document | None,
    nodes: Sequence[Table],
    book: Book,
    name: str,
    said: Known,
) -> ReadForm:
    """One form: its head, then its rows and its nodes."""
    seen = dict(labels(table))
    if document is not None:
        form = told(table, document, seen, book[""], said)
    else:
        form = guessed(table, seen, book, name, said)
    expectation = (book.get(form.unit_key) or _nothing(book[""])).at(form.period)
    form.known = {**expectation.known, **said}
    table = _chosen(form, table, others)
    form.sheet, signed = table.sheet.name, dict(labels(table))
    form.filled_by, form.checked_by, form.phone = (signed.get(one, "") for one in _SIGNED)
    form.errors += _unread_labels(table)
    table = understood(with_keys(table, expectation.targets.keys()), FORM_COLUMNS, form)
    read_rows(form, table, expectation)
    strangers = frozenset(book[""].nodes.keys() - expectation.nodes.keys())
    node_tables = [one for one in nodes if one.sheet is not table.sheet]
    issued = form.document.locked if form.document is not None else {}
    form.locked += odd_cells(table.sheet, table.places, form.cells.rows("value"), issued, expectation.locked)
    for one in node_tables:
        read_nodes(form, with_keys(one, book[""].nodes.keys()), expectation.nodes, strangers)
        form.locked += odd_node_cells(one.sheet, one.places, form.cells.rows("done_on"), issued, expectation.locked)
    form.errors += _torn([one.sheet for one in (table, *node_tables)], form)
    form.hints += _seen_besides((table, *node_tables))
    recognised = sum(guess.place not in said for guess, _ in form.confirmed)
    if recognised:
        form.hints.append(Finding(Severity.HINT, "remembered", "", say("finding.remembered", count=recognised)))
    form.seal = _sealed(form)
    return form


def _sealed(form: ReadForm) -> str:
    """The seal of what was read, by the digest of whoever sent it; Unsafe where this computer cannot make it."""
    method = form.document.method if form.document is not None else SealMethod.SHA256
    try:
        return seal(form.plan_key, form.unit_key, form.period, form.answers, form.nodes, method)
    except Refusal as error:
        raise Unsafe("no_digest") from error


def _nothing(everybody: Expectation) -> Expectation:
    """Nothing is expected of a unit that the plan does not know."""
    return Expectation({}, {}, everybody.units, everybody.plan_key, everybody.periods)


def _chosen(form: ReadForm, table: Table, others: Sequence[Table]) -> Table:
    """The table that is meant where the file has several of the same unit that do not say the same."""
    same = [one for one in others if dict(labels(one)).get("unit", "") in {"", form.unit}]
    rival = [one for one in same if one.sheet.rows != table.sheet.rows]
    if not rival:
        return table
    names = [one.sheet.name for one in (table, *rival)]
    found = "、".join(names)
    named = dict(zip(names, names, strict=True))
    guess = repair("sheet_twice", found, (table.sheet.name, ""), (*names,), confidence=0, names=named, found=found)
    meant = form.meaning(guess)
    return next(one for one in (table, *rival) if one.sheet.name == meant)


def _unread_labels(table: Table) -> Iterator[Finding]:
    """Who answers for it, where the cell shows an error or what it says is not certain."""
    for name, cell, text in table.title_block:
        fault = table.sheet.faults.get(cell)
        if fault is not None and name in _SIGNED:
            found = fault.shown or text
            message = say(f"finding.{fault.code}", found=found)
            yield Finding(Severity.ERROR, fault.code, name, message, "", table.sheet.name, cell, found)


def _torn(sheets: Sequence[Sheet], form: ReadForm) -> Iterator[Finding]:
    """Cells outside of what a unit fills in of which nobody can tell what stands there: the sheet itself is damaged."""
    told_of = {(finding.sheet, finding.cell) for finding in form.errors}
    for sheet in sheets:
        for cell, fault in sheet.faults.items():
            if fault.code in TORN and (sheet.name, cell) not in told_of:
                message = say(f"finding.{fault.code}", found=fault.shown)
                yield Finding(Severity.ERROR, fault.code, "", message, "", sheet.name, cell, fault.shown)


def _seen_besides(tables: Sequence[Table]) -> Iterator[Finding]:
    """What a person may not know of the file: rows that were hidden are read all the same, and nothing of it is run."""
    for table in tables:
        sheet = table.sheet
        below = [row for row in sheet.hidden if table.header_row < row < len(sheet.rows)]
        hidden = sum(any(value != "" for value in sheet.rows[row]) for row in below)
        if hidden:
            code = "filtered_rows" if sheet.filtered else "hidden_rows"
            yield Finding(Severity.HINT, code, "", say(f"finding.{code}", count=hidden), sheet=sheet.name)
    for what in tables[0].sheet.carried:
        yield Finding(Severity.HINT, f"carried_{what}", "", say(f"finding.carried_{what}"))
