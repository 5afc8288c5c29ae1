"""Three values stand behind each cell: as issued, as the database has it, as the file has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from db.checks import ANSWER_FIELDS, BLANK, Answer
from db.figures import plain
from db.reports import NodeAnswers
from db.vocabulary import Side, Status
from desktop.exchange.layout import status_text
from desktop.exchange.texts import clean

NODE_FIELDS: Final = ("done_on", "note")
NO_NODE: Final = (None, "")
FIELDS = tuple(name for name in ANSWER_FIELDS if not name.endswith("_typed"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides moved, to different values; of a target, or else of a node."""

    target_key: str
    field: str
    issued: str
    ours: str
    theirs: str
    node_key: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The answers of both sides as one, where they do not contradict each other."""

    answers: Mapping[str, Answer]
    conflicts: tuple[Conflict, ...]


# Whose value stands, by the key of the target or node and the field.
Chosen = Mapping[tuple[str, str], Side]
_NONE: Final[Chosen] = MappingProxyType({})


def merge(
    issued: Mapping[str, Answer], ours: Mapping[str, Answer], theirs: Mapping[str, Answer], chosen: Chosen = _NONE
) -> Merged:
    """Take the side that moved; where both moved to different values, the chosen one, or name the conflict."""
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
            side = Side.THEIRS if here == was else chosen.get((target, name))
            if side is not None:
                taken |= _moved({Side.ISSUED: base, Side.OURS: mine, Side.THEIRS: other}[side], name)
            else:
                conflicts.append(Conflict(target, name, _said(was), _said(here), _said(there)))
        merged[target] = mine._replace(**taken)
    return Merged(merged, tuple(conflicts))


def merge_nodes(
    issued: NodeAnswers, ours: NodeAnswers, theirs: NodeAnswers, chosen: Chosen = _NONE
) -> tuple[dict[str, tuple[date | None, str]], tuple[Conflict, ...]]:
    """The same for what is said of nodes: the day and the note each by itself; a node theirs does not name is ours."""
    merged, conflicts = dict(ours), []
    for node, said in theirs.items():
        base, mine = issued.get(node, NO_NODE), ours.get(node, NO_NODE)
        taken: list[Any] = list(mine)
        for place, name in enumerate(NODE_FIELDS):
            was, here, there = (_plainly(one[place]) for one in (base, mine, said))
            if there in (was, here):
                continue
            side = Side.THEIRS if here == was else chosen.get((node, name))
            if side is not None:
                taken[place] = {Side.ISSUED: base, Side.OURS: mine, Side.THEIRS: said}[side][place]
            else:
                conflicts.append(Conflict("", name, _said(was), _said(here), _said(there), node))
        if node in ours or any(taken):
            merged[node] = (taken[0], taken[1])
    return merged, tuple(conflicts)


def _moved(answer: Answer, name: str) -> dict[str, Any]:
    typed = f"{name}_typed"
    extra = {typed: getattr(answer, typed)} if typed in ANSWER_FIELDS else {}
    return {name: getattr(answer, name), **extra}


def _value(answer: Answer, name: str) -> Any:
    return _plainly(getattr(answer, name))


def _plainly(value: Any) -> Any:
    return clean(value).strip() if type(value) is str else value


def _said(value: object) -> str:
    if value is None or isinstance(value, Status):
        return status_text(value)
    return plain(value) if isinstance(value, int) else str(value)
