"""Which of the exchanges are shown: by what became of them, and by words."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from db.vocabulary import Direction, ExchangeState
from desktop.operations.exchanges import Exchange
from desktop.widgets.rows import Column


class Chip(StrEnum):
    """One view of the exchanges."""

    ALL = "all"
    IN = "in"
    OUT = "out"
    UNDONE = "undone"
    REFUSED = "refused"


REFUSED: Final = frozenset({ExchangeState.HELD, ExchangeState.REJECTED})
_SHOWS: Final[Mapping[Chip, Callable[[Exchange], bool]]] = {
    Chip.ALL: lambda _one: True,
    Chip.IN: lambda one: one.direction is Direction.IN,
    Chip.OUT: lambda one: one.direction is Direction.OUT,
    Chip.UNDONE: lambda one: one.state is ExchangeState.UNDONE,
    Chip.REFUSED: lambda one: one.state in REFUSED,
}


def of_chip(exchanges: Sequence[Exchange], chip: Chip) -> list[Exchange]:
    """Those that a chip shows."""
    return [one for one in exchanges if _SHOWS[chip](one)]


def lines_of(exchanges: Sequence[Exchange], columns: Sequence[Column[Exchange]]) -> dict[str, str]:
    """What is searched, by key: each line as it is read on the screen. Made once, not at every letter that is typed."""
    return {one.key: " ".join(column.text(one) for column in columns).casefold() for one in exchanges}


def found_by(exchanges: Sequence[Exchange], lines: Mapping[str, str], words: str) -> list[Exchange]:
    """Those whose line holds every one of the words."""
    wanted = words.casefold().split()
    return [one for one in exchanges if all(word in lines[one.key] for word in wanted)]
