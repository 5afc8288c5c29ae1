"""How a database on a server is reached, and what it says when something is wrong."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError

from db.address import Server
from db.errors import Refusal, refuse

# How long one that writes waits for those before it, and after what time one that fell silent is in nobody's way.
_SETTINGS: Final = {
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "300s",
    "TimeZone": "UTC",
    "search_path": "public",
}
_REACHED: Final = {
    "application_name": "target-desk",
    "connect_timeout": 10,
    # A cable that was pulled out is noticed within a minute.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
# By the classes and codes of SQL's own states.
_STATES: Final = (
    (re.compile("28..."), "refusal.server_password"),
    (re.compile("3D000"), "refusal.server_no_database"),
    (re.compile("42501|25006"), "refusal.server_not_allowed"),
    # What this was to belong to somebody else took away meanwhile.
    (re.compile("23503"), "refusal.server_overtaken"),
    (re.compile("55P03|40001|40P01"), "refusal.server_busy"),
    (re.compile("53[12].."), "refusal.server_full"),
    (re.compile("53300"), "refusal.server_crowded"),
    (re.compile("08...|57P0.|25P03"), "refusal.server_lost"),
)
_UNREACHED: Final = "08"
# A line of the history that is there, though its number was not given out yet: a storing was cut off between servers.
_TWICE, _LINE = "23505", '"pk_history_'
# A server that lets nobody in tells no state, but these words where it speaks English.
_WORDS: Final = (
    (re.compile("password|authentication|pg_hba|role .* does not exist"), "refusal.server_password"),
    (re.compile("database .* does not exist"), "refusal.server_no_database"),
    (re.compile("permission denied"), "refusal.server_not_allowed"),
    (re.compile("too many"), "refusal.server_crowded"),
)
# What a file holds and no server does: a character that stands for nothing.
_NOTHING: Final = "NUL"
_WRITING: Final = ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "TRUNCATE")
_WRITTEN: Final = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
# Stands for a table whose name is not known.
ANY_TABLE: Final = "*"


def make_engine(server: Server) -> Engine:
    """An engine on this database; refused where the address is none or the driver is not installed whole."""
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    try:
        # A connection that the server ended meanwhile is made anew before it is used.
        engine = create_engine(server.url, connect_args={**_REACHED, "options": options}, pool_pre_ping=True)
    except ImportError as error:
        raise refuse("refusal.no_driver") from error
    except (ArgumentError, ValueError) as error:
        raise refuse("refusal.no_address", address=str(server)) from error
    event.listen(engine, "connect", _whole_sums)
    event.listen(engine, "begin", _nothing_written)
    event.listen(engine, "after_cursor_execute", _note_written)
    event.listen(engine, "savepoint", _keep_written)
    event.listen(engine, "release_savepoint", _leave_written)
    event.listen(engine, "rollback_savepoint", _forget_written)
    return engine


def written(connection: Connection) -> set[str]:
    """The tables in which this transaction has changed rows so far."""
    names: set[str] = connection.info["written"]
    return names


def _whole_sums(raw: Any, _: object) -> None:
    """Have sums of whole numbers read back as whole numbers: the server makes decimals of them."""
    from psycopg.types.numeric import IntLoader

    raw.adapters.register_loader("numeric", IntLoader)


def _nothing_written(connection: Connection) -> None:
    connection.info["written"] = set()
    connection.info["points"] = []


def _note_written(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
    if cursor.rowcount and (cursor.statusmessage or "").startswith(_WRITING):
        found = _WRITTEN.match(statement)
        written(connection).add(ANY_TABLE if found is None else found[1])


def _keep_written(connection: Connection, _name: object) -> None:
    connection.info["points"].append(frozenset(written(connection)))


def _leave_written(connection: Connection, _name: object, _: object) -> None:
    connection.info["points"].pop()


def _forget_written(connection: Connection, _name: object, _: object) -> None:
    connection.info["written"] = set(connection.info["points"].pop())


@contextmanager
def plain_errors(server: Server) -> Iterator[None]:
    """What the server and the way to it do to a database, said in a sentence; anything else is left as it is."""
    try:
        yield
    except DBAPIError as error:
        refusal = _refusal_of(error, server)
        if refusal is None:
            raise
        raise refusal from error


def _refusal_of(error: DBAPIError, server: Server) -> Refusal | None:
    said = str(error.orig).strip()
    state = getattr(error.orig, "sqlstate", None)
    code = next((code for pattern, code in _STATES if state is not None and pattern.fullmatch(state)), None)
    if state is not None and state.startswith(_UNREACHED) and not error.connection_invalidated:
        # Who says it is there: it tells of another.
        code = "refusal.server_part"
    if state == _TWICE and _LINE in said:
        code = "refusal.server_left"
    if code is None and error.connection_invalidated:
        code = "refusal.server_lost"
    if code is None and state is None and isinstance(error, DataError) and _NOTHING in said:
        code = "refusal.server_text"
    if code is None and state is None and _is_operational(error):
        code = next((code for pattern, code in _WORDS if pattern.search(said)), "refusal.server_unreachable")
    if code is None:
        return None
    return refuse(code, address=str(server), database=server.name, said=said.splitlines()[0] if said else "")


def _is_operational(error: DBAPIError) -> bool:
    from psycopg import OperationalError

    return isinstance(error.orig, OperationalError)
