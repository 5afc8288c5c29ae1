"""What becomes of forms that are not as they were issued or exported, or do not come from where they say."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import delete, select, update
from sqlcipher3 import dbapi2 as sqlite3

from db.models import Base
from db.vocabulary import EditedPolicy, FileState, Role, SealMethod, Severity
from desktop.desk import Desk
from desktop.exchange.layout import DESK_SHEET, NODE_SHEET
from desktop.operations.assigning import Assign, assign
from desktop.operations.catalogue import edit_targets
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries
from desktop.operations.inbox import Incoming, Question, inspect, settle, take_incoming
from desktop.operations.issue import issue
from desktop.operations.opened import Settled
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.revising import Revision
from desktop.operations.target_details import NodeText, set_nodes
from desktop.operations.trust import (
    enter_exchange_key,
    make_exchange_key,
    remove_exchange_key,
    renew_signing_key,
    set_edited_policy,
    set_seal_method,
)

PERIOD, UNIT = "2024-03", "练习单位001"
MARK, HOLD, REFUSE = EditedPolicy
Rewrite = Callable[..., Path]
# Makes a form with one kind of trouble.
Trouble = Callable[[], Path]


def look(desk: Desk, path: Path) -> Incoming:
    (one,) = inspect(desk, [path])
    return one


def told(one: Incoming) -> list[str]:
    return [finding.code for finding in one.result.findings if not finding.field or finding.code.startswith("locked")]


def key_for(desk: Desk, code: str) -> str:
    with desk.read() as (_, plan):
        return next(target.key for target in plan.targets if target.code == code)


@pytest.fixture
def troubles(
    headquarters: Desk, report_file: Path, assignment_file: Path, rewrite: Rewrite, tmp_path: Path
) -> dict[str, Trouble]:
    """Every kind of trouble by the code that names it."""

    def without_a_mark() -> Path:
        make_exchange_key(headquarters, UNIT)
        return report_file

    def altered() -> Path:
        filled = rewrite(assignment_file, {(0, "narrative"): "已开工"})
        return edit_document(filled, lambda data: data["locked"].popitem(), tmp_path / "藏.xlsx")

    return {
        "edited": lambda: rewrite(report_file, {(0, "narrative"): "改过"}),
        "locked_changed": lambda: rewrite(assignment_file, {(0, "narrative"): "已开工", (0, "target"): 1}),
        "locked_column_gone": lambda: rewrite(report_file, {(-2, "unit"): "去掉", (-1, "unit"): "去掉"}),
        "not_as_issued": altered,
        "not_authenticated": without_a_mark,
    }


def edit_document(path: Path, change: Callable[[dict[str, Any]], object], out: Path) -> Path:
    """A copy whose hidden document says something else, under the signature that it had."""
    book = openpyxl.load_workbook(path)
    hidden = book[DESK_SHEET]
    texts = [str(cell.value) for (cell,) in hidden.iter_rows(min_row=3, max_col=1)]
    data = json.loads("".join(texts))
    change(data)
    hidden.delete_rows(3, len(texts))
    hidden.cell(3, 1).value = json.dumps(data, ensure_ascii=False)
    book.save(out)
    return out


KINDS = ["edited", "locked_changed", "locked_column_gone", "not_as_issued", "not_authenticated"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_trouble_goes_by_the_policy(headquarters: Desk, troubles: dict[str, Trouble], kind: str) -> None:
    path = troubles[kind]()
    marked = look(headquarters, path)
    assert (marked.result.state, kind in told(marked)) == (FileState.TAKEN, True)
    assert {one.severity for one in marked.result.findings if one.code == kind} == {Severity.HINT}

    set_edited_policy(headquarters, HOLD)
    held = look(headquarters, path)
    assert (held.result.state, held.question, told(held)) == (FileState.HELD, Question.EDITED, ["edited_held", kind])
    settled = settle(headquarters, held, Settled(edited=True))
    assert settled.clean

    set_edited_policy(headquarters, REFUSE)
    for one in (look(headquarters, path), settle(headquarters, held, Settled(edited=True))):
        assert (one.result.state, one.question, told(one)) == (FileState.REJECTED, None, ["edited_refused", kind])
        assert {finding.severity for finding in one.result.findings} == {Severity.ERROR}

    set_edited_policy(headquarters, HOLD)
    (taken,) = take_incoming(headquarters, [settled])
    assert taken.state is FileState.TAKEN
    with headquarters.store.read() as connection:
        resolutions = Base.metadata.tables["resolutions"]
        assert list(connection.scalars(select(resolutions.c.code))) == [kind]


@pytest.mark.parametrize("policy", EditedPolicy)
def test_what_is_as_it_should_be_is_taken_whatever_the_policy(
    headquarters: Desk, report_file: Path, assignment_file: Path, rewrite: Rewrite, policy: EditedPolicy
) -> None:
    set_edited_policy(headquarters, policy)
    filled = rewrite(assignment_file, {(0, "narrative"): "已开工"})
    for path in (report_file, filled):
        seen = look(headquarters, path)
        assert (seen.clean, told(seen)) == (True, [])


LOCKED = {"code": "T9", "area": "别的", "title": "别的", "measure": "比率", "unit": "吨", "target": 99, "role": "别的"}


@pytest.mark.parametrize("source", ["report_file", "assignment_file"])
def test_every_changed_locked_cell_is_listed_at_its_place_and_nothing_of_it_is_taken(
    headquarters: Desk, rewrite: Rewrite, request: pytest.FixtureRequest, source: str
) -> None:
    changed = {(1, name): value for name, value in LOCKED.items() if name != "code"}
    path = rewrite(request.getfixturevalue(source), {**changed, (0, "narrative"): "已开工"})
    found = [one for one in look(headquarters, path).result.findings if one.code == "locked_changed"]
    places = [(one.cell, one.field, one.found) for one in found]
    assert places == [
        ("D8", "area", "别的"),
        ("E8", "title", "别的"),
        ("F8", "measure", "比率"),
        ("G8", "unit", "吨"),
        ("H8", "target", "99"),
        ("I8", "role", "别的"),
    ]
    assert {one.target_key for one in found} == {key_for(headquarters, "T002")}
    assert str(found[4].message) == "“年度目标”下达时是“24”，这份文件里是“99”。改动没有采用，以台账为准。"
    before = targets_of(headquarters)
    assert receive(headquarters, [path])[0].state is FileState.TAKEN
    assert targets_of(headquarters) == before


def targets_of(desk: Desk) -> list[Any]:
    with desk.store.read() as connection:
        return [tuple(row) for row in connection.execute(select(Base.metadata.tables["targets"]))]


def test_a_changed_number_is_listed_also_where_the_file_was_taken_before(
    headquarters: Desk, report_file: Path, rewrite: Rewrite
) -> None:
    assert receive(headquarters, [report_file])[0].state is FileState.TAKEN
    (again,) = receive(headquarters, [rewrite(report_file, {(0, "target"): 1})])
    assert (again.state, [one.code for one in again.findings]) == (FileState.UNCHANGED, ["locked_changed"])


def test_a_unit_that_changed_its_own_plan_is_found_out(headquarters: Desk, department: Desk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(department.store.path)) as raw, raw:
        raw.execute("UPDATE targets SET target = 1000000 WHERE code = 'T001'")
    edit_entries(department, PERIOD, [CellEdit(key_for(department, "T001"), "problems", "没有")])
    report(department, PERIOD, tmp_path / "改.xlsx")
    seen = look(headquarters, tmp_path / "改.xlsx")
    (found,) = [one for one in seen.result.findings if one.code == "locked_changed"]
    assert (found.field, found.found, found.cell) == ("target", "1", "H7")
    assert "下达时是“12”" in str(found.message)


@pytest.mark.parametrize("source", ["report_file", "assignment_file"])
def test_where_the_plan_moved_on_nobody_edited_anything(
    headquarters: Desk, department: Desk, rewrite: Rewrite, request: pytest.FixtureRequest, source: str
) -> None:
    revised = Revision(PERIOD, "调整")
    key, other = key_for(headquarters, "T001"), key_for(headquarters, "T003")
    edit_targets(headquarters, [CellEdit(key, "target", "500"), CellEdit(key, "title", "新名")], revised)
    assign(headquarters, [Assign(other, department.unit_key, Role.LEAD)], revised)
    set_edited_policy(headquarters, REFUSE)
    cells = {} if source == "report_file" else {(0, "narrative"): "已开工"}
    seen = look(headquarters, rewrite(request.getfixturevalue(source), cells))
    moved = [one for one in seen.result.findings if one.code == "plan_moved"]
    assert [(one.field, one.cell) for one in moved] == [("title", "E7"), ("target", "H7"), ("role", "I9")]
    assert (seen.clean, told(seen)) == (True, [])
    assert str(moved[1].message).startswith("“年度目标”在这份文件里是“12”，台账里本期是“500”")


def test_a_report_of_a_period_before_a_change_shows_what_held_then(
    headquarters: Desk, report_file: Path, rewrite: Rewrite
) -> None:
    key = key_for(headquarters, "T001")
    assert receive(headquarters, [report_file])[0].state is FileState.TAKEN
    edit_targets(headquarters, [CellEdit(key, "target", "500")], Revision("2024-04", "调整"))
    assert look(headquarters, rewrite(report_file, {(0, "seq"): 1})).result.findings == ()
    changed = look(headquarters, rewrite(report_file, {(0, "target"): 500}, "又改.xlsx"))
    assert [one.code for one in changed.result.findings] == ["locked_changed"]


def test_an_area_or_title_that_was_renamed_is_known_by_its_old_name(headquarters: Desk, report_file: Path) -> None:
    key = key_for(headquarters, "T001")
    edit_targets(headquarters, [CellEdit(key, "area", "新板块"), CellEdit(key, "unit", "件")], Revision(PERIOD, "调整"))
    seen = look(headquarters, report_file)
    assert sorted(one.field for one in seen.result.findings if one.code == "plan_moved") == ["area", "unit"]
    assert told(seen) == []


def test_a_form_of_before_the_first_signature_needs_none(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    filled = rewrite(assignment_file, {(0, "narrative"): "已开工"})

    def strip(data: dict[str, Any]) -> None:
        for name in ("signer", "signature", "locked"):
            del data[name]

    old = edit_document(filled, strip, tmp_path / "旧版.xlsx")
    # Signed was everything that this desk has issued: what comes without was stripped.
    assert told(look(headquarters, old)) == ["not_as_issued"]
    keys = Base.metadata.tables["signing_keys"]
    with headquarters.store.write() as connection:
        # As if all had been issued before, whatever the clock said.
        connection.execute(update(keys).values(number=keys.c.number + 1000))
    assert told(look(headquarters, old)) == []
    with headquarters.store.write() as connection:
        connection.execute(delete(keys))
    assert told(look(headquarters, old)) == []


def test_what_was_signed_with_a_key_before_the_present_one_is_still_ours(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite
) -> None:
    renew_signing_key(headquarters)
    assert told(look(headquarters, rewrite(assignment_file, {(0, "narrative"): "已开工"}))) == []


def test_a_signature_of_somebody_else_is_not_ours(headquarters: Desk, assignment_file: Path, rewrite: Rewrite) -> None:
    with headquarters.store.write() as connection:
        connection.execute(delete(Base.metadata.tables["signing_keys"]))
    renew_signing_key(headquarters)
    assert told(look(headquarters, rewrite(assignment_file, {(0, "narrative"): "已开工"}))) == ["not_as_issued"]


@pytest.mark.parametrize("method", SealMethod)
def test_a_report_that_bears_the_mark_of_the_agreed_key_is_verified(
    headquarters: Desk, department: Desk, rewrite: Rewrite, tmp_path: Path, method: SealMethod
) -> None:
    set_seal_method(headquarters, method)
    (issued, *_) = issue(headquarters, PERIOD, tmp_path / "下达").files
    assert receive(department, [issued])[0].state is FileState.TAKEN
    words = make_exchange_key(headquarters, UNIT)
    enter_exchange_key(department, words)
    edit_entries(department, PERIOD, [CellEdit(key_for(department, "T001"), "problems", "没有")])
    report(department, PERIOD, tmp_path / "报.xlsx")
    set_edited_policy(headquarters, REFUSE)
    seen = look(headquarters, tmp_path / "报.xlsx")
    assert (seen.clean, told(seen)) == (True, ["authenticated"])
    edited = look(headquarters, rewrite(tmp_path / "报.xlsx", {(0, "problems"): "有"}))
    assert told(edited) == ["edited_refused", "edited", "not_authenticated"]
    other = edit_document(tmp_path / "报.xlsx", lambda data: data.update(revision=7), tmp_path / "另号.xlsx")
    assert told(look(headquarters, other)) == ["edited_refused", "not_authenticated"]
    make_exchange_key(headquarters, UNIT)
    assert told(look(headquarters, tmp_path / "报.xlsx")) == ["edited_refused", "not_authenticated"]
    remove_exchange_key(headquarters, UNIT)
    assert told(look(headquarters, tmp_path / "报.xlsx")) == []


def test_a_unit_with_an_agreed_key_cannot_do_without_it_by_filling_in_the_assignment(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite
) -> None:
    make_exchange_key(headquarters, UNIT)
    assert told(look(headquarters, rewrite(assignment_file, {(0, "narrative"): "已开工"}))) == ["not_authenticated"]


def test_somebodys_own_form_is_only_told_where_its_figures_differ(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(rewrite(report_file, {(0, "area"): "简称", (0, "target"): 99, (1, "unit"): None}))
    del book[DESK_SHEET]
    book.save(tmp_path / "自制.xlsx")
    set_edited_policy(headquarters, REFUSE)
    held = look(headquarters, tmp_path / "自制.xlsx")
    answers = {guess.place: guess.options[0] for guess in held.result.repairs}
    seen = settle(headquarters, held, Settled(answers=answers))
    found = [(one.code, one.field) for one in seen.result.findings if one.code == "locked_changed"]
    assert (seen.result.state, found) == (FileState.TAKEN, [("locked_changed", "target")])


def test_changed_nodes_are_listed_as_well(headquarters: Desk, tmp_path: Path) -> None:
    key = key_for(headquarters, "T006")
    set_nodes(headquarters, key, [NodeText("开工", "", "2024-03-31")], Revision(PERIOD, "分解"))
    issued = next(path for path in issue(headquarters, PERIOD, tmp_path).files if UNIT in path.name)
    book = openpyxl.load_workbook(issued)
    nodes = book[NODE_SHEET]
    assert nodes["D7"].value == "开工"
    nodes["G7"].value = datetime(2024, 3, 20)  # noqa: DTZ001 - as a spreadsheet has it
    book.save(tmp_path / "好.xlsx")
    assert told(look(headquarters, tmp_path / "好.xlsx")) == []
    nodes["F7"].value = datetime(2024, 6, 30)  # noqa: DTZ001 - as a spreadsheet has it
    book.save(tmp_path / "改.xlsx")
    (found,) = [one for one in look(headquarters, tmp_path / "改.xlsx").result.findings if one.code == "locked_changed"]
    assert (found.sheet, found.cell, found.field, found.target_key) == (NODE_SHEET, "F7", "due_on", key)
    assert "下达时是“2024-03-31”，这份文件里是“2024-06-30”" in str(found.message)
