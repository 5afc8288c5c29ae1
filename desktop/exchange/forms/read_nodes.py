"""The rows of a form's second table: when each milestone node was done."""

from collections.abc import Mapping
from typing import Any, Final

from db.checks import Finding
from db.vocabulary import Severity
from desktop.exchange.days import read_day
from desktop.exchange.forms.columns import Table, is_header
from desktop.exchange.forms.matching import NodeMatcher
from desktop.exchange.forms.read_out import ExpectedNode, ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.layout import NODE_COLUMNS
from desktop.exchange.opening.witness import Fault, address
from desktop.exchange.texts import shown
from resources.texts import say

# What a unit fills in here.
_INPUTS: Final = ("done_on", "note")


def read_nodes(form: ReadForm, table: Table, nodes: Mapping[str, ExpectedNode], strangers: frozenset[str]) -> None:
    """Read every row of a node into the form; `strangers` are nodes of other units, whose rows are not this form's."""
    form.node_sheet = table.sheet.name
    matcher = NodeMatcher(nodes, form)
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        values = {key: table.sheet.at(row, place) for key, place in table.places.items()}
        texts = {key: shown(value) for key, value in values.items()}
        if is_header(texts, NODE_COLUMNS) or texts.get("key", "") in strangers:
            continue
        faults = _faults(table, row)
        filled = bool(texts["done_on"] or texts.get("note") or faults)
        where = (table.sheet.name, address(row, table.places["node"]))
        node = matcher.find(texts, where, filled=filled)
        if node is not None and (node.key not in form.node_keys or _meant(form, where, texts, filled=filled)):
            _read(form, table, row, node, values, faults)


def _meant(form: ReadForm, where: tuple[str, str], texts: Mapping[str, str], *, filled: bool) -> bool:
    """Whether the second row of a node is the one that counts."""
    if not filled:
        return False
    guess = repair("node_twice", where[1], where, (Meaning.FIRST, Meaning.THIS), found=texts.get("node") or "-")
    return form.meaning(guess) == Meaning.THIS


def _faults(table: Table, row: int) -> Mapping[str, Fault]:
    """What is wrong with the cells of a row that a unit fills in, by their columns."""
    cells = {name: address(row, table.places[name]) for name in _INPUTS if name in table.places}
    return {name: table.sheet.faults[cell] for name, cell in cells.items() if cell in table.sheet.faults}


def _read(
    form: ReadForm, table: Table, row: int, node: ExpectedNode, values: Mapping[str, Any], faults: Mapping[str, Fault]
) -> None:
    form.node_keys.add(node.key)
    form.nodes.pop(node.key, None)
    places = {name: table.places[name] for name in _INPUTS if name in table.places}
    form.cells.put(node.key, row, places, [values[name] for name in places])
    done_on, found = read_day(values["done_on"], default_year=form.period[:4]), shown(values["done_on"])
    note = shown(values.get("note", ""))
    if done_on is None and found and "done_on" not in faults:
        form.errors.append(_wrong(table, row, "done_on", "not_a_date", found))
    for name, fault in faults.items():
        form.errors.append(_wrong(table, row, name, fault.code, fault.shown or shown(values[name])))
    if done_on is not None or note:
        form.nodes[node.key] = (done_on, note)


def _wrong(table: Table, row: int, name: str, code: str, found: str) -> Finding:
    message, cell = say(f"finding.{code}", found=found), address(row, table.places[name])
    return Finding(Severity.ERROR, code, "nodes", message, "", table.sheet.name, cell, found)
