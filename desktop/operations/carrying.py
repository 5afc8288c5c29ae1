"""A database that lies where none may be opened: carried to this computer, worked on, and carried back."""

import hashlib
import json
import os
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlcipher3 import dbapi2 as sqlite3

from db.condition import ledger_of
from db.copies import copy
from db.engine import connect
from db.engine import refusal_of as condition_of
from db.errors import Refusal, refuse
from db.names import inside
from db.places import require_local
from db.store import remove
from db.version import APPLICATION_ID
from db.witness import Mark, Witness
from desktop.desk import Desk
from desktop.exchange.files import put_bytes, refusal_of, replacing, second_name
from desktop.operations.progress import Progress, silent
from resources.texts import say

# What SQLite keeps beside a database that was not closed; the file alone would lose what is in them.
_LOGS: Final = ("-wal", "-journal")
_TRIES: Final = 3


class Changed(StrEnum):
    """What to do where the database out there was changed meanwhile."""

    REFUSE = "refuse"
    # Put ours in its place, and keep it under another name.
    REPLACE = "replace"
    # Put ours under another name.
    BESIDE = "beside"


class ChangedThere(Refusal):
    """The database out there is not the one that was carried in."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a database on this computer came from, and what it was when it last was the same there and here."""

    origin: Path
    sha256: str
    store_key: str
    commits: int


@dataclass(frozen=True, slots=True)
class SentBack:
    """Where a database is out there now, and where the one that was changed meanwhile is kept."""

    path: Path
    kept: Path | None


