"""What totals, board and a unit's report cost on one, two and three servers, and what of it crosses to headquarters'.

The servers are started here, on loopback, and share this machine's processors: the clock says nothing of three
machines. What headquarters' server has to do itself, and how many rows and bytes it is sent, are the same wherever the
others are.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from relay import Relay, relayed
from rounds import machine, timed
from sqlalchemy import Connection, event

sys.path.insert(0, str(Path(__file__).parent.parent / "helpers"))
import crowd
from clusters import Cluster, running

from db.board import Board, load_board
from db.consolidation import consolidate_year
from db.headlines import Headlines, headlines
from db.periods import Period, months_of
from db.picture import Pictures
from db.plans import PlanView, load
from db.reports import answers, newest
from db.server.spreading import spread
from db.slots import slot_of
from db.storage import Store
from db.store import create, open_store
from db.totals import totals

Work = Callable[[Connection, PlanView, Period], object]
TOTALS, YEAR, REPORT = "totals of a period", "totals of the year", "one unit's report"
LINES, LINES_OF_YEAR = "board, figures and lamps", "consolidation of the year"
PICTURE, PICTURES, BOARD = "board in a new window", "consolidation in a new window", "board with all words"


def _totals(connection: Connection, plan: PlanView, period: Period) -> object:
    return totals(connection, newest(connection, plan.key, period.code).values())


def _year(connection: Connection, plan: PlanView, period: Period) -> object:
    return [_totals(connection, plan, month) for month in months_of(plan.year)[: period.index]]


def _headlines(connection: Connection, plan: PlanView, period: Period) -> object:
    return _told(headlines(connection, plan, [period]))


def _headlines_of_year(connection: Connection, plan: PlanView, period: Period) -> object:
    return _told(headlines(connection, plan, months_of(plan.year)[: period.index]))


def _told(pages: Sequence[Headlines | Board]) -> object:
    return [[(line.figure, line.judgement) for line in page.lines] for page in pages]


def _picture(connection: Connection, plan: PlanView, period: Period) -> object:
    return _told(_boards(connection, plan, [period]))


def _consolidation(connection: Connection, plan: PlanView, period: Period) -> object:
    months = months_of(plan.year)[: period.index]
    year = consolidate_year(_boards(connection, plan, months))
    return [[(cell.value, cell.amount) for cell in one.cells.values()] for one in year.targets], year.areas, year.units


def _boards(connection: Connection, plan: PlanView, periods: Sequence[Period]) -> list[Board]:
    # As a window does that was opened just now: nothing is kept from before.
    return Pictures().boards(connection, plan, periods, lambda *_: None)


def _report(connection: Connection, plan: PlanView, period: Period) -> object:
    # The one that lies furthest off.
    unit = max(plan.reporting, key=lambda one: slot_of(plan.key, one))
    return answers(connection, list(newest(connection, plan.key, period.code, [unit]).values()))


WORKS: Mapping[str, Work] = {
    TOTALS: _totals,
    YEAR: _year,
    LINES: _headlines,
    LINES_OF_YEAR: _headlines_of_year,
    PICTURE: _picture,
    PICTURES: _consolidation,
    BOARD: load_board,
    REPORT: _report,
}


@dataclass
class Cost:
    """What one work cost in each round, and what crossed: seconds by the clock, of the program, of the server."""

    clock: list[float] = field(default_factory=list)
    program: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    rows: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Layout:
    """A database on so many servers."""

    servers: int
    store: Store
    plan: PlanView
    # Headquarters' server and the others.
    clusters: Sequence[Cluster]


@contextmanager
def layouts(most: int, units: int, targets: int, periods: int) -> Iterator[list[Layout]]:
    """The same plan on one server, on two, and so on."""
    with ExitStack() as stack:
        clusters: list[Cluster] = [stack.enter_context(running()) for _ in range(most)]
        made = []
        for count in range(1, most + 1):
            server, *others = (one.database() for one in clusters[:count])
            create(server, lambda connection: crowd.fill(connection, units, targets, periods)).close()
            if others:
                spread(server, others)
            clusters[0].run("VACUUM ANALYZE", database=server.name)
            store = open_store(server)
            stack.callback(store.close)
            with store.read() as connection:
                made.append(Layout(count, store, load(connection, crowd.PLAN), clusters[:count]))
            print(f"{count} of {most} laid out", file=sys.stderr)
        yield made


def measure(layout: Layout, work: Work, period: Period, cost: Cost) -> object:
    """Do one work once, in a transaction of its own; what it found."""
    with layout.store.read() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        # What a new session has to learn of its tables is not asked for again.
        work(connection, layout.plan, period)
        before = _processor(backend)
        found: list[object] = []
        timing = timed(lambda: found.append(work(connection, layout.plan, period)))
        cost.clock.append(timing.wall)
        cost.program.append(timing.processor)
        cost.server.append(_processor(backend) - before)
    return found[0]


def _processor(process: int) -> float:
    """The processor time that a process of this machine has taken, in seconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def crossing(layout: Layout, work: Work, period: Period) -> tuple[int, int]:
    """How many rows and bytes other servers send: rows as headquarters' counts them, and whatever comes by the wire."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    with layout.store.read() as connection:
        event.listen(layout.store.engine, "before_cursor_execute", note)
        work(connection, layout.plan, period)
        event.remove(layout.store.engine, "before_cursor_execute", note)
        steps = [step for one in asked for step in _steps(connection, *one)]
    far = [step for step in steps if step["Node Type"] == "Foreign Scan"]
    rows = sum(int(step["Actual Rows"] * step["Actual Loops"]) for step in far)
    with _counted(layout) as relays, layout.store.read() as connection:
        work(connection, layout.plan, period)
        before = sum(relay.came for relay in relays)
        work(connection, layout.plan, period)
        return rows, sum(relay.came for relay in relays) - before


@contextmanager
def _counted(layout: Layout) -> Iterator[list[Relay]]:
    """Have the others asked by relays for a time."""
    hq, *others = layout.clusters
    database = layout.store.location.name
    with ExitStack() as stack:
        relays = [stack.enter_context(relayed(other.port)) for other in others]
        for number, relay in enumerate(relays, 1):
            hq.run(f"ALTER SERVER part_{number} OPTIONS (SET port '{relay.port}')", database=database)
        yield relays
        for number, other in enumerate(others, 1):
            hq.run(f"ALTER SERVER part_{number} OPTIONS (SET port '{other.port}')", database=database)


def _steps(connection: Connection, statement: str, values: Any) -> Iterator[dict[str, Any]]:
    told = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values).scalar_one()
    waiting = [one["Plan"] for one in told]
    while waiting:
        step = waiting.pop()
        waiting += step.get("Plans", [])
        yield step


def run(made: Sequence[Layout], rounds: int, period: Period) -> dict[str, dict[int, Cost]]:
    """Every work on every layout in turn; ends where one finds something else than on one server."""
    costs = {name: {layout.servers: Cost() for layout in made} for name in WORKS}
    for number in range(rounds):
        for name, work in WORKS.items():
            found = [measure(layout, work, period, costs[name][layout.servers]) for layout in made]
            if name != BOARD and any(one != found[0] for one in found):
                raise SystemExit(f"{name}: not the same on every layout")
        print(f"round {number + 1}", file=sys.stderr)
    for name, work in WORKS.items():
        for layout in made:
            cost = costs[name][layout.servers]
            cost.rows, cost.bytes = crossing(layout, work, period)
    return costs


def report(costs: Mapping[str, Mapping[int, Cost]]) -> None:
    """Print the medians, each against one server's."""
    names = (
        ("servers", 8),
        ("clock", 10),
        ("× one", 7),
        ("hq server", 12),
        ("× one", 7),
        ("program", 10),
        ("rows", 10),
    )
    print(f"{'':<28}{''.join(f'{name:>{width}}' for name, width in names)}{'KB':>9}")
    for name, by_count in costs.items():
        one = by_count[1]
        for count, cost in by_count.items():
            clock, server = median(cost.clock), median(cost.server)
            print(
                f"{name if count == 1 else '':<28}{count:>8}{clock * 1000:>7.0f} ms{clock / median(one.clock):>7.2f}"
                f"{server * 1000:>9.1f} ms{server / median(one.server):>7.2f}"
                f"{median(cost.program) * 1000:>7.0f} ms{cost.rows:>10,}{cost.bytes / 1024:>9,.0f}"
            )


def main() -> int:
    """Run the rounds and print the table; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", type=int, default=3)
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--targets", type=int, default=150)
    parser.add_argument("--periods", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    words = "fail where headquarters' server does more than this share of one server's work for totals of the year"
    parser.add_argument("--check", type=float, help=words)
    chosen = parser.parse_args()
    period = Period(crowd.YEAR, "month", chosen.periods)
    with layouts(chosen.servers, chosen.units, chosen.targets, chosen.periods) as made:
        costs = run(made, chosen.rounds, period)
        with made[0].store.read() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    print(machine("SQLAlchemy", "psycopg"), f"PostgreSQL {version}", sep=", ")
    entries = chosen.units * chosen.targets * chosen.periods
    print(
        f"{chosen.units} units × {chosen.targets} targets × {chosen.periods} periods = {entries:,} entries, "
        f"medians of {chosen.rounds} rounds; all servers share the cores above"
    )
    report(costs)
    year = costs[YEAR]
    share = median(year[chosen.servers].server) / median(year[1].server)
    return int(chosen.check is not None and share > chosen.check)


if __name__ == "__main__":
    sys.exit(main())
