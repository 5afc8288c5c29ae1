"""Contradictions between what units say."""

from collections.abc import Callable, Mapping
from datetime import date

from db.board import load_board
from db.checks import Answer
from db.contradictions import contradictions
from db.figures import parse
from db.periods import Period
from db.plans import PlanView
from db.reports import NodeAnswers, Report
from db.store import Store
from db.vocabulary import Status

Seal = Callable[..., Report]


def said(store: Store, plan: PlanView, nodes: Mapping[str, NodeAnswers] | None = None) -> list[tuple[str, str]]:
    with store.read() as connection:
        now, before = (load_board(connection, plan, Period.parse(code)) for code in ("2024-03", "2024-02"))
    found = contradictions(now, before, nodes or {})
    assert all(str(one.message) for one in found)
    return [(one.line.target.code, one.code) for one in found]


def test_nothing_contradicts_nothing(store: Store, plan: PlanView) -> None:
    assert said(store, plan) == []


def test_done_at_less_than_all(store: Store, plan: PlanView, trade: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-03", {"B3": Answer(value=parse("40"), status=Status.DONE)})
    assert said(store, plan) == [("B3", "done_below")]


def test_the_same_words_as_last_month(store: Store, plan: PlanView, trade: str, report: Seal) -> None:
    with store.write() as connection:
        for code in ("2024-02", "2024-03"):
            report(connection, trade, code, {"B2": Answer(status=Status.IN_PROGRESS, narrative="按计划推进。")})
    assert said(store, plan) == [("B2", "same_narrative")]


def test_a_figure_that_two_units_give_differently(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal
) -> None:
    with store.write() as connection:
        report(connection, trade, "2024-03", {"B3": Answer(value=parse("40"))})
        report(connection, science, "2024-03", {"B3": Answer(value=parse("41"))})
    assert said(store, plan) == [("B3", "two_figures")]


def test_one_figure_that_both_units_count(store: Store, plan: PlanView, science: str, trade: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A1": Answer(value=parse("12"))})
        report(connection, trade, "2024-03", {"A1": Answer(value=parse("12"))})
    assert said(store, plan) == [("A1", "counted_twice")]


def test_a_status_against_the_nodes(store: Store, plan: PlanView, science: str, report: Seal) -> None:
    target = next(target for target in plan.targets if target.code == "A3")
    for status, code in ((Status.DONE, "done_with_nodes"), (Status.NOT_STARTED, "started_nodes")):
        with store.write() as connection:
            report(connection, science, "2024-03", {"A3": Answer(status=status)})
        nodes = {target.key: {target.nodes[0].key: (date(2024, 3, 1), "")}}
        assert said(store, plan, nodes) == [("A3", code)]
