"""What is found by words or pinyin initials: a unit's targets, and the words of the window's commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.initials import initials_of
from desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class TargetName:
    """A target by what people call it."""

    key: str
    code: str
    title: str
    initials: str


def target_names(desk: Desk) -> tuple[TargetName, ...]:
    """The targets of the unit, in the plan's order; headquarters' are all of the plan."""
    with desk.read() as (_, plan):
        targets = plan.targets if desk.is_headquarters else plan.of_unit(desk.unit_key)
        return tuple(TargetName(one.key, one.code, one.title, one.initials) for one in targets)


def initials_of_all(words: Sequence[str]) -> tuple[str, ...]:
    """The initials of each; not on the thread of the window, since the dictionary takes its time to load."""
    return tuple(initials_of(one) for one in words)
