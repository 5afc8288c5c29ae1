"""Texts into the cells of workbooks that somebody else made, with the library that changes those."""

from typing import Any

from db.errors import refuse
from db.rows import TEXT_MAX
from db.texts import length
from desktop.exchange.texts import clean, escaped, needs_quoting


def put_words(cell: Any, text: str) -> None:
    """A text that stays the text it is, whatever it looks like; refused where no cell holds it."""
    cleaned = clean(text)
    long = length(cleaned)
    if long > TEXT_MAX:
        raise refuse("refusal.cell_full", sheet=cell.parent.title, cell=cell.coordinate, length=long, limit=TEXT_MAX)
    cell.value = escaped(cleaned) or None
    if cleaned:
        # The library takes what begins with = for a formula, and #N/A for an error.
        cell.data_type = "s"
    if needs_quoting(cleaned):
        cell.quotePrefix = True
