"""Opening, making and upgrading a database file."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, select, update
from sqlcipher3 import dbapi2 as sqlite3

from db.backups import back_up
from db.digests import digest_all
from db.engine import BUSY_MS, make_engine, plain_errors, refusal_of
from db.errors import refuse
from db.models import Base
from db.vocabulary import BackupReason
from db.witness import Mark, Witness

# "TgDk": how a file says that it is one of ours.
APPLICATION_ID: Final = 0x5467446B
SCHEMA_VERSION: Final = "0009"
_LEDGER: Final = Base.metadata.tables["ledger"]
_HISTORY: Final = Base.metadata.tables["history"]


@dataclass(frozen=True, slots=True)
class Store:
    """An open database: a file and the engine on it."""

    path: Path
    engine: Engine

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
            before = _changes(connection)
            yield connection
            mark = _count(connection) if _changes(connection) != before else None
        if mark is not None:
            Witness(self.path).note(mark)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _changes(connection: Connection) -> int:
    """How many rows this connection has written."""
    raw: Any = connection.connection.dbapi_connection
    return int(raw.total_changes)


def _count(connection: Connection) -> Mark:
    """Count this commit; what is to be known of it outside."""
    end = select(_HISTORY.c.digest).order_by(_HISTORY.c.id.desc()).limit(1).scalar_subquery()
    values = {"commits": _LEDGER.c.commits + 1, "head": func.coalesce(end, ""), "at": datetime.now(UTC)}
    row = connection.execute(update(_LEDGER).values(values).returning(_LEDGER)).one()
    return Mark(row.store_key, row.commits, row.head, row.at)


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
    return Store(path, make_engine(path))


def _make(path: Path, fill: Callable[[Connection], None]) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _upgrade(path)
    made = Store(path, make_engine(path))
    try:
        with made.write() as connection:
            fill(connection)
    finally:
        made.close()


def open_store(path: Path) -> Store:
    """The database at this path, brought up to date after a backup; a newer one is refused untouched."""
    if known_version(path) < SCHEMA_VERSION:
        back_up(path, BackupReason.BEFORE_UPGRADE)
        _upgrade(path)
    return Store(path, make_engine(path))


def known_version(path: Path) -> str:
    """The schema version of a file; refused where it is none of ours, or newer than this program."""
    version = _version(path)
    if version > SCHEMA_VERSION:
        raise refuse("refusal.newer", path=str(path), version=version, known=SCHEMA_VERSION)
    return version


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
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MS / 1000)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise refuse("refusal.not_ours", path=str(path))
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    except sqlite3.DatabaseError as error:
        raise refusal_of(error, path) or refuse("refusal.not_ours", path=str(path)) from error
    if found is None:
        raise refuse("refusal.not_ours", path=str(path))
    return str(found[0])


def _upgrade(path: Path) -> None:
    from alembic import command

    engine = make_engine(path, watched=False)
    config = migrations()
    try:
        with plain_errors(path), engine.connect() as connection:
            # A batch change rebuilds a table; with foreign keys on, dropping the old one would delete its children.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
            with connection.execution_options(writes=True).begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise refuse("refusal.upgrade_breaks_links", table=str(broken[0]))
                for statement in digest_all():
                    connection.exec_driver_sql(statement)
    finally:
        engine.dispose()
