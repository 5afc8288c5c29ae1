"""What a backup holds, and what was done to a database since."""

from dataclasses import dataclass
from typing import Any, Final

_ENTRIES: Final = "'entries', 'node_entries', 'evidence_files'"
# What people do, beside what comes in with workbooks.
_BY_HAND: Final = "'window', 'command'"


@dataclass(frozen=True, slots=True)
class Held:
    """How much a database holds, and where its history and its batches end."""

    figures: int
    reports: int
    line: int
    # The digest of the last line of the history; empty while there is none.
    head: str
    batch: int
    undone: int


@dataclass(frozen=True, slots=True)
class Done:
    """What was done since: entries changed, files taken in and undone, other things changed, and where."""

    entries: int = 0
    files: int = 0
    undone: int = 0
    others: int = 0
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


def held(raw: Any) -> Held:
    """What a database of this program's version, or of the one that brought the ledger, holds."""
    figures = raw.execute("SELECT count(value) FROM entries").fetchone()[0]
    reports = raw.execute("SELECT count(*) FROM reports WHERE state <> 'draft'").fetchone()[0]
    line, head = raw.execute("SELECT id, digest FROM history ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
    batch, undone = raw.execute("SELECT coalesce(max(rowid), 0), count(undone_at) FROM batches").fetchone()
    return Held(figures, reports, line, head, batch, undone)


def done_since(raw: Any, before: Held) -> Done | None:
    """What was done in a database since it held that; None where it did not come from there."""
    if (
        before.line
        and not raw.execute("SELECT 1 FROM history WHERE id = ? AND digest = ?", (before.line, before.head)).fetchone()
    ):
        return None
    entries = _rows(raw, f"table_name IN ({_ENTRIES}) AND origin <> 'workbook'", before)
    others = _rows(raw, f"table_name NOT IN ({_ENTRIES}, 'reports', 'ledger') AND origin IN ({_BY_HAND})", before)
    places = _places_of_entries(raw, entries) | _places_of_files(raw, before)
    now = held(raw)
    return Done(
        entries=len(entries),
        files=raw.execute("SELECT count(*) FROM batches WHERE rowid > ?", (before.batch,)).fetchone()[0],
        undone=now.undone - before.undone,
        others=len(others),
        units=tuple(sorted({unit for unit, _ in places if unit})),
        periods=tuple(sorted({period for _, period in places if period})),
    )


def _rows(raw: Any, wanted: str, before: Held) -> list[str]:
    """The keys of the rows of some tables that the history tells of since."""
    return [
        key
        for key, _ in raw.execute(
            f"SELECT DISTINCT row_key, table_name FROM history WHERE id > ? AND {wanted}", (before.line,)
        )
    ]


def _places_of_entries(raw: Any, entries: list[str]) -> set[tuple[str, str]]:
    """The units and periods of entries: each is filed under its report."""
    reports = {key.partition("/")[0] for key in entries}
    known = raw.execute("SELECT reports.key, units.name, period FROM reports JOIN units ON units.key = unit_key")
    return {(unit, period) for key, unit, period in known if key in reports}


def _places_of_files(raw: Any, before: Held) -> set[tuple[str, str]]:
    """The units and periods of the files that were taken."""
    return set(
        raw.execute(
            "SELECT coalesce(units.name, ''), period FROM batches LEFT JOIN units ON units.key = unit_key "
            "WHERE batches.rowid > ?",
            (before.batch,),
        )
    )
