"""A bureau consolidates its own sections with the same program, and reports what they come to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.figures import SCALE
from db.vocabulary import FileState, Origin, Role
from desktop.desk import Desk, open_desk
from desktop.operations.assigning import Assign, assign
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.issue import issue
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.sections import drawn, found_below
from desktop.operations.units import add_unit

PERIOD = "2024-03"
Sit = Callable[[Path], Desk]


@pytest.fixture
def bureau(finished_round: Path, tmp_path: Path, sit_down: Sit) -> Desk:
    """A department that was issued its targets and has said nothing yet."""
    issued = min((finished_round / "issued").glob("下达_*.xlsx"))
    receive_into(tmp_path / "局.db", [issued], Origin.COMMAND)
    return sit_down(tmp_path / "局.db")


def section_reports(below: Desk, folder: Path, figures: dict[str, str], code: str) -> None:
    """Each section reports a figure of one target, and the bureau receives it."""
    keys = {name: add_unit(below, name) for name in figures}
    with below.read() as (_, plan):
        target = next(target for target in plan.targets if target.code == code)
    first, *others = keys.values()
    assign(below, [Assign(target.key, first, Role.LEAD), *(Assign(target.key, one, Role.SUPPORT) for one in others)])
    for path in issue(below, PERIOD, folder / "下达").files:
        name = path.stem.split("_")[1]
        receive_into(folder / f"{name}.db", [path], Origin.COMMAND)
        section = open_desk(folder / f"{name}.db", Origin.COMMAND)
        row = load_entry(section, PERIOD).rows[0]
        said = (("increment", figures[name]), ("value", figures[name]), ("status", "推进中"))
        said += (
            ("narrative", f"{name}完成一批"),
            ("explanation", "季节原因"),
            ("problems", "无"),
            ("next_steps", "继续"),
        )
        edit_entries(section, PERIOD, [CellEdit(row.target.key, field, text) for field, text in said])
        made = report(section, PERIOD, folder / f"{name}.xlsx")
        section.close()
        assert made.path is not None, [str(one.message) for one in made.findings]
        assert receive(below, [made.path])[0].state is FileState.TAKEN


def test_the_sections_plan_has_the_bureaus_targets_and_their_sum_goes_up(
    bureau: Desk, tmp_path: Path, sit_down: Sit
) -> None:
    made = found_below(bureau, tmp_path / "科室.db")
    below = sit_down(tmp_path / "科室.db")
    mine = load_entry(bureau, PERIOD).rows
    assert made.targets == len(mine)
    with below.read() as (_, plan):
        goals = {target.code: target.goal for target in plan.targets}
    assert goals == {row.target.code: row.target.goal for row in mine}
    row = next(row for row in mine if row.target.goal.adds_up)
    section_reports(below, tmp_path, {"一科": "3", "二科": "4"}, row.target.code)
    edits = drawn(bureau, PERIOD, tmp_path / "科室.db")
    edit_entries(bureau, PERIOD, edits)
    answer = next(one.answer for one in load_entry(bureau, PERIOD).rows if one.target.key == row.target.key)
    assert answer.value == 7 * SCALE
    assert answer.narrative == "一科：一科完成一批\n二科：二科完成一批"
    # What the bureau says itself is never written over.
    assert {edit.field for edit in drawn(bureau, PERIOD, tmp_path / "科室.db")} == {"value"}


def test_only_the_units_own_sections_are_drawn_from(
    bureau: Desk, headquarters_database: Path, tmp_path: Path, sit_down: Sit
) -> None:
    with pytest.raises(Refusal) as refused:
        drawn(bureau, PERIOD, headquarters_database)
    assert refused.value.sentence.code == "refusal.not_our_sections"
    with pytest.raises(Refusal) as refused:
        found_below(sit_down(headquarters_database), tmp_path / "科室.db")
    assert refused.value.sentence.code == "refusal.is_headquarters"
