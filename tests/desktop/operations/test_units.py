"""Units: a tree with names and contacts that headquarters keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.units import add_unit, load_units, move_unit, rename_unit, set_contact


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


def test_units_stand_below_the_one_they_report_to(desk: Desk) -> None:
    bureau = add_unit(desk, "新设局")
    section = add_unit(desk, "一科", bureau)
    lines = load_units(desk)
    depths = {line.name: line.depth for line in lines}
    assert (lines[0].depth, depths["新设局"], depths["一科"]) == (0, 1, 2)
    with pytest.raises(Refusal) as refused:
        move_unit(desk, bureau, section)
    assert refused.value.sentence.code == "refusal.unit_below_itself"
    move_unit(desk, section, lines[0].key)
    assert {line.name: line.depth for line in load_units(desk)}["一科"] == 1


def test_a_renamed_unit_keeps_what_it_reported(desk: Desk) -> None:
    unit, name = next((key, name) for key, name in board(desk, "2024-03").plan.units.items() if name != desk.unit)
    said = board(desk, "2024-03").reports[unit]
    rename_unit(desk, unit, "改名后的局")
    after = board(desk, "2024-03")
    assert (after.reports[unit], after.plan.units[unit]) == (said, "改名后的局")
    with desk.read() as (connection, _):
        rows = connection.exec_driver_sql("SELECT old, new FROM history WHERE table_name = 'units' AND field = 'name'")
        assert tuple(rows.one()) == (name, "改名后的局")


def test_names_are_never_blank_nor_shared(desk: Desk) -> None:
    unit = add_unit(desk, "新设局")
    for name, code in ((" ", "refusal.unit_name"), (desk.unit, "refusal.unit_taken")):
        with pytest.raises(Refusal) as refused:
            rename_unit(desk, unit, name)
        assert refused.value.sentence.code == code


def test_contacts_are_kept(desk: Desk) -> None:
    unit = add_unit(desk, "新设局")
    set_contact(desk, unit, {"person": "张三", "phone": "027-1", "mail": "a@b.cn"})
    line = next(line for line in load_units(desk) if line.key == unit)
    assert (line.person, line.phone, line.mail) == ("张三", "027-1", "a@b.cn")
