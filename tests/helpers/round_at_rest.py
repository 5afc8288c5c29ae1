"""A small round whose databases lie closed, to be damaged copy by copy."""

import shutil
from pathlib import Path
from typing import Any

from db.engine import connect
from desktop.operations.demo import Size, demo

PERIOD = "2024-03"
# What somebody reads off the board, the sheet or a workbook.
_FIGURES = (
    "SELECT report_key, target_key, increment, value, increment_typed, value_typed, status, narrative FROM entries",
    "SELECT key, code, title, target, tolerance, unit, decimals FROM targets",
    "SELECT target_key, unit_key, role, share FROM assignments",
    "SELECT key, unit_key, period, revision, state, seal FROM reports",
)


def make_round(folder: Path, units: int = 6, targets: int = 20) -> Path:
    """Headquarters' database after a whole round, closed."""
    demo(folder, Size(units, targets), PERIOD)
    return folder / "hq.db"


def copied(database: Path, folder: Path) -> Path:
    """A database with all that lies beside it, in an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in database.parent.glob(f"{database.name}*"):
        shutil.copyfile(path, folder / path.name)
    return folder / database.name


def figures(database: Path) -> list[tuple[Any, ...]]:
    """Every figure and every word of a database that people go by."""
    raw = connect(database)
    try:
        return [row for query in _FIGURES for row in sorted(raw.execute(query), key=repr)]
    finally:
        raw.close()
