"""Receiving at headquarters: each file is taken whole, or changes nothing and says why."""

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.models import Base
from db.vocabulary import Direction, ExchangeState, FileState, Origin, PeriodState, Severity
from desktop.desk import Desk
from desktop.exchange.forms.heads import Book
from desktop.exchange.forms.write_form import FIRST_ROW, KEY_ROW
from desktop.exchange.layout import DESK_SHEET, FORM_SHEET
from desktop.exchange.opening.lesson import Lesson
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.issue import issue
from desktop.operations.reading import book_of
from desktop.operations.receive import FileResult, receive, receive_into
from desktop.operations.report import report
from desktop.operations.units import add_unit

pytestmark = pytest.mark.on_both

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"
UNIT = "练习单位001"
Dump = Callable[[Desk], Any]
Rewrite = Callable[..., Path]
TAKEN, UNCHANGED, HELD, REJECTED = FileState.TAKEN, FileState.UNCHANGED, FileState.HELD, FileState.REJECTED


def take(desk: Desk, *paths: Path) -> FileResult:
    results = receive(desk, list(paths))
    assert len(results) == 1
    return results[0]


def codes(result: FileResult) -> set[str]:
    return {finding.code for finding in result.findings if finding.severity is not Severity.HINT}


def refused(desk: Desk, path: Path, dump: Dump, state: FileState) -> FileResult:
    """The file ends in this state, with a reason, and nothing is changed."""
    before = dump(desk)
    result = take(desk, path)
    assert result.state is state, result
    assert result.findings
    assert result.batch == ""
    assert dump(desk) == before
    return result


def key_of(desk: Desk, code: str) -> str:
    with desk.read() as (_, plan):
        return next(target.key for target in plan.targets if target.code == code)


def value_of(desk: Desk, code: str, unit: str = UNIT, period: str = PERIOD) -> int | None:
    line = next(line for line in board(desk, period).lines if line.target.code == code)
    return next(voice.answer.value for voice in line.voices if voice.unit == unit)


def test_a_report_is_taken_with_the_figures_that_the_unit_holds(
    headquarters: Desk, department: Desk, report_file: Path
) -> None:
    result = take(headquarters, report_file)
    assert (result.state, result.unit, result.period, result.revision, result.rows) == (TAKEN, UNIT, PERIOD, 1, 12)
    for row in load_entry(department, PERIOD).rows:
        assert value_of(headquarters, row.target.code) == row.value


def test_the_same_bytes_again_and_the_same_content_saved_anew_are_unchanged(
    headquarters: Desk, report_file: Path, rewrite: Rewrite
) -> None:
    take(headquarters, report_file)
    assert take(headquarters, report_file).state is UNCHANGED
    assert take(headquarters, rewrite(report_file, {})).state is UNCHANGED


def test_a_folder_is_received_without_lock_files_and_other_things(
    headquarters: Desk, finished_round: Path, tmp_path: Path
) -> None:
    (tmp_path / "~$上报.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("不是表", encoding="utf-8")
    results = receive(headquarters, [finished_round / "reports", tmp_path])
    assert [result.state for result in results] == [TAKEN] * 4


def test_undoing_a_take_puts_every_row_back(headquarters: Desk, report_file: Path, dump: Dump) -> None:
    before = dump(headquarters)
    batch = take(headquarters, report_file).batch
    assert dump(headquarters) != before
    undo(headquarters, batch)
    assert dump(headquarters) == before
    assert [one.state for one in load_exchanges(headquarters) if one.direction is Direction.IN] == [
        ExchangeState.UNDONE
    ]
    assert take(headquarters, report_file).state is TAKEN


def test_a_newer_revision_is_taken_and_the_older_one_held_then(
    headquarters: Desk, department: Desk, report_file: Path, dump: Dump, tmp_path: Path
) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "value", "11.5")])
    second = report(department, PERIOD, tmp_path / "第2次.xlsx")
    assert second.path is not None
    assert take(headquarters, second.path).revision == 2
    assert value_of(headquarters, "T001") == 11_500_000
    assert codes(refused(headquarters, report_file, dump, HELD)) == {"older_revision"}


