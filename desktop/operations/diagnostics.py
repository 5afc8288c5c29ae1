"""What whoever helps needs to know of a database: how much is in it, and nothing of what it says."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.address import Location
from db.engine import journal_mode, library_version, log_is_safe
from db.models import Base
from db.schema import SCHEMA_VERSION
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """A database from outside."""

    location: Location
    schema: str
    headquarters: bool
    practice: bool
    # What keeps it: the SQLite in use, and how commits reach the file; or the server.
    keeper: str
    # The rows of each table.
    counts: tuple[tuple[str, int], ...]


def diagnose(desk: Desk) -> Diagnostics:
    """Look at a database from outside."""
    with desk.store.read() as connection:
        counts = tuple(
            (table.name, connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in Base.metadata.sorted_tables
            # Whoever may only look does not see all.
            if desk.may_write
        )
        keeper = _server(connection) if desk.on_server else _file()
    return Diagnostics(desk.store.location, SCHEMA_VERSION, desk.is_headquarters, desk.practice, keeper, counts)


def _server(connection: Connection) -> str:
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"


def _file() -> str:
    """A log is used only where this SQLite is safe with one."""
    library = ".".join(str(number) for number in library_version())
    why = "" if log_is_safe() else ", since this SQLite may lose pages with a log"
    return f"SQLite {library}, journal {journal_mode()}{why}"
