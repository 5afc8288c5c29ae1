"""Copies in clear that somebody looks at: in a folder that only this user may read, emptied when all is closed.

The folder of a program that ended before it could do so is emptied by the next one, which knows by its lock that
nobody uses it any more.
"""

import sys
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import IO, Final

_NAME: Final = "target-desk-shown-"
_LOCK: Final = "lock"
# The folder of this process and the file that says so, while there is one.
_held: Final[dict[Path, IO[bytes]]] = {}


def place_to_show() -> Path:
    """A new folder for something to be looked at."""
    return Path(mkdtemp(dir=next(iter(_held), None) or _folder()))


def put_away() -> None:
    """Delete what this process showed; what another program still keeps open is deleted at a later start."""
    for folder, lock in list(_held.items()):
        del _held[folder]
        lock.close()
        _delete(folder)


def put_all_away() -> None:
    """Delete what was shown by programs that have ended."""
    for folder in Path(gettempdir()).glob(f"{_NAME}*"):
        # Held by a program that still runs, or another user's.
        with suppress(OSError):
            if folder not in _held:
                with (folder / _LOCK).open("rb+") as lock:
                    _hold(lock)
                _delete(folder)


def _folder() -> Path:
    folder = Path(mkdtemp(prefix=_NAME))
    lock = (folder / _LOCK).open("wb")
    _hold(lock)
    _held[folder] = lock
    return folder


def _hold(lock: IO[bytes]) -> None:
    """Keep a file for this process until it is closed; OSError where another one has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _delete(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                # Windows deletes nothing that is read-only.
                path.chmod(0o600)
                path.unlink()
    with suppress(OSError):
        folder.rmdir()
