"""What a part of a package refers to, as the list of its relations says.

Of small lists, which many packages have alike, what was found is kept.
"""

from collections.abc import Sequence
from functools import lru_cache
from posixpath import join, normpath
from typing import Final, NamedTuple

from desktop.exchange.opening.elements import SHARED, tree

_MANY: Final = 64


class Relation(NamedTuple):
    """The name by which a part refers to another, the last word of its kind, and where that other part is."""

    name: str
    kind: str
    place: str


def relations(text: bytes, folder: str) -> Sequence[Relation]:
    """The relations in a list, of a part in this folder."""
    return _known(text, folder) if len(text) <= SHARED else _found(text, folder)


@lru_cache(_MANY)
def _known(text: bytes, folder: str) -> Sequence[Relation]:
    return _found(text, folder)


def _found(text: bytes, folder: str) -> Sequence[Relation]:
    return tuple(
        Relation(node.get("Id", ""), node.get("Type", "").rpartition("/")[2], _place(node.get("Target", ""), folder))
        for node in tree(text).iter("{*}Relationship")
    )


def _place(target: str, folder: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
