from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from db import batches
from db.batches import Journal
from db.models import Base
from db.numbers import add
from db.vocabulary import Lamp, Measure
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry, set_node
from desktop.operations.practice import PERIOD, enter
from desktop.operations.report import report
from desktop.operations.targets import TargetItem, TargetStory, load_target, load_targets

Sit = Callable[[Path], Desk]
TABLES = Base.metadata.tables
M = 1_000_000


@pytest.fixture
def desk(practice_database: Path, sit_down: Sit) -> Desk:
    return sit_down(practice_database)


def item(desk: Desk, code: str) -> TargetItem:
    return next(one for one in load_targets(desk).items if one.target.code == code)


def story(desk: Desk, code: str) -> TargetStory:
    found = load_target(desk, item(desk, code).target.key)
    assert found is not None
    return found


def test_every_target_of_the_unit_is_listed_as_it_stands(desk: Desk) -> None:
    enter(desk, PERIOD)
    listed = load_targets(desk)
    assert (listed.unit, listed.period.code, len(listed.items)) == ("科技创新局", PERIOD, 24)
    assert [one.judgement for one in listed.items] == [row.judgement for row in load_entry(desk, PERIOD).rows]
    assert (item(desk, "C08").value, item(desk, "C08").judgement.lamp) == (233 * M, Lamp.RED)


def test_the_year_is_told_period_by_period(desk: Desk) -> None:
    enter(desk, PERIOD)
    lines = story(desk, "C08").lines
    assert [line.period.code for line in lines] == [f"2024-{month:02}" for month in range(1, 13)]
    february, march, april = lines[1:4]
    assert (february.reported, february.lamp) == (155 * M, Lamp.YELLOW)
    assert (march.share, march.planned, march.reported, march.gap, march.lamp) == (
        Fraction(1, 4),
        425 * M,
        233 * M,
        192 * M,
        Lamp.RED,
    )
    assert (april.planned, april.reported, april.gap, april.lamp) == (566_666_667, None, None, None)


def test_the_lamps_of_the_past_are_those_of_its_pages(desk: Desk) -> None:
    lamps = {row.target.code: row.judgement.lamp for row in load_entry(desk, "2024-02").rows}
    assert {code: story(desk, code).lines[1].lamp for code in lamps} == lamps


def test_a_target_without_a_schedule_has_no_plan_by_period(desk: Desk) -> None:
    code = next(one.target.code for one in load_targets(desk).items if one.target.goal.measure is Measure.QUALITATIVE)
    assert {(line.share, line.planned, line.gap) for line in story(desk, code).lines} == {(None, None, None)}


def test_a_node_is_done_or_due_or_overdue(desk: Desk) -> None:
    key = item(desk, "C08").target.key
    line = {"target_key": key, "begins_on": None, "position": 0}
    days = {"n1": date(2024, 2, 29), "n2": date(2024, 3, 31), "n3": date(2024, 6, 30)}
    with desk.store.write() as connection:
        rows = [{**line, "key": name, "title": name, "due_on": day} for name, day in days.items()]
        connection.execute(TABLES["nodes"].insert(), rows)
    set_node(desk, PERIOD, "n1", date(2024, 3, 1), "")
    assert [(one.node.key, one.done_on, one.overdue) for one in story(desk, "C08").nodes] == [
        ("n1", date(2024, 3, 1), False),
        ("n2", None, True),
        ("n3", None, False),
    ]


def test_what_headquarters_said_is_told_newest_first(desk: Desk, tmp_path: Path) -> None:
    enter(desk, PERIOD)
    report(desk, PERIOD, tmp_path / "上报.xlsx")
    head = load_entry(desk, PERIOD).report
    assert head is not None
    key = item(desk, "C08").target.key
    line = {"report_key": head.key, "target_key": key, "field": "value", "who": "督查室"}
    with desk.store.write() as connection:
        for day, (comment, verified) in ((2, ("请核对", None)), (1, ("按核定值", 200 * M))):
            # The clock was put back in between.
            at = datetime(2024, 4, day, tzinfo=UTC)
            add(connection, "reviews", [{**line, "key": f"r{day}", "comment": comment, "verified": verified, "at": at}])
    told = [(one.period.code, one.who, one.comment, one.verified) for one in story(desk, "C08").reviews]
    assert told == [(PERIOD, "督查室", "按核定值", 200 * M), (PERIOD, "督查室", "请核对", None)]
    assert story(desk, "D17").reviews == ()


def revise(desk: Desk, code: str, figure: int) -> None:
    targets = TABLES["targets"]
    with desk.store.write() as connection:
        row = dict(connection.execute(select(targets).where(targets.c.code == code)).mappings().one())
        journal = Journal(connection, replace(desk.author, who="督查室"))
        journal.put("targets", [{**row, "target": figure, "note": "调整"}])
        journal.finish()


def test_the_years_figure_is_told_with_its_revisions(desk: Desk) -> None:
    assert story(desk, "C08").revisions == ()
    revise(desk, "C08", 1500 * M)
    revise(desk, "C08", 1500 * M)
    revise(desk, "C08", 1600 * M)
    told = [(one.who, one.old, one.new) for one in story(desk, "C08").revisions]
    assert told == [("督查室", 1500 * M, 1600 * M), ("督查室", 1700 * M, 1500 * M)]


def test_a_revision_that_was_undone_is_told_as_going_back(desk: Desk) -> None:
    targets = TABLES["targets"]
    with desk.store.write() as connection:
        known = connection.execute(select(TABLES["batches"])).mappings().first()
        assert known is not None
        row = dict(connection.execute(select(targets).where(targets.c.code == "C08")).mappings().one())
        journal = Journal(connection, desk.author)
        journal.put("targets", [{**row, "target": 1500 * M}])
        journal.close({**known, "key": "b" * 32})
        journal.finish()
        batches.undo(connection, "b" * 32, "某人")
    told = [(one.who, one.old, one.new) for one in story(desk, "C08").revisions]
    assert told == [("某人", 1500 * M, 1700 * M), (desk.author.who, 1700 * M, 1500 * M)]


def test_a_target_that_is_not_the_units_has_no_story(desk: Desk) -> None:
    assert load_target(desk, "nobody") is None


def test_an_amount_alone_is_told_as_the_years_figure(desk: Desk) -> None:
    edit_entries(desk, PERIOD, [CellEdit(item(desk, "C08").target.key, "increment", "45")])
    assert story(desk, "C08").lines[2].reported == 200 * M