def carried(database: Path) -> Carried | None:
    """Where a database came from; None where it was made here."""
    try:
        told = json.loads(_note(database).read_text(encoding="utf-8"))
        return Carried(Path(told["origin"]), str(told["sha256"]), str(told["store_key"]), int(told["commits"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_of(outside: Path, folder: Path) -> Path | None:
    """The copy of a database that is in a folder already, for which it is not to be carried in a second time.

    One that holds nothing new is not the copy of a database that was changed since.
    """
    for note in sorted(folder.glob("*.origin")):
        database = note.with_suffix("")
        known = carried(database)
        if known is not None and known.origin == outside.absolute() and database.is_file():
            mark = Witness(database).last(known.store_key)
            if mark is None or mark.commits != known.commits or _digest(outside) == known.sha256:
                return database
    return None


def free_name(outside: Path, folder: Path) -> Path:
    """Where a database would be carried to in a folder."""
    wanted = inside(folder, outside.name)
    return second_name(wanted) if wanted.exists() else wanted


def carry_in(outside: Path, database: Path, progress: Progress = silent) -> Path:
    """Copy a database with its evidence to this computer, and note where it came from; nothing is changed there."""
    require_local(database)
    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    if not outside.is_file():
        raise refuse("refusal.not_found", path=str(outside))
    if not database.parent.is_dir():
        raise refuse("refusal.no_folder", path=str(database.parent))
    try:
        with TemporaryDirectory(prefix=".carried-", dir=database.parent) as folder:
            staged = Path(folder, database.name)
            digest = _stage(outside, staged)
            mark = _mark(staged)
            _require_ours(staged, outside)
            _bring_files(outside, database, progress)
            _put_note(database, Carried(outside.absolute(), digest, mark.store_key, mark.commits))
            for end in (*_LOGS, ".witness", ""):
                # The database itself last: until then nothing is there.
                part = staged.with_name(staged.name + end)
                if part.exists():
                    os.replace(part, database.with_name(database.name + end))
    except OSError as error:
        _note(database).unlink(missing_ok=True)
        remove(database)
        raise _told(error, database) from error
    return database


def carried_here(desk: Desk) -> Carried | None:
    """From where a desk's database was copied; None where it was not, or where a server keeps it."""
    return None if desk.on_server else carried(desk.store.path)


def unsent(desk: Desk) -> bool:
    """Whether a database that was carried here holds what is not out there."""
    known = carried_here(desk)
    if known is None:
        return False
    with closing(connect(desk.store.path, "ro")) as raw:
        mark = ledger_of(raw)
    return (mark.store_key, mark.commits) != (known.store_key, known.commits)


def carry_out(desk: Desk, changed: Changed = Changed.REFUSE, progress: Progress = silent) -> SentBack:
    """Put a database with its evidence back where it came from: written beside, read back, then put in place."""
    database = desk.store.path
    known = carried(database)
    if known is None:
        raise refuse("refusal.not_carried", path=str(database))
    target, kept = known.origin, None
    if not target.parent.is_dir():
        raise refuse("refusal.place_gone", path=str(target))
    try:
        if target.exists() and not _same_there(target, known):
            if changed is Changed.REFUSE:
                raise ChangedThere(say("refusal.changed_there", path=str(target)))
            if changed is Changed.BESIDE:
                target = second_name(target)
            else:
                kept = _old_name(target)
        with TemporaryDirectory(prefix=".carried-", dir=database.parent) as folder:
            staged = Path(folder, "out.db")
            copy(database, staged)
            mark = _mark(staged)
            # First what the database speaks of.
            _bring_files(database, target, progress)
            kept = _put(staged, target, kept)
            _put_note(database, Carried(target, _digest(target), mark.store_key, mark.commits))
        Witness(target).start_over(mark)
    except OSError as error:
        raise _told(error, target) from error
    except sqlite3.Error as error:
        raise condition_of(error, target) or refuse("refusal.cannot_open", path=str(database)) from error
    return SentBack(target, kept)


def _put(staged: Path, target: Path, kept: Path | None) -> Path | None:
    """Put a database in its place; a log that lies there belongs to the old one and must not meet the new one."""
    digest = _digest(staged)
    with replacing(target) as beside:
        shutil.copyfile(staged, beside)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        if _digest(beside) != digest:
            raise refuse("refusal.not_as_sent", path=str(target))
        if kept is None and target.exists() and len(_family(target)) > 1:
            kept = _old_name(target)
        if kept is not None:
            _make_way(target, kept)
    return kept


def _old_name(target: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return second_name(target.with_name(f"{target.stem}-{stamp}-replaced{target.suffix}"))


def _make_way(target: Path, kept: Path) -> None:
    """Give a database and its logs another name."""
    for part in _family(target):
        os.replace(part, kept.with_name(kept.name + part.name.removeprefix(target.name)))


def _same_there(outside: Path, known: Carried) -> bool:
    """Whether what is out there is still what was carried in, byte by byte or by its own count of commits."""
    if _digest(outside) == known.sha256:
        return True
    with TemporaryDirectory() as folder:
        staged = Path(folder, "there.db")
        _stage(outside, staged)
        mark = _mark(staged)
    return bool(known.store_key) and (mark.store_key, mark.commits) == (known.store_key, known.commits)


def _stage(outside: Path, staged: Path) -> str:
    """Copy a database with its logs as of one moment, reading only; the digest of all that."""
    for _ in range(_TRIES):
        before = _state(outside)
        for end in ("", *_LOGS, ".witness"):
            source, part = (path.with_name(path.name + end) for path in (outside, staged))
            part.unlink(missing_ok=True)
            if source.is_file():
                shutil.copyfile(source, part)
        if _state(outside) == before:
            return _digest(staged)
    raise refuse("refusal.busy_there", path=str(outside))


def _state(database: Path) -> list[tuple[str, int, int]]:
    return [(part.name, part.stat().st_size, part.stat().st_mtime_ns) for part in _family(database)]


def _family(database: Path) -> list[Path]:
    """A database, and its logs where something is in them."""
    logs = (database.with_name(database.name + end) for end in _LOGS)
    return [database, *(log for log in logs if log.is_file() and log.stat().st_size)]


def _digest(database: Path) -> str:
    """The digest of a database and its logs."""
    total = hashlib.sha256()
    for part in _family(database):
        with part.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _mark(staged: Path) -> Mark:
    """How often a database was written; nothing is known of one that has no ledger yet or cannot be read here."""
    try:
        with closing(connect(staged)) as raw:
            return ledger_of(raw)
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return Mark("", 0, "", datetime.now(UTC))


def _require_ours(staged: Path, outside: Path) -> None:
    """Refused where it is some other file."""
    try:
        with closing(connect(staged, "ro")) as raw:
            ours = raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except sqlite3.DatabaseError:
        ours = False
    if not ours:
        raise refuse("refusal.not_ours", path=str(outside))


def _bring_files(source: Path, target: Path, progress: Progress) -> None:
    """Bring the evidence of a database to where another one keeps its own; what is there already stays."""
    there, here = source.with_suffix(".evidence"), target.with_suffix(".evidence")
    files = [path for path in there.rglob("*") if path.is_file() and not path.name.startswith(".")]
    for done, path in enumerate(files):
        progress(done, len(files), path.name)
        wanted = here / path.relative_to(there)
        if not (wanted.is_file() and wanted.stat().st_size == path.stat().st_size):
            wanted.parent.mkdir(parents=True, exist_ok=True)
            with replacing(wanted) as beside:
                shutil.copyfile(path, beside)


def _told(error: OSError, path: Path) -> Refusal:
    """What went wrong, of the file of which the system says it."""
    return refusal_of(error, Path(error.filename) if isinstance(error.filename, str) else path)


def _note(database: Path) -> Path:
    return database.with_name(f"{database.name}.origin")


def _put_note(database: Path, known: Carried) -> None:
    told = {**asdict(known), "origin": str(known.origin)}
    put_bytes(_note(database), json.dumps(told, ensure_ascii=False).encode())
