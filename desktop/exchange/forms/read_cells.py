"""Where in a form everything stands that it says, and what the cells show."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, count, repeat
from typing import Any

from desktop.exchange.opening.witness import address
from desktop.exchange.texts import shown

# The places of a table's columns by their keys, in the order in which a row's values are kept.
Places = Mapping[str, int]
# Rows whose cells are in the same columns: their keys, where they stand, the places of the columns, and these.
_Block = tuple[Sequence[str], Sequence[int], Places, Sequence[Sequence[Any]]]


class Cells(Mapping[tuple[str, str], tuple[str, str]]):
    """By target or node and field, the address of a cell and what it shows: worked out when somebody asks.

    Of a form with thousands of cells few are ever asked for, and all of them travel between processes: by columns, as
    they were read, which takes half the time that rows would.
    """

    def __init__(self, *blocks: _Block) -> None:
        self._blocks = [*blocks]

    def put(self, key: str, row: int, places: Places, values: Sequence[Any]) -> None:
        """What a target or node says stands in this row; `values` are those of the places, in their order."""
        self.put_all([key], [row], places, [[value] for value in values])

    def put_all(
        self, keys: Sequence[str], rows: Sequence[int], places: Places, columns: Sequence[Sequence[Any]]
    ) -> None:
        """The same of several rows whose cells are in the same columns."""
        self._blocks.append((keys, rows, places, columns))
        self.__dict__.pop("_known", None)

    def rows(self, field: str) -> dict[str, int]:
        """The row of each key that has this field."""
        found: dict[str, int] = {}
        for keys, rows, places, _ in self._blocks:
            if field in places:
                found.update(zip(keys, rows, strict=True))
        return found

    def __reduce__(self) -> tuple[type["Cells"], tuple[_Block, ...]]:
        return Cells, (*self._blocks,)

    def __getitem__(self, place: tuple[str, str]) -> tuple[str, str]:
        key, field = place
        (_, rows, places, columns), at = self._known[key]
        return address(rows[at], places[field]), shown(columns[[*places].index(field)][at])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((key, field) for key, ((_, _, places, _), _) in self._known.items() for field in places)

    def __len__(self) -> int:
        return sum(len(places) for (_, _, places, _), _ in self._known.values())

    @cached_property
    def _known(self) -> dict[str, tuple[_Block, int]]:
        """The block of each key and its place there; of several that it has the last."""
        places = (zip(block[0], zip(repeat(block), count()), strict=False) for block in self._blocks)
        return dict(chain.from_iterable(places))
