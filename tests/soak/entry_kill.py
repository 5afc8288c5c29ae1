"""Figures being entered, and the program killed: `python tests/soak/entry_kill.py --n 1000`.

A child enters figures by the operation that the window uses and says of each that it is stored; at a random moment it
is killed. Then the database is opened again: every edit that was said to be stored must be there, the row and the last
line of its history must agree, and nothing may be found damaged. All rounds are on one database. Prints the counts;
exits 1 where an edit is lost or torn. It forks, and runs where processes can.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import os
import random
import select as system
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from db.figures import SCALE
from db.integrity import problems
from db.models import Base
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.practice import practise

PERIOD = "2024-03"
_HISTORY = Base.metadata.tables["history"]
# Milliseconds that a child lives after its first edit.
LONGEST = 250
# What must not be.
BAD = ("lost", "torn")


def edits(desk: Desk, seed: int) -> Iterator[tuple[str, int]]:
    """The figures of a round, by target; the same to the child and to whoever looks after it."""
    dice = random.Random(seed)
    keys = [row.target.key for row in load_entry(desk, PERIOD).rows if row.target.goal.measure.has_figure]
    while True:
        yield dice.choice(keys), dice.randrange(1, 1_000_000)


def enter(database: Path, out: int, seed: int) -> None:
    """In the child: enter one figure after another, and say of each that it is stored."""
    desk = open_desk(database, Origin.WINDOW)
    for key, figure in edits(desk, seed):
        edit_entries(desk, PERIOD, [CellEdit(key, "value", str(figure))])
        os.write(out, b".")


def killed(database: Path, seed: int) -> int:
    """How many edits a child said were stored before it was killed."""
    dice = random.Random(seed)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            enter(database, write, seed)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(write)
    # Some are killed while they open the database, most while they write.
    if dice.random() < 0.9:
        system.select([read], [], [], 30)
    time.sleep(dice.uniform(0, LONGEST) / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as said:
        return len(said.read())


def faults(desk: Desk, stored: dict[str, int], under_way: tuple[str, int]) -> Counter[str]:
    """What is wrong after a kill; of the edit that was under way, all may be there or nothing."""
    found: Counter[str] = Counter()
    values = {row.target.key: row.answer.value for row in load_entry(desk, PERIOD).rows}
    if values[under_way[0]] == under_way[1] * SCALE:
        stored.update([under_way])
        found["under way, and stored"] += 1
    found["lost"] += sum(values[key] != figure * SCALE for key, figure in stored.items())
    with desk.store.read() as connection:
        lines = select(_HISTORY.c.row_key, _HISTORY.c.new).where(_HISTORY.c.field == "value").order_by(_HISTORY.c.id)
        told = {key.rpartition("/")[2]: new for key, new in connection.execute(lines)}
    found["torn"] += sum(str(values[key]) != told.get(key) for key in stored)
    found["torn"] += len(problems(desk.store))
    return found


def counts(rounds: int, seed: int) -> Counter[str]:
    """Kill so many children; how many edits were said to be stored, and what became of them."""
    found: Counter[str] = Counter()
    stored: dict[str, int] = {}
    with TemporaryDirectory() as folder:
        database = Path(folder) / "练习.db"
        practise(database)
        for number in range(seed, seed + rounds):
            said = killed(database, number)
            desk = open_desk(database, Origin.WINDOW)
            try:
                *done, under_way = islice(edits(desk, number), said + 1)
                stored.update(done)
                found += faults(desk, stored, under_way)
            finally:
                desk.close()
            found["edits said to be stored"] += said
            found["kills before any edit"] += not said
    return found


def main() -> int:
    """Print what became of the edits; 1 where one is lost or torn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=1000, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    found = counts(asked.n, asked.seed)
    for name, count in sorted(found.items()):
        print(f"{count:8}  {name}")
    bad = sum(found[name] for name in BAD)
    print(f"\n{asked.n} kills, seed {asked.seed}, {time.monotonic() - began:.0f} s: {bad} edits lost or torn")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
