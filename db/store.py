"""Opening, making and upgrading a database: files here, by servers in db.server."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, update
from sqlcipher3 import dbapi2 as sqlite3

from db.address import Location, Server
from db.commits import count_commit
from db.condition import Condition, examine, ledger_of
from db.engine import connect, fold_after, journal_mode, make_engine, plain_errors, refusal_of, written
from db.errors import Locked, refuse
from db.file_state import is_closed
from db.migrating import bring_up_to_date, upgrade
from db.models import Base
from db.places import require_local
from db.schema import SCHEMA_VERSION
from db.secret import Secret
from db.steps import Doing, Steps, Told, untold
from db.storage import Store
from db.version import APPLICATION_ID, take_back, version_of
from db.witness import Witness

_LEDGER: Final = Base.metadata.tables["ledger"]


@dataclass(frozen=True, slots=True)
class FileStore:
    """A database in a file of this computer, and the engine on it."""

    path: Path
    engine: Engine
    # As it was found when it was opened.
    condition: Condition

    @property
    def location(self) -> Path:
        """Its file."""
        return self.path

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with (
            plain_errors(self.path),
            self.engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start: all of it, durable at its end, or nothing."""
        with (
            plain_errors(self.path),
            self.engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            before = written(connection)
            yield connection
            rows = written(connection) - before
            mark = count_commit(connection) if rows else None
            fold_after(connection, rows)
        if mark is not None:
            Witness(self.path).note(mark)

    def close(self) -> None:
        """Let go of the file, and keep the sums of its pages where nobody else has it open.

        The sums of a damaged one stay what they were, so that the next opening finds the damage again.
        """
        self.engine.dispose()
        if self.condition.whole:
            _vouch(self.path)


def _vouch(path: Path) -> None:
    """Keep outside how a file is that was closed; one that can no longer be reached is as it is."""
    witness = Witness(path)
    with suppress(OSError, sqlite3.DatabaseError, UnicodeDecodeError, Locked):
        with closing(connect(path)) as raw:
            mark = ledger_of(raw)
        if is_closed(path) and (witness.last(mark.store_key) != mark or not witness.summed(mark.commits)):
            witness.note(mark)
            witness.take_sums(mark.commits)


def create(location: Location, fill: Callable[[Connection], None]) -> Store:
    """A new database, with what `fill` writes; refused where something is already there."""
    if isinstance(location, Server):
        from db.server import store

        return store.create(location, fill)
    return _create_file(location, fill)


def _create_file(path: Path, fill: Callable[[Connection], None]) -> FileStore:
    """A new database at this path.

    It is made beside and put in place when it is whole, so that a program that dies leaves no half of one.
    """
    require_local(path)
    try:
        if path.exists():
            raise refuse("refusal.exists", path=str(path))
        if not path.parent.is_dir():
            raise refuse("refusal.no_folder", path=str(path.parent))
        beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
        try:
            _make(beside, fill)
            os.replace(beside, path)
        finally:
            remove(beside)
    except (OSError, sqlite3.OperationalError) as error:
        told = refusal_of(error, path)
        if told is None or told.sentence.code == "refusal.cannot_open":
            # What is not there yet cannot be opened where it cannot be made.
            told = refuse("refusal.cannot_write", path=str(path))
        raise told from error
    _vouch(path)
    return FileStore(path, make_engine(path), Condition())


def remove(path: Path) -> None:
    """Remove a database with all that lies beside it and is told of it."""
    for end in ("", "-wal", "-shm", "-journal", ".witness"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def make_empty(path: Path, secret: Secret | None = None, version: str = SCHEMA_VERSION) -> None:
    """Make a database without rows, of this schema, where nothing is; encrypted where a secret is given."""
    with closing(connect(path, "rwc", secret)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(path, version)


@cache
def _empty() -> bytes:
    """A database without rows as it lies on the disk; its migrations are gone through once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "empty.db")
        make_empty(path)
        return path.read_bytes()


def _make(path: Path, fill: Callable[[Connection], None]) -> None:
    path.write_bytes(_empty())
    made = FileStore(path, make_engine(path), Condition())
    try:
        with made.write() as connection:
            connection.execute(update(_LEDGER).values(store_key=uuid4().hex))
            fill(connection)
    finally:
        made.close()


def open_store(location: Location, told: Told = untold) -> Store:
    """An open database; refused where it cannot be one. `told` is told how far what takes long with a file is."""
    if isinstance(location, Server):
        from db.server.store import open_server

        return open_server(location)
    return open_file(location, told)


def open_file(path: Path, told: Told) -> FileStore:
    """The database at this path, brought up to date after a backup; a newer one is refused untouched."""
    require_local(path)
    version = known_version(path)
    with plain_errors(path):
        take_back(path)
    if version < SCHEMA_VERSION:
        bring_up_to_date(path, version, Steps(Doing.UPGRADING, told))
    with plain_errors(path):
        # Before an upgrade it was whole, and what that wrote it digested: to read it all once more would tell nothing.
        found = examine(path, tell=Steps(Doing.CHECKING, told)) if version == SCHEMA_VERSION else Condition()
        if found.whole:
            _settle_journal(path)
        return FileStore(path, make_engine(path), found)


def _settle_journal(path: Path) -> None:
    """Have the file use the journal that this library is safe with: that changes its first page without a commit."""
    with closing(connect(path)) as raw:
        if raw.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode():
            return
        raw.execute(f"PRAGMA journal_mode = {journal_mode()}")
    _vouch(path)


def known_version(path: Path) -> str:
    """The schema version of a file; refused where it is none of ours, or newer than this program."""
    version = version_of(path)
    if version > SCHEMA_VERSION:
        raise refuse("refusal.newer", path=str(path), version=version, known=SCHEMA_VERSION)
    return version
