"""Files in any order and any number of times: the same is said in the end, and each can be taken back exactly."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.checks import Answer
from db.errors import Refusal
from db.vocabulary import FileState, Origin
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.seal import said
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import undo
from desktop.operations.receive import FileResult, receive, receive_into
from desktop.operations.report import report

PERIOD = "2024-03"
Dump = Callable[[Desk], dict[str, list[tuple[Any, ...]]]]
# What colleagues fill in of one and the same form, each by themselves; where two say something of a cell, the same.
HANDS: tuple[Mapping[str, Mapping[str, Any]], ...] = (
    {"Q1": {"value": 30, "narrative": "三十家"}},
    {"Q2": {"value": 80.5}, "Q1": {"narrative": "三十家"}},
    {"Q1": {"problems": "缺人"}, "R1": {"value": 7}},
    {"K1": {"value": 4}, "S1": {"status": "推进中"}},
)
TEXTS = ("第一次", "第二次", "第三次")
quietly = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def by_hand(small_round: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The form of 科创局, filled in by several hands."""
    folder, files = tmp_path_factory.mktemp("hands"), []
    for number, texts in enumerate(HANDS):
        book = load_workbook(small_round / "issued" / f"下达_科创局_{PERIOD}.xlsx")
        sheet = book["填报"]
        columns = {cell.value: cell.column for cell in sheet[5] if cell.value}
        rows = {sheet.cell(row, columns["code"]).value: row for row in range(7, sheet.max_row + 1)}
        for code, one in texts.items():
            for key, value in one.items():
                sheet.cell(rows[code], columns[key]).value = value
        files.append(folder / f"{number}.xlsx")
        book.save(files[-1])
    return files


@pytest.fixture(scope="module")
def revisions(small_round: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The reports that 科创局's own desk exported, one after the other."""
    folder = tmp_path_factory.mktemp("revisions")
    receive_into(folder / "unit.db", [small_round / "issued" / f"下达_科创局_{PERIOD}.xlsx"], Origin.COMMAND)
    desk, files = open_desk(folder / "unit.db", Origin.COMMAND), []
    key = load_entry(desk, PERIOD).rows[0].target.key
    for number, text in enumerate(TEXTS):
        edit_entries(desk, PERIOD, [CellEdit(key, "value", str(30 + number)), CellEdit(key, "narrative", text)])
        files.append(folder / f"{number}.xlsx")
        report(desk, PERIOD, files[-1])
    desk.close()
    return files


def picture(desk: Desk) -> dict[str, dict[str, str]]:
    """What headquarters hears of the unit, target by target."""
    return {
        line.target.code: said(voice.answer)
        for line in board(desk, PERIOD).lines
        for voice in line.voices
        if voice.unit == "科创局" and voice.answer != Answer()
    }


def received(small_round: Path, folder: Path, files: list[Path]) -> tuple[Desk, list[FileResult]]:
    database = Path(copy(small_round / "hq.db", folder / f"{len(list(folder.iterdir()))}.db"))
    desk = open_desk(database, Origin.COMMAND)
    return desk, [receive(desk, [path])[0] for path in files]


@quietly
@given(order=st.lists(st.integers(0, len(HANDS) - 1), min_size=1, max_size=7))
def test_what_several_hands_filled_in_comes_together_in_any_order(
    small_round: Path, tmp_path: Path, by_hand: list[Path], order: list[int]
) -> None:
    wanted = sorted(set(order))
    straight, _ = received(small_round, tmp_path, [by_hand[place] for place in wanted])
    mixed, results = received(small_round, tmp_path, [by_hand[place] for place in order])
    try:
        assert {result.state for result in results} <= {FileState.TAKEN, FileState.UNCHANGED}
        assert picture(mixed) == picture(straight)
        told = picture(mixed)
        for place in wanted:
            for code, texts in HANDS[place].items():
                assert texts.keys() <= told[code].keys()
    finally:
        straight.close()
        mixed.close()


@quietly
@given(order=st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=7))
def test_of_several_revisions_the_newest_counts_in_any_order(
    small_round: Path, tmp_path: Path, revisions: list[Path], order: list[int]
) -> None:
    desk, results = received(small_round, tmp_path, [revisions[place] for place in order])
    try:
        assert picture(desk)["Q1"]["narrative"] == TEXTS[max(order)]
        newest = -1
        for place, result in zip(order, results, strict=True):
            older = place < newest
            # What was taken before is the same; an older one that was not is held, and overwrites nothing.
            assert result.state in {FileState.UNCHANGED, FileState.HELD if older else FileState.TAKEN}
            newest = max(newest, place)
    finally:
        desk.close()


@quietly
@given(order=st.permutations(range(len(HANDS))), back=st.lists(st.integers(0, len(HANDS) - 1), max_size=6))
def test_taking_back_puts_back_exactly_or_names_the_files_that_rest_on_it(
    small_round: Path, tmp_path: Path, by_hand: list[Path], dump: Dump, order: list[int], back: list[int]
) -> None:
    desk, _ = received(small_round, tmp_path, [])
    try:
        before, batches = [], []
        for place in order:
            before.append(dump(desk))
            (result,) = receive(desk, [by_hand[place]])
            batches.append(result.batch)
        there = [number for number, batch in enumerate(batches) if batch]
        for number in back:
            if number not in there:
                continue
            whole = dump(desk)
            later = [other for other in there if other > number]
            if later:
                with pytest.raises(Refusal, match=f"{order[later[0]]}.xlsx"):
                    undo(desk, batches[number])
                assert dump(desk) == whole
            else:
                undo(desk, batches[number])
                assert dump(desk) == before[number]
                there.remove(number)
    finally:
        desk.close()


@quietly
@given(back=st.permutations(range(len(TEXTS))))
def test_revisions_are_taken_back_one_by_one_in_any_order(
    small_round: Path, tmp_path: Path, revisions: list[Path], back: list[int]
) -> None:
    desk, results = received(small_round, tmp_path, revisions)
    try:
        there = list(range(len(TEXTS)))
        for number in back:
            undo(desk, results[number].batch)
            there.remove(number)
            if there:
                assert picture(desk)["Q1"]["narrative"] == TEXTS[max(there)]
        assert picture(desk) == {}
    finally:
        desk.close()
