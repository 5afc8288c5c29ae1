"""Rows that all have a cell in each of the same columns, put together column by column: none is touched by itself."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final

from desktop.exchange.opening.witness import letters_of
from desktop.exchange.rows import NUMBER, row_without_number

_ROW: Final = '<row r="'
_ENDED: Final = "</row>"
# A row that has a number.
_ONE: Final = "1"

# What stands in a row between its number and its number again, from one address to the next.
Cut = tuple[str, ...]


class EvenRows:
    """Puts them together of cells that stand in many rows; each is to be parsed once, as it is first cut.

    `unseen` is what was cut since it was last taken: rows made of nothing but what is well-formed are so too.
    """

    def __init__(self, columns: int) -> None:
        self._begun = [f'<c r="{letters_of(column)}' for column in range(columns)]
        self._unseen: list[str] = []

    def unseen(self) -> str:
        """What no parser has seen of the rows so far, each cell and each head of a row once."""
        unseen, self._unseen = self._unseen, []
        return "".join(unseen)

    def cut(self, first: int, cells: str) -> Cut:
        """A run of cells without the numbers of their row, from this column on, counted from 0."""
        _, *pieces = cells.split(NUMBER)
        after = first + len(pieces)
        self._unseen.append(_ONE.join((self._begun[first], *pieces)))
        return *pieces[:-1], pieces[-1] + (self._begun[after] if after < len(self._begun) else _ENDED)

    def head(self, height: float | None) -> str:
        """How a row of this height begins, likewise."""
        _, cut = row_without_number((), height).removesuffix(_ENDED).split(NUMBER)
        self._unseen.append(f"{_ROW}{_ONE}{cut}{_ENDED}")
        return cut + self._begun[0]

    def rows(self, at: int, heads: Sequence[str], columns: Iterable[Iterable[str]]) -> str:
        """Rows from this number on, one for each head, of what stands in them column by column."""
        numbers = map(str, range(at, at + len(heads)))
        return "".join(map(str.join, numbers, zip(repeat(_ROW), heads, *columns)))
