"""Making headquarters' database from a catalogue of targets."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.address import Location
from db.founding import found
from db.history import Author
from db.keys import key_of
from db.vocabulary import EditedPolicy, Origin, SealMethod
from desktop.desk import user_name
from desktop.exchange.lists.catalogue import HEADQUARTERS, Lines, catalogue_rows, read_catalogue
from resources.texts import say

SHIPPED_YEAR = 2024
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Created:
    """What a new database holds."""

    database: Location
    title: str
    unit: str
    targets: int
    units: int


def new(database: Location, catalogue: Path | None, unit: str | None, origin: Origin) -> Created:
    """Make headquarters' database from a catalogue, the shipped one where none is named."""
    lines = read_catalogue(catalogue)
    if catalogue is None:
        title, note, year = str(say("plan.shipped")), str(say("plan.example_units")), SHIPPED_YEAR
    else:
        named = _YEAR.search(catalogue.stem)
        title, note, year = catalogue.stem, "", int(named[0]) if named else date.today().year
    return build(database, lines, PlanName(year, title, note), unit or HEADQUARTERS, origin)


def new_empty(database: Location, year: int, unit: str | None, origin: Origin) -> Created:
    """Make headquarters' database with a plan that has no targets yet."""
    title = str(say("plan.of_year", year=str(year)))
    return build(database, [], PlanName(year, title, ""), unit or HEADQUARTERS, origin)


@dataclass(frozen=True, slots=True)
class PlanName:
    """What a plan is called, and what is said wherever it is shown."""

    year: int
    title: str
    note: str


def build(database: Location, lines: Lines, plan: PlanName, unit: str, origin: Origin) -> Created:
    """Make headquarters' database from the lines of a catalogue."""
    rows = catalogue_rows(lines, plan.year, plan.title, plan.note, unit)
    plan_key = rows["plans"][0]["key"]
    seat = {
        "unit_key": key_of("unit", unit),
        "plan_key": plan_key,
        "practice": origin is Origin.PRACTICE,
        "edited_policy": EditedPolicy.MARK,
        "seal_method": SealMethod.SHA256,
    }
    found(database, rows, seat, Author(user_name(), origin))
    return Created(database, plan.title, unit, len(rows["targets"]), len(rows["units"]) - 1)
