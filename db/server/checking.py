"""What is asked of a server's history: that nobody rewrote it is nothing a server vouches for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from db.condition import Harm, HarmedLine
from db.digests import chain
from db.history import stored
from db.models import Base

_HISTORY: Final = Base.metadata.tables["history"]
_LEDGER: Final = Base.metadata.tables["ledger"]
# How many lines are held at once.
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Left:
    """A line that one of several servers stored and headquarters' did not, since the storing was cut off between them.

    Headquarters' stores last: what it does not know of was never said to be stored.
    """

    id: int
    slot: int
    digest: str
    table_name: str
    row_key: str


def broken_lines(connection: Connection) -> Iterator[HarmedLine]:
    """The lines of the history that break its chain; a last one that is gone is known from the ledger."""
    for one in _look_through(connection):
        yield HarmedLine(one.id, Harm.LEFT) if isinstance(one, Left) else one


def left_lines(connection: Connection) -> list[Left]:
    """The lines that are there and were never said to be stored."""
    return [one for one in _look_through(connection) if isinstance(one, Left)]


def _look_through(connection: Connection) -> Iterator[HarmedLine | Left]:
    head, told = connection.execute(select(_LEDGER.c.head, _LEDGER.c.lines)).one()
    before, count = "", 0
    query = select(_HISTORY).order_by(_HISTORY.c.id, _HISTORY.c.slot)
    lines = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    for number, alike in groupby(lines, key=itemgetter(0)):
        there = list(alike)
        if number > told:
            yield from map(_left, there)
            continue
        # Of several of one number, which were written after something was left, one goes on from the line before.
        line = next((one for one in there if _digest(before, one) == one.digest), there[0])
        if number != count + 1:
            yield HarmedLine(number, Harm.GONE)
        elif _digest(before, line) != line.digest:
            yield HarmedLine(number, Harm.CHANGED)
        else:
            yield from (_left(one) for one in there if one is not line)
        before, count = line.digest, number
    if before != head:
        yield HarmedLine(count + 1, Harm.GONE)


def _digest(before: str, line: Row[Any]) -> str:
    number, at, who, origin, *told, _, _ = tuple(line)
    return chain(before, (number, stored(at), who, str(origin), *told))


def _left(line: Row[Any]) -> Left:
    return Left(line.id, line.slot, line.digest, line.table_name, line.row_key)
