"""The round: what goes out comes back exactly, and what must not be taken changes nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.figures import parse
from db.vocabulary import ExchangeState, FileState, Kind, Origin, Severity, Status
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.editing import Edited
from desktop.operations.entry import load_entry, set_node
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.receive import FileResult, receive, receive_into
from desktop.operations.report import report

Texts = Mapping[str, Mapping[str, Any]]
Named = Callable[[str], Path]
Sit = Callable[[Path], Desk]
AtUnit = Callable[[str], Desk]
Enter = Callable[[Desk, Texts], Edited]
Export = Callable[[Desk, Texts], Path]
Fill = Callable[[Path, Texts], Path]
Reshape = Callable[[Path, Callable[[Any], None]], Path]
Dump = Callable[[Desk], dict[str, list[tuple[Any, ...]]]]
PERIOD = "2024-03"
SAID: Texts = {
    "Q1": {"value": "31", "status": "推进中", "narrative": "已认定 31 家"},
    "Q2": {"value": "75.123456"},
    "R1": {"value": "7.2%"},
    "R2": {"value": "10.5", "explanation": "研发统计在年中"},
    "L1": {"value": "20", "explanation": "按计划在库"},
    "K1": {"value": "5", "explanation": "正在整改"},
    "D1": {"value": "11.5"},
    "M1": {"status": "推进中", "narrative": "主体封顶"},
    "S1": {"status": "推进中", "narrative": "“一网通办”上线"},
}


def _codes(result: FileResult) -> list[str]:
    return [finding.code for finding in result.findings]


def _one(desk: Desk, path: Path) -> FileResult:
    (result,) = receive(desk, [path])
    return result


def _figures(desk: Desk) -> dict[str, int | None]:
    """The figure of each target of the board that this unit leads."""
    lines = board(desk, PERIOD).lines
    return {line.target.code: line.figure.value for line in lines}


def test_headquarters_sees_exactly_what_the_unit_entered(headquarters: Desk, unit: AtUnit, reported: Export) -> None:
    desk = unit("科创局")
    set_node(desk, PERIOD, "node-0", date(2024, 3, 8), "提前两天")
    result = _one(headquarters, reported(desk, SAID))
    assert (result.state, result.kind, result.unit, result.revision) == (FileState.TAKEN, Kind.REPORT, "科创局", 1)
    there = {line.target.code: line for line in board(headquarters, PERIOD).lines}
    for row in load_entry(desk, PERIOD).rows:
        line = there[row.target.code]
        heard = next(voice for voice in line.voices if voice.unit == "科创局")
        assert heard.answer.value == row.answer.value
        assert heard.answer.narrative == row.answer.narrative
        assert heard.answer.status == row.answer.status
        if row.target.code not in {"Q1", "S1"}:
            assert (line.figure.value, line.judgement) == (row.value, row.judgement)
    assert there["Q2"].figure.value == parse("75.123456")
    assert there["M1"].judgement.completion == 0.5
    assert board(headquarters, PERIOD).missing == ["商务局"]


def test_shares_of_several_units_are_added(headquarters: Desk, unit: AtUnit, reported: Export) -> None:
    for name, value in (("科创局", "31"), ("商务局", "4")):
        assert _one(headquarters, reported(unit(name), {"Q1": {"value": value}})).state is FileState.TAKEN
    assert _figures(headquarters)["Q1"] == parse("35")


def test_a_file_received_again_is_unchanged(headquarters: Desk, unit: AtUnit, reported: Export, dump: Dump) -> None:
    path = reported(unit("科创局"), SAID)
    _one(headquarters, path)
    before = dump(headquarters)
    again = _one(headquarters, path)
    assert (again.state, again.findings, again.batch) == (FileState.UNCHANGED, (), "")
    assert dump(headquarters) == before
    assert [one.state for one in load_exchanges(headquarters)].count(ExchangeState.TAKEN) == 1


def test_the_same_content_in_other_bytes_is_unchanged(
    headquarters: Desk, unit: AtUnit, reported: Export, reshaped: Reshape
) -> None:
    path = reported(unit("科创局"), SAID)
    _one(headquarters, path)
    assert _one(headquarters, reshaped(path, lambda _: None)).state is FileState.UNCHANGED


def test_a_folder_is_received_in_one_go_without_lock_files_and_other_documents(
    headquarters: Desk, unit: AtUnit, reported: Export, tmp_path: Path
) -> None:
    folder = tmp_path / "收件" / "内层"
    folder.mkdir(parents=True)
    reported(unit("科创局"), SAID).rename(folder / "一.xlsx")
    reported(unit("商务局"), {"T1": {"value": "250001"}}).rename(folder / "二.XLSX")
    (folder / "~$一.xlsx").write_bytes(b"lock")
    (folder / "说明.txt").write_text("请查收", encoding="utf-8")
    (folder / "空目录.xlsx").mkdir()
    steps: list[tuple[int, int, str]] = []
    results = receive(headquarters, [tmp_path / "收件"], lambda *step: steps.append(step))
    assert [result.state for result in results] == [FileState.TAKEN, FileState.TAKEN]
    assert [(done, total) for done, total, _ in steps] == [(0, 2), (1, 2), (2, 2)]


def test_undo_restores_the_exact_rows_and_the_file_can_be_received_again(
    headquarters: Desk, unit: AtUnit, reported: Export, dump: Dump
) -> None:
    path = reported(unit("科创局"), SAID)
    before = dump(headquarters)
    result = _one(headquarters, path)
    assert dump(headquarters) != before
    assert undo(headquarters, result.batch).state is ExchangeState.UNDONE
    assert dump(headquarters) == before
    assert _one(headquarters, path).state is FileState.TAKEN


def test_an_assignment_taken_at_a_unit_can_be_undone(unit: AtUnit, assignment: Named, filled: Fill, dump: Dump) -> None:
    desk = unit("科创局")
    before = dump(desk)
    result = _one(desk, filled(assignment("科创局"), {"Q1": {"value": 30}}))
    assert result.state is FileState.TAKEN
    assert dump(desk) != before
    undo(desk, result.batch)
    assert dump(desk) == before


def test_a_later_revision_replaces_an_earlier_one(headquarters: Desk, unit: AtUnit, reported: Export) -> None:
    desk = unit("科创局")
    _one(headquarters, reported(desk, {"Q2": {"value": "75"}}))
    result = _one(headquarters, reported(desk, {"Q2": {"value": "76"}}))
    assert (result.state, result.revision) == (FileState.TAKEN, 2)
    assert _figures(headquarters)["Q2"] == parse("76")


def test_an_older_revision_is_held(headquarters: Desk, unit: AtUnit, reported: Export, dump: Dump) -> None:
    desk = unit("科创局")
    first = reported(desk, {"Q2": {"value": "75"}})
    _one(headquarters, reported(desk, {"Q2": {"value": "76"}}))
    before = dump(headquarters)
    result = _one(headquarters, first)
    assert (result.state, _codes(result)) == (FileState.HELD, ["older_revision"])
    assert "第 2 次" in str(result.findings[0].message)
    assert dump(headquarters) == before


def test_the_same_revision_with_other_content_is_held(
    headquarters: Desk, unit: AtUnit, reported: Export, filled: Fill, dump: Dump
) -> None:
    path = reported(unit("科创局"), SAID)
    _one(headquarters, path)
    before = dump(headquarters)
    result = _one(headquarters, filled(path, {"Q2": {"value": 80}}))
    assert (result.state, _codes(result)) == (FileState.HELD, ["same_revision"])
    assert dump(headquarters) == before


def test_a_report_edited_after_export_is_taken_and_says_so(
    headquarters: Desk, unit: AtUnit, reported: Export, filled: Fill
) -> None:
    result = _one(headquarters, filled(reported(unit("科创局"), SAID), {"Q2": {"value": 80}}))
    assert result.state is FileState.TAKEN
    assert (result.findings[0].code, result.findings[0].severity) == ("edited", Severity.HINT)
    assert _figures(headquarters)["Q2"] == parse("80")


def test_a_report_of_another_plan_is_held(
    unit: AtUnit, reported: Export, tmp_path: Path, sit_down: Sit, dump: Dump
) -> None:
    new(tmp_path / "别的.db", None, None, Origin.COMMAND)
    other = sit_down(tmp_path / "别的.db")
    before = dump(other)
    result = _one(other, reported(unit("科创局"), SAID))
    assert (result.state, _codes(result), result.unit) == (FileState.HELD, ["other_plan"], "科创局")
    assert dump(other) == before


def test_a_unit_holds_what_is_another_units(unit: AtUnit, reported: Export, assignment: Named, dump: Dump) -> None:
    desk, trade = unit("科创局"), unit("商务局")
    foreign = [reported(trade, {"T1": {"value": "250001"}}), assignment("商务局")]
    before = dump(desk)
    for result in receive(desk, foreign):
        assert (result.state, _codes(result)) == (FileState.HELD, ["other_unit"])
    assert dump(desk) == before


def test_a_units_own_report_is_unchanged_at_its_own_desk(unit: AtUnit, reported: Export) -> None:
    desk = unit("科创局")
    assert _one(desk, reported(desk, SAID)).state is FileState.UNCHANGED


@pytest.mark.parametrize(("period", "code"), [("2025-03", "other_period"), ("三月", "other_period")])
def test_a_report_of_another_period_is_held(
    headquarters: Desk, assignment: Named, reshaped: Reshape, filled: Fill, dump: Dump, period: str, code: str
) -> None:
    def postdate(book: Any) -> None:
        desk_sheet = book["_desk"]
        desk_sheet["A3"] = desk_sheet["A3"].value.replace('"period":"2024-03"', f'"period":"{period}"')

    path = reshaped(filled(assignment("科创局"), {"Q1": {"value": 30}}), postdate)
    before = dump(headquarters)
    result = _one(headquarters, path)
    assert (result.state, _codes(result)) == (FileState.HELD, [code])
    assert dump(headquarters) == before


def test_a_report_with_errors_is_rejected_with_each_at_its_cell(
    headquarters: Desk, assignment: Named, filled: Fill, dump: Dump
) -> None:
    before = dump(headquarters)
    path = filled(
        assignment("科创局"),
        {"Q1": {"value": "约三十"}, "S1": {"status": "申请销号"}, "R2": {"value": 3, "status": "已完成"}},
    )
    result = _one(headquarters, path)
    assert (result.state, _codes(result)) == (FileState.REJECTED, ["not_a_number"])
    assert (result.findings[0].sheet, result.findings[0].cell, result.findings[0].found) == ("填报", "M7", "约三十")
    # The reader's errors first; then what the checks say, at the cells they speak of.
    path = filled(path, {"Q1": {"value": 30}})
    result = _one(headquarters, path)
    errors = [(one.code, one.cell) for one in result.findings if one.severity is Severity.ERROR]
    assert (result.state, errors) == (FileState.REJECTED, [("not_done", "P10"), ("no_evidence", "U15")])
    assert dump(headquarters) == before


def test_a_closed_period_is_held(headquarters: Desk, unit: AtUnit, reported: Export, dump: Dump) -> None:
    path = reported(unit("科创局"), SAID)
    with headquarters.write() as (connection, _):
        connection.exec_driver_sql("UPDATE periods SET state = 'closed' WHERE code = '2024-03'")
    before = dump(headquarters)
    result = _one(headquarters, path)
    assert (result.state, _codes(result)) == (FileState.HELD, ["closed_period"])
    assert dump(headquarters) == before


def test_an_assignment_filled_in_by_hand_is_the_units_report(
    headquarters: Desk, assignment: Named, filled: Fill
) -> None:
    path = filled(
        assignment("科创局"),
        {
            "Q1": {"value": 30, "status": "推进中", "narrative": "三十家"},
            "Q2": {"value": "８０．５"},
            "R1": {"value": "7%"},
            "K1": {"value": 4},
        },
    )
    result = _one(headquarters, path)
    assert (result.state, result.kind, result.unit, result.revision) == (
        FileState.TAKEN,
        Kind.ASSIGNMENT,
        "科创局",
        1,
    )
    figures = _figures(headquarters)
    assert [figures[code] for code in ("Q1", "Q2", "R1", "K1")] == [parse(text) for text in ("30", "80.5", "7", "4")]
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "Q1")
    assert (line.voices[0].answer.narrative, line.voices[0].answer.status) == ("三十家", Status.IN_PROGRESS)


def test_an_assignment_sent_back_empty_is_held(headquarters: Desk, assignment: Named) -> None:
    result = _one(headquarters, assignment("科创局"))
    assert (result.state, _codes(result)) == (FileState.HELD, ["nothing_filled"])


def test_two_copies_filled_in_by_hand_merge(headquarters: Desk, assignment: Named, filled: Fill) -> None:
    blank = assignment("科创局")
    one = filled(blank, {"Q1": {"value": 30}, "Q2": {"narrative": "开工"}})
    other = filled(blank, {"Q1": {"value": 30}, "Q2": {"value": 80}})
    assert [result.state for result in receive(headquarters, [one, other])] == [FileState.TAKEN, FileState.TAKEN]
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "Q2")
    assert (line.voices[0].answer.value, line.voices[0].answer.narrative) == (parse("80"), "开工")
    # Both are in the second revision; the first copy has nothing to add to it.
    assert _one(headquarters, filled(one, {})).state is FileState.UNCHANGED


def test_two_copies_that_contradict_each_other_are_held_with_three_values(
    headquarters: Desk, assignment: Named, filled: Fill, dump: Dump
) -> None:
    blank = assignment("科创局")
    _one(headquarters, filled(blank, {"Q2": {"value": 75.5}, "S1": {"status": "推进中"}}))
    before = dump(headquarters)
    result = _one(headquarters, filled(blank, {"Q2": {"value": 80}, "S1": {"status": "未启动"}}))
    assert (result.state, _codes(result)) == (FileState.HELD, ["conflict", "conflict"])
    places = {finding.cell: (finding.found, str(finding.message)) for finding in result.findings}
    assert places["M8"][0] == "80"
    assert "下达时“”" in places["M8"][1]
    assert "已收到“75.5”" in places["M8"][1]
    assert "这份文件“80”" in places["M8"][1]
    assert "已收到“推进中”" in places["P15"][1]
    assert dump(headquarters) == before


def test_a_day_that_only_one_copy_changed_is_taken_whichever_comes_last(
    headquarters: Desk, assignment: Named, reshaped: Reshape, filled: Fill
) -> None:
    def done(day: object) -> Callable[[Any], None]:
        def write(book: Any) -> None:
            book["节点"]["G7"] = day

        return write

    blank = assignment("科创局")
    dated = reshaped(blank, done(date(2024, 3, 8)))
    plain = filled(blank, {"Q1": {"value": 30}})
    assert [result.state for result in receive(headquarters, [dated, plain])] == [FileState.TAKEN, FileState.TAKEN]
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "M1")
    assert line.judgement.completion == 0.5
    conflicting = _one(headquarters, reshaped(blank, done("2024年3月9日")))
    assert (conflicting.state, _codes(conflicting)) == (FileState.HELD, ["conflict"])
    assert (conflicting.findings[0].sheet, conflicting.findings[0].cell) == ("节点", "G7")
    assert "2024-03-08" in str(conflicting.findings[0].message)


def test_a_reissued_assignment_starts_from_what_was_reported(
    headquarters: Desk, unit: AtUnit, reported: Export, filled: Fill, tmp_path: Path
) -> None:
    desk = unit("科创局")
    set_node(desk, PERIOD, "node-0", date(2024, 3, 8), "")
    _one(headquarters, reported(desk, SAID))
    again = next(path for path in issue(headquarters, PERIOD, tmp_path / "再下达").files if "科创局" in path.name)
    lost = receive_into(tmp_path / "重装.db", [again], Origin.COMMAND)
    assert lost[0].state is FileState.TAKEN
    result = _one(headquarters, filled(again, {"Q2": {"value": 90}}))
    assert (result.state, result.revision) == (FileState.TAKEN, 2)
    line = {line.target.code: line for line in board(headquarters, PERIOD).lines}
    assert line["Q2"].figure.value == parse("90")
    assert line["Q1"].voices[0].answer.narrative == "已认定 31 家"
    assert line["M1"].judgement.completion == 0.5


def test_a_computer_that_lost_its_database_goes_on_from_a_reissued_assignment(
    headquarters: Desk, unit: AtUnit, reported: Export, sit_down: Sit, tmp_path: Path
) -> None:
    _one(headquarters, reported(unit("科创局"), SAID))
    again = next(path for path in issue(headquarters, PERIOD, tmp_path / "再下达").files if "科创局" in path.name)
    receive_into(tmp_path / "重装.db", [again], Origin.COMMAND)
    desk = sit_down(tmp_path / "重装.db")
    rows = {row.target.code: row.answer for row in load_entry(desk, PERIOD).rows}
    assert (rows["Q2"].value, rows["S1"].narrative) == (parse("75.123456"), "“一网通办”上线")
    result = _one(headquarters, reported(desk, {"Q2": {"value": "77"}}))
    assert (result.state, result.revision) == (FileState.TAKEN, 2)


def test_a_reissued_assignment_without_news_opens_no_new_draft(
    headquarters: Desk, unit: AtUnit, reported: Export, tmp_path: Path
) -> None:
    desk = unit("科创局")
    _one(headquarters, reported(desk, {"Q2": {"value": "75"}}))
    again = next(path for path in issue(headquarters, PERIOD, tmp_path / "再下达").files if "科创局" in path.name)
    assert _one(desk, again).state is FileState.TAKEN
    standing = load_entry(desk, PERIOD).report
    assert standing is not None
    assert (standing.revision, standing.is_draft) == (1, False)


def test_a_reissued_assignment_leaves_what_was_entered_since(
    headquarters: Desk, unit: AtUnit, reported: Export, enter: Enter, tmp_path: Path
) -> None:
    desk = unit("科创局")
    set_node(desk, PERIOD, "node-0", date(2024, 3, 8), "")
    _one(headquarters, reported(desk, {"Q2": {"value": "75"}}))
    again = next(path for path in issue(headquarters, PERIOD, tmp_path / "再下达").files if "科创局" in path.name)
    enter(desk, {"Q2": {"value": "78"}})
    set_node(desk, PERIOD, "node-0", date(2024, 3, 9), "改期")
    assert _one(desk, again).state is FileState.TAKEN
    rows = {row.target.code: row for row in load_entry(desk, PERIOD).rows}
    assert rows["Q2"].answer.value == parse("78")
    assert rows["M1"].nodes["node-0"] == (date(2024, 3, 9), "改期")


def test_a_colleagues_copy_is_merged_into_the_draft_and_conflicts_are_held(
    unit: AtUnit, assignment: Named, filled: Fill, enter: Enter, dump: Dump
) -> None:
    desk = unit("科创局")
    enter(desk, {"Q1": {"value": "30"}})
    assert _one(desk, filled(assignment("科创局"), {"Q2": {"value": 80}})).state is FileState.TAKEN
    rows = {row.target.code: row.answer.value for row in load_entry(desk, PERIOD).rows}
    assert (rows["Q1"], rows["Q2"]) == (parse("30"), parse("80"))
    before = dump(desk)
    result = _one(desk, filled(assignment("科创局"), {"Q1": {"value": 29}}))
    assert (result.state, _codes(result)) == (FileState.HELD, ["conflict"])
    assert dump(desk) == before


def test_headquarters_answer_does_not_overwrite_a_draft(
    unit: AtUnit, reported: Export, enter: Enter, dump: Dump
) -> None:
    desk = unit("科创局")
    first = reported(desk, {"Q2": {"value": "75"}})
    enter(desk, {"Q2": {"value": "76"}})
    before = dump(desk)
    result = _one(desk, first)
    assert result.state in {FileState.HELD, FileState.UNCHANGED}
    assert dump(desk) == before


def test_a_summary_is_not_a_form(headquarters: Desk, tmp_path: Path) -> None:
    from desktop.operations.summary import summarize

    result = _one(headquarters, summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx"))
    assert (result.state, _codes(result)) == (FileState.REJECTED, ["file_not_ours"])


def test_files_that_make_no_database_leave_none_behind(unit: AtUnit, reported: Export, tmp_path: Path) -> None:
    path = reported(unit("科创局"), SAID)
    (tmp_path / "破.xlsx").write_bytes(b"PK\x03\x04 broken")
    results = receive_into(tmp_path / "新.db", [path, tmp_path / "破.xlsx", tmp_path / "无.xlsx"], Origin.COMMAND)
    assert [(one.state, _codes(one)) for one in results] == [
        (FileState.REJECTED, ["file_no_plan"]),
        (FileState.REJECTED, ["file_damaged"]),
        (FileState.REJECTED, ["file_missing"]),
    ]
    assert not list(tmp_path.glob("*新.db*"))


def test_an_assignment_that_must_be_looked_at_first_makes_no_empty_database(
    assignment: Named, filled: Fill, tmp_path: Path
) -> None:
    path = filled(assignment("科创局"), {"Q1": {"value": "许多"}})
    (result,) = receive_into(tmp_path / "新.db", [path], Origin.COMMAND)
    assert (result.state, _codes(result)) == (FileState.REJECTED, ["not_a_number"])
    assert not list(tmp_path.glob("*新.db*"))


def test_an_assignment_of_march_brings_the_figures_of_february(
    headquarters: Desk, unit: AtUnit, reported: Export, tmp_path: Path, sit_down: Sit
) -> None:
    desk = unit("科创局")
    _one(headquarters, reported(desk, {"Q1": {"value": "31"}}))
    issued = next(path for path in issue(headquarters, "2024-04", tmp_path / "四月").files if "科创局" in path.name)
    receive_into(tmp_path / "新电脑.db", [issued], Origin.COMMAND)
    rows = {row.target.code: row for row in load_entry(sit_down(tmp_path / "新电脑.db"), "2024-04").rows}
    assert (rows["Q1"].before.previous, rows["Q1"].before.complete) == (parse("31"), True)
    # Where the unit has a report of its own, what comes down does not stand beside it.
    assert _one(desk, issued).state is FileState.TAKEN
    mine = {row.target.code: row for row in load_entry(desk, "2024-04").rows}
    assert mine["Q1"].before.previous == parse("31")


def test_a_target_that_was_given_to_somebody_else_is_gone_after_the_next_assignment(
    headquarters: Desk, unit: AtUnit, tmp_path: Path
) -> None:
    desk = unit("科创局")
    with headquarters.write() as (connection, plan):
        (key,) = (target.key for target in plan.targets if target.code == "D1")
        connection.exec_driver_sql("DELETE FROM assignments WHERE target_key = ?", (key,))
    issued = next(path for path in issue(headquarters, PERIOD, tmp_path / "再下达").files if "科创局" in path.name)
    assert _one(desk, issued).state is FileState.TAKEN
    assert "D1" not in {row.target.code for row in load_entry(desk, PERIOD).rows}


def test_an_increment_is_resolved_when_received(
    headquarters: Desk, unit: AtUnit, reported: Export, filled: Fill, tmp_path: Path
) -> None:
    _one(headquarters, reported(unit("科创局"), {"Q1": {"value": "31"}}))
    issued = next(path for path in issue(headquarters, "2024-04", tmp_path / "四月").files if "科创局" in path.name)
    assert _one(headquarters, filled(issued, {"Q1": {"increment": 9}})).state is FileState.TAKEN
    line = next(line for line in board(headquarters, "2024-04").lines if line.target.code == "Q1")
    assert line.figure.value == parse("40")


def test_a_report_cannot_be_exported_while_it_has_errors(unit: AtUnit, enter: Enter, tmp_path: Path) -> None:
    desk = unit("科创局")
    enter(desk, {"Q1": {"value": "三十"}})
    refused = report(desk, PERIOD, tmp_path / "上报.xlsx")
    assert (refused.path, [one.code for one in refused.findings if one.severity is Severity.ERROR]) == (
        None,
        ["not_a_number"],
    )
    assert not (tmp_path / "上报.xlsx").exists()
