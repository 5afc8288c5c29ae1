"""What others write on a server, heard as it becomes visible."""

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from db.server.engine import ANY_TABLE, make_engine
from db.server.store import CHANNEL, ServerStore

# Seconds until a server that cannot be reached is asked again.
_AGAIN: Final = 1.0
# Seconds for which one that ends is waited for while it may be on its way to a server that answers.
_PATIENCE: Final = 1.0
# How much was written so far.
COUNTED: Final = "SELECT commits FROM ledger"
Heard = Callable[[frozenset[str]], None]


class News:
    """Listens on a connection and a thread of its own; `heard` gets the tables that others changed, on that thread.

    Between the opening and the listening, and after a time without a connection, anything may have changed.
    """

    def __init__(self, store: ServerStore, heard: Heard) -> None:
        self._store, self._heard = store, heard
        self._over = Event()
        # Whether the server was not reached when it was asked last.
        self._lost = False
        # Held while it is told, so that nobody is told any more after it was closed.
        self._telling = Lock()
        # Wakes the thread, wherever it waits.
        self._bell, self._door = socket.socketpair()
        self._thread = Thread(target=self._listen, name="news", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no more; the connection is given up, by itself where a dead network does not say so for long."""
        patience = 0 if self._lost else _PATIENCE
        with self._telling:
            self._over.set()
        self._bell.close()
        self._thread.join(patience)

    def _listen(self) -> None:
        known: int | None = self._store.commits
        with self._door:
            while not self._over.is_set():
                with suppress(DBAPIError), self._listening() as (connection, commits):
                    self._lost = False
                    if commits != known:
                        self._say(frozenset({ANY_TABLE}))
                    # Of how much is heard from now on nobody keeps count.
                    known = None
                    self._hear(connection)
                self._lost = True
                self._over.wait(_AGAIN)

    @contextmanager
    def _listening(self) -> Iterator[tuple[Any, int]]:
        """The connection on which whatever is written from now on is told, and how much was written before."""
        engine = make_engine(self._store.location)
        try:
            with engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"LISTEN {CHANNEL}")
                commits = connection.exec_driver_sql(COUNTED).scalar_one()
                yield connection.connection.driver_connection, commits
                # What listened is no use for anything else.
                connection.invalidate()
        finally:
            engine.dispose()

    def _hear(self, raw: Any) -> None:
        """Until the connection is lost, or nobody wants to hear any more."""
        from psycopg import OperationalError

        with selectors.DefaultSelector() as waiting:
            waiting.register(self._door, selectors.EVENT_READ)
            waiting.register(raw.fileno(), selectors.EVENT_READ)
            while not self._over.is_set():
                waiting.select()
                try:
                    told = [note.payload for note in raw.notifies(timeout=0)]
                except OperationalError:
                    return
                self._tell(told)

    def _tell(self, told: list[str]) -> None:
        """Of what others wrote, all at once."""
        pairs = (payload.split(" ", 1) for payload in told)
        tables = {name for session, names in pairs if session != self._store.session for name in names.split(",")}
        if tables:
            self._say(frozenset(tables))

    def _say(self, tables: frozenset[str]) -> None:
        with self._telling:
            if not self._over.is_set():
                self._heard(tables)
