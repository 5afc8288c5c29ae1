"""Reviewing: what changed and what is wrong first, a figure settled beside the reported one, a decision that stands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.errors import Refusal
from db.figures import SCALE
from db.vocabulary import Origin, Verdict
from desktop.desk import Desk
from desktop.operations.board import board, board_story
from desktop.operations.catalogue import edit_targets
from desktop.operations.deciding import decide, verify
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.returning import Comment, return_report, send_review
from desktop.operations.reviewing import ReviewRow, UnitReport, load_reports, load_review
from desktop.operations.revising import Revision

pytestmark = pytest.mark.on_both

MARCH = "2024-03"


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """Headquarters with every report of March in."""
    return sit_down(headquarters_database)


def first(desk: Desk) -> UnitReport:
    return load_reports(desk, MARCH)[0]


def figured(desk: Desk, unit: str) -> ReviewRow:
    rows = load_review(desk, MARCH, unit).rows
    return next(row for row in rows if row.answer.value and row.target.lead == unit and row.target.goal.adds_up)


def test_every_unit_stands_with_its_report(desk: Desk) -> None:
    lines = load_reports(desk, MARCH)
    assert [line.unit_key for line in lines] == board(desk, MARCH).plan.reporting
    assert all(line.report is not None and line.verdict is None and line.late_days > 0 for line in lines)
    assert [line.targets for line in lines] == [len(load_review(desk, MARCH, line.unit_key).rows) for line in lines]


def test_a_decision_stands_until_the_next_one(desk: Desk) -> None:
    line = first(desk)
    assert line.report is not None
    with pytest.raises(Refusal) as refused:
        decide(desk, line.report, Verdict.REOPENED, "误点")
    assert refused.value.sentence.code == "refusal.not_accepted"
    decide(desk, line.report, Verdict.ACCEPTED)
    assert first(desk).verdict is Verdict.ACCEPTED
    with pytest.raises(Refusal) as refused:
        decide(desk, line.report, Verdict.REOPENED, " ")
    assert refused.value.sentence.code == "refusal.no_reason"
    decide(desk, line.report, Verdict.REOPENED, "误点")
    assert first(desk).verdict is None
    decided = first(desk).decided
    assert decided is not None
    assert (decided.reason, decided.who) == ("误点", desk.author.who)


def test_one_target_can_be_decided_by_itself(desk: Desk) -> None:
    line = first(desk)
    assert line.report is not None
    row = load_review(desk, MARCH, line.unit_key).rows[0]
    decide(desk, line.report, Verdict.RETURNED, "口径不对", [row.target.key])
    rows = load_review(desk, MARCH, line.unit_key).rows
    assert [one.decided.verdict for one in rows if one.decided is not None] == [Verdict.RETURNED]
    assert first(desk).verdict is None


def test_the_verified_figure_counts_and_the_reported_one_stays(desk: Desk) -> None:
    line = first(desk)
    assert line.report is not None
    row = figured(desk, line.unit_key)
    with pytest.raises(Refusal) as refused:
        verify(desk, line.report, row.target.key, "很多", "统计局口径")
    assert refused.value.sentence.code == "refusal.no_figure"
    settled = verify(desk, line.report, row.target.key, "7", "统计局口径")
    again = figured(desk, line.unit_key)
    assert again.answer == row.answer
    assert again.verified is not None
    assert (again.verified.value, again.verified.reason) == (settled, "统计局口径")
    shown = next(one for one in board(desk, MARCH).lines if one.target.key == row.target.key)
    assert shown.lead is not None
    assert (shown.lead.figure, shown.lead.answer.value) == (settled, row.answer.value)
    # It is no question that the unit would have to answer.
    assert again.remarks == ()


def test_a_report_goes_back_and_its_answers_come_to_the_same_comments(
    desk: Desk, finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]
) -> None:
    line = first(desk)
    assert line.report is not None
    row = figured(desk, line.unit_key)
    verify(desk, line.report, row.target.key, "7", "统计局口径")
    return_report(desk, MARCH, line.unit, [Comment(row.target.code, "value", "请核实")], tmp_path / "审核.xlsx")
    assert (first(desk).verdict, first(desk).unanswered) == (Verdict.RETURNED, 1)
    texts = [
        str(cell.value) for cells in load_workbook(tmp_path / "审核.xlsx").worksheets[0].iter_rows() for cell in cells
    ]
    assert any("请核实" in text and "核定值：7 " in text for text in texts)
    issued = next(path for path in (finished_round / "issued").glob("*.xlsx") if line.unit in path.name)
    sent = next(path for path in (finished_round / "reports").glob("*.xlsx") if line.unit in path.name)
    receive_into(tmp_path / "unit.db", [issued], Origin.COMMAND)
    unit = sit_down(tmp_path / "unit.db")
    receive(unit, [sent])
    receive(unit, [tmp_path / "审核.xlsx"])
    edit_entries(unit, MARCH, [CellEdit(row.target.key, "reply", "已核实"), CellEdit(row.target.key, "problems", "无")])
    report(unit, MARCH, tmp_path / "again.xlsx")
    receive(desk, [tmp_path / "again.xlsx"])
    after = next(one for one in load_review(desk, MARCH, line.unit_key).rows if one.target.key == row.target.key)
    assert (after.answer.reply, [one.comment for one in after.remarks]) == ("已核实", ["请核实"])
    assert {one.field for one in after.moved} >= {"reply", "problems"}
    # A new revision is a new report: nothing is decided of it, and no figure settled.
    assert (first(desk).verdict, first(desk).unanswered, after.verified) == (None, 0, None)
    assert load_entry(unit, MARCH).report is not None


def test_nothing_goes_back_without_a_word(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        send_review(desk, MARCH, first(desk).unit, tmp_path / "审核.xlsx", "重填")
    assert refused.value.sentence.code == "refusal.no_comments"
    assert not (tmp_path / "审核.xlsx").exists()


def test_the_board_tells_its_story(desk: Desk) -> None:
    story = board_story(desk, MARCH)
    assert story.before is not None
    assert [one.unit_key for one in story.discipline] == story.board.plan.reporting
    assert len({one.on_time + one.late + one.missed for one in story.discipline}) == 1
    assert all(one.late >= 1 for one in story.discipline)
    line = first(desk)
    assert line.report is not None
    decide(desk, line.report, Verdict.RETURNED, "重填")
    assert board_story(desk, MARCH).discipline[0].returned == 1
    assert board_story(desk, MARCH, policy="银川 2025").tried
    with pytest.raises(Refusal):
        board_story(desk, MARCH, policy="没有的")
    empty = board_story(desk, MARCH, day=date(2024, 1, 1))
    assert all(line.figure.value is None for line in empty.board.lines)


def test_a_figure_is_settled_on_in_the_unit_that_was_asked_for_then(desk: Desk) -> None:
    line = first(desk)
    row = figured(desk, line.unit_key)
    assert line.report is not None
    edit_targets(
        desk, [CellEdit(row.target.key, "unit", f"万{row.target.goal.unit}")], Revision("2024-04", "改计量单位")
    )
    assert verify(desk, line.report, row.target.key, "3万", "统计局口径") == 30_000 * SCALE
