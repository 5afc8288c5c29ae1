"""Headlines say what boards say, whatever was reported, settled on and planned."""

from typing import Any

import pytest
from deeds import DONE, PERIODS, SAME, deeds, doing
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from db.board import Board, load_board
from db.checks import Answer
from db.figures import SCALE
from db.headlines import Headlines, headlines
from db.plans import PlanView
from db.storage import Store

FULL = {code: Answer(value=9 * SCALE) for code in ("A1", "A2", "B1", "B3")}
LESS = {code: Answer(value=5 * SCALE) for code in FULL}
EVERYTHING = [("report", unit, period, FULL) for unit in ("科创局", "商务局") for period in PERIODS]
# A figure of before stands for one that is missing where figures add up, and nowhere else.
MISSING = [("report", "商务局", PERIODS[0], FULL), *(("report", "科创局", period, LESS) for period in PERIODS[:2])]
# Who leads now has said something, and who led before said something later.
TAKEN_OVER = [
    ("plan", "目标办", PERIODS[0], 1),
    ("report", "科创局", PERIODS[0], FULL),
    ("report", "目标办", PERIODS[1], LESS),
    ("report", "商务局", PERIODS[2], LESS),
]


def story(shown: Board | Headlines) -> Any:
    lines = [(line.target, line.figure, line.judgement, str(line.judgement.because)) for line in shown.lines]
    return shown.period, lines, shown.missing, shown.count()


def compared(connection: Connection, plan: PlanView) -> None:
    found = headlines(connection, plan, PERIODS)
    assert [story(one) for one in found] == [story(load_board(connection, plan, period)) for period in PERIODS]


@pytest.mark.on_both
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@example(done=[("report", "商务局", period, SAME | DONE) for period in PERIODS[:3]])
@example(done=[*EVERYTHING, ("take back", "商务局", PERIODS[2], None)])
@example(done=[*EVERYTHING, ("settle", "科创局", PERIODS[1], 7), ("plan", "科创局", PERIODS[0], 1)])
@example(done=MISSING)
@example(done=TAKEN_OVER)
@given(done=st.lists(deeds(), min_size=1, max_size=8))
def test_they_are_those_of_the_board(store: Store, plan: PlanView, done: list[tuple[Any, ...]]) -> None:
    with store.write() as connection:
        point = connection.begin_nested()
        *_, now = doing(connection, plan, done)
        compared(connection, now)
        point.rollback()
