"""The cells that only above may write: what they show, and which of a form show something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any, Final

from db.figures import FigureError, from_float, parse
from desktop.exchange.days import read_day
from desktop.exchange.layout import LOCKED, LOCKED_OF_NODES
from desktop.exchange.opening.sheets import Sheet
from desktop.exchange.opening.witness import address
from desktop.exchange.texts import clean

# What the cells of a row show, by their columns.
Shown = Mapping[str, str]
_FIGURES: Final = frozenset({"target"})
_DAYS: Final = frozenset({"begins_on", "due_on"})
# As many targets as large plans have, each in both roles.
_MANY: Final = 8192


@dataclass(frozen=True, slots=True)
class LockedCell:
    """A locked cell that does not show what the plan shows today, or not what it was issued with.

    `issued` is what the document that came with it says; None where it says nothing. A cell that is not there has no
    address.
    """

    key: str
    field: str
    sheet: str
    cell: str
    text: str
    issued: str | None


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the locked cells of a form stand: the sheet, its locked columns, and the place of each that is there."""

    sheet: Sheet
    columns: Sequence[str]
    places: Mapping[str, int]


def odd_cells(
    sheet: Sheet,
    places: Mapping[str, int],
    rows: Mapping[str, int],
    issued: Mapping[str, Shown],
    planned: Mapping[str, Shown],
) -> Iterator[LockedCell]:
    """The cells that do not show what the document says they were issued with, or not what the plan shows today.

    `places` are the columns of the sheet, `rows` where each target stands. `planned` leaves out what is to be looked at
    in any case.
    """
    return _odd(_Table(sheet, LOCKED, places), rows, issued, planned)


def odd_node_cells(
    sheet: Sheet,
    places: Mapping[str, int],
    rows: Mapping[str, int],
    issued: Mapping[str, Shown],
    planned: Mapping[str, Shown],
) -> Iterator[LockedCell]:
    """The same of the sheet of nodes."""
    return _odd(_Table(sheet, LOCKED_OF_NODES, places), rows, issued, planned)


def _odd(
    table: _Table, rows: Mapping[str, int], issued: Mapping[str, Shown], planned: Mapping[str, Shown]
) -> Iterator[LockedCell]:
    there = [name for name in table.columns if name in table.places]
    if any(key in issued for key in rows):
        # What was issued with a column and came back without it.
        for name in table.columns:
            if name not in table.places:
                yield LockedCell("", name, table.sheet.name, "", "", None)
    whole = len(there) == len(table.columns)
    shown = [*table.sheet.picked((*rows.values(),), [table.places[name] for name in there])]
    figures = [at for at, name in enumerate(there) if name in _FIGURES]
    # A truth equals the figure 1 or 0, and is none.
    plain = whole and not any(values[at].__class__ is bool for values in shown for at in figures)
    now_shown = [*map(planned.get, rows)]
    own = _own_rows(now_shown, table.columns) if plain else [None] * len(shown)
    if shown == own and (issued.keys().isdisjoint(rows) or [*map(issued.get, rows)] == now_shown):
        return
    for (key, row), values, plainly in zip(rows.items(), shown, own, strict=True):
        then, now = issued.get(key), planned.get(key)
        if values == plainly and then in (None, now):
            continue
        for name in there:
            value = table.sheet.at(row, table.places[name])
            expected = [texts.get(name, "") for texts in (then, now) if texts is not None]
            if now is None or not all(_says(value, name, text) for text in expected):
                cell, was = address(row, table.places[name]), None if then is None else then.get(name)
                yield LockedCell(key, name, table.sheet.name, cell, _text(value), was)


def _own_rows(planned: Sequence[Shown | None], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """What rows of our own hold in their locked cells that show what is planned; of what nobody planned, nothing."""
    unknown = (None,) * len(columns)
    texts = [unknown if one is None else one.values() for one in planned]
    held = zip(columns, zip(*texts, strict=True), strict=True) if texts else ()
    return [*zip(*(map(_own_figure, said) if name in _FIGURES else said for name, said in held), strict=True)]


@lru_cache(_MANY)
def _own_figure(text: str | None) -> float | str | None:
    return float(text) if text else text


def _text(value: Any) -> str:
    """What a cell shows, as far as it can be compared."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return " ".join(clean(str(value)).split())


def _says(value: Any, name: str, text: str) -> bool:
    """Whether a cell shows a text, whatever a spreadsheet has made of its blanks, its number or its date."""
    if _text(value) == " ".join(text.split()):
        return True
    if name in _FIGURES:
        figure = _figure(text)
        return figure is not None and _figure(value) == figure
    if name in _DAYS:
        day = read_day(value, text[:4])
        return day is not None and day.isoformat() == text
    return False


def _figure(value: Any) -> int | None:
    try:
        return from_float(value) if isinstance(value, float) else parse(str(value))
    except FigureError:
        return None


def same_text(name: str, one: str, other: str) -> bool:
    """Whether two texts of a column say the same."""
    return _says(one, name, other)
