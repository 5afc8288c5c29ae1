"""A database on a server, at which several people work at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, Executable, Label, func, insert, literal_column, select, update

from db import clock
from db.address import Server
from db.condition import Condition
from db.errors import refuse
from db.models import Base
from db.schema import SCHEMA_VERSION, migrations
from db.server.engine import make_engine, plain_errors, written

# What hears of a commit hears it by this name, with who made it and the tables that it changed.
CHANNEL: Final = "target_desk"
_LEDGER: Final = Base.metadata.tables["ledger"]
_COMMITS: Final = select(_LEDGER.c.commits)
_VERSION: Final = "SELECT version_num FROM alembic_version"
_SCHEMA: Final[Label[Any]] = literal_column(f"({_VERSION})").label("schema")
# Whoever writes waits here for whoever writes already. Every statement after it sees what those before left, since a
# transaction that is READ COMMITTED asks anew each time: none is refused for having come second, nothing is overwritten
# unseen, and the history has one order.
_IN_TURN: Final = select(_LEDGER.c.commits, _SCHEMA).with_for_update(of=_LEDGER)
# The first that replaces a trigger in place.
_OLDEST: Final = (14,)
_FIT: Final = (
    "SELECT pg_encoding_to_char(encoding) = 'UTF8' AND datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8') "
    "FROM pg_database WHERE datname = current_database()"
)


@dataclass(frozen=True, slots=True)
class ServerStore:
    """An open database on a server; what a server does itself, like copies of it, is not asked of it here."""

    location: Server
    engine: Engine
    # Whether what it keeps is whole a server sees to itself.
    condition: Condition = field(default_factory=Condition)
    # Tells what this program wrote from what others did.
    session: str = field(default_factory=lambda: uuid4().hex)
    # How much had been written when it was opened.
    commits: int = 0

    @property
    def path(self) -> Path:
        """Refused: there is no file."""
        raise refuse("refusal.of_files_only", address=str(self.location))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with plain_errors(self.location), self.engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that waits for those who write already: all of it, durable at its end, or nothing."""
        with plain_errors(self.location), self.engine.connect() as connection, connection.begin():
            self._take_turn(connection)
            yield connection
            tables = written(connection)
            if tables:
                connection.execute(_counted(self.session, tables))

    def close(self) -> None:
        """Let go of the server."""
        self.engine.dispose()

    def _take_turn(self, connection: Connection) -> None:
        """Refused where another program brought the database up to date since it was opened."""
        found = connection.execute(_IN_TURN).first()
        _require_known(self.location, "" if found is None else found.schema)


def _counted(session: str, tables: set[str]) -> Executable:
    """Count the commit, and tell everybody of it as it becomes visible."""
    told = func.pg_notify(CHANNEL, f"{session} {','.join(sorted(tables))}")
    values = {"commits": _LEDGER.c.commits + 1, "at": clock.now()}
    return update(_LEDGER).values(values).returning(told)


def create(server: Server, fill: Callable[[Connection], None]) -> ServerStore:
    """A new database on a server, with what `fill` writes; refused where there is one already.

    The database itself is there, empty or prepared; its tables are made where they are not.
    """
    store = ServerStore(server, make_engine(server))
    try:
        with plain_errors(server), store.engine.begin() as connection:
            make_tables(server, connection)
        with store.write() as connection:
            if connection.scalars(_COMMITS).one():
                raise refuse("refusal.exists", path=str(server))
            connection.execute(update(_LEDGER).values(store_key=uuid4().hex))
            fill(connection)
        with store.read() as connection:
            return replace(store, commits=connection.scalars(_COMMITS).one())
    except BaseException:
        store.close()
        raise


def open_server(server: Server) -> ServerStore:
    """The database at this address; one of another schema is refused, since others may be working at it."""
    engine = make_engine(server)
    try:
        with plain_errors(server), engine.connect() as connection:
            _require_known(server, _version(connection))
            return ServerStore(server, engine, commits=connection.scalars(_COMMITS).one())
    except BaseException:
        engine.dispose()
        raise


def server_user(connection: Connection) -> tuple[str, bool]:
    """By which name a server knows whoever is connected, and whether they may change anything."""
    name, may_write = connection.exec_driver_sql("SELECT session_user, has_table_privilege('ledger', 'UPDATE')").one()
    return str(name), bool(may_write)


def make_tables(server: Server, connection: Connection) -> None:
    """Make the tables, or bring them up to date; refused where this server or database is unfit."""
    from db.server import schema

    there = _version(connection)
    if there > SCHEMA_VERSION:
        _require_known(server, there)
    if there:
        if there < SCHEMA_VERSION:
            schema.upgrade(connection, migrations(), SCHEMA_VERSION)
        return
    if (connection.dialect.server_version_info or ()) < _OLDEST:
        raise refuse("refusal.server_too_old", address=str(server), oldest=_OLDEST[0])
    if not connection.exec_driver_sql(_FIT).scalar_one():
        raise refuse("refusal.server_collation", database=server.name)
    schema.make(connection, SCHEMA_VERSION)
    connection.execute(insert(_LEDGER).values(store_key=uuid4().hex, commits=0, head="", at=clock.now()))


def _version(connection: Connection) -> str:
    """The schema that a database has; empty where it has none of ours."""
    found = connection.exec_driver_sql("SELECT to_regclass('public.alembic_version')").scalar()
    return "" if found is None else str(connection.exec_driver_sql(_VERSION).scalar() or "")


def _require_known(server: Server, version: str) -> None:
    if not version:
        raise refuse("refusal.server_not_ours", address=str(server))
    if version > SCHEMA_VERSION:
        raise refuse("refusal.newer", path=str(server), version=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise refuse("refusal.server_older", address=str(server), version=version, known=SCHEMA_VERSION)
