"""Three values stand behind each cell: as issued, as the database has it, as the file has it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.checks import BLANK, Answer
from db.figures import plain
from db.reports import ANSWER_FIELDS
from desktop.exchange.texts import clean

FIELDS = tuple(name for name in ANSWER_FIELDS if not name.endswith("_typed"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides moved, to different values."""

    target_key: str
    field: str
    issued: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The answers of both sides as one, where they do not contradict each other."""

    answers: Mapping[str, Answer]
    conflicts: tuple[Conflict, ...]


def merge(issued: Mapping[str, Answer], ours: Mapping[str, Answer], theirs: Mapping[str, Answer]) -> Merged:
    """Take the side that moved; where both moved to different values, name the conflict and leave ours."""
    merged: dict[str, Answer] = {}
    conflicts: list[Conflict] = []
    for target in sorted({*ours, *theirs}):
        base, mine = issued.get(target, BLANK), ours.get(target, BLANK)
        other = theirs.get(target, base)
        taken: dict[str, Any] = {}
        for name in FIELDS:
            was, here, there = (_value(answer, name) for answer in (base, mine, other))
            if there in (was, here):
                continue
            if here == was:
                taken |= _moved(other, name)
            else:
                conflicts.append(Conflict(target, name, _said(was), _said(here), _said(there)))
        merged[target] = replace(mine, **taken)
    return Merged(merged, tuple(conflicts))


def _moved(answer: Answer, name: str) -> dict[str, Any]:
    typed = f"{name}_typed"
    extra = {typed: getattr(answer, typed)} if typed in ANSWER_FIELDS else {}
    return {name: getattr(answer, name), **extra}


def _value(answer: Answer, name: str) -> Any:
    value = getattr(answer, name)
    return clean(value).strip() if type(value) is str else value


def _said(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, int) else str(value)
