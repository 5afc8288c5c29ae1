"""What was read out of a form, and what the reader held it against."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.checks import Answer, Finding
from db.vocabulary import Kind
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.locked import LockedCell, Shown
from desktop.exchange.forms.read_cells import Cells
from desktop.exchange.forms.repairs import Known, Repair


@dataclass(frozen=True, slots=True)
class Expected:
    """A target that a form may have a row for."""

    key: str
    code: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class ExpectedNode:
    """A milestone node that a form may have a row for, and the code of its target."""

    key: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the reader holds a form against: a unit's targets and nodes by key, units by name, the plan's periods."""

    targets: Mapping[str, Expected]
    nodes: Mapping[str, ExpectedNode]
    units: Mapping[str, str]
    plan_key: str
    periods: tuple[str, ...] = ()
    # What the locked cells of targets and nodes show, where that is the same in every period.
    locked: Mapping[str, Shown] = field(default_factory=dict)
    # What was confirmed of this unit's files before, and what is said of this one.
    known: Known = field(default_factory=dict)
    # Of the targets, those that the unit has no more: its own program may have left out their rows.
    once: AbstractSet[str] = frozenset()
    # By period what is expected instead, where the plan asked for something else then.
    then: Mapping[str, "Expectation"] = field(default_factory=dict)

    def at(self, period: str) -> "Expectation":
        """What is expected of a form of this period."""
        return self.then.get(period, self)


class Answers(dict[str, Answer]):
    """What was said of targets, by their keys."""

    def __reduce__(self) -> tuple[Callable[..., "Answers"], tuple[Any, ...]]:
        """By columns: one by one, as they would travel otherwise, takes twice as long."""
        return _answers, ((*self,), *zip(*self.values(), strict=True))


def _answers(keys: Sequence[str], *columns: Sequence[Any]) -> Answers:
    return Answers(zip(keys, map(Answer._make, zip(*columns, strict=True)), strict=True) if keys else ())


@dataclass(slots=True)
class ReadForm:
    """What stands in a form: who, when, what was said, and what is wrong or was guessed."""

    kind: Kind
    plan_key: str
    unit_key: str
    unit: str
    period: str
    revision: int
    document: Document | None
    known: Known = field(default_factory=dict)
    sheet: str = ""
    node_sheet: str = ""
    filled_by: str = ""
    checked_by: str = ""
    phone: str = ""
    answers: dict[str, Answer] = field(default_factory=Answers)
    nodes: dict[str, tuple[date | None, str]] = field(default_factory=dict)
    # The nodes that have a row, filled in or not: a day that was there and is gone was taken away.
    node_keys: set[str] = field(default_factory=set)
    cells: Cells = field(default_factory=Cells)
    errors: list[Finding] = field(default_factory=list)
    # What was guessed and nobody has confirmed; and what is meant by those that somebody has.
    repairs: list[Repair] = field(default_factory=list)
    confirmed: list[tuple[Repair, str]] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)
    # The seal of what stands there, as it was read.
    seal: str = ""
    # The locked cells that do not show what they were issued with, or not what the plan shows.
    locked: list[LockedCell] = field(default_factory=list)
    # What was found of it that is not as it was issued or exported.
    marks: tuple[Finding, ...] = ()

    @property
    def said_of_nodes(self) -> dict[str, tuple[date | None, str]]:
        """What every row of a node says, also where it says nothing."""
        return {key: self.nodes.get(key, (None, "")) for key in sorted(self.node_keys)}

    @property
    def edited(self) -> bool:
        """Whether it is something else than the program exported."""
        return self.document is None or self.document.seal != self.seal

    def meaning(self, guess: Repair) -> str:
        """What a guess means: what a person said of it, else its likeliest option, which waits to be confirmed."""
        said = self.known.get(guess.place)
        if said is not None and said in guess.options:
            self.confirmed.append((guess, said))
            return said
        self.repairs.append(guess)
        return guess.options[0]
