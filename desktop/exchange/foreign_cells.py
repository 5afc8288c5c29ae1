"""Texts into the cells of workbooks that somebody else made, with the library that changes those."""

from typing import Any

from desktop.exchange.texts import clean, escaped, needs_quoting, require_room


def put_words(cell: Any, text: str) -> None:
    """A text that stays the text it is, whatever it looks like; refused where no cell holds it."""
    cleaned = clean(text)
    require_room(cleaned, cell.parent.title, cell.coordinate)
    cell.value = escaped(cleaned) or None
    if cleaned:
        # The library takes what begins with = for a formula, and #N/A for an error.
        cell.data_type = "s"
    if needs_quoting(cleaned):
        cell.quotePrefix = True
