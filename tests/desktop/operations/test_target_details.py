"""Nodes, a schedule of its own and withdrawal: what belongs to a target changes, and the past does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.board import load_board
from db.errors import Refusal
from db.figures import SCALE
from db.periods import Period
from db.plans import TargetLine
from db.vocabulary import Measure, ScheduleKind
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.catalogue import add_target, load_catalogue
from desktop.operations.revising import Revision
from desktop.operations.target_details import (
    NodeText,
    ask_again,
    load_details,
    set_nodes,
    set_shares,
    withdraw,
)

FROM_APRIL = Revision("2024-04", "上级调整任务")


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


@pytest.fixture
def fresh(desk: Desk) -> str:
    """The key of a target that nobody has reported on."""
    return add_target(desk, "Z1", "新板块", "建成投用")


def target_of(desk: Desk, key: str, period: str) -> TargetLine | None:
    with desk.read() as (connection, plan):
        lines = load_board(connection, plan, Period.parse(period)).lines
    return next((line.target for line in lines if line.target.key == key), None)


def test_nodes_are_typed_as_people_write_days_and_keep_their_keys(desk: Desk, fresh: str) -> None:
    set_nodes(desk, fresh, [NodeText("开工", "", "3月1日"), NodeText("封顶", "2024.4.1", "2024年9月30日")])
    first = load_details(desk, fresh)
    assert first.nodes == (NodeText("开工", "", "2024-03-01"), NodeText("封顶", "2024-04-01", "2024-09-30"))
    keys = [node.key for node in first.target.nodes]
    set_nodes(desk, fresh, [NodeText("可研批复", "", "2月1日"), *first.nodes, NodeText(" ", "", "")])
    again = load_details(desk, fresh)
    assert [node.title for node in again.target.nodes] == ["可研批复", "开工", "封顶"]
    assert [node.key for node in again.target.nodes[1:]] == keys
    set_nodes(desk, fresh, [NodeText("立项", "", "2月1日"), *first.nodes])
    assert load_details(desk, fresh).target.nodes[0].key == again.target.nodes[0].key


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (NodeText("", "", "3月1日"), "refusal.node_blank"),
        (NodeText("开工", "", ""), "refusal.no_day"),
        (NodeText("开工", "", "月底"), "refusal.no_day"),
        (NodeText("开工", "2024-05-01", "2024-04-01"), "refusal.node_backwards"),
    ],
)
def test_a_node_without_name_or_day_is_refused(desk: Desk, fresh: str, node: NodeText, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_nodes(desk, fresh, [node])
    assert refused.value.sentence.code == code
    assert load_details(desk, fresh).nodes == ()


def test_a_schedule_of_its_own_is_given_in_percent_and_taken_back(desk: Desk, fresh: str) -> None:
    set_shares(desk, fresh, {"2024-03": "12.5", "2024-06": "50%", "2024-Q4": "100", "2024-09": " "})
    goal = load_details(desk, fresh).target.goal
    assert goal.schedule is ScheduleKind.CUSTOM
    assert goal.shares == {"2024-03": SCALE // 8, "2024-06": SCALE // 2, "2024-Q4": SCALE}
    shares = load_details(desk, fresh).shares
    assert [shares[code] for code in ("2024-03", "2024-09", "2024-Q4")] == ["12.5", "", "100"]
    assert list(shares)[:4] == ["2024-01", "2024-02", "2024-03", "2024-Q1"]
    set_shares(desk, fresh, {})
    goal = load_details(desk, fresh).target.goal
    assert (goal.schedule, goal.shares) == (ScheduleKind.NONE, {})


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ({"2024-03": "120"}, "refusal.no_share"),
        ({"2024-03": "-1"}, "refusal.no_share"),
        ({"2024-03": "多半"}, "refusal.no_figure"),
        ({"2024-03": "50", "2024-06": "40"}, "refusal.share_falls"),
        ({"2025-03": "50"}, "refusal.other_year"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(desk: Desk, fresh: str, shares: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_shares(desk, fresh, shares)
    assert refused.value.sentence.code == code


def test_a_reported_target_gets_another_schedule_only_from_a_period_on(desk: Desk) -> None:
    line = next(line for line in board(desk, "2024-03").lines if line.target.goal.measure is Measure.QUANTITY)
    key = line.target.key
    with pytest.raises(Refusal) as refused:
        set_shares(desk, key, {"2024-12": "100"})
    assert refused.value.sentence.code == "refusal.needs_revision"
    set_shares(desk, key, {"2024-12": "100"}, FROM_APRIL)
    before, after = target_of(desk, key, "2024-03"), target_of(desk, key, "2024-04")
    assert before is not None
    assert after is not None
    assert (before.goal, after.goal.shares) == (line.target.goal, {"2024-12": SCALE})
    (step,) = load_details(desk, key).steps
    assert (step.since.code, step.reason, step.before.goal) == ("2024-04", "上级调整任务", line.target.goal)


def test_a_withdrawn_target_is_asked_for_no_longer_and_may_come_back(desk: Desk) -> None:
    key = board(desk, "2024-03").lines[0].target.key
    with pytest.raises(Refusal) as refused:
        withdraw(desk, key, Revision("2024-04", " "))
    assert refused.value.sentence.code == "refusal.no_reason"
    withdraw(desk, key, FROM_APRIL)
    assert target_of(desk, key, "2024-03") is not None
    assert target_of(desk, key, "2024-04") is None
    assert load_details(desk, key).withdrawn == "上级调整任务"
    assert next(row for row in load_catalogue(desk).rows if row.target.key == key).withdrawn == "2024-04"
    ask_again(desk, key)
    assert target_of(desk, key, "2024-04") is not None
