"""Exports and imports killed at any moment: `python tests/soak/export_kill.py --n 200`.

A process is forked from one that has everything loaded, writes a report, a summary, the workbooks of a period, or
takes reports in, and is killed at a random moment. Then every file must be the old one or a new one that our own reader
opens whole, the database must be whole, what was left behind must stand in nobody's way, and the same command, run
again, must come to what a run comes to that nobody killed. Workbooks are read in the child itself, not in processes of
its own, so that it starts at once. Exits 1 where any of that is not so.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import os
import pickle
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from db.integrity import problems
from db.models import Base
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.opening.confined import workers
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.sheets import read_sheets
from desktop.operations import reading
from desktop.operations.demo import Size, demo
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.issue import issue
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.summary import summarize

PERIOD = "2024-03"
UNIT = "练习单位001"
# What says when and by which key something was stored, which is another at every run.
_MOMENTS = frozenset({"key", "batch_key", "created_at", "sealed_at", "updated_at", "report_key", "at", "added_at"})
_STORED = ("reports", "entries", "entry_nodes")


@dataclass(frozen=True)
class Deed:
    """Something that is killed: on which database, what it does with an outgoing folder, and what came of it."""

    name: str
    database: str
    run: Callable[[Desk, Path], object]
    result: Callable[[Desk, Path], Any]


def _texts(path: Path) -> list[list[list[str]]]:
    """What a workbook says."""
    return [[[str(cell) for cell in row] for row in sheet.rows] for sheet in read_sheets(path.read_bytes())]


def _forms(folder: Path) -> dict[str, Any]:
    """What the forms in a folder say of themselves; each must be whole."""
    found = {}
    for path in sorted(folder.glob("[!.]*.xlsx")):
        _, document = open_form(path.read_bytes())
        found[path.name] = None if document is None else (document.unit, document.seal, sorted(document.issued))
    return found


def _stored(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """What reports say in a database, whenever it was stored."""
    found = {}
    with desk.store.read() as connection:
        for name in _STORED:
            table = Base.metadata.tables.get(name)
            if table is not None:
                columns = [column for column in table.columns if column.name not in _MOMENTS]
                found[name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return found


DEEDS = (
    Deed(
        "report",
        f"units/{UNIT}.db",
        lambda desk, out: report(desk, PERIOD, out / "上报.xlsx"),
        lambda desk, out: (_forms(out), _stored(desk)),
    ),
    Deed(
        "summary",
        "hq.db",
        lambda desk, out: summarize(desk, PERIOD, out / "汇总.xlsx"),
        lambda _desk, out: _texts(out / "汇总.xlsx"),
    ),
    Deed("issue", "hq.db", lambda desk, out: issue(desk, PERIOD, out), lambda _desk, out: _forms(out)),
    Deed(
        "receive",
        "hq-issued.db",
        lambda desk, out: receive(desk, [out.parent.parent / "round" / "reports"]),
        lambda desk, _out: _stored(desk),
    ),
)


class Here:
    """Reads in this process what would be read in another."""

    count = 1

    def begin(self, function: Callable[..., Any], calls: int) -> None:
        """Nothing has to be begun."""

    def call(self, function: Callable[..., Any], *arguments: Any, lesson: Lesson | None = None) -> Any:
        """What the function returns."""
        learnt = () if lesson is None else (pickle.loads(lesson.packed),)  # noqa: S301 - packed here
        return function(*learnt, *arguments)


def material(folder: Path) -> None:
    """A round to start from, in which one unit has typed something since its report."""
    demo(folder / "round", Size(3, 8), PERIOD)
    workers().close()
    here = Here()
    vars(reading).update(workers=lambda: here, confined=here.call)
    desk = open_desk(folder / "round" / "units" / f"{UNIT}.db", Origin.COMMAND)
    try:
        row = load_entry(desk, PERIOD).rows[0]
        edit_entries(desk, PERIOD, [CellEdit(row.target.key, "narrative", "又有进展")])
    finally:
        desk.close()


def set_up(folder: Path, deed: Deed, old: Path | None) -> tuple[Path, Path]:
    """A database of its own and a folder to write to, in which the files of an earlier run lie."""
    place = folder / "run"
    shutil.rmtree(place, ignore_errors=True)
    out = place / "out"
    if old is None:
        out.mkdir(parents=True)
    else:
        shutil.copytree(old, out)
    return Path(shutil.copy(folder / "round" / deed.database, place / "a.db")), out


def act(deed: Deed, database: Path, out: Path) -> None:
    """Do it once."""
    desk = open_desk(database, Origin.COMMAND)
    try:
        deed.run(desk, out)
    finally:
        desk.close()


def come_to(deed: Deed, database: Path, out: Path) -> Any:
    """What it came to."""
    desk = open_desk(database, Origin.COMMAND)
    try:
        return deed.result(desk, out)
    finally:
        desk.close()


def killed(deed: Deed, database: Path, out: Path, after: float) -> bool:
    """Do it in a process that is killed after so many seconds; whether it was still at it."""
    child = os.fork()
    if not child:
        try:
            act(deed, database, out)
        except BaseException:  # noqa: BLE001 - to be shown, whatever it is
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the child failed before it was killed")
    return os.WIFSIGNALED(status)


def wrong(deed: Deed, database: Path, out: Path, old: dict[str, bytes], expected: Any) -> Iterator[str]:
    """What must not be after a kill."""
    for path in out.glob("[!.]*"):
        content = path.read_bytes()
        if content != old.get(path.name):
            try:
                read_sheets(content)
            except Exception as error:  # noqa: BLE001 - to be counted
                yield f"{path.name} is neither old nor new: {error!r:.100}"
    for name in old:
        if not (out / name).is_file():
            yield f"{name} is gone"
    desk = open_desk(database, Origin.COMMAND)
    try:
        if desk.store.condition.lost is not None:
            yield "commits are missing"
        yield from (str(problem) for problem in problems(desk.store))
    finally:
        desk.close()
    act(deed, database, out)
    if come_to(deed, database, out) != expected:
        yield "run again it comes to something else"


def runs(folder: Path, deed: Deed, count: int, dice: random.Random) -> Iterator[tuple[bool, int, list[str]]]:
    """Whether each run was killed at work, the files it left behind, and what was wrong after it."""
    for _ in range(2):
        # The second time everything is loaded, as it is in the children.
        database, out = set_up(folder, deed, None)
        started = time.monotonic()
        act(deed, database, out)
        long = time.monotonic() - started
    expected = come_to(deed, database, out)
    before = folder / f"old-{deed.name}"
    shutil.copytree(out, before)
    old = {path.name: path.read_bytes() for path in before.iterdir()}
    for _ in range(count):
        # Every other time onto files that are there.
        onto = before if dice.random() < 0.5 else None
        database, out = set_up(folder, deed, onto)
        at_work = killed(deed, database, out, dice.uniform(0, long * 1.15))
        left = len(list(out.parent.glob("**/.*")))
        yield at_work, left, list(wrong(deed, database, out, old if onto else {}, expected))


def main() -> int:
    """Kill them all and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[deed.name for deed in DEEDS])
    options = parser.parse_args()
    if not hasattr(os, "fork"):
        print("this system cannot fork a process")
        return 2
    dice, bad = random.Random(options.seed), Counter[str]()
    with TemporaryDirectory() as place:
        material(Path(place))
        for deed in DEEDS:
            if options.only not in {None, deed.name}:
                continue
            found = list(runs(Path(place), deed, options.n, dice))
            faults = [fault for *_, faults in found for fault in faults]
            bad.update(f"{deed.name}: {fault}" for fault in faults)
            at_work, left = sum(one[0] for one in found), sum(one[1] for one in found)
            print(f"{deed.name:8} {len(found)} runs, {at_work} killed at work, {left} parts left, {len(faults)} faults")
    for fault, count in bad.most_common():
        print(f"  {count} × {fault}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
