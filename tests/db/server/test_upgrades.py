"""A server that an earlier schema left: brought up to date it holds what the same file holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from clusters import Cluster, running
from sqlalchemy import Connection, select

from db.address import Server
from db.integrity import problems
from db.models import Base
from db.server.engine import make_engine
from db.server.partitions import is_whole
from db.server.spreading import spread
from db.server.store import make_tables, open_server
from db.store import Store, open_store

KEPT = Path(__file__).parent.parent / "schemas"
# Tell of the file or the server itself.
OWN = {"ledger", "row_digests"}
# What findings were in 0014, where reports lie on several servers: nothing there can be linked to them.
FINDINGS_OF_0014 = """
DROP TABLE findings;
CREATE TABLE findings (report_key text NOT NULL, position bigint NOT NULL, target_key text, severity text NOT NULL,
  code text NOT NULL, field text NOT NULL, sheet text NOT NULL, cell text NOT NULL, found text NOT NULL,
  message text NOT NULL, slot smallint NOT NULL, PRIMARY KEY (report_key, position));
INSERT INTO findings SELECT key, 0, NULL, 'query', 'behind', '', '填报', 'T7', '', '请说明', slot FROM reports;
UPDATE alembic_version SET version_num = '0014'
"""


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


def test_one_that_lies_on_several_servers_is_brought_up_to_date(cluster: Cluster) -> None:
    server = cluster.restore(KEPT / "0011-server.sql")
    prepare(server)
    with running() as second, running() as third:
        spread(server, [second.database(), third.database()])
        engine = make_engine(server)
        with engine.begin() as connection:
            for statement in FINDINGS_OF_0014.split(";"):
                connection.exec_driver_sql(statement)
            reports = {*connection.scalars(select(Base.metadata.tables["reports"].c.key))}
        engine.dispose()
        prepare(server)
        store = open_server(server)
        with store.read() as connection:
            found = connection.execute(select(Base.metadata.tables["findings"])).all()
        store.close()
        assert {(row.report_key, row.queries) for row in found} == {(report, 1) for report in reports}
        assert {row.told for row in found} == {'[["query","behind","","请说明","","填报","T7",""]]'}
    cluster.drop(server)
