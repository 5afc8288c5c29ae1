"""Who may do what on a server: an owner who makes and upgrades, officers who work, readers who look. Nobody more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, Final

from sqlalchemy import URL, Connection, make_url, text

from db.address import Server
from db.errors import refuse
from db.server.engine import make_engine, plain_errors
from db.server.partitions import name_of, parts
from db.server.store import make_tables

OWNER: Final = "target_desk_owner"
OFFICERS: Final = "target_desk_officers"
READERS: Final = "target_desk_readers"
_GROUPS: Final = (OWNER, OFFICERS, READERS)
# What officers do with the rows of a table. What came in, was said or was decided stands: it is only added to.
_ADD: Final = "SELECT, INSERT"
_CHANGE: Final = "SELECT, INSERT, UPDATE"
_ALL: Final = "SELECT, INSERT, UPDATE, DELETE"
RIGHTS: Final = {
    "alembic_version": "SELECT",
    "row_digests": "SELECT",
    "ledger": "SELECT, UPDATE",
    "history": _ADD,
    # A file that was taken can be taken back, which its report goes with; its bytes and what they did stay.
    "batches": f"{_ADD}, UPDATE (undone_at)",
    "batch_changes": _ADD,
    "resolutions": _ADD,
    "dispatches": _ADD,
    "refused_files": _ADD,
    "reports": f"{_ADD}, DELETE",
    "entries": _ADD,
    "node_entries": _ADD,
    "findings": _ADD,
    "evidence_files": _ADD,
    "reviews": _ADD,
    "decisions": _ADD,
    "target_revisions": _ADD,
    "reopenings": _ALL,
    "recognitions": _ALL,
    "unfinished_texts": _ALL,
    "seats": _CHANGE,
    "units": _CHANGE,
    "plans": _CHANGE,
    "periods": _CHANGE,
    "areas": _CHANGE,
    "targets": _CHANGE,
    "lamp_policies": _CHANGE,
    "lamp_thresholds": _ALL,
    "schedules": _ALL,
    "nodes": _ALL,
    "assignments": _ALL,
    "initials": _ALL,
    "withdrawals": _ALL,
    "weights": _ALL,
    "contacts": _ALL,
    "mergers": _ALL,
    "officers": _CHANGE,
    "signing_keys": _CHANGE,
    "trusted_keys": _CHANGE,
    "exchange_keys": _ALL,
}
_OF_DATABASE: Final = (
    f"GRANT {OWNER} TO {{who}}",
    f"ALTER DATABASE {{database}} OWNER TO {OWNER}",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {{database}} TO {OFFICERS}, {READERS}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT ALL ON SCHEMA public TO {OWNER}",
    f"GRANT USAGE ON SCHEMA public TO {OFFICERS}, {READERS}",
)
# Keys and passwords are for those who use them.
_SECRET: Final = frozenset({"signing_keys", "exchange_keys", "officers"})
_FIT_NAME: Final = re.compile(r"[^\W\d]\w{0,62}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in; with the password of a new one, which is shown once and kept nowhere."""

    name: str
    password: str


def prepare(server: Server, officers: Sequence[str], readers: Sequence[str]) -> list[Person]:
    """Make a database with its tables and roles, or bring it up to date, and let these people in; the new ones.

    It is done as somebody who may make databases and roles, and can be done again at any time.
    """
    for name in (*officers, *readers):
        if not _FIT_NAME.fullmatch(name) or name in _GROUPS:
            raise refuse("refusal.server_name", name=name)
    _make_database(server)
    engine = make_engine(server)
    try:
        with plain_errors(server), engine.begin() as connection:
            who = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
            for statement in _OF_DATABASE:
                connection.exec_driver_sql(statement.format(database=_quoted(server.name), who=_quoted(who)))
            connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER}")
            make_tables(server, connection)
            _grant(connection)
            connection.exec_driver_sql("RESET ROLE")
            named = [(name, OFFICERS) for name in officers] + [(name, READERS) for name in readers]
            return [person for name, group in named if (person := _let_in(connection, name, group)) is not None]
    finally:
        engine.dispose()


def _make_database(server: Server) -> None:
    """The groups and the database, where they are not there yet; neither can be made in a transaction with others."""
    place: URL = make_url(server.url)
    maintenance = Server(place.set(database="postgres").render_as_string(hide_password=False))
    engine = make_engine(maintenance)
    try:
        with plain_errors(maintenance), engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for name in _GROUPS:
                if not _is_role(connection, name):
                    connection.exec_driver_sql(f"CREATE ROLE {name} NOLOGIN")
            there = text("SELECT 1 FROM pg_database WHERE datname = :name")
            if connection.execute(there, {"name": server.name}).first() is None:
                connection.exec_driver_sql(
                    f"CREATE DATABASE {_quoted(server.name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
                )
    finally:
        engine.dispose()


def _grant(connection: Connection) -> None:
    """What each group may do, and nobody else anything."""
    for name, rights in RIGHTS.items():
        connection.exec_driver_sql(f"REVOKE ALL ON {name} FROM PUBLIC, {OFFICERS}, {READERS}")
        connection.exec_driver_sql(f"GRANT {rights} ON {name} TO {OFFICERS}")
        if name not in _SECRET:
            connection.exec_driver_sql(f"GRANT SELECT ON {name} TO {READERS}")
    # Totals are asked for partition by partition.
    for part in parts("entries"):
        connection.exec_driver_sql(f"GRANT SELECT ON {name_of('entries', part)} TO {OFFICERS}, {READERS}")


def _let_in(connection: Connection, name: str, group: str) -> Person | None:
    """Make somebody one of a group; with a new password where the server does not know them yet."""
    person = None
    if not _is_role(connection, name):
        person = Person(name, token_urlsafe(12))
        connection.exec_driver_sql(f"CREATE ROLE {_quoted(name)} LOGIN PASSWORD '{_kept(connection, person)}'")
    connection.exec_driver_sql(f"GRANT {group} TO {_quoted(name)}")
    return person


def _kept(connection: Connection, person: Person) -> str:
    """A password as the server keeps it, so that none gets into its log."""
    raw: Any = connection.connection.dbapi_connection
    kept: bytes = raw.pgconn.encrypt_password(person.password.encode(), person.name.encode(), b"scram-sha-256")
    return kept.decode()


def _is_role(connection: Connection, name: str) -> bool:
    return connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).first() is not None


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
