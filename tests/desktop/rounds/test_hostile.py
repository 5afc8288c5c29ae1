"""Workbooks made to do harm: each ends with a sentence, and leaves every database as it was."""

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from db.figures import LIMIT
from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.locking import lock
from desktop.operations.receive import FileResult, receive, receive_into

Named = Callable[[str], Path]
AtUnit = Callable[[str], Desk]
Fill = Callable[[Path, Mapping[str, Mapping[str, Any]]], Path]
Change = Callable[[Any], None]
Reshape = Callable[[Path, Change], Path]
Dump = Callable[[Desk], dict[str, list[tuple[Any, ...]]]]
Place = tuple[str | int, ...]


def _document(book: Any) -> dict[str, Any]:
    sheet = book["_desk"]
    pieces = (sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1))
    data: dict[str, Any] = json.loads("".join(pieces))
    return data


def _put(place: Place, value: object) -> Change:
    """Puts a value into the document that travels with a workbook; `*` stands for the first of many."""

    def forge(book: Any) -> None:
        data = _document(book)
        inside: Any = data
        steps = list(place)
        for number, step in enumerate(steps):
            name = next(iter(inside)) if step == "*" else step
            if number == len(steps) - 1:
                inside[name] = value
            else:
                inside = inside[name]
        sheet = book["_desk"]
        text = json.dumps(data)
        for row in range(3, max(sheet.max_row, 3 + len(text) // 30_000) + 1):
            sheet.cell(row, 1).value = text[(row - 3) * 30_000 : (row - 2) * 30_000] or None

    return forge


FORGED: list[tuple[Place, object]] = [
    (("kind",), "receipt2"),
    (("kind",), None),
    (("plan",), 5),
    (("plan",), "\ud800"),
    (("unit",), "\ud800"),
    (("unit",), ["a"]),
    (("unit_name",), "长" * 40_000),
    (("period",), "\ud800"),
    (("revision",), 10**30),
    (("revision",), -1),
    (("revision",), True),
    (("revision",), 1.5),
    (("seal",), None),
    (("issued",), []),
    (("issued",), {"t": "x"}),
    (("issued", "*"), {"narrative": {"a": 1}}),
    (("issued", "*"), {"narrative": "\ud800"}),
    (("issued", "*"), {"value": "nan"}),
    (("issued", "*"), {"value": 5}),
    (("issued", "*"), {"status": "finished"}),
    (("nodes",), {"node-0": "ab"}),
    (("nodes",), {"node-0": ["2024-13-01", ""]}),
    (("nodes",), {"node-0": ["", 5]}),
    (("past",), {"2024-01": {"t": float("inf")}}),
    (("past",), {"2024-01": {"t": 10**30}}),
    (("past",), {"2024-01": {"t": str(LIMIT + 1)}}),
    (("past",), {"一月": {}}),
    (("past",), [1]),
]
FORGED_PLANS: list[tuple[Place, object]] = [
    (("view",), ["units"]),
    (("view",), {"units": 5}),
    (("view", "units", 0), "abc"),
    (("view", "units", 0, "name"), None),
    (("view", "units", 0, "name"), "\ud800"),
    (("view", "units", 0, "position"), 10**30),
    (("view", "units", 0, "extra"), 1),
    (("view", "units", 0, "parent_key"), "nobody"),
    (("view", "plans", 0, "year"), "2024"),
    (("view", "plans", 0, "owner_key"), "nobody"),
    (("view", "areas", 0, "plan_key"), "nobody"),
    (("view", "targets", 0, "area_key"), "nobody"),
    (("view", "targets", 0, "measure"), "guess"),
    (("view", "targets", 0, "target"), float("inf")),
    (("view", "targets", 0, "code"), "长" * 40_000),
    (("view", "nodes", 0, "due_on"), "soon"),
    (("view", "assignments", 0, "unit_key"), "nobody"),
    (("view", "assignments", 0, "share"), LIMIT + 1),
]


def _refused(result: FileResult) -> None:
    assert result.state in {FileState.REJECTED, FileState.HELD}
    assert all(str(finding.message) for finding in result.findings)
    assert result.findings
    assert result.batch == ""


@pytest.mark.parametrize(("place", "value"), FORGED)
def test_a_forged_document_is_rejected_at_every_desk(
    headquarters: Desk,
    assignment: Named,
    filled: Fill,
    reshaped: Reshape,
    dump: Dump,
    tmp_path: Path,
    place: Place,
    value: object,
) -> None:
    path = reshaped(filled(assignment("科创局"), {"Q2": {"value": 80}}), _put(place, value))
    before = dump(headquarters)
    (result,) = receive(headquarters, [path])
    _refused(result)
    assert [finding.code for finding in result.findings] == ["file_damaged"]
    assert dump(headquarters) == before
    (result,) = receive_into(tmp_path / "新.db", [path], Origin.COMMAND)
    _refused(result)
    assert not list(tmp_path.glob("*新.db*"))


@pytest.mark.parametrize(("place", "value"), FORGED_PLANS)
def test_a_forged_plan_makes_no_database_and_changes_none(
    unit: AtUnit,
    assignment: Named,
    reshaped: Reshape,
    dump: Dump,
    tmp_path: Path,
    place: Place,
    value: object,
) -> None:
    path = reshaped(assignment("科创局"), _put(place, value))
    (result,) = receive_into(tmp_path / "新.db", [path], Origin.COMMAND)
    _refused(result)
    assert not list(tmp_path.glob("*新.db*"))
    desk = unit("科创局")
    before = dump(desk)
    (result,) = receive(desk, [path])
    _refused(result)
    assert dump(desk) == before


@pytest.mark.parametrize("period", ["2025-03", "", "三月", "2024-13"])
def test_an_assignment_of_no_period_of_the_plan_is_held_at_the_unit(
    unit: AtUnit, assignment: Named, reshaped: Reshape, dump: Dump, period: str
) -> None:
    desk = unit("科创局")
    before = dump(desk)
    (result,) = receive(desk, [reshaped(assignment("科创局"), _put(("period",), period))])
    assert (result.state, [one.code for one in result.findings]) == (FileState.HELD, ["other_period"])
    assert dump(desk) == before


def test_a_document_of_a_later_program_asks_for_an_upgrade(
    headquarters: Desk, assignment: Named, reshaped: Reshape
) -> None:
    def later(book: Any) -> None:
        book["_desk"]["A2"] = "2"

    (result,) = receive(headquarters, [reshaped(assignment("科创局"), later)])
    assert (result.state, [one.code for one in result.findings]) == (FileState.REJECTED, ["file_newer_workbook"])


def test_files_that_are_no_workbooks_each_get_a_sentence(
    headquarters: Desk, assignment: Named, tmp_path: Path, dump: Dump
) -> None:
    dice = random.Random(5)  # noqa: S311 - a test's own dice
    contents = {
        "空.xlsx": b"",
        "半.xlsx": b"PK\x03\x04" + bytes(40),
        "乱.xlsx": dice.randbytes(5000),
        "老.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + dice.randbytes(5000),
        "密.xlsx": lock(assignment("科创局").read_bytes(), "secret"),
        "文字.xlsx": "任务,数字\n".encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    plain = Workbook()
    plain.active.append(["名称", "数"])
    plain.save(tmp_path / "别的表.xlsx")
    (tmp_path / "目录.xlsx").mkdir()
    (tmp_path / "目录.xlsx" / "里面.xlsx").write_bytes(b"x")
    names = [*contents, "别的表.xlsx", "目录.xlsx", "不在.xlsx"]
    before = dump(headquarters)
    results = receive(headquarters, [tmp_path / name for name in names])
    assert [one.findings[0].code for one in results] == [
        "file_empty",
        "file_damaged",
        "file_not_a_workbook",
        "file_damaged",
        "file_encrypted",
        "file_text",
        "file_not_ours",
        "file_text",
        "file_missing",
    ]
    for result in results:
        _refused(result)
    assert dump(headquarters) == before


def test_a_file_beyond_the_limit_is_not_even_read(headquarters: Desk, tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(21 * 2**20)
    (result,) = receive(headquarters, [path])
    assert [one.code for one in result.findings] == ["file_too_large"]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_to_a_workbook_is_noticed_or_without_effect(small_round: Path, data: st.DataObject) -> None:
    whole = (small_round / "issued" / "下达_科创局_2024-03.xlsx").read_bytes()
    damaged = bytearray(whole)
    places = st.integers(0, len(whole) - 1) | st.integers(len(whole) - 1200, len(whole) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=3)):
        damaged[place] = byte
    expected, document = open_form(whole)
    try:
        sheets, found = open_form(bytes(damaged))
    except Unsafe:
        return
    # What is not noticed touches only what a reader does not use: dates, versions and flags of the package.
    assert [sheet.rows for sheet in sheets if sheet.name in {"填报", "_desk"}] == [
        sheet.rows for sheet in expected if sheet.name in {"填报", "_desk"}
    ]
    assert found == document


def test_a_workbook_keeps_opening_in_other_programs(small_round: Path) -> None:
    for path in (small_round / "issued").glob("下达_*.xlsx"):
        book = load_workbook(path)
        assert book.sheetnames == ["填报", "节点", "填写说明", "_desk"]
        assert book["_desk"].sheet_state == "veryHidden"
