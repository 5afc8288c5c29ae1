"""What the cells of an Office Open XML workbook refer to: looks of numbers, and texts that are written once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from desktop.exchange.opening.formats import Look
from desktop.exchange.opening.witness import TooFar

# A longer number, or one with a power of ten, may have more digits than a spreadsheet keeps.
DIGITS: Final = 15
# So many cells all sheets of a workbook may have, filled or not: more take too long to look at.
_MOST_CELLS: Final = 500_000
# The numbers that shared texts usually have, as they are written.
_WRITTEN: Final = tuple(b"%d" % number for number in range(2**12))


class Looks(dict[str, Look]):
    """What numbers show, by the look of their cell as it names it: with blanks and noughts, or one there is not."""

    def __missing__(self, name: str) -> Look:
        self[name] = self.get(str(int(name)), "")
        return self[name]


@dataclass(slots=True)
class Shared:
    """What cells refer to: their looks, the shared texts, also by their numbers as they are written, and escapes."""

    looks: Looks = field(default_factory=Looks)
    texts: list[str] = field(default_factory=list)
    numbered: dict[bytes, str] = field(default_factory=dict)
    escaped: set[int] = field(default_factory=set)
    # Whether the sheet that is gone through is written so that the reader may miss a part of a value.
    odd: bool = False
    # How many cells were looked at so far.
    cells: int = 0

    def add(self, text: str, *, escaped: bool) -> None:
        """Keep one more shared text."""
        if escaped:
            self.escaped.add(len(self.texts))
        self.numbered[b"%d" % len(self.texts)] = text
        self.texts.append(text)

    def add_plain(self, texts: Sequence[str]) -> None:
        """Keep all of them at once, where they have no escapes."""
        self.texts += texts
        self.numbered = dict(zip(_numbers(len(texts)), texts, strict=True))

    def count(self, cells: int) -> None:
        """Some more cells were looked at; TooFar where they are too many."""
        self.cells += cells
        if self.cells > _MOST_CELLS:
            raise TooFar


def _numbers(count: int) -> Iterator[bytes]:
    return islice(chain(_WRITTEN, (b"%d" % number for number in range(len(_WRITTEN), count))), count)
