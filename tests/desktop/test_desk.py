"""The plan that a desk hands out is the one that stands in the database, though it is not read every time."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlite3

from db import plan_version
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.operations.periods import set_closed
from desktop.operations.unfinished import keep_unfinished
from desktop.operations.units import rename_unit

PERIOD = "2024-03"


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


def read(desk: Desk) -> list[str]:
    """The tables that are asked for a plan."""
    asked: list[str] = []

    def hear(*told: object) -> None:
        asked.extend(re.findall(r"(?:FROM|JOIN) (\w+)", str(told[2])))

    event.listen(desk.store.engine, "before_cursor_execute", hear)
    with desk.read():
        pass
    event.remove(desk.store.engine, "before_cursor_execute", hear)
    return asked


def test_it_is_read_once_and_from_nothing_that_is_not_counted(desk: Desk) -> None:
    assert set(read(desk)) == {"ledger", *plan_version.TABLES}
    assert read(desk) == ["ledger"]


def test_a_change_of_it_is_seen_at_once(desk: Desk) -> None:
    with desk.read() as (_, plan):
        unit = next(iter(plan.units))
    rename_unit(desk, unit, "另一个名字")
    with desk.read() as (_, plan):
        assert plan.units[unit] == "另一个名字"
    set_closed(desk, PERIOD, closed=True)
    with desk.write() as (_, plan):
        assert PERIOD in plan.closed


def test_a_change_by_another_program_of_ours_is_seen(desk: Desk) -> None:
    with desk.read() as (_, before):
        unit = next(iter(before.units))
    with closing(open_desk(desk.store.path, Origin.COMMAND)) as other:
        rename_unit(other, unit, "窗口旁边改的")
    with desk.read() as (_, plan):
        assert plan.units[unit] == "窗口旁边改的"


def test_a_change_by_a_program_that_counts_nothing_is_seen(desk: Desk) -> None:
    with desk.read() as (_, before):
        unit = next(iter(before.units))
    for name, begin in (("别的程序改的", desk.read), ("又改了一次", desk.write)):
        renamed_elsewhere(desk, unit, name)
        with begin() as (_, plan):
            assert plan.units[unit] == name


def test_what_others_changed_between_two_of_our_own_is_seen(desk: Desk) -> None:
    with desk.read() as (_, before):
        unit = next(iter(before.units))
    keep_unfinished(desk, PERIOD, {("t", "narrative"): "正在写"})
    renamed_elsewhere(desk, unit, "在我们写了以后")
    with desk.store.write() as connection:
        connection.execute(text("UPDATE seats SET practice = practice"))
    with desk.read() as (_, plan):
        assert plan.units[unit] == "在我们写了以后"


def test_what_programs_of_ours_write_beside_does_not_have_it_read_again(desk: Desk) -> None:
    with closing(open_desk(desk.store.path, Origin.COMMAND)) as other:
        read(desk)
        for _ in range(3):
            keep_unfinished(other, PERIOD, {("t", "narrative"): "旁边写的"})
            assert read(desk) == ["ledger"]
            keep_unfinished(desk, PERIOD, {("t", "narrative"): "自己写的"})
            assert read(desk) == ["ledger"]


def renamed_elsewhere(desk: Desk, unit: str, name: str) -> None:
    with closing(sqlite3.connect(desk.store.path)) as raw, raw:
        raw.execute("UPDATE units SET name = ? WHERE key = ?", (name, unit))


def _break_off(desk: Desk) -> None:
    with desk.write() as (connection, _):
        connection.execute(text("UPDATE units SET name = name || '没有存下来'"))
        connection.execute(text("INSERT INTO units SELECT * FROM units"))


def test_a_change_that_came_to_nothing_is_not_remembered(desk: Desk) -> None:
    with desk.read() as (_, before):
        pass
    with pytest.raises(IntegrityError):
        _break_off(desk)
    with desk.store.write() as connection:
        connection.execute(text("UPDATE units SET position = position"))
    with desk.read() as (_, plan):
        assert plan.units == before.units


def test_what_is_typed_is_no_change_of_it(desk: Desk) -> None:
    read(desk)
    keep_unfinished(desk, PERIOD, {("a", "value"): "1"})
    assert read(desk) == ["ledger"]
