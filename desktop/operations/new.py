"""Making headquarters' database from a catalogue of targets."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from db.batches import Journal
from db.history import Author
from db.keys import key_of
from db.models import Base
from db.plans import write
from db.rows import Row
from db.store import create
from db.vocabulary import Origin
from desktop.desk import user_name
from desktop.exchange.catalogue import HEADQUARTERS, Lines, catalogue_rows, read_catalogue
from resources.texts import say

_SHIPPED_YEAR = 2024
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Created:
    """What a new database holds."""

    database: Path
    title: str
    unit: str
    targets: int
    units: int


def new(database: Path, catalogue: Path | None, unit: str | None, origin: Origin) -> Created:
    """Make headquarters' database from a catalogue, the shipped one where none is named."""
    lines = read_catalogue(catalogue)
    if catalogue is None:
        title, note, year = str(say("plan.shipped")), str(say("plan.example_units")), _SHIPPED_YEAR
    else:
        named = _YEAR.search(catalogue.stem)
        title, note, year = catalogue.stem, "", int(named[0]) if named else date.today().year
    return build(database, lines, PlanName(year, title, note), unit or HEADQUARTERS, origin)


@dataclass(frozen=True, slots=True)
class PlanName:
    """What a plan is called, and what is said wherever it is shown."""

    year: int
    title: str
    note: str


def build(database: Path, lines: Lines, plan: PlanName, unit: str, origin: Origin) -> Created:
    """Make headquarters' database from the lines of a catalogue; nothing is left where that fails."""
    rows = catalogue_rows(lines, plan.year, plan.title, plan.note, unit)
    fill(database, rows, unit, Author(user_name(), origin), practice=origin is Origin.PRACTICE)
    return Created(database, plan.title, unit, len(rows["targets"]), len(rows["units"]) - 1)


def fill(database: Path, rows: dict[str, list[Row]], unit: str, author: Author, *, practice: bool) -> None:
    """A new database with these rows and this unit's seat at it."""
    store = create(database)
    try:
        with store.write() as connection:
            journal = Journal(connection, author)
            write(journal, rows)
            journal.finish()
            seat = {"unit_key": key_of("unit", unit), "plan_key": rows["plans"][0]["key"], "practice": practice}
            connection.execute(insert(Base.metadata.tables["seats"]).values(seat))
    except BaseException:
        store.close()
        for path in (database, *database.parent.glob(f"{database.name}-*")):
            path.unlink(missing_ok=True)
        raise
    store.close()
