"""What the cells of an Office Open XML workbook refer to: looks of numbers, and texts that are written once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.exchange.opening.formats import Look
from desktop.exchange.opening.witness import TooFar

# A longer number, or one with a power of ten, may have more digits than a spreadsheet keeps.
DIGITS: Final = 15
# So many cells all sheets of a workbook may have, filled or not: more take too long to look at.
_MOST_CELLS: Final = 500_000


class Looks(dict[str, Look]):
    """What numbers show, by the look of their cell as it names it: with blanks and noughts, or one there is not."""

    def __missing__(self, name: str) -> Look:
        self[name] = self.get(str(int(name)), "")
        return self[name]


@dataclass(slots=True)
class Shared:
    """What cells refer to: their looks, the shared texts, and of each whether it says anything and has escapes."""

    looks: Looks = field(default_factory=Looks)
    texts: list[str] = field(default_factory=list)
    says: list[bool] = field(default_factory=list)
    escaped: set[int] = field(default_factory=set)
    # Whether the sheet that is gone through is written so that the reader may miss a part of a value.
    odd: bool = False
    # How many cells were looked at so far.
    cells: int = 0

    def add(self, text: str, *, escaped: bool) -> None:
        """Keep one more shared text."""
        if escaped:
            self.escaped.add(len(self.texts))
        self.texts.append(text)
        self.says.append(bool(text.strip()))

    def add_plain(self, texts: Sequence[str]) -> None:
        """Keep many that have no escapes."""
        self.texts += texts
        self.says += [bool(text.strip()) for text in texts]

    def count(self, cells: int) -> None:
        """Some more cells were looked at; TooFar where they are too many."""
        self.cells += cells
        if self.cells > _MOST_CELLS:
            raise TooFar
