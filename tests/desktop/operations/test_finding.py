"""What is found: a unit's own targets by what they are called, all of them at headquarters."""

from collections.abc import Callable
from pathlib import Path

from desktop.desk import Desk
from desktop.operations.entry import load_entry
from desktop.operations.finding import initials_of_all, target_names

Sit = Callable[[Path], Desk]


def test_a_department_finds_its_own_targets(sit_down: Sit, practice_database: Path) -> None:
    desk = sit_down(practice_database)
    names = target_names(desk)
    assert [one.key for one in names] == [row.target.key for row in load_entry(desk, "2024-03").rows]
    assert all(one.code and one.title and one.initials for one in names)


def test_headquarters_finds_all(sit_down: Sit, headquarters_database: Path) -> None:
    assert len(target_names(sit_down(headquarters_database))) == 12


def test_commands_have_initials_too() -> None:
    assert initials_of_all(["导出…", "Theme: 深色"]) == ("dc…", "theme:ss")
