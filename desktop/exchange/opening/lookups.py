"""What the cells of an Office Open XML workbook refer to: looks of numbers, and texts that are written once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop.exchange.opening.cell_kinds import NOTHING, Kinds, Looks
from desktop.exchange.opening.witness import TooFar

# A longer number, or one with a power of ten, may have more digits than a spreadsheet keeps.
DIGITS: Final = 15
# So many cells all sheets of a workbook may have, filled or not: more take too long to look at.
_MOST_CELLS: Final = 500_000


@dataclass(slots=True)
class Shared:
    """What cells refer to: looks, with what cells of these say, the shared texts, and which of them have escapes."""

    kinds: Kinds = field(default_factory=lambda: Kinds(Looks()))
    texts: list[str] = field(default_factory=list)
    escaped: set[int] = field(default_factory=set)
    # Whether the sheet that is gone through is written so that the reader may miss a part of a value.
    odd: bool = False
    # How many cells were looked at so far.
    cells: int = 0

    # The texts by their numbers, and a blank by none, as rows that are read at once look them up.
    _numbered: dict[int, str] = field(default_factory=dict)

    @property
    def numbered(self) -> Mapping[int, str]:
        """The texts by their numbers; what holds nothing has the number `NOTHING`."""
        if len(self._numbered) <= len(self.texts):
            self._numbered = {**dict(enumerate(self.texts)), NOTHING: ""}
        return self._numbered

    def add(self, text: str, *, escaped: bool) -> None:
        """Keep one more shared text."""
        if escaped:
            self.escaped.add(len(self.texts))
        self.texts.append(text)

    def count(self, cells: int) -> None:
        """Some more cells were looked at; TooFar where they are too many."""
        self.cells += cells
        if self.cells > _MOST_CELLS:
            raise TooFar