def test_the_same_revision_with_other_content_is_held(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    take(headquarters, report_file)
    assert codes(
        refused(headquarters, rewrite(report_file, {(0, "value"): 2.5, (0, "increment"): None}), dump, HELD)
    ) == {"same_revision"}


def test_a_report_edited_after_its_export_says_so(headquarters: Desk, report_file: Path, rewrite: Rewrite) -> None:
    result = take(headquarters, rewrite(report_file, {(0, "value"): 2.5, (0, "explanation"): "更正"}))
    assert result.state is TAKEN
    assert "edited" in {finding.code for finding in result.findings}
    assert value_of(headquarters, "T001") == 2_500_000


def test_another_plan_is_held(tmp_path: Path, sit_down: Sit, report_file: Path, dump: Dump) -> None:
    from desktop.operations.new import new

    new(tmp_path / "other.db", None, None, Origin.COMMAND)
    assert codes(refused(sit_down(tmp_path / "other.db"), report_file, dump, HELD)) == {"other_plan"}


def test_the_report_of_another_unit_is_held_at_a_department(department: Desk, finished_round: Path, dump: Dump) -> None:
    other = next((finished_round / "reports").glob("*002*"))
    assert codes(refused(department, other, dump, HELD)) == {"other_unit"}


def test_a_closed_period_is_held(headquarters: Desk, report_file: Path, dump: Dump) -> None:
    periods = Base.metadata.tables["periods"]
    with headquarters.store.write() as connection:
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    assert codes(refused(headquarters, report_file, dump, HELD)) == {"closed_period"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"hello", "file_text"),
        (b"PK\x03\x04" + bytes(100), "file_damaged"),
    ],
)
def test_what_is_no_workbook_is_rejected(
    headquarters: Desk, tmp_path: Path, dump: Dump, content: bytes, code: str
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    assert codes(refused(headquarters, path, dump, REJECTED)) == {code}


def test_a_workbook_of_something_else_is_rejected_and_a_missing_file_too(
    headquarters: Desk, tmp_path: Path, dump: Dump
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.save(tmp_path / "通讯录.xlsx")
    assert codes(refused(headquarters, tmp_path / "通讯录.xlsx", dump, REJECTED)) == {"file_not_ours"}
    assert codes(refused(headquarters, tmp_path / "没有.xlsx", dump, REJECTED)) == {"file_missing"}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("十二个", "not_a_number"),
        ("1.1234567", "too_many_decimals"),
        (1e13, "too_large"),
        (True, "not_a_number"),
        (date(2024, 3, 5), "date_for_number"),
        ("=1+1", "cell_not_calculated"),
        ("5 公里", "wrong_unit"),
    ],
)
def test_a_cell_that_is_no_figure_is_an_error_at_its_place(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, dump: Dump, value: object, code: str
) -> None:
    result = refused(headquarters, rewrite(report_file, {(0, "value"): value}), dump, REJECTED)
    found = next(finding for finding in result.findings if finding.code == code)
    assert (found.sheet, found.cell, found.severity) == (FORM_SHEET, f"M{FIRST_ROW + 1}", Severity.ERROR)
    assert found.found


@pytest.mark.parametrize(
    ("text", "figure"), [("１，２５０", 1250), ("1,250", 1250), (" 12 ", 12), ("1.5个", 1.5), ("0.3万", 3000)]
)
def test_figures_are_read_as_people_write_them(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, text: str, figure: float
) -> None:
    cells = {(0, "value"): text, (0, "increment"): None, (0, "explanation"): "更正"}
    assert take(headquarters, rewrite(report_file, cells)).state is TAKEN
    assert value_of(headquarters, "T001") == int(figure * 1_000_000)


