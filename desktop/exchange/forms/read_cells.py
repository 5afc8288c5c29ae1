"""Where in a form everything stands that it says, and what the cells show."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, repeat
from typing import Any

from desktop.exchange.opening.witness import address
from desktop.exchange.texts import shown

# The places of a table's columns by their keys, in the order in which a row's values are kept.
Places = Mapping[str, int]


class Cells(Mapping[tuple[str, str], tuple[str, str]]):
    """By target or node and field, the address of a cell and what it shows: worked out when somebody asks.

    Of a form with thousands of cells few are ever asked for, and all of them travel between processes.
    """

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, Places, Sequence[Any]]] = {}

    def put(self, key: str, row: int, places: Places, values: Sequence[Any]) -> None:
        """What a target or node says stands in this row; `values` are those of the places, in their order."""
        self._rows[key] = row, places, values

    def put_all(
        self, keys: Sequence[str], rows: Iterable[int], places: Places, values: Iterable[Sequence[Any]]
    ) -> None:
        """The same of several rows whose cells are in the same columns."""
        self._rows.update(zip(keys, zip(rows, repeat(places, len(keys)), values, strict=True), strict=True))

    def rows(self, field: str) -> dict[str, int]:
        """The row of each key that has this field."""
        return {key: row for key, (row, places, _) in self._rows.items() if field in places}

    def __reduce__(self) -> tuple[Callable[..., "Cells"], tuple[Any, ...]]:
        """By columns, where rows have the same: row by row, as they would travel otherwise, takes twice as long."""
        return _put_together, (*self._blocks(),)

    def _blocks(self) -> Iterator[tuple[Sequence[str], Sequence[int], Places, Sequence[Sequence[Any]]]]:
        """Rows one after the other that have the same columns: their keys, where they stand, and their columns."""
        for _, block in groupby(self._rows.items(), key=lambda row: id(row[1][1])):
            keys, held = zip(*block, strict=True)
            rows, places, values = zip(*held, strict=True)
            yield keys, rows, places[0], tuple(zip(*values, strict=True))

    def __getitem__(self, place: tuple[str, str]) -> tuple[str, str]:
        key, field = place
        row, places, values = self._rows[key]
        column = places[field]
        return address(row, column), shown(values[[*places].index(field)])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((key, field) for key, (_, places, _) in self._rows.items() for field in places)

    def __len__(self) -> int:
        return sum(len(places) for _, places, _ in self._rows.values())


def _put_together(*blocks: tuple[Sequence[str], Sequence[int], Places, Sequence[Sequence[Any]]]) -> Cells:
    cells = Cells()
    for keys, rows, places, columns in blocks:
        cells.put_all(keys, rows, places, zip(*columns, strict=True))
    return cells
