"""Rows of which each names a target of its own, read column by column; few of them hold what is to be looked at.

That is a third of the time that they take one by one, and says the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, Final, NamedTuple

from db.checks import Answer
from db.figures import FigureError, from_float
from db.vocabulary import Status
from desktop.exchange.forms.columns import Table
from desktop.exchange.forms.read_out import Expected, ReadForm
from desktop.exchange.known import Known
from desktop.exchange.layout import FIGURE_KEYS, TEXT_KEYS
from desktop.exchange.opening.witness import address
from desktop.exchange.texts import clean
from resources.texts import LANGUAGES, say

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_known_figures: Final = Known(from_float)
# The columns that a unit fills in, in the order in which a row's values are kept.
INPUTS: Final = (*FIGURE_KEYS, "status", *TEXT_KEYS)


class Row(NamedTuple):
    """A row that speaks of a target: where it stands, and the values of the columns that a unit fills in."""

    number: int
    target: Expected
    values: Sequence[Any]


def read_usual_rows(
    form: ReadForm, table: Table, numbers: range, targets: Mapping[str, Expected]
) -> Sequence[Row] | None:
    """Read these rows into the form; those whose cells are to be looked at, or None where all rows are to be.

    Of the former the form has an answer at its place, which is not theirs yet.
    """
    places = {key: table.places.get(key, -1) for key in ("key", "code", *INPUTS)}
    if not numbers or min(places.values()) < 0 or any(block.bottom >= numbers[0] for block in table.sheet.merged):
        return None
    keys, codes, *columns = zip(*table.sheet.picked(numbers, [*places.values()]), strict=True)
    found, texts = _named(keys, codes, targets), _texts(columns[3:])
    if found is None or texts is None:
        return None
    odd = {int(cell.lstrip(_LETTERS)) - 1 for cell in table.sheet.faults}
    figures = [
        [*_figures(table, places[key], numbers, column, found, odd)]
        for key, column in zip(FIGURE_KEYS, columns, strict=False)
    ]
    statuses = [*_statuses(numbers, columns[2], odd)]
    answers = zip(*figures, repeat(""), repeat(""), statuses, *texts, strict=False)
    form.answers.update(zip(keys, map(Answer._make, answers), strict=False))
    form.cells.put_all(keys, numbers, {key: places[key] for key in INPUTS}, columns)
    rows = map(Row, numbers, found, zip(*columns, strict=True)) if odd else ()
    return [row for row in rows if row.number in odd]


def _named(keys: Sequence[Any], codes: Sequence[Any], targets: Mapping[str, Expected]) -> Sequence[Expected] | None:
    """The target of each row, where each has one of its own, named by its key and its code and nothing around them."""
    named = [one for key in keys if (one := targets.get(key)) is not None]
    if len({*keys}) != len(keys) or codes != tuple(one.code for one in named) or not "".join(keys).isalnum():
        return None
    return named if _is_plain("|".join(("", *codes, ""))) else None


def _is_plain(joined: str) -> bool:
    """Whether texts, joined by a sign at which one with blanks around it would be seen, are read as they are."""
    return joined.isprintable() and "| " not in joined and " |" not in joined


def _figures(
    table: Table, place: int, numbers: range, column: Sequence[Any], targets: Sequence[Expected], odd: set[int]
) -> Iterator[int | None]:
    """The figures of cells that hold a number and show it; the rows of others are odd."""
    percents = table.sheet.percents
    for number, value, target in zip(numbers, column, targets, strict=True):
        figure = None
        if value == "":
            pass
        elif value.__class__ is not float:
            odd.add(number)
        elif (value.is_integer() and target.unit != "%") or address(number, place) not in percents:
            try:
                figure = _known_figures[value]
            except FigureError:
                odd.add(number)
        else:
            odd.add(number)
        yield figure


def _statuses(numbers: range, column: Iterable[Any], odd: set[int]) -> Iterator[Status | None]:
    """What a status is called; the rows of other words are odd."""
    said = statuses()
    for number, value in zip(numbers, column, strict=True):
        status = said.get(value)
        if status is None and value != "":
            odd.add(number)
        yield status


def _texts(columns: Sequence[Sequence[Any]]) -> Iterable[Sequence[str]] | None:
    """What was written; a text of blanks alone is none. None where something else than a text stands there."""
    try:
        joined = "|".join(("", *chain.from_iterable(columns)))
    except TypeError:
        return None
    # A text of blanks alone begins with one.
    if joined.isprintable() and "| " not in joined:
        return columns
    return [[cleaned if (cleaned := clean(text)).strip() else "" for text in column] for column in columns]


@cache
def statuses() -> Mapping[str, Status]:
    """Every status by its code and by its word in each language."""
    words = {say(f"status.{status}").text(language): status for status in Status for language in LANGUAGES}
    return words | {str(status): status for status in Status}
