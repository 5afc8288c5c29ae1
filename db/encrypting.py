"""Giving a database a key, or taking it away: it is written anew beside, compared, and put in its place."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlcipher3 import dbapi2 as sqlite3

from db.engine import connect, refusal_of
from db.errors import refuse
from db.keyring import remember
from db.secret import Secret
from db.witness import Witness

_LEFT: Final = ("-wal", "-shm", "-journal")
# SQLite's own tables are its own concern.
_OWN: Final = " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"


class NotTheSameError(RuntimeError):
    """What was written anew is not what was there: a bug of ours, for which no old file is given up."""


def encrypt(path: Path, secret: Secret) -> None:
    """Encrypt a database that nobody else has open."""
    remember(secret)
    _rewrite(path, secret.database_key)


def decrypt(path: Path) -> None:
    """Make a plain file of an encrypted database that nobody else has open."""
    _rewrite(path, "")


def _rewrite(path: Path, key: str) -> None:
    """Write it under another key, none where that is empty; refused as it stands where it is in use."""
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    try:
        with closing(connect(path)) as raw:
            _export(raw, beside, key)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(beside, path)
    except sqlite3.Error as error:
        raise refusal_of(error, path) or refuse("refusal.cannot_write", path=str(path)) from error
    except OSError as error:
        raise refuse("refusal.cannot_write", path=str(path)) from error
    finally:
        for rest in (beside, *(beside.with_name(beside.name + end) for end in _LEFT)):
            rest.unlink(missing_ok=True)
    # What it says is of the other file.
    Witness(path).path.unlink(missing_ok=True)


def _export(raw: Any, target: Path, key: str) -> None:
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    # Folds the log into the file and takes it away; nobody else may have the file open for that.
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), key))
    raw.execute("SELECT sqlcipher_export('other')")
    for name in ("application_id", "user_version"):
        (value,) = raw.execute(f"PRAGMA main.{name}").fetchone()
        raw.execute(f"PRAGMA other.{name} = {value}")
    _require_same(raw)
    raw.execute("DETACH DATABASE other")


def _require_same(raw: Any) -> None:
    """Every row is there under its own number, by which its digest knows it."""
    tables = raw.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'" + _OWN
    ).fetchall()
    for name, without_rowid in tables:
        columns = "*" if without_rowid else "rowid, *"
        ours, theirs = (f'SELECT {columns} FROM {schema}."{name}"' for schema in ("main", "other"))
        counts = [raw.execute(f"SELECT count(*) FROM ({rows})").fetchone() for rows in (ours, theirs)]
        if counts[0] != counts[1] or raw.execute(f"{ours} EXCEPT {theirs}").fetchone() is not None:
            raise NotTheSameError(name)
    if raw.execute("PRAGMA other.integrity_check").fetchall() != [("ok",)]:
        raise NotTheSameError("integrity")
