"""A plan on three servers: the round is that of a file, a unit's query goes to one, sums are made where rows lie."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import crowd
import psycopg
import pytest
from clusters import OFFICER, Cluster
from sqlalchemy import Connection, event

from db.address import Server
from db.errors import Refusal
from db.headlines import headlines
from db.integrity import problems
from db.leads import led_by
from db.pasts import earlier
from db.periods import Period, months_of
from db.plans import load
from db.reports import Report, answers, newest
from db.reviews import decisions
from db.server.moving import move
from db.server.partitions import PARTS, part_of
from db.server.spreading import spread
from db.storage import Store
from db.store import open_store
from db.told import Reader
from db.totals import totals
from db.vocabulary import FileState, Origin, Verdict
from desktop.desk import Desk, open_desk
from desktop.operations.board import board
from desktop.operations.consolidation import load_year
from desktop.operations.deciding import decide, verify
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.headlines import headlines as headlines_of
from desktop.operations.headlines import headlines_of_year
from desktop.operations.receive import receive

PERIOD, CROWDED = "2024-03", "2024-02"
# How many lie at headquarters itself.
OWN = PARTS // 3


@dataclass(frozen=True)
class Spread:
    """Headquarters' database on three servers, and one in a file, after the same round."""

    desk: Desk
    file: Desk
    # How to reach the other servers' databases.
    others: tuple[str, ...]


def work(desk: Desk, reports: Path) -> None:
    """A round at headquarters: receive, take back, receive again, verify, accept, return."""
    taken = receive(desk, [reports])
    assert {one.state for one in taken} == {FileState.TAKEN}
    undone = min((one for one in load_exchanges(desk) if one.can_undo), key=lambda one: one.unit)
    undo(desk, undone.key)
    assert {one.state for one in receive(desk, [reports])} == {FileState.TAKEN, FileState.UNCHANGED}
    with desk.read() as (connection, plan):
        heads = sorted(newest(connection, plan.key, PERIOD).values(), key=lambda one: one.unit_key)
        figured = next(one for one in plan.of_unit(heads[0].unit_key) if one.goal.measure.has_figure)
    verify(desk, heads[0], figured.key, "123456.654321", "核定")
    decide(desk, heads[0], Verdict.ACCEPTED)
    decide(desk, heads[1], Verdict.RETURNED, "请补充")


@pytest.fixture(scope="module")
def spread_out(
    clusters: tuple[Cluster, ...], finished_round: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Spread]:
    path = Path(shutil.copy(finished_round / "hq-issued.db", tmp_path_factory.mktemp("file") / "hq.db"))
    server, *others = clusters[0].database("prepared"), *(one.database() for one in clusters[1:])
    with closing(open_store(path)) as store:
        move(store, server).close()
    spread(server, others)
    officer = clusters[0].server(server.name, OFFICER)
    with closing(open_desk(officer, Origin.WINDOW)) as desk, closing(open_desk(path, Origin.WINDOW)) as file:
        work(file, finished_round / "reports")
        work(desk, finished_round / "reports")
        reached = [one.dsn(place.name) for one, place in zip(clusters[1:], others, strict=True)]
        yield Spread(desk, file, tuple(reached))


def pictures(desk: Desk) -> list[Any]:
    """All that headquarters sees."""
    shown, story = board(desk, PERIOD), load_year(desk)
    lines = [
        (line.target.code, line.figure, line.judgement, [(v.unit, v.answer, v.carried, v.figure) for v in line.voices])
        for line in shown.lines
    ]
    cells = [[(code, cell.value, cell.amount) for code, cell in one.cells.items()] for one in story.year.targets]
    return [lines, cells, story.year.areas, story.year.units, shown.missing]


