"""Whether a database file is still what it was, told without opening it."""

import zlib
from pathlib import Path
from typing import Final

from db.held import opened

_PLAIN: Final = b"SQLite format 3\0"
# The first page holds the header, with its counters, and the roots of the schema.
_FIRST: Final = 4096

# Bytes, moment of the last change in nanoseconds, sum of the first page.
FileState = tuple[int, int, int]


def state_of(database: Path) -> FileState | None:
    """How a file is; None where it is encrypted, cannot be read, or does not hold everything itself."""
    try:
        if not is_closed(database):
            return None
        with opened(database) as file:
            first = file.read(_FIRST) or b""
        told = database.stat()
    except OSError:
        return None
    return (told.st_size, told.st_mtime_ns, zlib.crc32(first)) if first.startswith(_PLAIN) else None


def is_closed(database: Path) -> bool:
    """Whether everything that was written is in the file itself, and nobody has it open to write.

    OSError where that cannot be told.
    """
    logs = (database.with_name(f"{database.name}{end}") for end in ("-wal", "-journal"))
    return not any(log.exists() and log.stat().st_size for log in logs)