def test_an_error_of_the_checks_rejects_with_its_cell(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    result = refused(headquarters, rewrite(report_file, {(0, "status"): "已完成"}), dump, REJECTED)
    found = next(finding for finding in result.findings if finding.code == "not_done")
    assert (found.cell, found.found) == (f"P{FIRST_ROW + 1}", "已完成")


def test_a_status_that_is_none_is_an_error(headquarters: Desk, report_file: Path, rewrite: Rewrite, dump: Dump) -> None:
    assert "not_a_status" in codes(refused(headquarters, rewrite(report_file, {(0, "status"): "快了"}), dump, REJECTED))


# An assignment filled in by hand, without this program.


def test_an_assignment_filled_in_by_hand_is_the_units_report(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite
) -> None:
    cells = {(0, "value"): 9, (0, "status"): "推进中", (0, "narrative"): "+已开工", (1, "increment"): 2}
    result = take(headquarters, rewrite(assignment_file, cells))
    assert (result.state, result.revision) == (TAKEN, 1), result.findings
    assert value_of(headquarters, "T001") == 9_000_000
    before, after = (value_of(headquarters, "T002", period=period) for period in ("2024-02", PERIOD))
    assert before is not None
    assert after == before + 2_000_000


def test_an_assignment_as_it_was_issued_is_held(headquarters: Desk, assignment_file: Path, dump: Dump) -> None:
    assert codes(refused(headquarters, assignment_file, dump, HELD)) == {"nothing_filled"}


def test_two_copies_filled_in_at_different_cells_become_one(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite
) -> None:
    one = rewrite(assignment_file, {(0, "value"): 9, (0, "explanation"): "甲"}, "甲.xlsx")
    other = rewrite(assignment_file, {(2, "value"): 40}, "乙.xlsx")
    assert [take(headquarters, path).state for path in (one, other, one, other)] == [TAKEN, TAKEN, UNCHANGED, UNCHANGED]
    assert (value_of(headquarters, "T001"), value_of(headquarters, "T003")) == (9_000_000, 40_000_000)


def test_two_copies_that_say_different_things_of_one_cell_are_a_conflict(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    take(headquarters, rewrite(assignment_file, {(0, "value"): 9, (0, "explanation"): "甲"}, "甲.xlsx"))
    other = rewrite(assignment_file, {(0, "value"): 8, (0, "explanation"): "甲"}, "乙.xlsx")
    result = refused(headquarters, other, dump, HELD)
    found = next(finding for finding in result.findings if finding.code == "conflict")
    assert (found.cell, found.found) == (f"M{FIRST_ROW + 1}", "8")
    assert str(found.message) == "本期累计：下达时“”，已收到“9”，这份文件“8”，两边都改过。请定一个。"


# What people do to a workbook.


def test_rows_sorted_and_columns_and_rows_inserted_change_nothing(
    headquarters: Desk, report_file: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(report_file)
    sheet = book[FORM_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW + 1)]
    for at, values in enumerate(reversed(rows), FIRST_ROW + 1):
        for column, value in enumerate(values, 1):
            # A formula would point at another row by now; what it shows is worked out again by whoever opens it.
            sheet.cell(at, column).value = None if isinstance(value, str) and value.startswith("=IF") else value
    sheet.insert_rows(FIRST_ROW + 3)
    sheet.insert_cols(9)
    sheet.insert_rows(1, 2)
    sheet.title = "三月进展"
    book.save(tmp_path / "排过序.xlsx")
    result = take(headquarters, tmp_path / "排过序.xlsx")
    assert result.state is TAKEN, result.findings
    assert "edited" not in {finding.code for finding in result.findings}


def _without(report_file: Path, out: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(report_file)
    change(book)
    book.save(out)
    return out


def _delete_desk_sheet(book: openpyxl.Workbook) -> None:
    del book[DESK_SHEET]


def _delete_key_row(book: openpyxl.Workbook) -> None:
    book[FORM_SHEET].delete_rows(KEY_ROW + 1)


def _delete_key_column(book: openpyxl.Workbook) -> None:
    book[FORM_SHEET].delete_cols(1)


def _delete_input_column(book: openpyxl.Workbook) -> None:
    book[FORM_SHEET].delete_cols(17)


def _delete_row(book: openpyxl.Workbook) -> None:
    book[FORM_SHEET].delete_rows(FIRST_ROW + 2)


def _repeat_row(book: openpyxl.Workbook) -> None:
    sheet = book[FORM_SHEET]
    for column in range(1, 24):
        sheet.cell(FIRST_ROW + 30, column).value = sheet.cell(FIRST_ROW + 1, column).value


def _add_row(book: openpyxl.Workbook) -> None:
    book[FORM_SHEET].cell(FIRST_ROW + 30, 3).value = "Z99"
    book[FORM_SHEET].cell(FIRST_ROW + 30, 13).value = 5


def _sort_visible_columns_only(book: openpyxl.Workbook) -> None:
    sheet = book[FORM_SHEET]
    for column in range(2, 24):
        one, other = sheet.cell(FIRST_ROW + 1, column), sheet.cell(FIRST_ROW + 2, column)
        one.value, other.value = other.value, one.value


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_delete_desk_sheet, "unit_guessed"),
        (_delete_key_row, "headers"),
        (_delete_key_column, "row_by_word"),
        (_delete_input_column, "no_column"),
        (_delete_row, "rows_missing"),
        (_repeat_row, "row_twice"),
        (_add_row, "row_unknown"),
        (_sort_visible_columns_only, "row_mixed"),
    ],
)
def test_what_was_recognised_by_words_or_is_missing_waits_for_a_person(
    headquarters: Desk,
    report_file: Path,
    tmp_path: Path,
    dump: Dump,
    change: Callable[[openpyxl.Workbook], None],
    code: str,
) -> None:
    assert code in codes(refused(headquarters, _without(report_file, tmp_path / "改.xlsx", change), dump, HELD))


# At the department's desk.


def test_an_assignment_makes_the_units_database_and_again_changes_nothing(
    assignment_file: Path, tmp_path: Path, sit_down: Sit, dump: Dump
) -> None:
    database = tmp_path / "新.db"
    results = receive_into(database, [assignment_file], Origin.COMMAND)
    assert [(result.state, result.rows) for result in results] == [(TAKEN, 12)]
    desk = sit_down(database)
    assert (desk.unit, desk.is_headquarters, desk.practice) == (UNIT, False, True)
    before = dump(desk)
    assert take(desk, assignment_file).state is UNCHANGED
    assert dump(desk) == before
    sheet = load_entry(desk, PERIOD)
    assert sheet.report is None
    assert sheet.rows[0].before.previous is not None
    assert [when.code for when, _ in sheet.rows[0].before.figures] == ["2024-02", "2024-01"]


