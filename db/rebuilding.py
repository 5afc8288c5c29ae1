"""Working on a copy of a database that nobody else has open, which takes its place once it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite3

from db.copies import copy_from, flush_folder
from db.engine import connect, journal_mode, plain_errors
from db.errors import refuse
from db.file_state import is_closed
from db.keyring import secret_of
from db.steps import Tell

_LEFT: Final = ("", "-wal", "-shm", "-journal")
# A file of which less than this share is free is left as it is: what is written next finds its place there.
_WORTH: Final = 1 / 8
# What a disk is to have left beside a file that is written anew.
_ROOM: Final = 2**26
# Instructions of SQLite between two words of how far it is: some thousand rows.
_OFTEN: Final = 100_000
_SIZES: Final = ("page_count", "freelist_count", "page_size")
_NUMBERED: Final = (
    "SELECT name FROM pragma_table_list "
    "WHERE schema = 'main' AND type = 'table' AND NOT wr AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
)


@contextmanager
def replaced(path: Path, tell: Tell) -> Iterator[Path]:
    """A copy of a database, to be worked on: it takes the place of the database when all went well with it.

    Until then the database stays as it is, whatever happens; it is refused where somebody else has it open. What is
    done to the copy need not be kept from a power cut. `tell` may stop it.
    """
    place = path.resolve()
    beside, smaller = (place.with_name(f".{place.name}.{end}") for end in ("upgrade", "smaller"))
    secret = secret_of(path)
    with closing(connect(path)) as held:
        # Nobody else reads or writes it from the first word on.
        held.execute("PRAGMA locking_mode = EXCLUSIVE")
        held.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            # One that was killed could take nothing away.
            _remove(beside, smaller)
            if shutil.disk_usage(place.parent).free < place.stat().st_size:
                raise refuse("refusal.disk_full", path=str(path))
            # A disk that is full is known while what filled it is still there.
            with plain_errors(path):
                copy_from(held, path, beside, secret, partial(_as_one, tell))
                yield beside
                whole = smaller if _made_smaller(beside, smaller, tell) else beside
                tell("write", 0, 0)
                _settle(whole)
            shutil.copymode(place, whole)
            # Some systems replace no file that is open.
            held.close()
            if not is_closed(place):
                # Somebody was quick.
                raise refuse("refusal.busy", path=str(path))
            os.replace(whole, place)
            flush_folder(place.parent)
        except OSError as error:
            raise refuse("refusal.cannot_write", path=str(path)) from error
        finally:
            _remove(beside, smaller)


def _as_one(tell: Tell, _step: str, done: int, total: int) -> None:
    """What making a copy tells of its steps, as one."""
    tell("beside", done, total)


def _remove(*paths: Path) -> None:
    for path in paths:
        for end in _LEFT:
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Have a file as it is when a database was closed, and on the disk."""
    with closing(connect(path)) as raw:
        raw.execute(f"PRAGMA journal_mode = {journal_mode()}")
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _made_smaller(path: Path, smaller: Path, tell: Tell) -> bool:
    """Write a database anew without what is free in it, where that is much and the disk has room for it."""
    with closing(connect(path)) as raw:
        pages, free, size = (int(raw.execute(f"PRAGMA {name}").fetchone()[0]) for name in _SIZES)
        need = (pages - free) * size
        if free < pages * _WORTH or shutil.disk_usage(path.parent).free < need + _ROOM:
            return False

        def tell_size() -> None:
            tell("compact", min(smaller.stat().st_size, need) if smaller.exists() else 0, need)

        tell_size()
        raw.set_progress_handler(tell_size, _OFTEN)
        raw.execute("PRAGMA synchronous = OFF")
        try:
            raw.execute("VACUUM INTO ?", (str(smaller),))
        except sqlite3.OperationalError:
            # It was stopped, and says so once more; or others filled the disk, and it stays as large as it is.
            tell_size()
            _remove(smaller)
            return False
        raw.set_progress_handler(None, 0)
        tell("compact", need, need)
        with closing(connect(smaller)) as made:
            return _numbers(made) == _numbers(raw)


def _numbers(raw: Any) -> list[tuple[Any, ...]]:
    """How many rows each table has, and the sum of their numbers: by these their digests know them."""
    names = raw.execute(_NUMBERED).fetchall()
    return [(name, *raw.execute(f'SELECT count(*), sum(rowid) FROM "{name}"').fetchone()) for (name,) in names]
