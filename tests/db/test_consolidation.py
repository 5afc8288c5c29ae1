"""A year of boards as a table: what counts, what was reported, what a period added, and groups that make the whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.board import Board, BoardLine, load_board
from db.checks import Answer
from db.consolidation import TargetYear, Year, consolidate_year
from db.figures import SCALE, parse
from db.keys import new_key
from db.lamps import judge
from db.numbers import add
from db.periods import Period
from db.plans import PlanView
from db.reports import Report
from db.rows import Row
from db.standing import weighted_completion
from db.store import Store
from db.vocabulary import Lamp, Status

pytestmark = pytest.mark.on_both

Seal = Callable[..., Report]
MONTHS = ("2024-01", "2024-02", "2024-03")


def year_of(store: Store, plan: PlanView) -> tuple[list[Board], Year]:
    with store.read() as connection:
        boards = [load_board(connection, plan, Period.parse(code)) for code in MONTHS]
    return boards, consolidate_year(boards)


def row_of(year: Year, code: str) -> TargetYear:
    return next(row for row in year.targets if row.target.code == code)


def test_periods_add_up_to_the_year_and_a_level_has_no_sum(
    store: Store, plan: PlanView, science: str, report: Seal
) -> None:
    with store.write() as connection:
        for month, (amount, rate) in zip(MONTHS, (("10", "7"), ("25", "6.5"), ("33", "7.1")), strict=True):
            report(connection, science, month, {"A1": Answer(value=parse(amount)), "A2": Answer(value=parse(rate))})
    _, year = year_of(store, plan)
    added, rate = row_of(year, "A1"), row_of(year, "A2")
    assert [cell.amount for cell in added.cells.values()] == [10 * SCALE, 15 * SCALE, 8 * SCALE]
    assert added.newest is not None
    assert added.amounts == added.newest.value == 33 * SCALE
    assert (rate.amounts, [cell.amount for cell in rate.cells.values()]) == (None, [None] * 3)


def test_a_period_that_nobody_reported_is_blank_and_the_next_one_says_no_amount(
    store: Store, plan: PlanView, science: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, science, "2024-01", {"A1": Answer(value=parse("10"))})
        report(connection, science, "2024-03", {"A1": Answer(value=parse("33"))})
    _, year = year_of(store, plan)
    cells = row_of(year, "A1").cells
    assert [cells[code].value for code in MONTHS] == [10 * SCALE, None, 33 * SCALE]
    assert [cells[code].amount for code in MONTHS] == [10 * SCALE, None, None]


def test_the_reported_figure_stays_beside_the_verified_one(
    store: Store, plan: PlanView, science: str, report: Seal, key: Callable[[str], str]
) -> None:
    with store.write() as connection:
        sent = report(connection, science, "2024-01", {"A1": Answer(value=parse("10"))})
        add(connection, "reviews", [settled(sent, key("A1"), parse("8"))])
    _, year = year_of(store, plan)
    cell = row_of(year, "A1").cells["2024-01"]
    assert (cell.reported, cell.verified, cell.value) == (10 * SCALE, 8 * SCALE, 8 * SCALE)


def settled(sent: Report, target_key: str, figure: int) -> Row:
    said = {"field": "value", "comment": "核减", "verified": figure, "who": "督查", "at": datetime.now(UTC)}
    return {"key": new_key(), "report_key": sent.key, "target_key": target_key, **said}


def test_lead_and_support_that_differ_are_named_where_one_figure_counts(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-03", {"B3": Answer(value=parse("20"))})
        report(connection, science, "2024-03", {"B3": Answer(value=parse("18")), "A1": Answer(value=parse("5"))})
        report(connection, trade, "2024-03", {"B3": Answer(value=parse("20")), "A1": Answer(value=parse("4"))})
    _, year = year_of(store, plan)
    (shared,) = year.shared
    assert (shared.line.target.code, shared.led, shared.supports) == ("B3", 20 * SCALE, {"科创局": 18 * SCALE})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.lists(st.one_of(st.none(), st.integers(0, 200)), min_size=18, max_size=18))
def test_areas_and_units_come_to_the_whole_and_the_whole_is_the_board(
    store: Store, plan: PlanView, figures: list[int | None]
) -> None:
    empty, _ = year_of(store, plan)
    given = iter(figures)
    boards = [replace(board, lines=tuple(told(board, line, next(given)) for line in board.lines)) for board in empty]
    year = consolidate_year(boards)
    for board in boards:
        code = board.period.code
        for groups in (year.areas, year.units):
            whole, *parts = groups
            assert dict(whole.cells[code].counts) == board.count()
            assert whole.cells[code].completion == weighted_completion(board.lines, plan.weights)
            for lamp in Lamp:
                assert sum(part.cells[code].counts[lamp] for part in parts) == whole.cells[code].counts[lamp]
            assert sum(part.cells[code].on_pace for part in parts) == whole.cells[code].on_pace
        values = {line.target.code: line.figure.value for line in board.lines}
        assert {row.target.code: row.cells[code].value for row in year.targets} == values


def told(board: Board, line: BoardLine, figure: int | None) -> BoardLine:
    """The line as if this had been consolidated."""
    target = line.target
    value = None if figure is None or not target.goal.measure.has_figure else figure * SCALE
    status = None if figure is None else Status.DONE if figure > 100 else Status.IN_PROGRESS
    judged = judge(target.goal, target.policy, board.period, value, status)
    return replace(line, figure=replace(line.figure, value=value), judgement=judged)
