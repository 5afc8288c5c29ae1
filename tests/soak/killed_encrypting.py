"""A program killed while a passphrase is set, changed or taken away: `python tests/soak/killed_encrypting.py --n 500`.

Each time a process is killed at a random moment, the database opens as a plain file, or by the old or the new
passphrase; it says all that it said; and every evidence file is there as it was attached. Prints how it was found, by
what was being done; exits 1 where something was lost.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import multiprocessing
import random
import shutil
import sys
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from db import keyring
from db.errors import Locked, Refusal
from db.models import Base
from db.vocabulary import Origin
from desktop.desk import Desk, open_desk
from desktop.operations.access import change_passphrase, encrypt_rest, remove_passphrase, set_passphrase
from desktop.operations.entry import EntryRow, load_entry
from desktop.operations.evidence import FileCondition, add_bytes, conditions
from desktop.operations.practice import PERIOD, practise

OLD, NEW = "春眠不觉晓 2024", "处处闻啼鸟 2025"
DEEDS = ("set", "change", "remove")
BAD = "LOST"
_FILES = 6
# Seconds; a little more than each takes.
_LONGEST = {"set": 1.5, "change": 0.5, "remove": 1.0}


def deed(database: Path, name: str, ready: Connection) -> None:
    """What is killed, some time after it said that it is ready."""
    if name != "set":
        keyring.unlock(database, OLD)
    desk = open_desk(database, Origin.COMMAND)
    ready.send_bytes(b"ready")
    if name == "set":
        set_passphrase(desk, OLD)
        encrypt_rest(desk, ())
    elif name == "change":
        change_passphrase(desk, NEW, ())
    else:
        remove_passphrase(desk)
    desk.close()


def first(desk: Desk) -> EntryRow:
    """The row that has the evidence."""
    return load_entry(desk, PERIOD).rows[0]


def said(desk: Desk) -> list[str]:
    """What a database says of its plan and its evidence."""
    names = ("units", "targets", "entries", "evidence_files")
    with desk.store.read() as connection:
        return [repr(row) for name in names for row in connection.execute(select(Base.metadata.tables[name])).all()]


def opened(database: Path) -> tuple[Desk, str]:
    """The desk, and by what it was opened."""
    for how in ("", OLD, NEW):
        try:
            if how:
                keyring.unlock(database, how)
            return open_desk(database, Origin.COMMAND), {"": "plain", OLD: "old", NEW: "new"}[how]
        except Locked:
            continue
        except Refusal as refusal:
            if refusal.sentence.code != "refusal.wrong_passphrase":
                raise
    raise Locked(database)


def verdict(source: Path, folder: Path, dice: random.Random, name: str) -> str:
    """Kill one deed somewhere in its middle; how the database was found."""
    database = Path(shutil.copy(source, folder / "台账.db"))
    keyring._opened.clear()
    desk = open_desk(database, Origin.COMMAND)
    for number in range(_FILES):
        add_bytes(desk, PERIOD, first(desk).target.key, f"{number}.bin", dice.randbytes(200_000))
    before, files = said(desk), first(desk).files
    if name != "set":
        set_passphrase(desk, OLD)
        encrypt_rest(desk, ())
    desk.close()
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=deed, args=(database, name, there))
    process.start()
    there.close()
    here.recv_bytes()
    process.join(dice.uniform(0, _LONGEST[name]))
    process.kill()
    process.join()
    here.close()
    keyring._opened.clear()
    try:
        desk, how = opened(database)
    except Refusal as refusal:
        return f"{BAD}: {refusal.sentence.code}"
    whole = said(desk) == before and set(conditions(desk, files)) == {FileCondition.GOOD}
    desk.close()
    return how if whole else f"{BAD}: opened {how}"


def counts(count: int, seed: int) -> Counter[tuple[str, str]]:
    """How often each deed ended in which way."""
    dice = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as made:
        source = Path(made) / "台账.db"
        practise(source)
        for number in range(count):
            name = DEEDS[number % len(DEEDS)]
            with TemporaryDirectory() as folder:
                found[name, verdict(source, Path(folder), dice, name)] += 1
    return found


def main() -> int:
    """Print how the databases were found; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=500, help="how many times")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = counts(asked.n, asked.seed)
    for (name, how), count in sorted(found.items()):
        print(f"{name:8} {count:6}  {how}")
    bad = sum(count for (_, how), count in found.items() if how.startswith(BAD))
    print(f"\n{asked.n} programs killed, seed {asked.seed}: {bad} databases or files lost")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
