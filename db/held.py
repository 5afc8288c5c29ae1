"""Database files that SQLite has open in this process, read by others without taking its locks away.

As POSIX has it, a process loses its locks on a file with the first descriptor of it that is closed, whoever opened that
(sqlite.org/howtocorrupt.html, "Posix advisory locks canceled by a separate thread doing close()"). Another program that
closes the file may throw its log away then, with what this one writes there later. So whoever reads such a file by
himself shares one descriptor, which stays open for as long. On Windows a lock goes with its own handle.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_SET, RawIOBase
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# By its disk and its number there, which no other file has while a descriptor of it is open.
_Identity = tuple[int, int]


@dataclass(slots=True)
class _Held:
    """The descriptor of a file, and how often it is held."""

    descriptor: int
    times: int = 1


_held: Final[dict[_Identity, _Held]] = {}
_lock: Final = Lock()


def hold(database: Path) -> Callable[[], None]:
    """Have a file held that SQLite is about to open; what lets go of it, once SQLite has closed it."""
    if os.name == "nt":
        return _nothing
    try:
        with _lock:
            identity = _hold(database)
    except OSError:
        # Whoever opens it says why it cannot be read.
        return _nothing
    return lambda: _let_go(identity)


def _hold(database: Path) -> _Identity:
    identity = _identity(database.stat())
    if identity in _held:
        _held[identity].times += 1
        return identity
    descriptor = os.open(database, os.O_RDONLY)
    identity = _identity(os.fstat(descriptor))
    _held[identity] = _Held(descriptor)
    return identity


def _let_go(identity: _Identity) -> None:
    with _lock:
        held = _held[identity]
        held.times -= 1
        if not held.times:
            del _held[identity]
            os.close(held.descriptor)


def _nothing() -> None:
    """Nothing is to be let go of."""


def _identity(found: os.stat_result) -> _Identity:
    return found.st_dev, found.st_ino


@contextmanager
def opened(database: Path) -> Iterator[RawIOBase]:
    """A file, to be read by whoever is not SQLite; OSError where it cannot be."""
    with _lock:
        held = _held.get(_identity(database.stat())) if _held else None
    if held is not None:
        yield _Shared(held.descriptor)
        return
    with database.open("rb", buffering=0) as file:
        yield file


class _Shared(RawIOBase):
    """Reads what a descriptor is of, at a place of its own; that stays open."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._at = descriptor, 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, room: "WriteableBuffer") -> int:
        """Fill as much room as there is something to read for."""
        count = os.preadv(self._descriptor, [room], self._at)
        self._at += count
        return count

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go on from another place: counted from the beginning, or from the end."""
        self._at = offset + (os.fstat(self._descriptor).st_size if whence else 0)
        return self._at
