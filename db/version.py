"""Which schema a file has, asked without changing a byte of it or of what lies beside it."""

import shutil
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite3

from db.engine import connect, refusal_of
from db.errors import refuse
from db.file_state import is_closed

# "TgDk": how a file says that it is one of ours.
APPLICATION_ID: Final = 0x5467446B


def version_of(path: Path) -> str:
    """The schema version of a file; refused where it is none of ours."""
    try:
        if not path.is_file():
            raise refuse("refusal.not_found", path=str(path))
        return _version_in(path)
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
    except sqlite3.DatabaseError as error:
        raise refusal_of(error, path) or refuse("refusal.not_ours", path=str(path)) from error
    except UnicodeDecodeError as error:
        # What SQLite says of a damaged schema names what it reads there.
        raise refuse("refusal.damaged", path=str(path)) from error


def _version_in(path: Path) -> str:
    if is_closed(path):
        # Opened in any other way, it would have a log and its index beside it afterwards.
        with suppress(sqlite3.DatabaseError), closing(connect(path, "ro&immutable=1")) as raw:
            return _asked(raw, path)
    try:
        with closing(connect(path, "ro")) as raw:
            return _asked(raw, path)
    except sqlite3.DatabaseError as error:
        # A transaction was cut off: whoever only reads cannot take it back, and says that it cannot write.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
    return _version_of_half_written(path)


def _version_of_half_written(path: Path) -> str:
    """The version of a file in which a transaction was cut off, seen by taking that back in a copy."""
    with TemporaryDirectory() as folder:
        copy, ends = Path(folder) / path.name, ("", "-journal")
        for end in ends:
            shutil.copyfile(path.with_name(f"{path.name}{end}"), copy.with_name(f"{path.name}{end}"))
        with closing(connect(copy)) as raw:
            return _asked(raw, path)


def take_back(path: Path) -> None:
    """Take back the transaction that was cut off in a file, so that it can be copied by whoever only reads."""
    if path.with_name(f"{path.name}-journal").exists():
        with closing(connect(path)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _asked(raw: Any, path: Path) -> str:
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise refuse("refusal.not_ours", path=str(path))
    found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise refuse("refusal.not_ours", path=str(path))
    return str(found[0])
