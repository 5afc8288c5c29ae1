"""Backups as a person meets them: one a day, one by hand, one before whatever cannot be taken back, a second place."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Final

from db.backups import Backup, back_up, back_up_written, backups_of, folder_of, own_mark, thin_out
from db.envelope import carry
from db.errors import Refusal, refuse
from db.keyring import secret_of
from db.vocabulary import BackupReason
from db.witness import Mark
from desktop.desk import Desk
from desktop.exchange.files import replacing
from resources.texts import Sentence

# As much as is written in a day; where a clock always shows the same one, this much tells that another has passed.
_MUCH: Final = 200
# A backup of up to so many bytes keeps nobody waiting; of more, it is only made where there is none of today, or where
# a twentieth of all that was ever written came after it: so it costs a share of the work, and not of what is there.
_QUICK: Final = 64 * 2**20
_SHARE: Final = 20


@dataclass(frozen=True, slots=True)
class Made:
    """The backup that was made, if anything was to be kept, and what could not be done."""

    backup: Backup | None
    troubles: tuple[Sentence, ...] = ()


def back_up_before(desk: Desk, reason: BackupReason) -> None:
    """Keep what is there before it is changed beyond what an undo puts right; refused where it cannot be kept.

    Of a database on a server copies are made there.
    """
    if not desk.on_server:
        back_up_written(desk.store.path, reason)


def back_up_before_import(desk: Desk, today: date) -> None:
    """Keep what is there before workbooks come in, which can be taken back one by one; refused where it cannot be kept.

    What is large is kept once a day. Of a database on a server copies are made there.
    """
    if desk.on_server:
        return
    database = desk.store.path
    mark = own_mark(database)
    if mark is not None and database.stat().st_size > _QUICK:
        newest = next(iter(backups_of(database, folder_of(database))), None)
        if newest is not None and not _is_due(newest, mark, today, max(_MUCH, mark.commits // _SHARE)):
            return
    back_up_written(database, BackupReason.BEFORE_IMPORT)


def back_up_on_opening(desk: Desk, second: Path | None, today: date) -> Made:
    """The day's backup where a day's work has been done since the newest one; then the second place is seen to."""
    if desk.on_server:
        return Made(None)
    return _made(desk, second, lambda: _daily(desk.store.path, today))


def back_up_now(desk: Desk, second: Path | None) -> Made:
    """A backup because somebody wants one, also where nothing was written since the newest."""
    return _made(desk, second, lambda: back_up(desk.store.path, BackupReason.BY_HAND))


def list_backups(desk: Desk) -> Sequence[Backup]:
    """The backups of this database, the newest first."""
    return backups_of(desk.store.path, folder_of(desk.store.path))


def _daily(database: Path, today: date) -> Backup | None:
    newest = next(iter(backups_of(database, folder_of(database))), None)
    mark = own_mark(database)
    if mark is None or (newest is not None and newest.mark == mark):
        return None
    return back_up(database, BackupReason.DAILY) if _is_due(newest, mark, today, _MUCH) else None


def _is_due(newest: Backup | None, mark: Mark, today: date, much: int) -> bool:
    """Whether the newest backup is of another day than today, or so many commits came after it."""
    written = mark.commits - (0 if newest is None or newest.mark is None else newest.mark.commits)
    last = mark.at if newest is None else newest.at
    return last.astimezone().date() != today or written >= much


def _made(desk: Desk, second: Path | None, make: Callable[[], Backup | None]) -> Made:
    """Make one and put it in the second place; what fails is told, since neither stands in the way of work."""
    made: Backup | None = None
    troubles: list[Sentence] = []
    try:
        made = make()
    except Refusal as refusal:
        troubles.append(refusal.sentence)
    try:
        if second is not None:
            put_in_second_place(desk, second)
    except Refusal as refusal:
        troubles.append(refusal.sentence)
    return Made(made, tuple(troubles))


def put_in_second_place(desk: Desk, folder: Path) -> None:
    """Put the newest backup in another folder too, unless it is there; refused where it cannot be put there."""
    newest = next(iter(list_backups(desk)), None)
    if newest is None:
        return
    target = folder / newest.path.name
    if not folder.is_dir():
        raise refuse("refusal.no_second", path=str(folder))
    if target.exists():
        return
    try:
        with replacing(target) as beside:
            shutil.copyfile(newest.path, beside)
            if _digest(beside) != _digest(newest.path):
                raise refuse("refusal.no_second", path=str(folder))
    except Refusal as refusal:
        raise refuse("refusal.no_second", path=str(folder)) from refusal
    secret = secret_of(newest.path)
    if secret is not None:
        carry(newest.path, secret.mark, folder)
    thin_out(desk.store.path, folder)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()
