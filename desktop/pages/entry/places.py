"""The places of the entry page that ask for something: blanks, errors, queries; and the next one of them."""

from collections.abc import Iterator

from db.vocabulary import Severity
from desktop.operations.entry import EntryRow
from desktop.pages.entry.model import EntryModel
from desktop.widgets.grid import Grid

# A target's key and a field of it.
Place = tuple[str, str]


def next_blank(model: EntryModel, grid: Grid) -> Place | None:
    """The next target of which nothing was said."""
    row = next((row for row in _round(model, grid, 1) if not row.answer.given), None)
    return None if row is None else (row.target.key, "value" if row.target.goal.measure.has_figure else "status")


def next_unanswered(model: EntryModel, grid: Grid) -> Place | None:
    """The next target on which headquarters' comment has no answer yet."""
    rows = (row for row in _round(model, grid, 1) if row.comments and not row.answer.reply.strip())
    return next(((row.target.key, "reply") for row in rows), None)


def next_commented(model: EntryModel, grid: Grid) -> Place | None:
    """The next target that headquarters commented on."""
    return next(((row.target.key, "reply") for row in _round(model, grid, 1) if row.comments), None)


def next_finding(model: EntryModel, grid: Grid, severity: Severity | None = None, by: int = 1) -> Place | None:
    """The next (or previous, -1) finding of a weight; of errors and queries where none is named."""
    wanted = {Severity.ERROR, Severity.QUERY} if severity is None else {severity}
    places = (
        (row.target.key, one.field) for row in _round(model, grid, by) for one in row.findings if one.severity in wanted
    )
    return next(places, None)


def next_match(model: EntryModel, grid: Grid, words: str, by: int = 1) -> tuple[int, int] | None:
    """The next cell, by row and column, in which the words stand, reading on from the cursor and round."""
    columns, rows = grid.order(), model.rowCount()
    wanted = words.strip().lower()
    if not columns or not rows or not wanted:
        return None
    here = grid.currentIndex()
    place = columns.index(here.column()) if here.column() in columns else 0
    start, count = max(here.row(), 0) * len(columns) + place, rows * len(columns)
    for distance in range(1, count + 1):
        row, at = divmod((start + by * distance) % count, len(columns))
        column = columns[at]
        text = str(model.index(row, column).data() or "").lower()
        if wanted in text or (model.columns[column].key == "title" and _spells(model, row, wanted)):
            return row, column
    return None


def _spells(model: EntryModel, row: int, letters: str) -> bool:
    found = model.row_of(model.index(row, 0))
    return found is not None and letters in found.target.initials


def _round(model: EntryModel, grid: Grid, by: int) -> Iterator[EntryRow]:
    """All rows as shown, from the one after the cursor round to the cursor's own."""
    count, here = model.rowCount(), grid.currentIndex().row()
    for step in range(1, count + 1):
        row = model.row_of(model.index((here + by * step) % count, 0))
        if row is not None:
            yield row
