"""Putting a backup in place of a database."""

import sqlite3
from pathlib import Path

from db.errors import refuse
from db.store import copy, open_store
from desktop.exchange.files import replacing


def restore(backup: Path, database: Path) -> None:
    """Make a database from a backup; refused where a database is already there, the backup untouched."""
    if database.exists():
        raise refuse("refusal.exists", path=str(database))
    with replacing(database) as beside:
        try:
            copy(backup, beside)
        except sqlite3.DatabaseError as error:
            raise refuse("refusal.not_ours", path=str(backup)) from error
        open_store(beside).close()
