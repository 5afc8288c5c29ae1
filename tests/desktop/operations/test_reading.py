"""What a form is held against: what its unit was asked for in its period, whatever the plan asks for since."""

import os
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from db.vocabulary import FileState, Role
from desktop.desk import Desk
from desktop.operations import reading
from desktop.operations.assigning import Assign, assign
from desktop.operations.catalogue import edit_targets
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.issue import Order, issue
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.revising import Revision
from desktop.operations.target_details import withdraw
from desktop.operations.units import add_unit, merge_unit

FROM_APRIL = Revision("2024-04", "上级调整任务")


def _codes(desk: Desk, unit: str) -> None:
    with desk.read() as (_, plan):
        first = plan.of_unit(unit)[0]
    edit_targets(desk, [CellEdit(first.key, "code", "Z-99")], FROM_APRIL)


def _hand_over(desk: Desk, unit: str) -> None:
    with desk.read() as (_, plan):
        led = next(one for one in plan.of_unit(unit) if one.lead == unit)
    assign(desk, [Assign(led.key, add_unit(desk, "新设局"), Role.LEAD), Assign(led.key, unit, None)], FROM_APRIL)


def _merge(desk: Desk, unit: str) -> None:
    merge_unit(desk, unit, add_unit(desk, "新设局"), FROM_APRIL)


def _withdraw(desk: Desk, unit: str) -> None:
    with desk.read() as (_, plan):
        withdraw(desk, plan.of_unit(unit)[0].key, FROM_APRIL)


@pytest.mark.parametrize("change", [_codes, _hand_over, _merge, _withdraw])
def test_a_late_report_is_read_as_it_was_asked_for(
    headquarters: Desk, report_file: Path, change: Callable[[Desk, str], None]
) -> None:
    with headquarters.read() as (_, plan):
        (unit,) = (key for key, name in plan.units.items() if f"_{name}_" in report_file.name)
    change(headquarters, unit)
    assert [one.state for one in receive(headquarters, [report_file])] == [FileState.TAKEN]


def test_what_was_withdrawn_is_not_missed_in_the_forms_that_come_after(headquarters: Desk, tmp_path: Path) -> None:
    with headquarters.read() as (_, plan):
        unit = plan.reporting[0]
    _withdraw(headquarters, unit)
    (form,) = issue(headquarters, "2024-04", tmp_path, order=Order(frozenset({unit}))).files
    (result,) = receive(headquarters, [form])
    assert [one.code for one in result.findings] == ["nothing_filled"]


def test_a_unit_that_dropped_what_it_has_no_more_may_still_report_late(
    headquarters: Desk, department: Desk, tmp_path: Path
) -> None:
    _hand_over(headquarters, department.unit_key)
    order = Order(frozenset({department.unit_key}))
    (assignment,) = issue(headquarters, "2024-04", tmp_path, order=order).files
    assert receive(department, [assignment])[0].state is FileState.TAKEN
    first, *_ = load_entry(department, "2024-03").rows
    edit_entries(department, "2024-03", [CellEdit(first.target.key, "problems", "无")])
    report(department, "2024-03", tmp_path / "迟报.xlsx")
    assert receive(headquarters, [tmp_path / "迟报.xlsx"])[0].state is FileState.TAKEN


def test_of_large_files_few_are_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Path] = []
    monkeypatch.setattr(reading, "read_bytes", lambda path, _most: begun.append(path))
    files = [tmp_path / f"{number}.xlsx" for number in range(40)]
    for path in files:
        path.touch()
        os.truncate(path, 20 * 2**20)
    ahead = reading.read_ahead(files)
    together = next(ahead)
    # So many as are 64 MB or the last that makes them more, twice: of those that were handed on, others took the place.
    assert len(together) <= 4
    ahead.close()
    assert len(begun) <= 8
    assert [path for path, _ in chain.from_iterable(reading.read_ahead(files))] == files
