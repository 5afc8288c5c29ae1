"""A database on a server: what is promised of a file is kept there, and what goes wrong is said in a sentence."""
# ruff: noqa: S608 - names are our own

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from clusters import Cluster
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from db.address import Server
from db.errors import Refusal
from db.history import Altered, Author, record
from db.integrity import problems
from db.models import Base
from db.schema import SCHEMA_VERSION
from db.server.partitions import is_whole
from db.server.store import ServerStore, create, open_server
from db.store import Store, open_store
from db.vocabulary import Origin

UNITS = Base.metadata.tables["units"]
HISTORY = Base.metadata.tables["history"]
LEDGER = Base.metadata.tables["ledger"]
AUTHOR = Author("王科员", Origin.WINDOW)


@contextmanager
def refused(code: str) -> Iterator[Refusal]:
    with pytest.raises(Refusal) as caught:
        yield caught  # type: ignore[misc]
    assert caught.value.sentence.code == f"refusal.{code}"
    assert str(caught.value)


def unit(name: str) -> dict[str, object]:
    return {"key": f"{hash(name) % 16**32:032x}", "parent_key": None, "name": name, "position": 0}


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    store = create(server, lambda connection: connection.execute(insert(UNITS).values(unit("目标办"))))
    yield store
    store.close()


def test_a_database_on_a_server_has_the_tables_of_the_models_and_no_others(store: Store) -> None:
    with store.read() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True, "include_object": is_whole}
            ),
            Base.metadata,
        )
        assert found == []
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == SCHEMA_VERSION
    assert problems(store) == []


def test_a_database_is_made_once_also_where_nothing_was_prepared(cluster: Cluster) -> None:
    server = cluster.database()
    try:
        with refused("server_not_ours"):
            open_store(server)
        create(server, lambda _: None).close()
        with refused("exists"):
            create(server, lambda _: None)
        open_store(server).close()
    finally:
        cluster.drop(server)


def test_what_fails_while_a_database_is_made_leaves_nothing(server: Server) -> None:
    def fail(connection: object) -> None:
        raise KeyError(connection)

    with pytest.raises(KeyError):
        create(server, fail)
    create(server, lambda _: None).close()


def test_whoever_reads_sees_one_state_and_can_change_nothing(store: Store) -> None:
    count = select(func.count()).select_from(UNITS)
    with store.read() as reading:
        assert reading.scalar(count) == 1
        with store.write() as writing:
            writing.execute(insert(UNITS).values(unit("科创局")))
        assert reading.scalar(count) == 1
    with store.read() as reading:
        assert reading.scalar(count) == 2
        with refused("server_not_allowed"), store.read() as other:
            other.execute(insert(UNITS).values(unit("商务局")))


def test_one_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute(insert(UNITS).values(unit("科创局")))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.read() as connection:
        assert connection.scalars(select(UNITS.c.name)).all() == ["目标办"]


def test_commits_are_counted_where_something_was_written(store: Store) -> None:
    def commits() -> tuple[int, str]:
        with store.read() as connection:
            return tuple(connection.execute(select(LEDGER.c.commits, LEDGER.c.head)).one())  # type: ignore[return-value]

    before, _ = commits()
    with store.write() as connection:
        connection.execute(update(UNITS).where(UNITS.c.name == "nobody").values(position=1))
        point = connection.begin_nested()
        connection.execute(insert(UNITS).values(unit("科创局")))
        point.rollback()
    assert commits() == (before, "")
    with store.write() as connection:
        record(connection, AUTHOR, [Altered("units", "a", "name", None, "科创局")])
    after, head = commits()
    assert after == before + 1
    with store.read() as connection:
        assert connection.scalars(select(HISTORY.c.digest)).one() == head


