"""Boards that are kept and brought up to date say what boards that are made from scratch say."""

from itertools import islice
from typing import Any

import pytest
from clusters import Cluster
from deeds import DONE, PERIODS, SAME, UNITS, deeds, do, doing
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.board import Board, BoardLine, load_board
from db.checks import Answer
from db.consolidation import consolidate_year
from db.contradictions import contradictions
from db.figures import SCALE
from db.picture import Pictures
from db.plans import PlanView
from db.store import Store
from db.vocabulary import Status


def silent(done: int, total: int, what: str) -> None:
    """Nobody is watching."""


def told(line: BoardLine) -> Any:
    voices = [
        (one.unit_key, one.unit, one.role, one.reported, one.answer.value, one.answer.status, one.carried)
        for one in line.voices
    ]
    judged = (line.judgement, str(line.judgement.because))
    settled = [one.verified for one in line.voices]
    return line.target, line.figure, judged, line.reported, line.settled, voices, settled, line.lead is None


def story(boards: list[Board]) -> Any:
    """Everything that is shown of boards, but for the texts."""
    year = consolidate_year(boards)
    # A period is held against the one of its own kind before it.
    of = {board.period: board for board in boards}
    last = [None if now.period.previous is None else of.get(now.period.previous) for now in boards]
    against = [
        [
            (one.line.target.code, one.unit_key, one.code, str(one.message))
            for one in contradictions(now, before, now.nodes)
        ]
        for before, now in zip(last, boards, strict=True)
    ]
    shared = [(one.line.target.code, one.led, one.supports) for one in year.shared]
    lines = [(board.period, [told(line) for line in board.lines], board.reports, board.nodes) for board in boards]
    return lines, against, shared, year.areas, year.units


def settled_again() -> list[tuple[Any, ...]]:
    """A support's figure is another one than before, and the same was settled on."""
    place = "商务局", PERIODS[0]
    figures = [{"A1": Answer(value=count * SCALE)} for count in (50, 150)]
    return [deed for said in figures for deed in (("report", *place, said), ("settle", *place, 100))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@example(done=[("report", "商务局", period, SAME | DONE) for period in PERIODS[:3]], together=1)
@example(done=[("report", "科创局", period, SAME) for period in reversed(PERIODS)], together=1)
@example(done=settled_again(), together=2)
@given(done=st.lists(deeds(), min_size=1, max_size=8), together=st.integers(1, 3))
def test_whatever_is_done_they_say_the_same(
    store: Store, plan: PlanView, done: list[tuple[Any, ...]], together: int
) -> None:
    compared(store, plan, done, together)


@pytest.mark.parametrize("keeper", ["server"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=3)
@example(done=[("report", "商务局", period, SAME | DONE) for period in PERIODS[:3]])
@given(done=st.lists(deeds(), min_size=1, max_size=8))
def test_they_say_the_same_on_a_server(
    keeper: Cluster,  # noqa: ARG001 - by which the database lies on one
    store: Store,
    plan: PlanView,
    done: list[tuple[Any, ...]],
) -> None:
    compared(store, plan, done)


def compared(store: Store, plan: PlanView, done: list[tuple[Any, ...]], together: int = 1) -> None:
    """Hold them against each other whenever so many deeds are done."""
    pictures = Pictures()
    with store.write() as connection:
        point = connection.begin_nested()
        for now in islice(doing(connection, plan, done), together - 1, None, together):
            kept = pictures.boards(connection, now, PERIODS, silent)
            assert story(kept) == story([load_board(connection, now, period) for period in PERIODS])
        point.rollback()
        # Nothing of what was rolled back is remembered.
        kept = pictures.boards(connection, plan, PERIODS, silent)
        assert story(kept) == story([load_board(connection, plan, period) for period in PERIODS])


def test_what_was_handed_out_stays_what_it_was(store: Store, plan: PlanView) -> None:
    pictures = Pictures()
    deed = ("report", "科创局", PERIODS[0])
    with store.write() as connection:
        do(connection, plan, (*deed, {"A1": Answer(value=5 * SCALE)}))
        first = pictures.boards(connection, plan, PERIODS, silent)
        before = story(first)
        do(connection, plan, (*deed, {"A1": Answer(value=6 * SCALE, status=Status.DONE)}))
        second = pictures.boards(connection, plan, PERIODS, silent)
    assert story(first) == before != story(second)


def test_only_what_came_in_is_read_again(store: Store, plan: PlanView) -> None:
    pictures = Pictures()
    with store.write() as connection:
        for name in UNITS[:2]:
            do(connection, plan, ("report", name, PERIODS[0], {"A1": Answer(value=5 * SCALE)}))
        (first,) = pictures.boards(connection, plan, PERIODS[:1], silent)
        (again,) = pictures.boards(connection, plan, PERIODS[:1], silent)
    assert again is first
