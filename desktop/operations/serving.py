"""Headquarters' database on a server: made ready for those who work there, and moved there from a file."""

from collections.abc import Sequence
from pathlib import Path

from db.address import Location, Server
from db.errors import refuse
from db.server import roles
from db.server.moving import move
from db.server.roles import Person
from db.server.spreading import spread
from db.steps import Doing, Steps, Told, untold
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.operations.revising import require_headquarters


def prepare(location: Location, officers: Sequence[str], readers: Sequence[str]) -> list[Person]:
    """Make a database with its roles on a server, or bring it up to date, and let people in; the new ones."""
    return roles.prepare(_server(location), officers, readers)


def spread_over(location: Location, others: Sequence[Location]) -> None:
    """Lay equal shares of what the units report on these empty databases and on its own, by unit."""
    spread(_server(location), [_server(other) for other in others])


def move_to_server(database: Path, location: Location, told: Told = untold) -> None:
    """Copy headquarters' database with its whole history to a server where none is yet; the file stays as it is."""
    server, desk = _server(location), open_desk(database, Origin.COMMAND, told)
    try:
        require_headquarters(desk)
        move(desk.store, server, Steps(Doing.MOVING, told)).close()
    finally:
        desk.close()


def _server(location: Location) -> Server:
    if not isinstance(location, Server):
        raise refuse("refusal.no_address", address=str(location))
    return location
