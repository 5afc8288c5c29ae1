"""Copies of evidence that somebody looks at: in a folder that only this user may read, emptied when all is closed."""

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Final

_NAME: Final = "target-desk-shown-"


def place_to_show(database: Path) -> Path:
    """A new folder for one file of this database."""
    folder = _folder_of(database)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not _is_ours(folder):
            folder = Path(mkdtemp(prefix=_NAME))
    return Path(mkdtemp(dir=folder))


def put_away(database: Path) -> None:
    """Delete what was shown of a database; a file that a program still keeps open is deleted at the next start."""
    _empty(_folder_of(database))


def put_all_away() -> None:
    """Delete what was shown and is there still, since the program or the computer ended before it could."""
    for folder in Path(gettempdir()).glob(f"{_NAME}*"):
        _empty(folder)


def _folder_of(database: Path) -> Path:
    return Path(gettempdir()) / f"{_NAME}{sha256(str(database.resolve()).encode()).hexdigest()[:16]}"


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder that this user made; on Windows every user has a temporary folder of their own."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o077)


def _empty(folder: Path) -> None:
    with suppress(OSError):
        if not _is_ours(folder):
            return
        for path in sorted(folder.rglob("*"), reverse=True):
            with suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    path.rmdir()
                else:
                    # Windows deletes nothing that is read-only.
                    path.chmod(0o600)
                    path.unlink()
        folder.rmdir()