def steps_of(store: Store, ask: Callable[[Connection], object]) -> list[dict[str, Any]]:
    """How the server goes about what is asked: every step of every query."""
    asked: list[tuple[Any, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    with store.read() as connection:
        event.listen(store.engine, "before_cursor_execute", note)
        ask(connection)
        event.remove(store.engine, "before_cursor_execute", note)
        told = []
        for statement, values in asked:
            query = f"EXPLAIN (VERBOSE, FORMAT JSON) {statement}"
            told += connection.exec_driver_sql(query, values).scalar_one()
    found: list[dict[str, Any]] = []
    waiting = [one["Plan"] for one in told]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].get("Plans", [])
    return found


def read_from(steps: list[dict[str, Any]]) -> set[str]:
    """The tables that are read; of what another server does the tables there."""
    far = {name for step in steps for name in re.findall(r"public\.(\w+)", step.get("Remote SQL", ""))}
    return far | {step["Relation Name"] for step in steps if "Relation Name" in step}


def heads_of(desk: Desk) -> list[Report]:
    with desk.read() as (connection, plan):
        return list(newest(connection, plan.key, PERIOD).values())


def is_decided(desk: Desk, report: Report) -> bool:
    with desk.read() as (connection, _):
        return bool(decisions(connection, [report.key]))


def test_the_round_comes_to_what_it_comes_to_in_a_file(spread_out: Spread) -> None:
    assert pictures(spread_out.desk) == pictures(spread_out.file)
    assert problems(spread_out.desk.store) == []


def test_every_server_holds_something(spread_out: Spread) -> None:
    parts = {part_of(head.slot) for head in heads_of(spread_out.desk)}
    assert {(part - 1) * 3 // PARTS for part in parts} == {0, 1, 2}
    for number, cluster in enumerate(spread_out.others, 1):
        with psycopg.connect(cluster) as raw:
            for part in range(1 + number * OWN, 1 + (number + 1) * OWN):
                (count,) = raw.execute(f"SELECT count(*) FROM entries_{part}").fetchone() or (0,)  # noqa: S608
                assert bool(count) == (part in parts)


def test_what_is_asked_of_one_unit_goes_to_its_partition_alone(crowded: Store) -> None:
    with crowded.read() as connection:
        heads = newest(connection, crowd.PLAN, CROWDED).values()
        plan, period = load(connection, crowd.PLAN), Period.parse(CROWDED)
    assert len({part_of(head.slot) for head in heads}) == PARTS
    for head in heads:
        part = part_of(head.slot)
        assert read_from(steps_of(crowded, lambda there, head=head: answers(there, [head]))) == {f"entries_{part}"}
        steps = steps_of(crowded, lambda there, head=head: newest(there, crowd.PLAN, CROWDED, [head.unit_key]))
        assert read_from(steps) == {f"reports_{part}"}
        steps = steps_of(crowded, lambda there, head=head: earlier(there, plan, period, [head.unit_key]))
        assert read_from(steps) == {f"reports_{part}", f"entries_{part}"}


def test_each_server_adds_up_what_lies_with_it(crowded: Store) -> None:
    with crowded.read() as connection:
        heads = newest(connection, crowd.PLAN, CROWDED).values()
    steps = steps_of(crowded, lambda connection: totals(connection, heads))
    far = [step for step in steps if step["Node Type"] == "Foreign Scan"]
    assert {step["Relations"] for step in far} == {
        f"Aggregate on (public.entries_{part})" for part in range(OWN + 1, PARTS + 1)
    }
    assert all("sum(" in step["Remote SQL"] for step in far)
    # They are asked at once, and each sends a line for a target, however many units there are.
    assert all(step["Async Capable"] for step in far)
    assert all(step["Plan Rows"] <= 40 for step in far)


def test_headlines_are_sums_of_sums(crowded: Store) -> None:
    with crowded.read() as connection:
        plan = load(connection, crowd.PLAN)
    months = months_of(crowd.YEAR)[:2]
    far = [
        step
        for step in steps_of(crowded, lambda connection: headlines(connection, plan, months))
        if step["Node Type"] == "Foreign Scan" and "entries_" in step["Remote SQL"]
    ]
    # Each is worked out on its server, at the same time as the others.
    assert far
    assert all(step["Relations"].startswith("Aggregate on (public.entries_") for step in far)
    assert all(step["Async Capable"] for step in far)
    sums = [step for step in far if "sum(" in step["Remote SQL"]]
    assert len(sums) == len(months) * (PARTS - OWN)
    assert all(step["Plan Rows"] <= 40 for step in sums)


def test_what_leads_say_crosses_without_its_texts(crowded: Store) -> None:
    with crowded.read() as connection:
        heads = list(newest(connection, crowd.PLAN, CROWDED).values())
    steps = [step for step in steps_of(crowded, lambda connection: led_by(connection, heads)) if "Remote SQL" in step]
    assert {step["Relations"] for step in steps} == {
        f"Aggregate on (public.entries_{part})" for part in range(OWN + 1, PARTS + 1)
    }
    assert all(step["Plan Width"] < 120 for step in steps)


def test_what_a_window_shows_crosses_as_a_row_for_a_report(crowded: Store) -> None:
    with crowded.read() as connection:
        heads = list(newest(connection, crowd.PLAN, CROWDED).values())
    steps = steps_of(crowded, lambda connection: Reader().read(connection, heads))
    packed = [
        step for step in steps if step["Node Type"] == "Foreign Scan" and "hashtextextended" in step["Remote SQL"]
    ]
    assert {step["Relations"] for step in packed} == {
        f"Aggregate on (public.entries_{part})" for part in range(OWN + 1, PARTS + 1)
    }
    assert all(step["Async Capable"] for step in packed)
    assert all("GROUP BY 1" in step["Remote SQL"] for step in packed)


def test_headlines_are_those_of_the_file(spread_out: Spread) -> None:
    def told(desk: Desk) -> list[Any]:
        pages = [headlines_of(desk, PERIOD), *headlines_of_year(desk)]
        return [[(line.target.code, line.figure, line.judgement) for line in page.lines] for page in pages]

    found = told(spread_out.desk)
    assert found == told(spread_out.file)
    assert found[0] == [
        (line.target.code, line.figure, line.judgement) for line in board(spread_out.file, PERIOD).lines
    ]


def test_totals_are_those_of_the_file(spread_out: Spread) -> None:
    with spread_out.desk.read() as (there, _), spread_out.file.read() as (here, _):
        found = totals(there, heads_of(spread_out.desk))
        assert found == totals(here, heads_of(spread_out.file))
    assert found


def test_a_report_that_was_decided_of_does_not_go(spread_out: Spread) -> None:
    for desk in (spread_out.desk, spread_out.file):
        with desk.read() as (_, plan):
            decided = {plan.units[one.unit_key] for one in heads_of(desk) if is_decided(desk, one)}
        for batch in [one for one in load_exchanges(desk) if one.can_undo and one.unit in decided]:
            with pytest.raises(Refusal) as refused:
                undo(desk, batch.key)
            assert refused.value.sentence.code == "refusal.changed_since"
        assert len(decided) == 2


def test_a_database_is_spread_once_and_on_empty_ones(spread_out: Spread) -> None:
    server = spread_out.desk.store.location
    assert isinstance(server, Server)
    with pytest.raises(Refusal) as refused:
        spread(server, [])
    assert refused.value.sentence.code == "refusal.server_spread"
