"""Files on disk: written beside, flushed, then put in place, so that no reader ever meets a part of one."""

import contextlib
import errno
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from db.errors import Refusal, refuse


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends well, else it is gone."""
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(beside, path)
    except OSError as error:
        raise refusal_of(error, path) from error
    finally:
        # Where it was put in place it is no longer there; a failure to clean up must not hide the first one.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def discard(database: Path) -> None:
    """Take a database away, with what SQLite keeps beside it."""
    for name in (database.name, *(database.name + end for end in ("-wal", "-shm", "-journal"))):
        database.with_name(name).unlink(missing_ok=True)


def refusal_of(error: OSError, path: Path) -> Refusal:
    """What the system says of a file, as a sentence."""
    if error.errno == errno.ENOSPC:
        return refuse("refusal.disk_full", path=str(path))
    if isinstance(error, FileNotFoundError):
        return refuse("refusal.no_folder", path=str(path.parent))
    if isinstance(error, PermissionError) and path.exists():
        return refuse("refusal.file_open", path=str(path))
    return refuse("refusal.cannot_write", path=str(path))


def apart(path: Path, others: Collection[Path]) -> Path:
    """The path, with a number where a system that ignores capitals would take it for one of the others."""
    taken = {other.name.casefold() for other in others}
    free, number = path, 1
    while free.name.casefold() in taken:
        number += 1
        free = path.with_name(f"{path.stem}_{number}{path.suffix}")
    return free


def read_bytes(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None where there are more than the limit."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise refuse("refusal.not_found", path=str(path)) from error
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    return content if len(content) <= limit else None
