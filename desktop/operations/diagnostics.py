"""What whoever helps needs to know of a database: how much is in it, and nothing of what it says."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.engine import journal_mode, library_version, log_is_safe
from db.models import Base
from db.store import SCHEMA_VERSION
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """A database from outside."""

    path: Path
    schema: str
    headquarters: bool
    practice: bool
    # The SQLite in use, and how commits reach the file: a log only where that SQLite is safe with one.
    library: str
    journal: str
    # The rows of each table.
    counts: tuple[tuple[str, int], ...]


def diagnose(desk: Desk) -> Diagnostics:
    """Look at a database from outside."""
    with desk.store.read() as connection:
        counts = tuple(
            (table.name, connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in Base.metadata.sorted_tables
        )
    library = ".".join(str(number) for number in library_version())
    journal = journal_mode() if log_is_safe() else f"{journal_mode()}, since this SQLite may lose pages with a log"
    return Diagnostics(desk.store.path, SCHEMA_VERSION, desk.is_headquarters, desk.practice, library, journal, counts)
