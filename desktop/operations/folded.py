"""Rows that are kept for whoever may look at them: of hundreds of files nearly nobody looks at what each one says."""

import pickle
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar, cast, overload

from isal import isal_zlib

_Row_co = TypeVar("_Row_co", covariant=True)
# Of its levels the one that packs most for its time.
_LEVEL: Final = 1
# So many rows are kept as they are: to fold what is found in a workbook takes a hundredth of what receiving it does.
_FEW: Final = 15_000


def packed(what: object) -> bytes:
    """Something in as few bytes as can be had in no time."""
    return isal_zlib.compress(pickle.dumps(what), _LEVEL)


def unpacked(told: bytes) -> object:
    """What was packed by this process, made anew."""
    return pickle.loads(isal_zlib.decompress(told))  # noqa: S301 - packed here


class Folded(Sequence[_Row_co]):
    """Rows in a twentieth of the memory, made anew whenever one is looked at; how many there are is known at once."""

    __slots__ = ("_count", "_packed")

    def __init__(self, rows: Sequence[_Row_co]) -> None:
        self._count = len(rows)
        self._packed = packed(rows)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> _Row_co: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[_Row_co]: ...

    def __getitem__(self, place: int | slice) -> _Row_co | Sequence[_Row_co]:
        return self._rows()[place]

    def __iter__(self) -> Iterator[_Row_co]:
        return iter(self._rows())

    def _rows(self) -> Sequence[_Row_co]:
        return cast("Sequence[_Row_co]", unpacked(self._packed))


class Shelf:
    """Where rows are kept together: the first of them as they are, and folded what comes when there are many."""

    def __init__(self) -> None:
        self._count = 0

    def put(self, rows: Sequence[_Row_co]) -> Sequence[_Row_co]:
        """These rows, as they are to be kept."""
        self._count += len(rows)
        return Folded(rows) if rows and self._count > _FEW else rows
