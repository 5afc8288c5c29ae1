"""Board and consolidation are brought up to date by what is done, and say what they would say made from scratch."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.vocabulary import Role, Verdict
from desktop.desk import Desk
from desktop.operations.assigning import Assign, assign
from desktop.operations.board import board, board_story
from desktop.operations.catalogue import edit_targets
from desktop.operations.consolidation import load_year
from desktop.operations.deciding import decide, verify
from desktop.operations.editing import CellEdit
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.inbox import inspect, take_incoming
from desktop.operations.receive import receive
from desktop.operations.revising import Revision
from desktop.operations.units import add_unit, merge_unit, rename_unit

PERIODS = ("2024-01", "2024-03", "2024-04")
FROM_MARCH = Revision("2024-03", "上级调整任务")


def told(desk: Desk) -> list[Any]:
    """Everything that board and consolidation say of these periods."""
    stories = [board_story(desk, period) for period in PERIODS]
    year = load_year(desk)
    found: list[Any] = [year.year.areas, year.year.units, [_line(row.cells) for row in year.year.targets]]
    found += [[(one.code, one.unit_key, str(one.message)) for one in year.contradictions], len(year.year.shared)]
    for story in stories:
        lines = [
            (
                (line.target.code, line.figure, line.judgement, str(line.judgement.because), line.reported),
                [(voice.unit, voice.reported, voice.carried, voice.figure, voice.verified) for voice in line.voices],
            )
            for line in story.board.lines
        ]
        found += [lines, story.board.reports, story.discipline, len(story.shifts), len(story.contradictions)]
    return found


def _line(cells: Any) -> list[Any]:
    return [(code, cell.value, cell.reported, cell.verified, cell.amount) for code, cell in cells.items()]


def test_after_every_deed_the_same_is_said_as_by_a_desk_that_sits_down_anew(
    headquarters: Desk, finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]
) -> None:
    desk, said = headquarters, [told(headquarters)]
    reports = sorted((finished_round / "reports").iterdir())

    def compare(number: int) -> None:
        copy = Path(shutil.copy(desk.store.path, tmp_path / f"copy{number}.db"))
        for log in ("-wal", "-shm"):
            shutil.copy(f"{desk.store.path}{log}", f"{copy}{log}")
        # Of a desk that sits down anew nothing is kept.
        said.append(told(desk))
        assert said[-1] == told(sit_down(copy))
        assert said[-1] != said[-2]

    for number, deed in enumerate(_deeds(desk, reports)):
        deed()
        compare(number)


def _deeds(desk: Desk, reports: list[Path]) -> list[Callable[[], object]]:
    def first() -> Any:
        lines = board(desk, "2024-03").lines
        return next(line for line in lines if line.lead and line.lead.reported and line.target.goal.adds_up)

    def settle() -> None:
        line = first()
        report = board(desk, "2024-03").reports[line.lead.unit_key]
        assert report is not None
        verify(desk, report, line.target.key, "7", "统计局口径")

    def send_back() -> None:
        report = next(one for one in board(desk, "2024-03").reports.values() if one is not None)
        decide(desk, report, Verdict.RETURNED, "重填")

    def hand_over() -> None:
        assign(desk, [Assign(first().target.key, add_unit(desk, "新设局"), Role.LEAD)], FROM_MARCH)

    def merge() -> None:
        gone, into = (line.target.lead for line in board(desk, "2024-04").lines[:2])
        merge_unit(desk, str(gone), str(into), replace(FROM_MARCH, since="2024-04"))

    return [
        lambda: receive(desk, reports[:2]),
        lambda: take_incoming(desk, inspect(desk, reports[2:])),
        lambda: undo(desk, load_exchanges(desk)[0].key),
        settle,
        send_back,
        lambda: edit_targets(desk, [CellEdit(first().target.key, "target", "999999")], FROM_MARCH),
        hand_over,
        merge,
        lambda: rename_unit(desk, next(iter(board(desk, "2024-03").reports)), "改名后的局"),
    ]
