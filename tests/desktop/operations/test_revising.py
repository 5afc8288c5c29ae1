"""Changing the plan during the year: what is to come changes, what was reported stays as it was judged."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.board import BoardLine, load_board
from db.errors import Refusal
from db.figures import SCALE
from db.periods import Period
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.operations.assigning import Assign, assign, load_matrix
from desktop.operations.board import board
from desktop.operations.catalogue import add_target, edit_targets, load_catalogue, require_fit
from desktop.operations.editing import CellEdit
from desktop.operations.revising import Revision
from desktop.operations.units import add_unit, load_units, merge_unit

pytestmark = pytest.mark.on_both

FROM_APRIL = Revision("2024-04", "上级调整任务")


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """Headquarters with January to March reported."""
    return sit_down(headquarters_database)


def line_of(desk: Desk, code: str, period: str = "2024-03", moment: datetime | None = None) -> BoardLine:
    with desk.read() as (connection, plan):
        shown = load_board(connection, plan, Period.parse(period), moment)
    return next(line for line in shown.lines if line.target.code == code)


def figured(desk: Desk) -> BoardLine:
    """A target with a figure that its lead has reported."""
    return next(line for line in board(desk, "2024-03").lines if line.figure.value and line.target.goal.adds_up)


def test_a_reported_target_changes_only_with_a_period_and_a_reason(desk: Desk) -> None:
    target = figured(desk).target
    edit = CellEdit(target.key, "target", "999999")
    with pytest.raises(Refusal) as refused:
        edit_targets(desk, [edit])
    assert refused.value.sentence.code == "refusal.needs_revision"
    with pytest.raises(Refusal) as refused:
        edit_targets(desk, [edit], Revision("2024-04", " "))
    assert refused.value.sentence.code == "refusal.no_reason"
    assert line_of(desk, target.code).target.goal.target == target.goal.target


def test_the_past_stays_as_it_was_reported_against(desk: Desk) -> None:
    before = figured(desk)
    key, code = before.target.key, before.target.code
    assert len(edit_targets(desk, [CellEdit(key, "target", "999999")], FROM_APRIL).back) == 1
    assert line_of(desk, code) == before
    assert line_of(desk, code, "2024-04").target.goal.target == 999_999 * SCALE
    row = next(row for row in load_catalogue(desk).rows if row.target.key == key)
    assert (row.revisions, row.text("target")) == (1, "999,999")


def test_what_was_known_at_a_moment_can_be_shown(desk: Desk) -> None:
    before = figured(desk)
    code = before.target.code
    moment = datetime.now(UTC)
    edit_targets(desk, [CellEdit(before.target.key, "target", "999999")], Revision("2024-02", "笔误"))
    assert line_of(desk, code).target.goal.target == 999_999 * SCALE
    assert line_of(desk, code, moment=moment) == before
    assert line_of(desk, code, moment=datetime(2024, 1, 1, tzinfo=UTC)).figure.value is None


def test_changes_hold_from_later_and_later_periods(desk: Desk) -> None:
    target = figured(desk).target
    edit_targets(desk, [CellEdit(target.key, "target", "5000")], Revision("2024-06", "一调"))
    with pytest.raises(Refusal) as refused:
        edit_targets(desk, [CellEdit(target.key, "target", "6000")], FROM_APRIL)
    assert refused.value.sentence.code == "refusal.revised_later"
    edit_targets(desk, [CellEdit(target.key, "target", "6000")], Revision("2024-09", "二调"))
    goals = [line_of(desk, target.code, f"2024-{month:02}").target.goal.target for month in (5, 6, 8, 9, 12)]
    assert goals == [target.goal.target, 5000 * SCALE, 5000 * SCALE, 6000 * SCALE, 6000 * SCALE]


def test_notes_weights_and_new_targets_need_no_reason(desk: Desk) -> None:
    key = add_target(desk, "Z1", "新板块", "新增任务")
    edits = [("measure", "数量"), ("target", "1.5亿"), ("unit", "亿元"), ("weight", "2"), ("policy", "银川 2025")]
    edit_targets(desk, [CellEdit(key, "unit", "亿元")])
    edit_targets(desk, [CellEdit(key, field, text) for field, text in edits])
    row = next(row for row in load_catalogue(desk).rows if row.target.key == key)
    assert [row.text(field) for field, _ in edits] == ["quantity", "1.5", "亿元", "2", "银川 2025"]
    assert load_catalogue(desk).areas[-1] == "新板块"
    reported = figured(desk).target.key
    assert edit_targets(desk, [CellEdit(reported, "weight", "3")]).back == (CellEdit(reported, "weight", "1"),)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("measure", "随便", "refusal.no_such_word"),
        ("target", "很多", "refusal.no_figure"),
        ("decimals", "7", "refusal.no_decimals"),
        ("decimals", "1" * 5000, "refusal.no_decimals"),
        ("decimals", "２", "refusal.no_decimals"),
        ("title", " ", "refusal.target_blank"),
        ("policy", "没有的", "refusal.no_such_word"),
        ("weight", "-1", "refusal.no_figure"),
    ],
)
def test_what_fits_no_field_is_said_beforehand_and_refused(desk: Desk, field: str, text: str, code: str) -> None:
    edit = CellEdit(figured(desk).target.key, field, text)
    with pytest.raises(Refusal) as beforehand:
        require_fit(load_catalogue(desk), edit)
    with pytest.raises(Refusal) as refused:
        edit_targets(desk, [edit], FROM_APRIL)
    assert [one.value.sentence.code for one in (beforehand, refused)] == [code, code]


def test_two_targets_never_share_a_code(desk: Desk) -> None:
    first, second = [row.target for row in load_catalogue(desk).rows][:2]
    with pytest.raises(Refusal) as refused:
        edit_targets(desk, [CellEdit(first.key, "code", second.code)], FROM_APRIL)
    assert refused.value.sentence.code == "refusal.code_taken"


def test_the_lead_passes_to_another_unit_with_what_was_reached(desk: Desk) -> None:
    before = figured(desk)
    target = before.target
    other = add_unit(desk, "新设局")
    assign(desk, [Assign(target.key, other, Role.LEAD)], FROM_APRIL)
    assert line_of(desk, target.code) == before
    after = line_of(desk, target.code, "2024-04")
    assert after.lead is not None
    assert before.lead is not None
    said = (after.lead.unit_key, after.lead.reported, after.lead.carried)
    assert said == (other, False, before.lead.answer.value)


def test_a_target_is_not_left_with_supports_alone(desk: Desk) -> None:
    target = figured(desk).target
    other = add_unit(desk, "新设局")
    changes = [Assign(target.key, unit, None) for unit, _ in target.units] + [Assign(target.key, other, Role.SUPPORT)]
    with pytest.raises(Refusal) as refused:
        assign(desk, changes, FROM_APRIL)
    assert refused.value.sentence.code == "refusal.no_lead"


def test_a_merged_unit_hands_over_everything_and_keeps_its_past(desk: Desk) -> None:
    before = board(desk, "2024-03")
    old = figured(desk).lead
    assert old is not None
    other = next(unit for unit in load_matrix(desk).units if unit != old.unit_key)
    had = len(before.plan.of_unit(old.unit_key))
    assert merge_unit(desk, old.unit_key, other, FROM_APRIL) == had
    assert board(desk, "2024-03").lines == before.lines
    assert old.unit_key not in load_matrix(desk).units
    after = board(desk, "2024-04")
    assert old.unit_key not in after.reports
    line = next(line for line in load_units(desk) if line.key == old.unit_key)
    assert (line.leads, line.merged_into) == (0, before.plan.units[other])
