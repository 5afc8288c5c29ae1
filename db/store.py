"""Opening, making, upgrading and backing up a database file."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from db.errors import Refusal, refuse

# "TgDk": how a file says that it is one of ours.
APPLICATION_ID: Final = 0x5467446B
SCHEMA_VERSION: Final = "0008"
_BUSY_MS: Final = 5000


@dataclass(frozen=True, slots=True)
class Store:
    """An open database: a file and the engine on it."""

    path: Path
    engine: Engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with (
            _plain_errors(self.path),
            self.engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start: all of it, durable at its end, or nothing."""
        with (
            _plain_errors(self.path),
            self.engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def create(path: Path, fill: Callable[[Connection], None]) -> Store:
    """A new database at this path, with what `fill` writes; refused where something is already there.

    It is made beside and put in place when it is whole, so that a program that dies leaves no half of one.
    """
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
            for rest in (beside, *(beside.with_name(beside.name + end) for end in ("-wal", "-shm", "-journal"))):
                rest.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise refuse("refusal.cannot_write", path=str(path)) from error
    return Store(path, _engine(path))


def _make(path: Path, fill: Callable[[Connection], None]) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA journal_mode = WAL")
    _upgrade(path)
    made = Store(path, _engine(path))
    try:
        with made.write() as connection:
            fill(connection)
    finally:
        made.close()


def open_store(path: Path) -> Store:
    """The database at this path, brought up to date after a backup; a newer one is refused untouched."""
    version = _version(path)
    if version > SCHEMA_VERSION:
        raise refuse("refusal.newer", path=str(path), version=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        backup(path, f"before-{SCHEMA_VERSION}")
        _upgrade(path)
    return Store(path, _engine(path))


def backup(path: Path, reason: str) -> Path:
    """A copy of the database as of now, made by SQLite itself, in the folder `backups` beside it."""
    folder = path.parent / "backups"
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = folder / f"{path.stem}-{stamp}-{reason}{path.suffix}"
    try:
        folder.mkdir(exist_ok=True)
        copy(path, target)
    except (OSError, sqlite3.Error) as error:
        raise refuse("refusal.no_backup", path=str(folder)) from error
    return target


def copy(path: Path, target: Path) -> None:
    """Copy a database, in use or not, as of one moment; a plain copy of the file would lose what is in its log."""
    source_uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source_uri, uri=True)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)


def migrations() -> Any:
    """Alembic's configuration, pointing at the migrations that ship with this program."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("db").joinpath("migrations")).replace("%", "%%"))
    return config


def _version(path: Path) -> str:
    """The schema version of a file, read without changing a byte of it."""
    try:
        if not path.is_file():
            raise refuse("refusal.not_found", path=str(path))
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_MS / 1000)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise refuse("refusal.not_ours", path=str(path))
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    except sqlite3.DatabaseError as error:
        raise _refusal_of(error, path) or refuse("refusal.not_ours", path=str(path)) from error
    if found is None:
        raise refuse("refusal.not_ours", path=str(path))
    return str(found[0])


def _upgrade(path: Path) -> None:
    from alembic import command

    engine = _engine(path)
    config = migrations()
    try:
        with _plain_errors(path), engine.connect() as connection:
            # A batch change rebuilds a table; with foreign keys on, dropping the old one would delete its children.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
            with connection.execution_options(writes=True).begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise refuse("refusal.upgrade_breaks_links", table=str(broken[0]))
    finally:
        engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())), connect_args={"timeout": _BUSY_MS / 1000}
    )

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        # The driver's own implicit BEGIN would leave DDL and SELECT outside the transaction.
        raw.isolation_level = None
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = FULL")
        # The log is folded into the file every 32 MB and when the last one closes it, not every few workbooks.
        raw.execute("PRAGMA wal_autocheckpoint = 8000")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """What the environment does to a database, said in a sentence; anything else is left as it is."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        refusal = _refusal_of(error.orig, path)
        if refusal is None:
            raise
        raise refusal from error


_CONDITIONS: Final = {
    sqlite3.SQLITE_BUSY: "refusal.busy",
    sqlite3.SQLITE_LOCKED: "refusal.busy",
    sqlite3.SQLITE_FULL: "refusal.disk_full",
    sqlite3.SQLITE_READONLY: "refusal.cannot_write",
    sqlite3.SQLITE_CANTOPEN: "refusal.cannot_open",
    sqlite3.SQLITE_IOERR: "refusal.disk_error",
    sqlite3.SQLITE_CORRUPT: "refusal.damaged",
    sqlite3.SQLITE_NOTADB: "refusal.not_ours",
}


def _refusal_of(error: BaseException | None, path: Path) -> Refusal | None:
    code = getattr(error, "sqlite_errorcode", None)
    condition = None if code is None else _CONDITIONS.get(code & 0xFF)
    return None if condition is None else refuse(condition, path=str(path))
