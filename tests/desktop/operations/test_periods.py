"""Periods: due dates lock nothing, closing does, and a closed period can be opened again for one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.periods import PeriodLine, end_reopening, load_periods, reopen, set_closed, set_due
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.revising import Revision
from desktop.operations.units import add_unit, merge_unit

MARCH = "2024-03"


@pytest.fixture
def desk(issued_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """Headquarters that waits for March's reports."""
    return sit_down(issued_database)


def march(desk: Desk) -> PeriodLine:
    return next(line for line in load_periods(desk) if line.period.code == MARCH)


def test_late_is_said_and_not_locked(desk: Desk, finished_round: Path) -> None:
    set_due(desk, MARCH, "2024-04-10")
    assert {result.state for result in receive(desk, [finished_round / "reports"])} == {FileState.TAKEN}
    line = march(desk)
    assert (line.due_on, line.reported, line.late, line.units) == (date(2024, 4, 10), 4, 4, 4)
    set_due(desk, MARCH, "2999年1月1日")
    assert march(desk).late == 0


def test_a_closed_period_opens_again_for_one_unit(desk: Desk, finished_round: Path) -> None:
    files = sorted((finished_round / "reports").glob("*.xlsx"))
    set_closed(desk, MARCH, closed=True)
    assert {result.state for result in receive(desk, files)} == {FileState.HELD}
    plan = board(desk, MARCH).plan
    unit = next(key for key, name in plan.units.items() if name in files[0].name)
    key = reopen(desk, MARCH, "数据有误，重报", unit_key=unit)
    assert [(one.unit, one.reason) for one in march(desk).reopened] == [(plan.units[unit], "数据有误，重报")]
    states = [result.state for result in receive(desk, files)]
    assert states.count(FileState.TAKEN) == 1
    end_reopening(desk, key)
    assert march(desk).reopened == ()
    set_closed(desk, MARCH, closed=False)
    assert march(desk).closed is False


def test_a_reopening_needs_a_reason_and_a_closed_period(desk: Desk) -> None:
    for reason, code in (("", "refusal.no_reason"), ("重报", "refusal.not_closed")):
        with pytest.raises(Refusal) as refused:
            reopen(desk, MARCH, reason)
        assert refused.value.sentence.code == code


def test_opened_for_one_target_nothing_else_may_change(
    desk: Desk, finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]
) -> None:
    issued = min((finished_round / "issued").glob("*.xlsx"))
    receive_into(tmp_path / "unit.db", [issued], desk.author.origin)
    unit = sit_down(tmp_path / "unit.db")
    first, second = load_entry(unit, MARCH).rows[:2]
    edit_entries(unit, MARCH, [CellEdit(row.target.key, "problems", "无") for row in (first, second)])
    report(unit, MARCH, tmp_path / "1.xlsx")
    assert [one.state for one in receive(desk, [tmp_path / "1.xlsx"])] == [FileState.TAKEN]
    set_closed(desk, MARCH, closed=True)
    reopen(desk, MARCH, "数据有误", target_key=first.target.key)
    edit_entries(unit, MARCH, [CellEdit(second.target.key, "problems", "改了")])
    report(unit, MARCH, tmp_path / "2.xlsx")
    held = receive(desk, [tmp_path / "2.xlsx"])[0]
    assert (held.state, held.findings[0].code) == (FileState.HELD, "closed_target")
    assert second.target.code in str(held.findings[0].message)
    edit_entries(unit, MARCH, [CellEdit(second.target.key, "problems", "无")])
    edit_entries(unit, MARCH, [CellEdit(first.target.key, "problems", "改了")])
    report(unit, MARCH, tmp_path / "3.xlsx")
    assert receive(desk, [tmp_path / "3.xlsx"])[0].state is FileState.TAKEN


def test_what_a_unit_had_then_may_be_opened_for_it_again(desk: Desk, finished_round: Path) -> None:
    file = min((finished_round / "reports").glob("*.xlsx"))
    with desk.read() as (_, plan):
        (unit,) = (key for key, name in plan.units.items() if f"_{name}_" in file.name)
    merge_unit(desk, unit, add_unit(desk, "新设局"), Revision("2024-04", "机构改革"))
    set_closed(desk, MARCH, closed=True)
    reopen(desk, MARCH, "数据有误", target_key=plan.of_unit(unit)[0].key)
    # Not the period: what it says of other targets is in the way.
    assert receive(desk, [file])[0].findings[0].code == "closed_target"
