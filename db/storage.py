"""What an open database is, whatever keeps it: a file of this computer or a server."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

from db.address import Location
from db.condition import Condition


class Store(Protocol):
    """An open database."""

    @property
    def location(self) -> Location:
        """Where it is."""

    @property
    def path(self) -> Path:
        """Its file, for what can only be done with one; refused where a server keeps it."""

    @property
    def engine(self) -> Engine:
        """By which it is reached."""

    @property
    def condition(self) -> Condition:
        """As it was found when it was opened."""

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the database and changes nothing."""

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction beside which nobody else writes: all of it, durable at its end, or nothing."""

    def close(self) -> None:
        """Let go of it."""
