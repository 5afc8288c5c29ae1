"""Putting a backup in place of a database, which is kept before."""

import os
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import select, update
from sqlcipher3 import dbapi2 as sqlite3

from db import clock
from db.backups import back_up_written, folder_of, mark_of, own_mark
from db.copies import copy, tally
from db.engine import connect, refusal_of
from db.errors import Refusal, refuse
from db.history import Altered, Author, record
from db.keyring import secret_of
from db.models import Base
from db.places import require_local
from db.steps import Doing, Stage, Steps, Tell, Told, untold
from db.store import known_version, open_store, remove
from db.vocabulary import BackupReason
from db.witness import Mark, Witness
from desktop.operations.progress import Cancelled

_LEDGER: Final = Base.metadata.tables["ledger"]
_DAMAGED: Final = frozenset({"refusal.damaged", "refusal.not_ours", "refusal.bad_copy"})
# Pages that are written between two words of how far it is.
_PAGES: Final = 4096
_WAITING: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def restore(backup: Path, database: Path, told: Told = untold) -> None:
    """Make a database from a backup; refused where a database is already there, the backup untouched.

    `told` hears how far that is; where it stops that, there is none.
    """
    require_local(database)
    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    if not database.parent.is_dir():
        raise refuse("refusal.no_folder", path=str(database.parent))
    known_version(backup)
    _put(backup, database, Steps(Doing.RESTORING, told))
    _start_over(database)


def restore_over(backup: Path, database: Path, author: Author, told: Told = untold) -> None:
    """Put a backup in place of a database that nobody has open, which is backed up before.

    One that is too damaged for that is set aside. The commits are counted on from where they were, so that the order
    of the backups stays that in which they were made; the evidence beside the database is left as it is. `told` hears
    how far that is, and may stop it as long as the database is as it was.
    """
    known_version(backup)
    tell = Steps(Doing.REPLACING, told)
    before = _keep(database, tell)
    unstopped = partial(_unstopped, told)
    if database.exists() and secret_of(backup) == secret_of(database):
        _write_over(backup, database, tell)
    else:
        _put(backup, database, Steps(Doing.REPLACING, unstopped))
    restored = _start_over(database)
    store = open_store(database, unstopped)
    try:
        with store.write() as connection:
            known = connection.execute(select(_LEDGER)).one()
            commits = max(known.commits, 0 if before is None else before.commits)
            connection.execute(update(_LEDGER).values(commits=commits))
            old, new = (None if mark is None else mark.at.isoformat() for mark in (before, restored))
            record(connection, author, [Altered("ledger", known.store_key, "restored", old, new)])
    finally:
        store.close()


def _unstopped(told: Told, stage: Stage) -> None:
    """Say how far it is to who would stop it, when it is too late for that."""
    with suppress(Cancelled):
        told(stage)


def _keep(database: Path, tell: Tell) -> Mark | None:
    """Back up what is there before something else takes its place; its ledger, where it has one."""
    try:
        if database.exists():
            back_up_written(database, BackupReason.BEFORE_RESTORE, tell)
            return own_mark(database)
    except Refusal as refusal:
        if refusal.sentence.code not in _DAMAGED:
            raise
        _set_aside(database)
    return None


def _set_aside(database: Path) -> None:
    """Move what cannot be backed up out of the way, with what SQLite keeps beside it: somebody may still mend it."""
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    try:
        folder_of(database).mkdir(exist_ok=True)
        for end in ("", "-wal", "-journal"):
            part = database.with_name(database.name + end)
            if part.exists():
                os.replace(part, folder_of(database) / f"{database.stem}-{stamp}-damaged{database.suffix}{end}")
    except OSError as error:
        raise refuse("refusal.cannot_write", path=str(database)) from error


def _put(backup: Path, database: Path, tell: Tell) -> None:
    """Put a backup where no database is."""
    # The log of one that is gone would be taken for that of the one which comes in its place.
    remove(database)
    copy(backup, database, lambda step, done, total: tell("put" if step == "copy" else "confirm", done, total))


def _write_over(backup: Path, database: Path, tell: Tell) -> None:
    """Replace what is in a database by what is in a backup, in one transaction of SQLite's."""

    def written(state: int, left: int, total: int) -> None:
        # It has waited as long as it may, and would go on for ever.
        if state in _WAITING:
            raise refuse("refusal.busy", path=str(database))
        # After the last page it is too late to stop it.
        if left:
            tell("put", total - left, total)

    try:
        with closing(connect(backup, "ro")) as source, closing(connect(database)) as target:
            target.execute("PRAGMA synchronous = FULL")
            tell("read", 0, 0)
            meant = tally(source)
            source.backup(target, pages=_PAGES, progress=written)
            if tally(target) != meant:
                raise refuse("refusal.bad_copy", path=str(backup))
    except sqlite3.DatabaseError as error:
        raise refusal_of(error, database) or refuse("refusal.cannot_write", path=str(database)) from error


def _start_over(database: Path) -> Mark | None:
    """Have nothing known of a database outside of it but what it says itself; that."""
    mark = mark_of(database)
    witness = Witness(database)
    if mark is None:
        witness.path.unlink(missing_ok=True)
    else:
        witness.start_over(mark)
    return mark
