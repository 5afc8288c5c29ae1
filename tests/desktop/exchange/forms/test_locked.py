"""Which locked cells of a form show something else than they were issued with."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.checks import Answer
from db.figures import from_decimal, plain
from db.vocabulary import Role
from desktop.exchange.forms.locked import LockedCell, odd_cells, odd_node_cells, same_text
from desktop.exchange.forms.planned import locked_texts, shown_of
from desktop.exchange.layout import FORM_COLUMNS, LOCKED, LOCKED_OF_NODES, NODE_COLUMNS
from desktop.exchange.opening.sheets import Sheet
from desktop.exchange.texts import clean

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
TEXTS = {
    "code": "A01",
    "area": "产业 发展",
    "title": "目标\n一",
    "measure": "数量",
    "unit": "亿元",
    "target": "120",
    "role": "牵头",
}
# As a spreadsheet has it, on no clock in particular.
MIDNIGHT = datetime(2024, 3, 31)  # noqa: DTZ001 - see above
NODE = {"code": "A01", "title": "目标一", "node": "封顶", "begins_on": "", "due_on": "2024-03-31"}


def sheet_of(*rows: list[Any]) -> Sheet:
    return Sheet("填报", [[], *rows], {}, frozenset(), (), frozenset(), False, ())


def odd(row: Mapping[str, Any], issued: Any = None, planned: Any = None) -> list[LockedCell]:
    """What is odd of one row, whose key is "t"."""
    places = {name: number for number, name in enumerate(row)}
    found = odd_cells(
        sheet_of(list(row.values())), places, {"t": 1}, issued or {}, {"t": TEXTS} if planned is None else planned
    )
    return list(found)


def test_the_locked_columns_are_those_of_above_that_stay_as_they_were_issued() -> None:
    assert LOCKED == ("code", "area", "title", "measure", "unit", "target", "role")
    assert LOCKED_OF_NODES == ("code", "title", "node", "begins_on", "due_on")
    assert {*LOCKED} < {column.key for column in FORM_COLUMNS}
    assert {*LOCKED_OF_NODES} < {column.key for column in NODE_COLUMNS}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"target": 120.0},
        {"target": 120},
        {"target": "120.0"},
        {"target": "１２０"},
        {"target": " 120 "},
        {"title": " 目标\r\n一 "},
        {"title": "目标  一"},
        {"area": "产业　发展"},
    ],
)
def test_what_another_program_makes_of_a_cell_is_no_change(changed: dict[str, Any]) -> None:
    assert odd({**TEXTS, **changed}, {"t": TEXTS}) == []


@given(st.sampled_from(LOCKED), WORDS | st.floats(allow_nan=True) | st.integers() | st.booleans() | st.dates())
def test_any_change_of_a_locked_cell_is_listed(name: str, value: Any) -> None:
    same = " ".join(clean(str(value)).split()) == " ".join(TEXTS[name].split())
    if same or (name == "target" and not isinstance(value, bool | date) and same_text("target", str(value), "120")):
        return
    found = odd({**TEXTS, "target": 120.0, name: value}, {"t": TEXTS})
    assert [(one.key, one.field, one.issued) for one in found] == [("t", name, TEXTS[name])]
    assert found[0].cell == f"{'ABCDEFG'[LOCKED.index(name)]}2"


@given(st.decimals(-(10**9), 10**9, places=6), st.decimals(-(10**9), 10**9, places=6))
def test_figures_are_compared_as_figures(one: Any, other: Any) -> None:
    issued = {**TEXTS, "target": plain(from_decimal(one))}
    found = odd({**issued, "target": float(other)}, {"t": issued}, {"t": issued})
    assert [cell.field for cell in found] == ([] if one == other else ["target"])


def test_a_blank_is_not_zero_and_zero_is_not_blank() -> None:
    zero, blank = {**TEXTS, "target": "0"}, {**TEXTS, "target": ""}
    assert [one.field for one in odd({**TEXTS, "target": ""}, {"t": zero}, {"t": zero})] == ["target"]
    assert [one.field for one in odd({**TEXTS, "target": 0.0}, {"t": blank}, {"t": blank})] == ["target"]
    assert odd({**TEXTS, "target": ""}, {"t": blank}, {"t": blank}) == []


@pytest.mark.parametrize(("truth", "figure"), [(True, "1"), (False, "0")])
def test_a_truth_is_no_figure(truth: bool, figure: str) -> None:
    issued = {**TEXTS, "target": figure}
    assert [one.field for one in odd({**issued, "target": truth}, {"t": issued}, {"t": issued})] == ["target"]


def test_what_agrees_with_the_document_and_not_with_the_plan_is_listed_too() -> None:
    (found,) = odd(TEXTS, {"t": TEXTS}, {"t": {**TEXTS, "unit": "万元"}})
    assert (found.field, found.text, found.issued) == ("unit", "亿元", "亿元")


def test_a_form_without_a_document_is_held_against_the_plan_alone() -> None:
    (found,) = odd({**TEXTS, "target": 100.0})
    assert (found.field, found.text, found.issued) == ("target", "100", None)


def test_a_column_that_was_issued_and_is_gone_is_said_once() -> None:
    row = {name: text for name, text in TEXTS.items() if name != "target"}
    (found,) = odd(row, {"t": TEXTS})
    assert (found.key, found.field, found.cell) == ("", "target", "")
    assert odd(row) == []


def test_a_row_that_ends_early_shows_nothing_there() -> None:
    places = {name: number for number, name in enumerate(TEXTS)}
    short = sheet_of([*TEXTS.values()][:-1])
    (found,) = odd_cells(short, places, {"t": 1}, {"t": TEXTS}, {"t": TEXTS})
    assert (found.field, found.text) == ("role", "")


@pytest.mark.parametrize("day", [date(2024, 3, 31), MIDNIGHT, "2024-03-31", "2024年3月31日", "3月31日"])
def test_a_day_is_compared_as_a_day(day: Any) -> None:
    def of(value: Any) -> list[str]:
        places = {name: number for number, name in enumerate(NODE)}
        rows = sheet_of([*{**NODE, "due_on": value}.values()])
        found = odd_node_cells(rows, places, {"n": 1}, {"n": NODE}, {"n": NODE})
        return [f"{one.field} {one.text}" for one in found]

    assert of(day) == []
    assert of(date(2024, 4, 30)) == ["due_on 2024-04-30"]
    assert of(MIDNIGHT.replace(hour=12, month=1)) == ["due_on 2024-01-31 12:00:00"]


def test_a_form_shows_what_is_said_to_be_locked(desk: Any, tmp_path: Path) -> None:
    """The writer and the comparison speak of the same cells."""
    form = desk.there_and_back(tmp_path / "报.xlsx", {"keyA0": Answer(value=1)})
    planned = {key: shown for one in desk.targets for key, shown in shown_of(one, Role.LEAD)}
    book = openpyxl.load_workbook(tmp_path / "报.xlsx")
    places = {column.key: number for number, column in enumerate(FORM_COLUMNS)}
    rows = [list(row) for row in book["填报"].iter_rows(values_only=True)]
    sheet = Sheet(
        "填报",
        [["" if value is None else value for value in row] for row in rows],
        {},
        frozenset(),
        (),
        frozenset(),
        False,
        (),
    )
    assert list(odd_cells(sheet, places, form.cells.rows("value"), planned, planned)) == []
    assert locked_texts(desk.targets[0], Role.LEAD) == planned["keyA0"]
