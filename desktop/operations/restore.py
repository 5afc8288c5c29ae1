"""Putting a backup in place of a database."""

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from db.engine import connect, refusal_of
from db.errors import refuse
from db.places import require_local
from db.store import copy, open_store
from desktop.exchange.files import replacing


def restore(backup: Path, database: Path) -> None:
    """Make a database from a backup; refused where a database is already there, the backup untouched."""
    require_local(database)
    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    if not backup.is_file():
        raise refuse("refusal.not_found", path=str(backup))
    if not database.parent.is_dir():
        raise refuse("refusal.no_folder", path=str(database.parent))
    with replacing(database) as beside:
        try:
            copy(backup, beside)
        except sqlite3.DatabaseError as error:
            raise refusal_of(error, database) or refuse("refusal.not_ours", path=str(backup)) from error
        try:
            open_store(beside).close()
        finally:
            # What was read without writing leaves a log behind; whoever writes last takes it away.
            with closing(connect(beside)) as last:
                last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
