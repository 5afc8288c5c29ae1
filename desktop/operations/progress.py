"""How a long operation says how far it is, and is asked to stop."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - the user's wish, not an accident
    """Raised out of a progress call by whoever wants the operation to stop; the operation leaves nothing half done."""


class Progress(Protocol):
    """Called with how many are done, of how many, and which one comes next."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Tell, and perhaps be told to stop."""


def silent(done: int, total: int, what: str) -> None:
    """Nobody is watching."""
