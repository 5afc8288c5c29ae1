"""The backups in their order: what each holds, and what was done from one to the next and up to now."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite3

from db.backups import Backup, folder_of
from db.between import Done, Held, done_since, held
from db.engine import connect, refusal_of
from db.errors import refuse
from desktop.desk import Desk
from desktop.operations.backups import list_backups


@dataclass(frozen=True, slots=True)
class Step:
    """One backup: its size in bytes, what it holds, and what was done afterwards.

    `until_next` and `until_now` are None where what came later does not go on from here, since an older backup was
    restored in between; `held` is None in a backup of a version that had no ledger.
    """

    backup: Backup
    size: int
    held: Held | None
    until_next: Done | None
    until_now: Done | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The backups, the newest first, and where they are."""

    folder: Path
    steps: tuple[Step, ...]


def load_timeline(desk: Desk) -> Timeline:
    """Look into every backup of a database."""
    database = desk.store.path
    steps: list[Step] = []
    following = database
    with closing(connect(database, "ro")) as now:
        for backup in list_backups(desk):
            try:
                steps.append(_step(backup, following, now))
            except FileNotFoundError:
                # Somebody took it away meanwhile.
                continue
            except sqlite3.DatabaseError as error:
                raise refusal_of(error, backup.path) or refuse("refusal.damaged", path=str(backup.path)) from error
            following = backup.path
    return Timeline(folder_of(database), tuple(steps))


def held_in(backup: Backup) -> Held | None:
    """What a backup holds; None in one of a version that had no ledger."""
    if backup.mark is None:
        return None
    with closing(connect(backup.path, "ro")) as raw:
        return held(raw)


def _step(backup: Backup, following: Path, now: Any) -> Step:
    size = backup.path.stat().st_size
    holds = held_in(backup)
    if holds is None:
        return Step(backup, size, None, None, None)
    with closing(connect(following, "ro")) as later:
        until_next = done_since(later, holds)
    return Step(backup, size, holds, until_next, done_since(now, holds))
