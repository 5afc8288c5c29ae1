"""What is asked of a server's history: that nobody rewrote it is nothing a server vouches for."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from db.condition import Harm, HarmedLine
from db.digests import chain
from db.history import stored
from db.models import Base

_HISTORY: Final = Base.metadata.tables["history"]
_LEDGER: Final = Base.metadata.tables["ledger"]
# How many lines are held at once.
_AT_ONCE: Final = 2000


def broken_lines(connection: Connection) -> Iterator[HarmedLine]:
    """The lines of the history that break its chain; a last one that is gone is known from the ledger."""
    before, count = "", 0
    lines = connection.execution_options(yield_per=_AT_ONCE).execute(select(_HISTORY).order_by(_HISTORY.c.id))
    for number, at, who, origin, *told, digest, _ in lines:
        if number != count + 1:
            yield HarmedLine(number, Harm.GONE)
        elif chain(before, (number, stored(at), who, str(origin), *told)) != digest:
            yield HarmedLine(number, Harm.CHANGED)
        before, count = digest, number
    if before != connection.scalars(select(_LEDGER.c.head)).one():
        yield HarmedLine(count + 1, Harm.GONE)
