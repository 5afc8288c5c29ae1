"""Stable keys: what is named alike on two computers has the same key on both."""

from typing import Final
from uuid import UUID, uuid4, uuid5

KEY_LENGTH: Final = 32
_NAMESPACE: Final = UUID("5d1f7f0e-8a3c-5b52-9f0a-6d7b3f2c9e41")


def key_of(*names: str) -> str:
    """The key of a thing that its names tell apart from all others."""
    return uuid5(_NAMESPACE, "\x1f".join(names)).hex


def new_key() -> str:
    """A key for a thing that nothing tells apart but itself."""
    return uuid4().hex
