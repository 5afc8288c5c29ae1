"""A server that an earlier schema left: brought up to date it holds what the same file holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from clusters import Cluster
from sqlalchemy import Connection, select

from db.address import Server
from db.integrity import problems
from db.models import Base
from db.server.engine import make_engine
from db.server.partitions import is_whole
from db.server.store import make_tables, open_server
from db.store import Store, open_store

KEPT = Path(__file__).parent.parent / "schemas"
# Tell of the file or the server itself.
OWN = {"ledger", "row_digests"}


@pytest.fixture(scope="module")
def upgraded(cluster: Cluster) -> Iterator[Store]:
    server = cluster.restore(KEPT / "0011-server.sql")
    prepare(server)
    store = open_server(server)
    yield store
    store.close()
    cluster.drop(server)


def prepare(server: Server) -> None:
    engine = make_engine(server)
    with engine.begin() as connection:
        make_tables(server, connection)
    engine.dispose()


def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for name, table in Base.metadata.tables.items()
        if name not in OWN
    }


def test_its_tables_are_those_of_the_models(upgraded: Store) -> None:
    with upgraded.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_whole})
        assert compare_metadata(context, Base.metadata) == []


def test_it_is_whole_and_says_what_the_file_says(upgraded: Store, tmp_path: Path) -> None:
    assert problems(upgraded) == []
    file = open_store(Path(shutil.copy(KEPT / "0010.db", tmp_path)))
    with upgraded.read() as ours, file.read() as theirs:
        found, expected = rows(ours), rows(theirs)
    file.close()
    assert found == expected


def test_preparing_it_again_changes_nothing(upgraded: Store) -> None:
    with upgraded.read() as connection:
        before = rows(connection)
    prepare(upgraded.location)
    with upgraded.read() as connection:
        assert rows(connection) == before
