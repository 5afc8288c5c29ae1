"""The write-ahead log cut off or a bit of it flipped after a power cut: `python tests/soak/lost_log.py --n 500`.

A department's database is copied with its log while it is open, as a power cut leaves it. Each copy must open, must
hold the state after one of the commits whole, and where later commits are missing must say how many. Exits 1 otherwise.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "helpers"))

from bit_flips import flip
from round_at_rest import copied, figures, make_round

from db.condition import ledger_of
from db.engine import connect
from db.store import open_store
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry

COMMITS = 40


@dataclass(frozen=True)
class Interrupted:
    """A database with its log as a power cut leaves it, and what it held after each commit."""

    database: Path
    states: dict[int, list[tuple[Any, ...]]]

    @property
    def commits(self) -> int:
        """How many there were in all."""
        return max(self.states)


def interrupted(folder: Path) -> Interrupted:
    """Enter figures one by one, keeping what stood after each, and take the files while the database is open."""
    make_round(folder, units=1, targets=20)
    database = next((folder / "units").glob("*.db"))
    desk = open_desk(database, Origin.COMMAND)
    states = {_commits(database): figures(database)}
    try:
        targets = [row.target.key for row in load_entry(desk, "2024-04").rows]
        for number in range(COMMITS):
            edit = CellEdit(targets[number % len(targets)], "problems", f"第 {number} 次")
            edit_entries(desk, "2024-04", [edit])
            states[_commits(database)] = figures(database)
        copied(database, folder / "cut")
    finally:
        desk.close()
    return Interrupted(folder / "cut" / database.name, states)


def _commits(database: Path) -> int:
    raw = connect(database)
    try:
        return ledger_of(raw).commits
    finally:
        raw.close()


def damage(log: Path, dice: random.Random) -> str:
    """Cut the log off somewhere, or flip a bit of it."""
    size = log.stat().st_size
    if dice.random() < 0.5:
        with log.open("r+b") as file:
            file.truncate(dice.randrange(size))
        return "cut off"
    flip(log, dice.randrange(size), dice.randrange(8))
    return "flipped"


def verdict(case: Interrupted, copy: Path) -> str:
    """What became of a copy, told from its condition and from what it holds."""
    store = open_store(copy)
    condition = store.condition
    store.close()
    there = _commits(copy)
    missing = case.commits - there
    said = 0 if condition.lost is None else condition.lost.commits
    if not condition.whole or figures(copy) != case.states.get(there):
        return "TORN"
    if said != missing:
        return f"NOT SAID: {missing} missing, {said} told"
    return "opened, loss told" if missing else "opened, nothing missing"


def counts(case: Interrupted, folder: Path, n: int, seed: int) -> Counter[str]:
    """The verdicts of so many damages."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    for _ in range(n):
        copy = copied(case.database, folder / "copy")
        how = damage(copy.with_name(f"{copy.name}-wal"), dice)
        found[f"{how}: {verdict(case, copy)}"] += 1
    return found


def bad(found: Counter[str]) -> int:
    """How many of the verdicts must not be."""
    return sum(count for what, count in found.items() if "TORN" in what or "NOT SAID" in what)


def main() -> int:
    """Damage, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        case = interrupted(Path(name) / "round")
        found = counts(case, Path(name), given.n, given.seed)
    for what, count in found.most_common():
        print(f"{count:6} {what}")
    print(f"{found.total()} logs of {COMMITS} commits damaged, all opened, {bad(found)} torn or silent")
    return int(bad(found) > 0)


if __name__ == "__main__":
    sys.exit(main())
