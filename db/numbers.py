"""In which order rows came to be: by their numbers, since a clock may jump by years.

Every table with a column `number` draws from one sequence, so that rows of two tables can be told apart as well: the
one with the greater number came later to this database.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from sqlalchemy import Connection, Table, func, select, union_all

from db.inserting import put
from db.models import Base
from db.rows import Row, table
from db.slots import placed

NUMBERED: Final[tuple[Table, ...]] = tuple(one for one in Base.metadata.sorted_tables if "number" in one.columns)
_GREATEST: Final = union_all(*(select(func.max(one.c.number).label("number")) for one in NUMBERED)).subquery()

_LAST: Final = select(func.coalesce(func.max(_GREATEST.c.number), 0))


class Numbers:
    """The numbers that rows are given one after another, from where the database is when the first is asked for.

    As long as they are handed out, nothing else may number rows of this database.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: Iterator[int] | None = None

    def given(self, name: str, rows: Sequence[Row]) -> Sequence[Row]:
        """These rows, which are about to be written, with the next numbers; as they are where their table has none."""
        if not rows or "number" not in table(name).columns:
            return rows
        if self._next is None:
            self._next = count(self._connection.execute(_LAST).one()[0] + 1)
        return [{**row, "number": number} for row, number in zip(rows, self._next, strict=False)]


def add(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    """Write new rows, in the order in which they are given."""
    put(connection, name, Numbers(connection).given(name, placed(connection, name, rows)))
