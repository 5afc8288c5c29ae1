"""What others write at a server is heard soon, and once again where the connection was lost."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import Queue

import psycopg
import pytest
from clusters import Cluster
from sqlalchemy import insert

from db.address import Server
from db.models import Base
from db.server import news
from db.server.engine import ANY_TABLE
from db.server.news import COUNTED, News
from db.server.store import ServerStore, create, open_server

UNITS = Base.metadata.tables["units"]
# How soon others have to know.
SOON = 2


@pytest.fixture
def ours(server: Server) -> Iterator[ServerStore]:
    store = create(server, lambda _: None)
    yield store
    store.close()


@pytest.fixture
def theirs(server: Server, ours: ServerStore) -> Iterator[ServerStore]:  # noqa: ARG001 - made before
    store = open_server(server)
    yield store
    store.close()


@contextmanager
def listening(cluster: Cluster, store: ServerStore) -> Iterator["Queue[frozenset[str]]"]:
    """What is heard from when one certainly listens."""
    heard: Queue[frozenset[str]] = Queue()
    ears = News(store, heard.put)
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND state = 'idle' AND query = %s"
        while connection.execute(query, (store.location.name, COUNTED)).fetchone() is None:
            pass
    yield heard
    ears.close()


def add(store: ServerStore, name: str) -> None:
    with store.write() as connection:
        connection.execute(insert(UNITS).values(key=name * 8, parent_key=None, name=name, position=0))


def test_what_was_written_between_the_opening_and_the_listening_is_heard_too(
    cluster: Cluster, ours: ServerStore, theirs: ServerStore
) -> None:
    add(theirs, "them")
    with listening(cluster, ours) as heard:
        assert heard.get(timeout=SOON) == {ANY_TABLE}
        assert heard.empty()


def test_others_hear_which_tables_changed_and_nobody_hears_himself(
    cluster: Cluster, ours: ServerStore, theirs: ServerStore
) -> None:
    with listening(cluster, ours) as heard:
        add(ours, "mine")
        add(theirs, "them")
        assert heard.get(timeout=SOON) == {"units"}
        assert heard.empty()


def test_nothing_is_told_before_it_can_be_seen(cluster: Cluster, ours: ServerStore, theirs: ServerStore) -> None:
    def fail() -> None:
        with theirs.write() as connection:
            connection.execute(insert(UNITS).values(key="x" * 32, parent_key=None, name="x", position=0))
            raise KeyError

    with listening(cluster, ours) as heard:
        with pytest.raises(KeyError):
            fail()
        with theirs.write():
            pass
        add(theirs, "last")
        assert heard.get(timeout=SOON) == {"units"}
        assert heard.empty()


def test_after_a_lost_connection_anything_may_have_changed(
    cluster: Cluster, ours: ServerStore, theirs: ServerStore
) -> None:
    with listening(cluster, ours) as heard:
        cluster.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = '{COUNTED}'")  # noqa: S608
        assert heard.get(timeout=10) == {ANY_TABLE}
        add(theirs, "anew")
        assert heard.get(timeout=SOON) == {"units"}


def test_a_server_that_never_answers_keeps_nobody_who_is_done(
    ours: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: Queue[frozenset[str]] = Queue()
    monkeypatch.setattr(news, "_PATIENCE", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        location = Server(f"postgresql+psycopg://nobody@127.0.0.1:{port}/none")
        listening = News(replace(ours, location=location), heard.put)
        reached, _ = deaf.accept()
        with reached:
            listening.close()
            assert listening._thread.is_alive()
    listening._thread.join()
    assert heard.empty()
