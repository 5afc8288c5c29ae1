"""Making a database: its first rows and the seat at it, all of it or no file at all."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert

from db.address import Location
from db.batches import Journal
from db.history import Author
from db.models import Base
from db.rows import Row
from db.store import create
from db.travelling import write


def found(location: Location, rows: Mapping[str, Sequence[Row]], seat: Row, author: Author) -> None:
    """A new database with these rows of a plan and what is known from before it, and this row of `seats`."""

    def fill(connection: Connection) -> None:
        journal = Journal(connection, author)
        write(journal, rows)
        for name in ("reports", "entries"):
            journal.put(name, rows.get(name, ()))
        journal.finish()
        connection.execute(insert(Base.metadata.tables["seats"]).values(seat))

    create(location, fill).close()
