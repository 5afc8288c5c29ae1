"""Edits of a sheet of targets: what was typed where, and what came of it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A text put into one field of one target."""

    target_key: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Edited(Generic[R]):
    """What an edit changed: the rows as they are now, and the edits that put back what was there."""

    rows: tuple[R, ...]
    back: tuple[CellEdit, ...]
