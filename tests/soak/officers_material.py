"""What the officers of a load test receive: the reports of many units, each several times with other figures."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from db.vocabulary import Measure, Origin
from desktop.desk import Desk, open_desk
from desktop.operations.demo import Size, demo
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.inbox import Incoming, inspect
from desktop.operations.opened import Opened
from desktop.operations.report import report, suggested_name

PERIOD = "2024-03"
# A file that was looked at, and what was read of it: it is to be taken in another process.
Looked = tuple[Incoming, Opened]


def make(folder: Path, units: int, targets: int, revisions: int) -> list[list[Looked]]:
    """Headquarters' file `hq-issued.db`, and each unit's reports in their order as they were looked at there."""
    kept = folder / "incoming.pickle"
    if not kept.exists():
        demo(folder, Size(units, targets), PERIOD)
        for database in sorted((folder / "units").glob("*.db")):
            _report_again(database, folder / "reports", revisions)
        headquarters = open_desk(folder / "hq-issued.db", Origin.PRACTICE)
        seen = inspect(headquarters, [folder / "reports"])
        headquarters.close()
        kept.write_bytes(pickle.dumps(_by_unit(seen)))
    found: list[list[Looked]] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
    return found


def _by_unit(seen: Sequence[Incoming]) -> list[list[Looked]]:
    units: dict[str, list[Looked]] = {}
    for one in sorted(seen, key=lambda one: one.result.revision):
        if one.waiting is not None:
            units.setdefault(one.result.unit, []).append((replace(one, waiting=None), one.waiting.opened()))
    return [files for _, files in sorted(units.items())]


def _report_again(database: Path, out: Path, revisions: int) -> None:
    """The unit goes on and reports once more, so many times in all."""
    desk = open_desk(database, Origin.PRACTICE)
    try:
        for number in range(2, revisions + 1):
            edit_entries(desk, PERIOD, [_edit(desk, number)])
            report(desk, PERIOD, out / suggested_name(desk, PERIOD))
    finally:
        desk.close()


def _edit(desk: Desk, number: int) -> CellEdit:
    row = next(one for one in load_entry(desk, PERIOD).rows if one.target.goal.measure is not Measure.MILESTONE)
    return CellEdit(row.target.key, "narrative", f"第 {number} 次上报的进展情况")
