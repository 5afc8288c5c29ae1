"""The diagnostics as text; in English whatever the window speaks, since those who make the program read it."""

import platform
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion

from db.address import Location
from db.places import HERE, Place, place_of
from desktop.log import last_lines
from desktop.operations.diagnostics import Diagnostics
from resources.papers import program_version

_LINES: Final = 120


def describe(database: Diagnostics | None) -> str:
    """The program, the computer, the database from outside where one is open, and the end of the log."""
    lines = [
        f"Target Desk {program_version()}",
        f"Python {platform.python_version()}",
        f"Qt {qVersion()}",
        platform.platform(),
    ]
    if database is not None:
        seat = "headquarters" if database.headquarters else "department"
        lines += [
            f"Database {_where(database.location)}",
            f"Schema {database.schema}, {seat}{', practice' if database.practice else ''}",
            database.keeper,
            *(f"  {name} {count}" for name, count in database.counts),
        ]
    return "\n".join([*lines, "Log", *(f"  {line}" for line in last_lines(_LINES))])


def _where(location: Location) -> str:
    """Not its name nor its folder, which may be a unit's, or a person's."""
    if not isinstance(location, Path):
        return "on a server"
    return f"*{location.suffix}{'' if place_of(location, HERE) is Place.LOCAL else ' elsewhere'}"
