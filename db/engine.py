"""How a database file is reached: the library, its settings, and what it says when something is wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2 as sqlite3

from db import digests, plan_version
from db.errors import Refusal, refuse
from db.held import hold
from db.keyring import is_encrypted, secret_of
from db.secret import Secret

BUSY_MS: Final = 5000
# Pages of 4 KB in the log before it is folded into the file. What a person types is written over the same 2 MB again
# and again: where the log has to grow, its new length is flushed as well, which takes as long as the edit itself. Of
# workbooks that come in by hundreds, every fold would hold up the next.
_LOG_OF_EDITS: Final = 500
_LOG_OF_BULK: Final = 8000
# So many rows are written when a person fills in a few cells, digests and history included.
_FEW: Final = 30
# So many statements stay prepared. The triggers of a connection that writes are more than the driver's own 128; from
# then on every statement took the place of the one before it, and was prepared anew each time.
_PREPARED: Final = 1024
# Two connections that write and fold the log at one moment may lose a page in the releases before these
# (sqlite.org/wal.html, "the WAL-reset bug").
_MENDED: Final = (3, 51, 3)
_MENDED_TOO: Final = {(3, 44): 6, (3, 50): 7}


def library_version() -> tuple[int, int, int]:
    """The version of SQLite in use."""
    first, second, third = sqlite3.sqlite_version_info
    return first, second, third


def log_is_safe() -> bool:
    """Whether this SQLite can be trusted with a write-ahead log that several connections use."""
    version = library_version()
    mended = _MENDED_TOO.get(version[:2])
    return version >= _MENDED or (mended is not None and version[2] >= mended)


def journal_mode() -> str:
    """How commits reach the file: by the log where that is safe, else by a rollback journal, which has no such bug."""
    return "wal" if log_is_safe() else "truncate"


def connect(path: Path, mode: str = "rw", new: Secret | None = None) -> Any:
    """A connection without anything of ours on it; Locked where the file is encrypted and nobody gave the passphrase.

    `mode` as SQLite's addresses have it: ro, rw or rwc. A file that is made by it is encrypted where `new` is given.
    """
    secret = secret_of(path) or new
    # Every sign of the path is quoted: the long names of Windows are no URI that SQLite understands.
    where = quote(os.fsencode(path.absolute()), safe="")
    raw = sqlite3.connect(f"file:{where}?mode={mode}", uri=True, timeout=BUSY_MS / 1000)
    _give_key(raw, secret)
    return raw


def _give_key(raw: Any, secret: Secret | None) -> None:
    """Let a new connection read and write an encrypted file; nothing is done where it is a plain one."""
    if secret is not None:
        # What it would print is told as a refusal, too.
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f'PRAGMA key = "{secret.database_key}"')


def make_engine(path: Path, *, watched: bool = True) -> Engine:
    """An engine on this file; `watched` where what is written is digested, as it is but during an upgrade."""
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        module=sqlite3,
        connect_args={"timeout": BUSY_MS / 1000, "cached_statements": _PREPARED},
        # The connection that was used last knows its pages and statements, and whether anybody wrote since.
        pool_use_lifo=True,
    )

    holding: list[Callable[[], None]] = []

    @event.listens_for(engine, "do_connect")
    def reach(dialect: Dialect, _: ConnectionPoolEntry, where: tuple[Any, ...], how: dict[str, Any]) -> Any:
        if not holding:
            holding.append(hold(path))
        secret = secret_of(path)
        raw = dialect.connect(*where, **how)
        _give_key(raw, secret)
        return raw

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, entry: ConnectionPoolEntry) -> None:
        # The driver's own implicit BEGIN would leave DDL and SELECT outside the transaction.
        raw.isolation_level = None
        raw.create_function("row_digest", -1, digests.row_digest, deterministic=True)
        entry.info[digests.BY] = digests.Digester()
        raw.execute("PRAGMA foreign_keys = ON")
        # A row that is replaced is deleted first, and its triggers are told so.
        raw.execute("PRAGMA recursive_triggers = ON")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(f"PRAGMA journal_mode = {journal_mode()}")

    @event.listens_for(engine, "engine_disposed")
    def let_go(_: Engine) -> None:
        while holding:
            holding.pop()()

    event.listen(engine, "savepoint", _keep_written)
    event.listen(engine, "release_savepoint", _leave_written)
    event.listen(engine, "rollback_savepoint", _forget_written)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.info["points"] = []
        if not connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        if watched and not connection.info.get("watched"):
            connection.info[digests.BY].watch(connection.exec_driver_sql)
            plan_version.watch(connection.exec_driver_sql)
            connection.info["watched"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def written(connection: Connection) -> int:
    """How many rows this connection has written, but for those that were taken back while others stayed."""
    raw: Any = connection.connection.dbapi_connection
    return int(raw.total_changes) - int(connection.info.get("taken_back", 0))


def _keep_written(connection: Connection, _name: object) -> None:
    connection.info["points"].append(written(connection))


def _leave_written(connection: Connection, _name: object, _: object) -> None:
    connection.info["points"].pop()


def _forget_written(connection: Connection, _name: object, _: object) -> None:
    rows = written(connection) - connection.info["points"].pop()
    connection.info["taken_back"] = connection.info.get("taken_back", 0) + rows


def fold_after(connection: Connection, rows: int) -> None:
    """Say, before a commit that wrote so many rows, how long the log may be before it is folded into the file."""
    pages = _LOG_OF_EDITS if rows <= _FEW else _LOG_OF_BULK
    if connection.info.get("folded_after") != pages:
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {pages}")
        connection.info["folded_after"] = pages


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """What the environment does to a database, said in a sentence; anything else is left as it is."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        refusal = refusal_of(error.orig if isinstance(error, DatabaseError) else error, path)
        if refusal is None:
            raise
        raise refusal from error


_CONDITIONS: Final = {
    sqlite3.SQLITE_BUSY: "refusal.busy",
    sqlite3.SQLITE_LOCKED: "refusal.busy",
    sqlite3.SQLITE_FULL: "refusal.disk_full",
    sqlite3.SQLITE_READONLY: "refusal.cannot_write",
    sqlite3.SQLITE_CANTOPEN: "refusal.cannot_open",
    sqlite3.SQLITE_IOERR: "refusal.disk_error",
    sqlite3.SQLITE_CORRUPT: "refusal.damaged",
    sqlite3.SQLITE_NOTADB: "refusal.not_ours",
}


_DISK: Final = _CONDITIONS[sqlite3.SQLITE_IOERR]
# Less than that is soon taken by a log.
_LITTLE: Final = 2**20


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LITTLE
    return False


def refusal_of(error: BaseException | None, path: Path) -> Refusal | None:
    """What an error of the library says of the environment; None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    condition = None if code is None else _CONDITIONS.get(code & 0xFF)
    if isinstance(error, sqlite3.OperationalError) and (code is None or condition == _DISK) and _is_full(path):
        # It has no word of its own for a log, or a copy, that found no room.
        condition = "refusal.disk_full"
    if condition == "refusal.not_ours" and is_encrypted(path):
        # Its key is right, or it would be locked: its first page is not as it was written.
        condition = "refusal.damaged"
    return None if condition is None else refuse(condition, path=str(path))
