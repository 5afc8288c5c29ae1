"""Officers at one server: `python tests/soak/officers.py --officers 20 --minutes 10`.

A PostgreSQL is started with headquarters' database in it, prepared by the documented command's own operation; so many
officers, each a process with a login of their own, take units' reports in, comment, settle figures, accept, take back,
and look at board, review and consolidation. Whatever was said to be stored is looked for at the end: it must be there
once; the history must be whole; and board and consolidation must be those of the same rows in a file, to the last
decimal. Prints how long each deed took and how soon the others heard of it; exits 1 where anything failed or is lost.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import json
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))

from clusters import PASSWORD, Cluster, running
from officers_material import PERIOD, Looked, make
from sqlalchemy import func, select

from db.address import Server
from db.errors import Refusal
from db.integrity import problems
from db.models import Base
from db.server.moving import copy_all, move
from db.server.roles import prepare
from db.server.store import CHANNEL, open_server
from db.steps import nobody
from db.store import create, open_store
from db.vocabulary import FileState, Origin, Verdict
from desktop import jsontext
from desktop.desk import Desk, open_desk
from desktop.operations.board import board, board_story
from desktop.operations.consolidation import load_year
from desktop.operations.deciding import decide, verify
from desktop.operations.exchanges import load_exchanges
from desktop.operations.inbox import take_incoming
from desktop.operations.returning import Comment, comment
from desktop.operations.reviewing import UnitReport, load_reports, load_review
from desktop.operations.tray import Tray
from desktop.operations.waiting import put_aside

_T = Base.metadata.tables
# As a server is run: what it acknowledges is on the disk.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "autovacuum=on", "shared_buffers=256MB")
# Answers that an officer may get, and acts upon: somebody was faster.
ANSWERS = {"refusal.not_accepted"}
WRITING = ("receive", "comment", "settle a figure", "accept", "take back")


@dataclass
class Deed:
    """What an officer did: when it began and ended, what was said to be stored, and what went wrong."""

    name: str
    officer: int
    session: str
    began: float
    ended: float
    stored: str = ""
    error: str = ""


class Officer:
    """Works at a desk until the time is up."""

    def __init__(self, desk: Desk, number: int, files: Sequence[Looked]) -> None:
        self.desk = desk
        self.number = number
        self.dice = random.Random(number)
        tray = Tray()
        self.files = (replace(one, waiting=put_aside(opened, tray)) for one, opened in files)
        self.count = 0

    def mark(self) -> str:
        """Words that nobody else says."""
        self.count += 1
        return f"officer {self.number} no. {self.count}"

    def receive(self, _: Sequence[UnitReport]) -> str:
        one = next(self.files, None)
        if one is None:
            return ""
        (result,) = take_incoming(self.desk, [one])
        if result.state is not FileState.TAKEN:
            raise AssertionError(f"{result.state}: {[str(one.message) for one in result.findings[:2]]}")
        return result.batch

    def comment(self, reports: Sequence[UnitReport]) -> str:
        unit, said = self.dice.choice(reports), self.mark()
        rows = load_review(self.desk, PERIOD, unit.unit_key).rows
        comment(self.desk, PERIOD, unit.unit, [Comment(self.dice.choice(rows).target.code, "narrative", said)])
        return said

    def settle(self, reports: Sequence[UnitReport]) -> str:
        unit, why = self.dice.choice(reports), self.mark()
        rows = load_review(self.desk, PERIOD, unit.unit_key).rows
        row = self.dice.choice([one for one in rows if one.target.goal.measure.has_figure])
        assert unit.report is not None
        verify(self.desk, unit.report, row.target.key, f"{self.dice.randrange(10**6)}.{self.dice.randrange(10)}", why)
        return why

    def accept(self, reports: Sequence[UnitReport]) -> str:
        report, why = self.dice.choice(reports).report, self.mark()
        assert report is not None
        decide(self.desk, report, Verdict.ACCEPTED, why)
        return why

    def take_back(self, reports: Sequence[UnitReport]) -> str:
        report, why = self.dice.choice(reports).report, self.mark()
        assert report is not None
        decide(self.desk, report, Verdict.REOPENED, why)
        return why

    def look(self, what: Callable[[Desk], object]) -> str:
        what(self.desk)
        return ""

    def deeds(self) -> list[tuple[int, str, Callable[[Sequence[UnitReport]], str]]]:
        """Each deed with how often it is done of a hundred times; receiving has times of its own."""
        return [
            (18, "comment", self.comment),
            (12, "settle a figure", self.settle),
            (14, "accept", self.accept),
            (6, "take back", self.take_back),
            (20, "board", lambda _: self.look(lambda desk: board_story(desk, PERIOD))),
            (10, "consolidation", lambda _: self.look(load_year)),
            (12, "inbox", lambda _: self.look(lambda desk: load_reports(desk, PERIOD))),
            (8, "exchanges", lambda _: self.look(load_exchanges)),
        ]


def work(server: Server, number: int, files: Sequence[Looked], seconds: float, pause: float, log: Path) -> None:
    """In a process of its own: an officer's time at a desk; every deed is a line of the log."""
    desk = open_desk(server, Origin.COMMAND)
    officer = Officer(desk, number, files)
    session = desk.store.session  # type: ignore[attr-defined]  # on a server
    every = seconds / (len(files) + 1)
    began, received = time.monotonic(), 0
    reports: Sequence[UnitReport] = ()

    with log.open("w", encoding="utf-8") as lines, closing(desk):

        def do(name: str, deed: Callable[[Sequence[UnitReport]], str]) -> None:
            done = Deed(name, number, session, time.monotonic(), 0)
            try:
                done.stored = deed(reports)
            except Refusal as refusal:
                done.error = "" if refusal.sentence.code in ANSWERS else f"{refusal.sentence.code}: {refusal}"
            # A bug of the program, too, is to be a line of the log, which counts it as an error and fails the run: an
            # officer who died of it would leave the others without the load that this is about.
            except Exception:  # noqa: BLE001
                done.error = traceback.format_exc()
            done.ended = time.monotonic()
            lines.write(json.dumps(asdict(done), ensure_ascii=False) + "\n")

        while (now := time.monotonic() - began) < seconds:
            if now > every * (received + officer.dice.random()) and received < len(files):
                received += 1
                do("receive", officer.receive)
            known = [one for one in load_reports(desk, PERIOD) if one.report is not None]
            if known:
                reports = known
                weights, names, acts = zip(*officer.deeds(), strict=True)
                (chosen,) = officer.dice.choices(range(len(names)), weights)
                do(names[chosen], acts[chosen])
            time.sleep(officer.dice.uniform(0, 2 * pause))


