"""Bringing a file of an earlier version to today's schema: all of it or nothing, with a backup before it."""

from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection

from db.backups import back_up_written
from db.commits import count_commit
from db.condition import Damaged, examine
from db.digests import digest, digest_all
from db.engine import connect, make_engine, plain_errors
from db.errors import refuse
from db.file_state import is_closed
from db.rebuilding import replaced
from db.schema import SCHEMA_VERSION, migrations
from db.steps import Tell, nobody
from db.vocabulary import BackupReason
from db.witness import Mark, Witness

# Folds the log into the file and empties it. Closing would do the same, and keep every thread waiting meanwhile.
_FOLD: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
# The first schema whose rows have digests.
_DIGESTED: Final = "0009"
# The last one that changed what the rows of any table are made of, and those since that changed it of some.
_REMADE: Final = "0012"
_REMADE_SINCE: Final = {"0015": ("findings",)}
# The last that made large tables anew.
_REBUILT: Final = "0013"
# A file that is thrown away where anything goes wrong is written as fast as it can be.
_UNKEPT: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -65536",
)
# Alembic keeps what it works on in one place for the whole process.
_ALONE: Final = Lock()


def bring_up_to_date(path: Path, version: str, tell: Tell) -> None:
    """Upgrade a file of this schema, that is whole, after a backup; `tell` is told how far that is, and may stop it."""
    with plain_errors(path), closing(connect(path)) as raw:
        # What an interrupted upgrade left in the log was never committed: without it, the file is as it was closed.
        raw.execute(_FOLD).fetchall()
    _require_whole(path, version, tell)
    # One that was interrupted has left its backup, which is as large as the file.
    back_up_written(path, BackupReason.BEFORE_UPGRADE, tell)
    with plain_errors(path):
        if version < _REBUILT:
            # Where tables are made anew, all of it is written twice in a log, and half of it is free in the end.
            with replaced(path, tell) as beside:
                mark = _migrate(beside, SCHEMA_VERSION, tell, kept=False)
        else:
            mark = _migrate(path, SCHEMA_VERSION, tell, kept=True)
    # The pages are other ones than when the file was closed, and rightly so.
    witness = Witness(path)
    witness.note(mark)
    if is_closed(path):
        witness.take_sums(mark.commits)


def _require_whole(path: Path, version: str, tell: Tell) -> None:
    """An upgrade makes all digests anew, and with them would vouch for damage: that is mended before it."""
    if version >= _DIGESTED:
        with plain_errors(path):
            condition = examine(path, tell=tell)
        if not condition.whole:
            raise Damaged(path, condition)


def upgrade(path: Path, version: str = SCHEMA_VERSION) -> None:
    """Take a file that nobody knows of yet up to a schema; it is of no use where that fails."""
    with plain_errors(path):
        _migrate(path, version, nobody, kept=False)


def _migrate(path: Path, version: str, tell: Tell, *, kept: bool) -> Mark:
    """Take a file through the migrations, and digest its rows where they are other ones then.

    Where it is `kept` it is as it was if that fails; any other can be thrown away then.
    """
    from alembic import command
    from alembic.migration import MigrationContext

    engine = make_engine(path, watched=False)
    config = migrations(tell)
    try:
        with _ALONE, engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            # A table that is rebuilt is dropped; with foreign keys on, that would delete its children. Said outside of
            # any transaction: within one SQLite does not listen.
            for setting in ("PRAGMA foreign_keys = OFF", *(() if kept else _UNKEPT)):
                raw.execute(setting)
            with connection.execution_options(writes=True).begin():
                config.attributes["connection"] = connection
                before = MigrationContext.configure(connection).get_current_revision()
                tell("tables", 0, 0)
                command.upgrade(config, version)
                tell("links", 0, 0)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise refuse("refusal.upgrade_breaks_links", table=str(broken[0]))
                _digest(connection, before, tell)
                mark = count_commit(connection)
                if kept:
                    tell("write", 0, 0)
            raw.execute(_FOLD).fetchall()
    finally:
        engine.dispose()
    return mark


def _digest(connection: Connection, before: str | None, tell: Tell) -> None:
    """Digest the rows that are other ones than in the schema before."""
    if before is None or before < _REMADE:
        digest_all(connection.exec_driver_sql, tell)
        return
    for version, tables in _REMADE_SINCE.items():
        if before < version:
            digest(connection.exec_driver_sql, tables, tell)
