"""Backups: copies in the folder `backups` beside a database, named by their moment and reason."""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlite3

from db import clock
from db.copies import copy, tables_of
from db.engine import connect, refusal_of
from db.errors import Locked, refuse
from db.keeping import kept
from db.steps import Tell, nobody
from db.vocabulary import BackupReason
from db.witness import Mark

_FOLDER: Final = "backups"
_STAMP: Final = "%Y%m%dT%H%M%S%fZ"
_REASONS: Final = "|".join(BackupReason)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when and why it was made, and the ledger in it, which older versions had not."""

    path: Path
    at: datetime
    reason: BackupReason
    mark: Mark | None

    @property
    def order(self) -> tuple[int, datetime]:
        """Later ones have more: a clock may jump, commits are only ever counted on."""
        return (-1 if self.mark is None else self.mark.commits, self.at)


def folder_of(database: Path) -> Path:
    """Where the backups of a database are kept."""
    return database.parent / _FOLDER


def mark_of(path: Path) -> Mark | None:
    """What the ledger of a database says; None in an older version. sqlite3.DatabaseError where it cannot be read."""
    with closing(connect(path, "ro")) as raw:
        if "ledger" not in tables_of(raw):
            return None
        key, commits, head, at = raw.execute("SELECT store_key, commits, head, at FROM ledger").fetchone()
        return Mark(key, commits, head, datetime.fromisoformat(at).replace(tzinfo=UTC))


def own_mark(database: Path) -> Mark | None:
    """What the ledger of an open database says; None in an older version, refused where it cannot be read."""
    try:
        return mark_of(database)
    except sqlite3.DatabaseError as error:
        raise refusal_of(error, database) or refuse("refusal.damaged", path=str(database)) from error


def backups_of(database: Path, folder: Path) -> list[Backup]:
    """The backups of a database in a folder, the newest first; of another one of the same name there are none."""
    pattern = re.compile(rf"{re.escape(database.stem)}-(\d{{8}}T\d{{12}}Z)-({_REASONS}){re.escape(database.suffix)}")
    key = _key(database)
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = pattern.fullmatch(path.name)
            if named is None:
                continue
            # One that cannot be read is no backup, and is left for whoever can make something of it.
            with suppress(sqlite3.DatabaseError, ValueError, Locked):
                at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, at, BackupReason(named[2]), mark_of(path)))
    ours = [one for one in found if one.mark is None or key in {"", one.mark.store_key}]
    return sorted(ours, key=lambda one: one.order, reverse=True)


def _key(database: Path) -> str:
    """By which a database is told from others; empty where it has none, or cannot be asked."""
    try:
        mark = mark_of(database)
    except sqlite3.DatabaseError:
        return ""
    return "" if mark is None else mark.store_key


def back_up(database: Path, reason: BackupReason) -> Backup:
    """Make a backup, and take away those that are no longer kept; refused where none can be made."""
    return _back_up(database, reason, backups_of(database, folder_of(database)), nobody)


def back_up_written(database: Path, reason: BackupReason, tell: Tell = nobody) -> Backup | None:
    """Make a backup where anything was written since the newest one; None where there is nothing to keep.

    `tell` is told how far that is.
    """
    there = backups_of(database, folder_of(database))
    if there and there[0].mark is not None and there[0].mark == own_mark(database):
        return None
    return _back_up(database, reason, there, tell)


def _back_up(database: Path, reason: BackupReason, there: Sequence[Backup], tell: Tell) -> Backup:
    """The same beside those that are there."""
    folder = folder_of(database)
    at = clock.now()
    path = folder / f"{database.stem}-{at.strftime(_STAMP)}-{reason}{database.suffix}"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise refuse("refusal.no_backup", path=str(folder)) from error
    copy(database, path, tell)
    made = Backup(path, at, reason, mark_of(path))
    _thin_out([*there, made])
    return made


def thin_out(database: Path, folder: Path) -> None:
    """Take away the backups in a folder that are no longer kept; one that is in use stays for now."""
    _thin_out(backups_of(database, folder))


def _thin_out(there: Iterable[Backup]) -> None:
    ordered = sorted(there, key=lambda one: one.order)
    wanted = kept([one.at.astimezone() for one in ordered])
    for place, one in enumerate(ordered):
        if place not in wanted:
            with suppress(OSError):
                one.path.unlink()