def test_what_makes_no_database_leaves_none(report_file: Path, tmp_path: Path) -> None:
    results = receive_into(tmp_path / "新.db", [report_file], Origin.COMMAND)
    assert [result.state for result in results] == [REJECTED]
    assert not list(tmp_path.glob("*.db*"))


def test_an_assignment_filled_in_before_it_is_imported_keeps_what_was_typed(
    assignment_file: Path, tmp_path: Path, sit_down: Sit, rewrite: Rewrite
) -> None:
    filled = rewrite(assignment_file, {(0, "value"): "１２", (0, "narrative"): "已开工"})
    receive_into(tmp_path / "新.db", [filled], Origin.COMMAND)
    row = load_entry(sit_down(tmp_path / "新.db"), PERIOD).rows[0]
    assert (row.answer.value, row.answer.narrative, row.answer.value_typed) == (12_000_000, "已开工", "１２")


def test_importing_an_assignment_is_undone_exactly(
    assignment_file: Path, tmp_path: Path, sit_down: Sit, dump: Dump
) -> None:
    from desktop.exchange.forms.read_form import open_form
    from desktop.operations.taking_assignment import found_unit

    _, document = open_form(assignment_file.read_bytes())
    assert document is not None
    found_unit(tmp_path / "新.db", document, Origin.COMMAND)
    desk = sit_down(tmp_path / "新.db")
    before = dump(desk)
    batch = take(desk, assignment_file).batch
    assert len(load_entry(desk, PERIOD).rows) == 12
    undo(desk, batch)
    assert dump(desk) == before


def test_a_draft_is_kept_when_an_assignment_comes_again_and_a_clash_is_held(
    department: Desk, assignment_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "value", "7")])
    untouched = rewrite(assignment_file, {}, "原样.xlsx")
    assert take(department, untouched).state is TAKEN
    assert load_entry(department, PERIOD).rows[0].answer.value == 7_000_000
    clash = rewrite(assignment_file, {(0, "value"): 8}, "另填.xlsx")
    assert codes(refused(department, clash, dump, HELD)) == {"conflict"}


def test_a_re_issued_assignment_brings_what_headquarters_holds_to_an_empty_computer(
    headquarters: Desk, report_file: Path, tmp_path: Path, sit_down: Sit
) -> None:
    take(headquarters, report_file)
    issued = issue(headquarters, PERIOD, tmp_path / "再发").files
    mine = next(path for path in issued if UNIT in path.name)
    receive_into(tmp_path / "新.db", [mine], Origin.COMMAND)
    desk = sit_down(tmp_path / "新.db")
    sheet = load_entry(desk, PERIOD)
    assert sheet.report is not None
    assert (sheet.report.revision, sheet.report.is_draft) == (2, True)
    assert sheet.rows[0].value == value_of(headquarters, "T001")


def test_a_target_taken_away_is_gone_after_the_next_assignment(
    headquarters: Desk, department: Desk, tmp_path: Path
) -> None:
    given, key = Base.metadata.tables["assignments"], key_of(headquarters, "T001")
    mine = (given.c.target_key == key) & (given.c.unit_key == department.unit_key)
    with headquarters.store.write() as connection:
        connection.execute(given.delete().where(mine))
    again = next(path for path in issue(headquarters, PERIOD, tmp_path / "再发").files if UNIT in path.name)
    assert take(department, again).state is TAKEN
    assert [row.target.code for row in load_entry(department, PERIOD).rows][:2] == ["T002", "T003"]


def test_ones_own_report_restores_a_lost_computer(
    assignment_file: Path, report_file: Path, department: Desk, tmp_path: Path, sit_down: Sit
) -> None:
    receive_into(tmp_path / "新.db", [assignment_file], Origin.COMMAND)
    desk = sit_down(tmp_path / "新.db")
    assert take(desk, report_file).state is TAKEN
    assert [row.value for row in load_entry(desk, PERIOD).rows] == [
        row.value for row in load_entry(department, PERIOD).rows
    ]


def test_what_forms_are_held_against_is_the_same_until_the_plan_changes(headquarters: Desk) -> None:
    def book() -> Lesson:
        with headquarters.read() as (connection, plan):
            return book_of(headquarters, connection, plan)

    def units(lesson: Lesson) -> Book:
        learnt: Book = pickle.loads(lesson.packed)  # noqa: S301 - packed here
        return learnt

    first = book()
    assert book() is first
    added = add_unit(headquarters, "新设局")
    assert added not in units(first)
    assert added in units(book())
