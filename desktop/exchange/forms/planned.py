"""What the cells that only above may write show of a plan."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from db.figures import plain
from db.plans import NodeLine, TargetLine
from db.vocabulary import Measure, Role
from desktop.exchange.forms.locked import Shown
from desktop.exchange.layout import LOCKED, LOCKED_OF_NODES
from desktop.exchange.texts import clean
from resources.texts import say

# As many targets as large plans have, each in both roles.
_MANY: Final = 8192


def locked_texts(target: TargetLine, role: Role) -> Shown:
    """What the locked cells of a target show to a unit with this role."""
    goal = target.goal
    return _target_texts(target.code, target.area, target.title, goal.measure, goal.unit, goal.target, role)


@lru_cache(_MANY)
def _target_texts(
    code: str, area: str, title: str, measure: Measure, unit: str, figure: int | None, role: Role
) -> Shown:
    """Made once for all units that have a target: the same mapping also travels to another process but once."""
    texts = (code, area, title, _word("measure", measure), unit, "" if figure is None else plain(figure))
    return dict(zip(LOCKED, (*map(clean, texts), _word("role", role)), strict=True))


def node_texts(target: TargetLine, node: NodeLine) -> Shown:
    """What the locked cells of a node show."""
    days = (day.isoformat() if day is not None else "" for day in (node.begins_on, node.due_on))
    return dict(zip(LOCKED_OF_NODES, (*map(clean, (target.code, target.title, node.title)), *days), strict=True))


def shown_of(target: TargetLine, role: Role) -> Iterator[tuple[str, Shown]]:
    """What the locked cells of a target and its nodes show, by its key and theirs."""
    yield target.key, locked_texts(target, role)
    for node in target.nodes:
        yield node.key, node_texts(target, node)


@cache
def _word(group: str, word: str) -> str:
    return str(say(f"{group}.{word}"))
