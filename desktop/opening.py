"""Opening a database for a window: what is loaded for its seat, and what is done off the window's thread."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    # The window is painted before any of this is loaded.
    from collections.abc import Mapping
    from datetime import datetime

    from db.address import Location
    from db.mending import Place, Row
    from db.steps import Told
    from desktop.desk import Desk
    from desktop.operations.mending import Damages
    from desktop.operations.unfinished import Recovered
    from resources.texts import Sentence

# What a seat is made of, whatever is on it; and what a department's first page asks for.
_SEAT: Final = (
    "desktop.pages.officers",
    "desktop.pages.access.lock",
    "desktop.pages.rail",
    "desktop.pages.whereabouts",
    "desktop.pages.seat",
)
_FRONT: Final = tuple(
    f"desktop.operations.{name}" for name in ("access", "backups", "carrying", "finding", "home", "officers")
)


def seat_loaded(desk: "Desk", page: str | None) -> Iterator[object]:
    """Load a seat and its first page, a module at each step; None is the page that it has without a picture."""
    first = "desktop.pages.board" if desk.is_headquarters else "desktop.pages.home.page"
    for name in (*_SEAT, *((first,) if page is None else _parts_of(page))):
        yield import_module(name)


def _parts_of(page: str) -> Iterator[str]:
    """The modules of a page, each of which is loaded by itself."""
    from desktop.operations.ahead import modules_below

    return modules_below(import_module(f"desktop.pages.{page}"))


def opened(database: "Location", told: "Told") -> "Desk | Damages | None":
    """Open a database, and load what its first page asks for; what is damaged in it where it cannot be opened so.

    None where `told`, which hears how far a long opening is, wanted it to stop.
    """
    from db.condition import Damaged
    from db.vocabulary import Origin
    from desktop import operations
    from desktop.desk import open_desk
    from desktop.operations.ahead import load, modules_below
    from desktop.operations.progress import Cancelled

    try:
        desk = open_desk(database, Origin.WINDOW, told)
    except Cancelled:
        return None
    except Damaged as damaged:
        from desktop.operations.mending import damages

        return damages(damaged.path)
    # The board offers every errand.
    load(modules_below(operations) if desk.is_headquarters else _FRONT)
    return desk


def mended(found: "Damages", chosen: "Mapping[Place, Row | None]", told: "Told") -> "Desk | Damages | None":
    """Mend a database with what was chosen, and open it."""
    from db.vocabulary import Origin
    from desktop.operations.mending import mend_database

    mend_database(found, chosen, Origin.WINDOW)
    return opened(found.path, told)


def loss_accepted(desk: "Desk") -> "Sentence | None":
    """What is missing of what was saved last, told once."""
    from desktop.operations.mending import accept_loss

    return accept_loss(desk)


def recovered_since(desk: "Desk", since: "datetime") -> "Recovered":
    """What a session left that was ended by force."""
    from desktop.operations.unfinished import recovered

    return recovered(desk, since)


def forget(desk: "Desk") -> None:
    """Ask for the passphrase of a database again the next time."""
    from db import keyring

    if not desk.on_server:
        keyring.forget(desk.store.path)
