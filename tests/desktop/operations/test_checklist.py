"""The checklist: grouped by target, gravest first, and checked again after each answer."""

from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import Severity
from desktop.desk import Desk
from desktop.operations.checklist import explain, load_checklist
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.report import report

PERIOD = "2024-03"


def edit(desk: Desk, code: str, field: str, text: str) -> str:
    key = next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == code)
    edit_entries(desk, PERIOD, [CellEdit(key, field, text)])
    return key


def test_findings_stand_together_by_target_the_gravest_first(department: Desk) -> None:
    edit(department, "T007", "value", "十二")
    edit(department, "T007", "explanation", "")
    edit(department, "T001", "value", "0")
    edit(department, "T001", "explanation", "")
    listed = load_checklist(department, PERIOD)
    codes = [one.target.code for one in listed.concerns]
    assert codes[0] == "T007"
    assert codes == sorted(codes, key=codes.index)
    assert [codes[place] for place in range(len(codes)) if place == 0 or codes[place - 1] != codes[place]] == list(
        dict.fromkeys(codes)
    )
    weights = [list(Severity).index(one.finding.severity) for one in listed.concerns if one.target.code == "T007"]
    assert weights == sorted(weights)
    assert listed.blocked
    assert sum(listed.count(severity) for severity in Severity) == len(listed.concerns)
    assert not listed.sealed


def test_an_explanation_answers_the_queries_of_its_target(department: Desk) -> None:
    key = edit(department, "T001", "value", "0")
    edit(department, "T001", "explanation", "")
    asked = [one for one in load_checklist(department, PERIOD).concerns if one.target.key == key]
    assert {one.finding.severity for one in asked} == {Severity.QUERY}
    after = explain(department, PERIOD, key, "项目推迟到下月")
    assert [one for one in after.concerns if one.target.key == key] == []
    assert next(row for row in load_entry(department, PERIOD).rows if row.target.key == key).answer.explanation == (
        "项目推迟到下月"
    )


def test_a_report_that_went_out_says_so(department: Desk, tmp_path: Path) -> None:
    assert load_checklist(department, PERIOD).sealed
    edit(department, "T001", "narrative", "又有进展")
    assert not load_checklist(department, PERIOD).sealed
    report(department, PERIOD, tmp_path / "上报.xlsx")
    assert load_checklist(department, PERIOD).sealed


def test_where_nothing_was_entered_there_is_nothing_to_check(department: Desk) -> None:
    with pytest.raises(Refusal, match="还没有填报任何内容"):
        load_checklist(department, "2024-04")
