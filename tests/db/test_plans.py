"""Plans: what was written comes back in order, and a unit is given what it needs and no more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from db.batches import Journal
from db.figures import SCALE
from db.history import Author
from db.lamps import BY_SCHEDULE, PRESETS
from db.models import Base
from db.periods import Period
from db.plans import (
    PlanView,
    TargetLine,
    load,
    load_policies,
    period_row,
    target_row,
    usual_schedule,
)
from db.rows import from_plain
from db.store import Store, create
from db.travelling import Views, withdrawn, write
from db.vocabulary import Comparator, Consolidation, Measure, PeriodState, Role, ScheduleKind

pytestmark = pytest.mark.on_both

Key = Callable[[str], str]
TABLES = Base.metadata.tables


def target(plan: PlanView, code: str) -> TargetLine:
    return next(one for one in plan.targets if one.code == code)


def names(view: dict[str, list[dict[str, Any]]], table: str, field: str) -> list[Any]:
    return [row[field] for row in view[table]]


def test_a_plan_comes_back_in_its_order(plan: PlanView) -> None:
    assert [one.code for one in plan.targets] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert [one.area for one in plan.targets] == ["创新"] * 3 + ["开放"] * 3
    assert list(plan.units.values()) == ["目标办", "科创局", "商务局"]
    assert (plan.year, plan.title, plan.note) == (2024, "2024 年目标", "示例分工")
    assert plan.due["2024-03"] == Period.parse("2024-03").due_on
    assert plan.closed == frozenset()


def test_a_target_carries_its_goal_and_its_policy(plan: PlanView) -> None:
    goal = target(plan, "B3").goal
    assert goal.shares == {"2024-02": 100_000, "2024-Q2": 500_000, "2024-12": SCALE}
    assert (goal.target, goal.unit, goal.adds_up) == (50 * SCALE, "个", False)
    assert target(plan, "A1").goal.adds_up
    assert {one.policy.name for one in plan.targets} == {BY_SCHEDULE.name}


def test_nodes_come_in_their_order(plan: PlanView) -> None:
    assert [node.title for node in target(plan, "A3").nodes] == ["封顶", "竣工"]


def test_leads_come_before_supports(plan: PlanView, science: str, trade: str) -> None:
    assert target(plan, "B2").units == ((trade, Role.LEAD), (science, Role.SUPPORT))
    assert target(plan, "B2").lead == trade
    assert target(plan, "B2").role_of(science) is Role.SUPPORT
    assert target(plan, "A2").role_of(trade) is None


def test_units_with_targets_report_and_others_do_not(plan: PlanView, science: str, trade: str) -> None:
    assert plan.reporting == [science, trade]
    assert [one.code for one in plan.of_unit(trade)] == ["A1", "B1", "B2", "B3"]
    assert plan.of_unit(plan.owner_key) == []


def test_a_unit_that_only_supports_where_the_leads_figure_counts_need_not_report(
    store: Store, plan: PlanView, science: str, trade: str, key: Key, author: Author
) -> None:
    def with_support(code: str) -> list[str]:
        row = {"target_key": key(code), "unit_key": plan.owner_key, "role": Role.SUPPORT, "share": None}
        with store.write() as connection:
            write(Journal(connection, author), {"assignments": [row]})
            return load(connection, plan.key).reporting

    assert with_support("A2") == [science, trade]
    assert with_support("A1") == [plan.owner_key, science, trade]


def test_a_closed_period_is_known(store: Store, plan: PlanView) -> None:
    periods = TABLES["periods"]
    with store.write() as connection:
        connection.execute(update(periods).where(periods.c.code == "2024-02").values(state=PeriodState.CLOSED))
        assert load(connection, plan.key).closed == {"2024-02"}


def test_a_target_may_have_a_policy_of_its_own(store: Store, plan: PlanView) -> None:
    with store.write() as connection:
        key = next(key for key, policy in load_policies(connection).items() if policy.name == "三亚 2022")
        targets = TABLES["targets"]
        connection.execute(update(targets).where(targets.c.code == "A1").values(lamp_policy_key=key))
        changed = load(connection, plan.key)
    assert target(changed, "A1").policy.name == "三亚 2022"
    assert target(changed, "A2").policy == BY_SCHEDULE


def test_the_presets_come_back_as_they_were(store: Store) -> None:
    with store.read() as connection:
        assert sorted(load_policies(connection).values(), key=str) == sorted(PRESETS, key=str)


def test_a_target_without_units_has_no_lead(store: Store, plan: PlanView, key: Key) -> None:
    given = TABLES["assignments"]
    with store.write() as connection:
        connection.execute(given.delete().where(given.c.target_key == key("A2")))
        assert target(load(connection, plan.key), "A2").lead is None


@pytest.mark.parametrize(
    ("measure", "comparator", "kind"),
    [
        (Measure.QUANTITY, Comparator.AT_LEAST, ScheduleKind.EVEN),
        (Measure.QUANTITY, Comparator.AT_MOST, ScheduleKind.NONE),
        (Measure.RATE, Comparator.AT_LEAST, ScheduleKind.NONE),
        (Measure.RANK, Comparator.AT_MOST, ScheduleKind.NONE),
        (Measure.MILESTONE, Comparator.AT_LEAST, ScheduleKind.NONE),
    ],
)
def test_only_amounts_to_be_reached_are_paced_by_months(
    measure: Measure, comparator: Comparator, kind: ScheduleKind
) -> None:
    assert usual_schedule(measure, comparator) is kind
    assert target_row("p", "A1", measure=measure, comparator=comparator)["schedule"] is kind


def test_what_is_given_for_a_target_stands_over_what_is_usual() -> None:
    row = target_row("p", "A1", measure=Measure.QUANTITY, schedule=ScheduleKind.NONE, consolidation=Consolidation.SUM)
    assert (row["schedule"], row["consolidation"], row["target"]) == (ScheduleKind.NONE, Consolidation.SUM, None)
    keys = [target_row(plan, "A1", measure=Measure.RATE)["key"] for plan in ("p", "q")]
    assert row["key"] == keys[0] != keys[1]


def test_a_new_period_is_open_and_due_on_the_fifth() -> None:
    row = period_row("p", Period.parse("2024-03"))
    assert (row["state"], row["due_on"].isoformat()) == (PeriodState.OPEN, "2024-04-05")


def test_a_unit_is_given_its_own_targets_and_who_leads_them(
    store: Store, plan: PlanView, science: str, trade: str, key: Key
) -> None:
    with store.read() as connection:
        view = Views(connection, plan).of([trade])[trade]
    assert set(names(view, "targets", "code")) == {"A1", "B1", "B2", "B3"}
    assert set(names(view, "areas", "name")) == {"创新", "开放"}
    assert names(view, "nodes", "title") == []
    assert set(names(view, "schedules", "target_key")) == {key("B3")}
    assert {(row["target_key"], row["unit_key"]) for row in view["assignments"]} >= {
        (key("A1"), science),
        (key("A1"), trade),
    }
    assert names(view, "units", "name")[0] == "目标办"
    assert len(view["periods"]) == 12


def test_what_a_unit_is_given_makes_the_same_targets_in_its_own_database(
    store: Store, plan: PlanView, science: str, author: Author, tmp_path: Path
) -> None:
    with store.read() as connection:
        view = Views(connection, plan).of([science])[science]
    own = create(tmp_path / "科创局.db", lambda _: None)
    with own.write() as connection:
        rows = {name: [from_plain(name, row) for row in plain] for name, plain in view.items()}
        write(Journal(connection, author), rows)
        there = load(connection, plan.key)
    own.close()
    mine = [(one.key, one.goal, one.policy, one.nodes, one.lead) for one in plan.of_unit(science)]
    assert [(one.key, one.goal, one.policy, one.nodes, one.lead) for one in there.of_unit(science)] == mine


def test_a_section_is_given_the_units_above_it(store: Store, plan: PlanView, science: str, author: Author) -> None:
    section = {"key": "0" * 32, "parent_key": science, "name": "一科", "position": 0}
    share = {"target_key": plan.targets[0].key, "unit_key": "0" * 32, "role": Role.SUPPORT, "share": None}
    with store.write() as connection:
        write(Journal(connection, author), {"units": [section], "assignments": [share]})
        view = Views(connection, load(connection, plan.key)).of(["0" * 32])["0" * 32]
    assert names(view, "units", "name") == ["目标办", "科创局", "一科"]
    assert names(view, "targets", "code") == ["A1"]


def test_targets_that_a_unit_no_longer_has_are_withdrawn(store: Store, plan: PlanView, trade: str, key: Key) -> None:
    with store.read() as connection:
        gone = withdrawn(connection, plan.key, trade, [key("A1"), key("B1"), key("B3")])
        assert [(row["target_key"], row["unit_key"]) for row in gone] == [(key("B2"), trade)]
        assert withdrawn(connection, plan.key, trade, [one.key for one in plan.targets]) == []
        assert withdrawn(connection, "another plan", trade, []) == []