def test_those_who_write_at_once_come_one_after_the_other(server: Server, store: Store) -> None:
    stores = [open_server(server) for _ in range(4)]

    def add(own: ServerStore) -> None:
        for number in range(8):
            with own.write() as connection:
                position = connection.scalar(select(UNITS.c.position))
                record(connection, AUTHOR, [Altered("units", own.session, "position", str(position), str(number))])
                connection.execute(update(UNITS).values(position=position + 1))

    threads = [Thread(target=add, args=(own,)) for own in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in stores:
        own.close()
    with store.read() as connection:
        assert connection.scalar(select(UNITS.c.position)) == 32
        olds = connection.scalars(select(HISTORY.c.old).order_by(HISTORY.c.id)).all()
        assert olds == [str(number) for number in range(32)]
    assert problems(store) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history SET who = 'x'", "DELETE FROM history", "TRUNCATE history"],
)
def test_the_history_only_grows(store: Store, statement: str) -> None:
    with store.write() as connection:
        record(connection, AUTHOR, [Altered("units", "a", "name", None, "科创局")])
    with pytest.raises(DBAPIError, match="history only grows"), store.write() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE history SET new = 'x' WHERE id = 1", "check.line_changed"),
        ("DELETE FROM history WHERE id = 1", "check.line_gone"),
        ("DELETE FROM history WHERE id = 2", "check.line_gone"),
    ],
)
def test_a_history_that_was_rewritten_is_found(cluster: Cluster, store: Store, statement: str, code: str) -> None:
    with store.write() as connection:
        record(connection, AUTHOR, [Altered("units", "a", "name", None, name) for name in ("科创局", "商务局")])
    guard = "ALTER TABLE history {} TRIGGER history_no_change"
    name = store.location.name
    cluster.run(guard.format("DISABLE"), database=name)
    assert [sentence.code for sentence in problems(store)] == ["check.no_guard"]
    cluster.run(statement, guard.format("ENABLE"), database=name)
    assert [sentence.code for sentence in problems(store)] == [code]


def test_a_long_text_and_a_great_number_are_held_as_in_a_file(store: Store) -> None:
    long = unit("很长的名称" * 100) | {"position": 10**15}
    with store.write() as connection:
        connection.execute(insert(UNITS).values(long))
        assert connection.execute(select(UNITS).where(UNITS.c.position > 0)).mappings().one() == long


def test_a_character_that_no_server_holds_is_said(store: Store) -> None:
    with refused("server_text"), store.write() as connection:
        connection.execute(insert(UNITS).values(unit("科\0创局")))


def test_sums_are_whole_numbers_however_great(store: Store) -> None:
    with store.write() as connection:
        connection.execute(update(UNITS).values(position=2**63 - 1))
        connection.execute(insert(UNITS).values(unit("科创局") | {"position": 2**63 - 2}))
        total = connection.scalar(select(func.sum(UNITS.c.position)))
    assert type(total) is int
    assert total == 2**64 - 3


def test_another_schema_is_left_alone(cluster: Cluster, server: Server, store: Store) -> None:
    for version, code in (("9999", "newer"), ("0001", "server_older")):
        cluster.run(f"UPDATE alembic_version SET version_num = '{version}'", database=server.name)
        with refused(code):
            open_store(server)
        # Also while it is open.
        with refused(code), store.write():
            pass


def test_what_keeps_a_person_out_is_said(cluster: Cluster, server: Server, tmp_path: Path) -> None:
    def opening(address: Server, code: str) -> None:
        with refused(code) as caught:
            open_store(address)
        assert "wrong" not in str(caught)

    opening(cluster.server(server.name, password="wrong"), "server_password")  # noqa: S106 - meant to be
    opening(cluster.server("nothing_here"), "server_no_database")
    opening(Server(f"postgresql+psycopg://127.0.0.1:1/{server.name}"), "server_unreachable")
    opening(Server(f"postgresql+psycopg:///{server.name}?host={tmp_path}"), "server_unreachable")
    opening(Server("postgresql+psycopg://a:b:c/d"), "no_address")


def test_texts_are_sorted_as_in_a_file_or_not_at_all(cluster: Cluster) -> None:
    cluster.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    try:
        with refused("server_collation"):
            create(cluster.server("latin"), lambda _: None)
    finally:
        cluster.run("DROP DATABASE latin")


def test_a_lost_connection_is_said_once_and_made_anew(cluster: Cluster, server: Server, store: Store) -> None:
    others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{server.name}'"
    with refused("server_lost"), store.write() as connection:
        connection.execute(insert(UNITS).values(unit("科创局")))
        cluster.run(others)
        connection.execute(insert(UNITS).values(unit("商务局")))
    with store.write() as connection:
        connection.execute(insert(UNITS).values(unit("科创局")))
    # Nobody notices that one which lay idle was ended.
    cluster.run(others)
    with store.read() as connection:
        assert connection.scalars(select(UNITS.c.name).order_by(UNITS.c.name)).all() == ["目标办", "科创局"]
