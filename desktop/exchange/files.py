"""Files on disk: written beside, flushed, read back, then put in place, so that no reader ever meets a part of one."""

import contextlib
import errno
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, count
from pathlib import Path
from time import sleep
from typing import Final
from uuid import uuid4

from db.errors import FileInUse, Refusal, refuse

# Whoever looks through new files, and a share that catches its breath, let go again within three seconds.
_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.5)
# What Windows says of a file that another program keeps open.
_IN_USE: Final = frozenset({5, 32, 33})
# A share that does not answer, a stick that was pulled out: as Windows says it, and as others do.
_GONE_ON_WINDOWS: Final = frozenset({21, 53, 55, 59, 64, 67, 121, 1231, 1232, 1236})
_GONE: Final = frozenset(
    {
        *(errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.ECONNRESET),
        *(errno.ECONNABORTED, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ENETUNREACH),
    }
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class NotAsWrittenError(RuntimeError):
    """What was written does not read back as what was meant: a bug of ours, for which no old file is given up."""


@contextmanager
def replacing(path: Path, verify: Callable[[bytes], None] | None = None) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends well, else it is gone.

    `verify` raises NotAsWrittenError where the bytes that lie on the disk by then are not to be kept. FileInUse where
    another program keeps `path` open, refused where it cannot be written for any other reason.
    """
    # No longer than most names: a name may have room for itself and for nothing more.
    beside = path.with_name(f".{uuid4().hex[:8]}.part")
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
            if verify is not None:
                verify(written.read())
        _put_in_place(beside, path)
    except OSError as error:
        raise refusal_of(error, path) from error
    finally:
        # Where it was put in place it is no longer there; a failure to clean up must not hide the first one.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def put_bytes(path: Path, content: bytes) -> None:
    """Write a file as a whole; refused where it cannot be written."""
    with replacing(path, partial(require_same, content)) as beside:
        beside.write_bytes(content)


def require_same(meant: bytes, found: bytes) -> None:
    """Raise NotAsWrittenError where other bytes lie on the disk than were written."""
    if found != meant:
        raise NotAsWrittenError("other bytes than were written")


def _put_in_place(beside: Path, path: Path) -> None:
    """Rename it, waiting a little for whoever keeps the old file open."""
    for pause in (*_PAUSES, None):
        try:
            os.replace(beside, path)
        except PermissionError as error:
            if not _in_use(error, path):
                raise
            if pause is None:
                raise FileInUse(path, second_name(path)) from error
            sleep(pause)
        else:
            _flush_folder(path.parent)
            return


def _in_use(error: OSError, path: Path) -> bool:
    """Whether it was another program that was in the way: what is read-only stays so, however long one waits."""
    return getattr(error, "winerror", None) in _IN_USE and path.is_file() and os.access(path, os.W_OK)


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk as well, where a system lets folders be flushed; Windows does it by itself."""
    if os.name == "nt":
        return
    # Not every share can: the file is whole and in its place all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refusal_of(error: OSError, path: Path) -> Refusal:
    """What the system says of a file, as a sentence."""
    if error.errno in _FULL:
        return refuse("refusal.disk_full", path=str(path))
    if error.errno in _GONE or getattr(error, "winerror", None) in _GONE_ON_WINDOWS:
        return refuse("refusal.place_gone", path=str(path))
    if isinstance(error, FileNotFoundError):
        return refuse("refusal.no_folder", path=str(path.parent))
    if error.errno in _FORBIDDEN and path.is_file() and not os.access(path, os.W_OK):
        return refuse("refusal.file_read_only", path=str(path))
    if error.errno in _FORBIDDEN:
        return refuse("refusal.folder_read_only", folder=str(path.parent))
    return refuse("refusal.cannot_write", path=str(path))


def second_name(path: Path) -> Path:
    """A name beside a file that no file has: the same, with a number."""
    return next(free for free in _numbered(path) if not free.exists())


def where_written(path: Path, write: Callable[[Path], None]) -> Path:
    """Write a file, under a second name where another program keeps the first one open; which name it has."""
    try:
        write(path)
    except FileInUse as used:
        write(used.other)
        return used.other
    return path


def apart(path: Path, taken: Collection[str]) -> Path:
    """The path, with a number where its name is taken already, `folded` as the others are."""
    return next(free for free in chain((path,), _numbered(path)) if folded(free) not in taken)


def folded(path: Path) -> str:
    """The name of a file, as some system would take it for another's: by capitals, by how é is made."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path.name).casefold())


def _numbered(path: Path) -> Iterator[Path]:
    return (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in count(2))


def read_bytes(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None where there are more than the limit."""
    try:
        with path.open("rb") as file:
            # As much as there is: for all that is allowed, room would be made.
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, limit) + 1)
            if size < len(content) <= limit:
                # It has grown meanwhile.
                content += file.read(limit + 1 - len(content))
    except FileNotFoundError as error:
        raise refuse("refusal.not_found", path=str(path)) from error
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    return content if len(content) <= limit else None
