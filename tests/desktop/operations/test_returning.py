"""A report goes back with comments, is answered, and comes up again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.errors import Refusal
from db.models import Base
from db.vocabulary import FileState, Kind, Origin, PeriodState
from desktop.desk import Desk
from desktop.exchange.forms.write_form import FIRST_ROW
from desktop.exchange.layout import FORM_COLUMNS, column_index
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, edit_entries, load_entry
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.receive import FileResult, receive, receive_into
from desktop.operations.report import report
from desktop.operations.returning import Comment, return_report
from desktop.operations.revising import Revision
from desktop.operations.units import add_unit, merge_unit

PERIOD, UNIT = "2024-03", "练习单位001"
COMMENTS = (Comment("T001", "value", "请核实"), Comment("T003", "narrative", "请写具体"))


@pytest.fixture
def headquarters(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


@pytest.fixture
def department(finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(Path(shutil.copy(finished_round / "units" / f"{UNIT}.db", tmp_path / "unit.db")))


@pytest.fixture
def returned(headquarters: Desk, tmp_path: Path) -> Path:
    return return_report(headquarters, PERIOD, UNIT, COMMENTS, tmp_path / "审核.xlsx").path


def take(desk: Desk, path: Path) -> FileResult:
    return receive(desk, [path])[0]


def row_of(desk: Desk, code: str) -> EntryRow:
    return next(row for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def answer(desk: Desk, code: str, text: str) -> None:
    edit_entries(desk, PERIOD, [CellEdit(row_of(desk, code).target.key, "reply", text)])


def test_comments_come_to_the_unit_with_a_draft_to_answer_them_in(
    returned: Path, department: Desk, headquarters: Desk
) -> None:
    before = {row.target.code: row.answer for row in load_entry(department, PERIOD).rows}
    result = take(department, returned)
    assert (result.state, result.kind, result.revision) == (FileState.TAKEN, Kind.REVIEW, 1)
    sheet = load_entry(department, PERIOD)
    assert sheet.report is not None
    assert (sheet.report.is_draft, sheet.report.revision) == (True, 2)
    assert {row.target.code: row.answer for row in sheet.rows} == before
    said = {row.target.code: [(one.field, one.comment, one.who) for one in row.comments] for row in sheet.rows}
    assert said["T001"] == [("value", "请核实", headquarters.author.who)]
    assert said["T003"] == [("narrative", "请写具体", headquarters.author.who)]
    assert said["T002"] == []


def test_what_is_not_answered_cannot_be_reported_again(
    returned: Path, department: Desk, headquarters: Desk, tmp_path: Path
) -> None:
    take(department, returned)
    answer(department, "T001", "已核实，数字无误")
    refused = report(department, PERIOD, tmp_path / "再.xlsx")
    assert refused.path is None
    assert [one.code for one in refused.findings if one.field == "reply"] == ["unanswered"]
    answer(department, "T003", "已补充")
    made = report(department, PERIOD, tmp_path / "再.xlsx")
    assert (made.path, made.revision) == (tmp_path / "再.xlsx", 2)
    assert take(headquarters, tmp_path / "再.xlsx").state is FileState.TAKEN
    entries, reports = Base.metadata.tables["entries"], Base.metadata.tables["reports"]
    with headquarters.read() as (connection, _):
        replies = connection.execute(
            entries.select()
            .with_only_columns(entries.c.reply)
            .join(reports, reports.c.key == entries.c.report_key)
            .where(reports.c.revision == 2, entries.c.reply != "")
        ).scalars()
        assert sorted(replies) == ["已核实，数字无误", "已补充"]


def test_taken_twice_changes_nothing_and_can_be_undone(returned: Path, department: Desk, tmp_path: Path) -> None:
    take(department, returned)
    assert take(department, returned).state is FileState.UNCHANGED
    # Saved again by another program, it is another file with the same comments.
    book = openpyxl.load_workbook(returned)
    book.save(tmp_path / "另存.xlsx")
    assert take(department, tmp_path / "另存.xlsx").state is FileState.UNCHANGED
    assert sum(len(row.comments) for row in load_entry(department, PERIOD).rows) == 2
    batch = next(one for one in load_exchanges(department) if one.kind is Kind.REVIEW)
    undo(department, batch.key)
    sheet = load_entry(department, PERIOD)
    assert sheet.report is not None
    assert (sheet.report.is_draft, sheet.report.revision) == (False, 1)
    assert not any(row.comments for row in sheet.rows)


def test_answers_typed_into_the_workbook_come_with_it(returned: Path, department: Desk) -> None:
    book = openpyxl.load_workbook(returned)
    sheet = book.worksheets[0]
    assert sheet.cell(FIRST_ROW + 1, column_index(FORM_COLUMNS, "review") + 1).value == "本期累计：请核实"
    sheet.cell(FIRST_ROW + 1, column_index(FORM_COLUMNS, "reply") + 1).value = "表里答复"
    book.save(returned)
    assert take(department, returned).state is FileState.TAKEN
    assert row_of(department, "T001").answer.reply == "表里答复"
    assert row_of(department, "T003").answer.reply == ""


def test_a_new_comment_wants_a_new_answer(returned: Path, department: Desk, headquarters: Desk, tmp_path: Path) -> None:
    take(department, returned)
    answer(department, "T001", "甲")
    answer(department, "T003", "乙")
    report(department, PERIOD, tmp_path / "再.xlsx")
    take(headquarters, tmp_path / "再.xlsx")
    again = return_report(headquarters, PERIOD, UNIT, [Comment("T001", "value", "还不清楚")], tmp_path / "又.xlsx")
    assert again.revision == 2
    assert take(department, again.path).state is FileState.TAKEN
    assert (row_of(department, "T001").answer.reply, row_of(department, "T003").answer.reply) == ("", "乙")
    assert [one.comment for one in row_of(department, "T001").comments] == ["请核实", "还不清楚"]


def test_what_is_not_for_this_report_is_held(
    returned: Path, department: Desk, tmp_path: Path, finished_round: Path, sit_down: Callable[[Path], Desk]
) -> None:
    other = sit_down(Path(shutil.copy(finished_round / "units" / "练习单位002.db", tmp_path / "other.db")))
    assert take(other, returned).state is FileState.HELD
    # The unit has reported again meanwhile: the comments are on what no longer counts.
    answer(department, "T001", "补充")
    report(department, PERIOD, tmp_path / "再.xlsx")
    late = take(department, returned)
    assert late.state is FileState.HELD
    assert [one.code for one in late.findings] == ["older_revision"]
    with department.store.write() as connection:
        periods = Base.metadata.tables["periods"]
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    assert [one.code for one in take(department, returned).findings] == ["closed_period"]


def test_comments_on_a_report_that_is_not_here_are_held(
    returned: Path, finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]
) -> None:
    issued = next(path for path in (finished_round / "issued").glob("*.xlsx") if UNIT in path.name)
    receive_into(tmp_path / "fresh.db", [issued], Origin.PRACTICE)
    result = take(sit_down(tmp_path / "fresh.db"), returned)
    assert result.state is FileState.HELD
    assert [one.code for one in result.findings] == ["not_our_report"]


@pytest.mark.parametrize(
    ("unit", "comments", "code"),
    [
        (UNIT, (), "no_comments"),
        ("没有的单位", COMMENTS, "nothing_reported"),
        (UNIT, (Comment("X99", "value", "?"),), "not_its_target"),
        (UNIT, (Comment("T001", "colour", "?"),), "no_field"),
    ],
)
def test_what_cannot_be_returned_is_refused_and_nothing_is_written(
    headquarters: Desk, tmp_path: Path, unit: str, comments: tuple[Comment, ...], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        return_report(headquarters, PERIOD, unit, comments, tmp_path / "审核.xlsx")
    assert refused.value.sentence.code == f"refusal.{code}"
    assert not (tmp_path / "审核.xlsx").exists()


def test_a_department_returns_nothing(department: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        return_report(department, PERIOD, UNIT, COMMENTS, tmp_path / "审核.xlsx")
    assert refused.value.sentence.code == "refusal.not_headquarters"


def test_a_unit_is_asked_about_what_it_had_then(headquarters: Desk, tmp_path: Path) -> None:
    with headquarters.read() as (_, plan):
        (unit,) = (key for key, name in plan.units.items() if name == UNIT)
    merge_unit(headquarters, unit, add_unit(headquarters, "新设局"), Revision("2024-04", "机构改革"))
    assert return_report(headquarters, PERIOD, UNIT, COMMENTS, tmp_path / "审核.xlsx").count == 2
