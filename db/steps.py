"""How far something is that is done to a whole database, which may take minutes."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from resources.texts import Sentence, say

# Seconds until somebody wants to know.
_SOON: Final = 1.0
# Rows at a time between two words, and how many times something is said at most.
_ROWS: Final = 20_000
_TIMES: Final = 200


class Doing(StrEnum):
    """What is done, as a whole."""

    CHECKING = "checking"
    UPGRADING = "upgrading"
    EXAMINING = "examining"
    RESTORING = "restoring"
    REPLACING = "replacing"
    MOVING = "moving"


_STEPS: Final = {
    Doing.CHECKING: ("check",),
    Doing.UPGRADING: ("check", "copy", "compare", "beside", "tables", "links", "digests", "compact", "write"),
    Doing.EXAMINING: ("check", "originals", "lines", "file", "links", "totals"),
    Doing.RESTORING: ("put", "confirm"),
    Doing.REPLACING: ("copy", "compare", "read", "put", "confirm"),
    Doing.MOVING: ("rows", "write"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done, in which of so many steps, and how much of that step is done; of 0 nobody knows how much."""

    doing: Doing
    step: str
    number: int
    count: int
    done: int
    total: int

    @property
    def title(self) -> Sentence:
        """What is done as a whole."""
        return say(f"opening.{self.doing}")

    @property
    def why(self) -> Sentence:
        """Why, how often, and what becomes of it when it is interrupted."""
        return say(f"opening.{self.doing}_why")

    @property
    def words(self) -> Sentence:
        """The step."""
        step = say(f"opening.{self.step}")
        return step if self.count == 1 else say("opening.step", number=self.number, count=self.count, step=step)

    @property
    def share(self) -> str:
        """How much of the step is done; empty where nobody knows."""
        return f"{100 * self.done // self.total} %" if self.total else ""


Told = Callable[[Stage], None]
# Called with a step, how much of it is done, and of how much; whoever hears it may raise, to stop.
Tell = Callable[[str, int, int], None]


def untold(_: Stage) -> None:
    """Nobody is watching."""


def nobody(_step: str, _done: int, _total: int) -> None:
    """Nobody asks."""


class Steps:
    """Tells of each step of what takes longer than a moment."""

    def __init__(self, doing: Doing, told: Told) -> None:
        self._doing = doing
        self._told = told
        self._soon = time.monotonic() + _SOON

    def __call__(self, step: str, done: int, total: int) -> None:
        """A step is as far as this."""
        if time.monotonic() >= self._soon:
            steps = _STEPS[self._doing]
            self._told(Stage(self._doing, step, steps.index(step) + 1, len(steps), done, total))


class Parts:
    """The rows of some tables a part at a time, so that something can be said in between."""

    def __init__(self, run: Callable[[str], Any], step: str, tables: Iterable[str], tell: Tell) -> None:
        self._spans = {table: list(_spans(run, table)) for table in tables}
        self._step = step
        self._tell = tell
        self._done, self._total = 0, sum(last - first + 1 for one in self._spans.values() for first, last in one)

    def of(self, table: str) -> Iterator[tuple[int, int]]:
        """The numbers of a table's rows, from the first to the last of each part."""
        for first, last in self._spans[table]:
            yield first, last
            self._done += last - first + 1
            self._tell(self._step, self._done, self._total)


def _spans(run: Callable[[str], Any], table: str) -> Iterator[tuple[int, int]]:
    ends = f'SELECT (SELECT min(rowid) FROM "{table}"), (SELECT max(rowid) FROM "{table}")'
    first, last = next(iter(run(ends)))
    if first is not None:
        wide = max(_ROWS, -(-(last - first + 1) // _TIMES))
        for start in range(first, last + 1, wide):
            yield start, min(start + wide - 1, last)
