"""Files come in any order, and are taken back in any order: what stands in the end is the same."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.errors import Refusal
from db.models import Base
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.check import check
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import undo
from desktop.operations.receive import receive
from desktop.operations.report import report

PERIOD = "2024-03"
UNIT = "练习单位001"
TAKEN = FileState.TAKEN
Dump = Callable[[Desk], Any]
Rewrite = Callable[..., Path]


def heard(desk: Desk) -> dict[str, tuple[object, ...]]:
    """What headquarters hears of the unit, target by target."""
    return {
        line.target.code: (voice.answer.value, voice.answer.status, voice.answer.narrative, voice.answer.problems)
        for line in board(desk, PERIOD).lines
        for voice in line.voices
        if voice.unit == UNIT
    }


def take(desk: Desk, path: Path) -> str:
    (result,) = receive(desk, [path])
    assert result.state is TAKEN, result
    return result.batch


@pytest.fixture
def copies(assignment_file: Path, rewrite: Rewrite) -> list[Path]:
    """Three copies of one assignment, filled in by three people at different cells, in part the same."""
    said: list[dict[tuple[int, str], Any]] = [
        {(0, "value"): 9, (0, "narrative"): "甲", (3, "value"): 3},
        {(0, "value"): 9, (1, "narrative"): "乙", (2, "problems"): "乙"},
        {(2, "value"): 40, (0, "problems"): "丙", (3, "value"): 3},
    ]
    return [rewrite(assignment_file, cells, f"{number}.xlsx") for number, cells in enumerate(said)]


def test_copies_become_the_same_report_in_whatever_order_they_come(headquarters: Desk, copies: list[Path]) -> None:
    outcomes = []
    for order in permutations(copies):
        batches = [take(headquarters, path) for path in order]
        outcomes.append(heard(headquarters))
        for batch in reversed(batches):
            undo(headquarters, batch)
    assert outcomes[0]["T001"] == (9_000_000, None, "甲", "丙")
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert check(headquarters.store.path) == []


def test_units_make_the_same_board_in_whatever_order_they_report(headquarters: Desk, finished_round: Path) -> None:
    paths = sorted((finished_round / "reports").iterdir())
    boards = []
    for order in (paths, paths[::-1], [*paths[2:], *paths[:2]]):
        batches = [take(headquarters, path) for path in order]
        shown = board(headquarters, PERIOD)
        boards.append([(line.target.code, line.figure, line.judgement) for line in shown.lines])
        for batch in batches:
            undo(headquarters, batch)
    assert boards[0] == boards[1] == boards[2]


@pytest.fixture
def revisions(department: Desk, report_file: Path, tmp_path: Path) -> list[Path]:
    """The department's report and two later ones."""
    made = [report_file]
    key = load_entry(department, PERIOD).rows[0].target.key
    for value in ("11.5", "12.5"):
        edit_entries(department, PERIOD, [CellEdit(key, "value", value)])
        done = report(department, PERIOD, tmp_path / f"{value}.xlsx")
        assert done.path is not None
        made.append(done.path)
    return made


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_revisions_are_taken_back_in_any_order_and_the_newest_left_counts(
    headquarters: Desk, revisions: list[Path], dump: Dump, order: tuple[int, ...]
) -> None:
    before = dump(headquarters)
    batches = [take(headquarters, path) for path in revisions]
    values: list[int | None] = [None, 11_500_000, 12_500_000]
    for number, gone in enumerate(order):
        undo(headquarters, batches[gone])
        left = max(set(range(3)) - set(order[: number + 1]), default=None)
        shown = heard(headquarters)["T001"][0]
        assert left is not None or shown is None
        if left:
            assert shown == values[left]
    assert dump(headquarters) == before
    assert check(headquarters.store.path) == []


def test_a_later_revision_that_was_taken_back_can_be_taken_again(headquarters: Desk, revisions: list[Path]) -> None:
    first, second, third = revisions
    take(headquarters, first)
    batch = take(headquarters, third)
    assert receive(headquarters, [second])[0].state is FileState.HELD
    undo(headquarters, batch)
    take(headquarters, second)
    take(headquarters, third)
    assert heard(headquarters)["T001"][0] == 12_500_000


def test_an_assignment_that_was_worked_on_since_is_not_taken_back(
    department: Desk, assignment_file: Path, rewrite: Rewrite, dump: Dump
) -> None:
    batch = take(department, rewrite(assignment_file, {(4, "problems"): "缺资金"}))
    key = load_entry(department, PERIOD).rows[4].target.key
    edit_entries(department, PERIOD, [CellEdit(key, "problems", "缺资金，已报告")])
    before = dump(department)
    with pytest.raises(Refusal):
        undo(department, batch)
    assert dump(department) == before


def test_every_take_and_every_undo_is_in_the_history(headquarters: Desk, report_file: Path) -> None:
    history = Base.metadata.tables["history"]

    def lines() -> int:
        with headquarters.read() as (connection, _):
            return len(connection.execute(history.select()).all())

    first = lines()
    batch = take(headquarters, report_file)
    second = lines()
    undo(headquarters, batch)
    assert first < second < lines()