def listen(server: Server, over: Event, heard: list[tuple[float, str]]) -> None:
    """When each commit was heard of, and whose it was."""
    store = open_server(server)
    with store.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"LISTEN {CHANNEL}")
        raw: Any = connection.connection.driver_connection
        while not over.is_set():
            # By the moment of each: what comes together is not heard together.
            heard.extend((time.monotonic(), note.payload.split(" ")[0]) for note in raw.notifies(timeout=0.5))
        connection.invalidate()
    store.close()


def run(
    server: Callable[[int], Server], asked: argparse.Namespace, units: list[list[Looked]], folder: Path
) -> list[Deed]:
    """Let all of them work; what they did."""
    spawn = multiprocessing.get_context("spawn")
    shares: list[list[Looked]] = [[] for _ in range(asked.officers)]
    for place, files in enumerate(units):
        shares[place % asked.officers] += files
    logs = [folder / f"officer{number}.jsonl" for number in range(asked.officers)]
    seconds = asked.minutes * 60
    processes = [
        spawn.Process(target=work, args=(server(number), number, shares[number], seconds, asked.pause, logs[number]))
        for number in range(asked.officers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    died = [number for number, process in enumerate(processes) if process.exitcode]
    deeds = [Deed(**json.loads(line)) for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
    return deeds + [Deed("died", number, "", 0, 0, error="the process died") for number in died]


def lost(server: Server, deeds: Sequence[Deed], folder: Path) -> Iterator[str]:
    """What was said to be stored and is not there once, and whatever else is not as it must be."""
    store = open_server(server)
    with store.read() as connection:
        batches, reviews, decisions = _T["batches"], _T["reviews"], _T["decisions"]
        there = Counter(connection.scalars(select(batches.c.key).where(batches.c.undone_at.is_(None))))
        said = Counter(
            [*connection.scalars(select(reviews.c.comment)), *connection.scalars(select(decisions.c.reason))]
        )
        received = connection.scalar(select(func.count()).select_from(batches))
    stored = [deed for deed in deeds if deed.stored]
    for deed in stored:
        found = (there if deed.name == "receive" else said)[deed.stored]
        if found != 1:
            yield f"{deed.name} {deed.stored}: there {found} times"
    taken = sum(deed.name == "receive" for deed in stored)
    if received != taken:
        yield f"{received} files are there, {taken} were said to be taken"
    if sum(said.values()) != len(stored) - taken:
        yield f"{sum(said.values())} words are there, {len(stored) - taken} were said to be stored"
    yield from (str(sentence) for sentence in problems(store))

    def fill(connection: Any) -> None:
        with store.read() as source:
            copy_all(source, connection, nobody)

    create(folder / "same.db", fill).close()
    store.close()
    if figures(server) != figures(folder / "same.db"):
        yield "the totals are not those of the same rows in a file"


def figures(location: Server | Path) -> tuple[str, str]:
    """Everything that board and consolidation say."""
    desk = open_desk(location, Origin.COMMAND)
    try:
        return json.dumps(jsontext.board(board(desk, PERIOD), "zh"), sort_keys=True), repr(load_year(desk).year)
    finally:
        desk.close()


def told(deeds: Sequence[Deed]) -> None:
    """How long each deed took."""
    print(f"{'deed':18}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for name in sorted({deed.name for deed in deeds}, key=lambda one: (one not in WRITING, one)):
        _line(name, [deed.ended - deed.began for deed in deeds if deed.name == name])


def told_heard(deeds: Sequence[Deed], heard: Sequence[tuple[float, str]]) -> float:
    """How soon after its end others heard of what was stored; the longest."""
    by: dict[str, list[float]] = {}
    for moment, session in heard:
        by.setdefault(session, []).append(moment)
    late = []
    for deed in deeds:
        if deed.stored:
            after = next((moment for moment in by.get(deed.session, ()) if moment >= deed.began), float("inf"))
            late.append(max(0.0, after - deed.ended))
    if late:
        _line("heard by others", late)
    return max(late, default=0.0)


def _line(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    shares = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
    print(f"{name:18}{len(ordered):8}" + "".join(f"{one:9.1f}" for one in (*shares, ordered[-1] * 1000)))


def served(cluster: Cluster, file: Path, officers: int) -> Callable[[int], Server]:
    """Headquarters' database, moved to the server; the address of each officer."""
    names = [f"officer_{number}" for number in range(officers)]
    for person in prepare(cluster.server("headquarters"), names, []):
        cluster.run(f"ALTER ROLE {person.name} PASSWORD '{PASSWORD}'")
    store = open_store(file)
    move(store, cluster.server("headquarters", names[0])).close()
    store.close()
    return lambda number: cluster.server("headquarters", names[number])


def main() -> int:
    """Print what the officers did and what became of it; 1 where anything failed or is lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--officers", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between two deeds of an officer, on average")
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--targets", type=int, default=30)
    parser.add_argument("--revisions", type=int, default=12, help="reports of each unit")
    parser.add_argument("--material", type=Path, help="where the workbooks are kept for another time")
    asked = parser.parse_args()
    with TemporaryDirectory() as place, running(*DURABLE) as cluster:
        folder = Path(place)
        units = make(asked.material or folder / "material", asked.units, asked.targets, asked.revisions)
        server = served(cluster, (asked.material or folder / "material") / "hq-issued.db", asked.officers)
        over, heard = Event(), list[tuple[float, str]]()
        listener = Thread(target=listen, args=(server(0), over, heard))
        listener.start()
        began = time.monotonic()
        deeds = run(server, asked, units, folder)
        lasted = time.monotonic() - began
        over.set()
        listener.join()
        told(deeds)
        slowest = told_heard(deeds, heard)
        wrong = [deed.error for deed in deeds if deed.error]
        missing = list(lost(server(0), deeds, folder))
    for line in (*wrong[:10], *missing[:10]):
        print(line)
    print(f"\n{asked.officers} officers, {lasted:.0f} s: {len(deeds)} deeds, {len(wrong)} errors, {len(missing)} lost")
    return 1 if wrong or missing or slowest > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
