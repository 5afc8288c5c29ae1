"""Putting a backup in place of a database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from db.errors import refuse
from db.store import open_store
from desktop.exchange.files import replacing


def restore(backup: Path, database: Path) -> None:
    """Make a database from a backup; refused where a database is already there, the backup untouched."""
    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    with replacing(database) as beside:
        try:
            with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
                with closing(sqlite3.connect(beside)) as copy:
                    source.backup(copy)
        except sqlite3.DatabaseError as error:
            raise refuse("refusal.not_ours", path=str(backup)) from error
        open_store(beside).close()
