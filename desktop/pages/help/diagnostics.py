"""The diagnostics as text; in English whatever the window speaks, since those who make the program read it."""

import platform
from typing import Final

from PySide6.QtCore import qVersion

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
            # Its name and its folder may be a unit's, or a person's.
            f"Database *{database.path.suffix}{'' if place_of(database.path, HERE) is Place.LOCAL else ' elsewhere'}",
            f"Schema {database.schema}, {seat}{', practice' if database.practice else ''}",
            f"SQLite {database.library}, journal {database.journal}",
            *(f"  {name} {count}" for name, count in database.counts),
        ]
    return "\n".join([*lines, "Log", *(f"  {line}" for line in last_lines(_LINES))])
