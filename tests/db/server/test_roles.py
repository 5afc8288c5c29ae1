"""Roles on a server: an officer works and a reader looks; what is not theirs the server itself refuses."""

from collections.abc import Iterator

import pytest
from clusters import OFFICER, READER, Cluster
from sqlalchemy import Connection, insert, select

from db.address import Server
from db.errors import Refusal
from db.history import Altered, Author, record
from db.models import Base
from db.server.roles import RIGHTS, prepare
from db.server.store import ServerStore, create, open_server
from db.vocabulary import Origin

UNITS = Base.metadata.tables["units"]
REFUSED = "refusal.server_not_allowed"


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    server = cluster.database("prepared", OFFICER)

    def fill(connection: Connection) -> None:
        connection.execute(insert(UNITS).values(key="a" * 32, parent_key=None, name="目标办", position=0))
        record(connection, Author("王", Origin.WINDOW), [Altered("units", "a", "name", None, "目标办")])

    create(server, fill).close()
    yield server
    cluster.drop(server)


@pytest.fixture
def officer(server: Server) -> Iterator[ServerStore]:
    store = open_server(server)
    yield store
    store.close()


@pytest.fixture
def reader(cluster: Cluster, server: Server) -> Iterator[ServerStore]:
    store = open_server(cluster.server(server.name, READER))
    yield store
    store.close()


def refused(store: ServerStore, statement: str) -> None:
    with pytest.raises(Refusal) as caught, store.write() as connection:
        connection.exec_driver_sql(statement)
    assert caught.value.sentence.code == REFUSED, statement


def test_every_table_is_named_with_what_officers_may_do() -> None:
    assert set(RIGHTS) == {*Base.metadata.tables, "alembic_version"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET who = 'x'",
        "DELETE FROM history",
        "TRUNCATE history",
        "DROP TABLE history",
        "ALTER TABLE history DISABLE TRIGGER ALL",
        "DROP TRIGGER history_no_change ON history",
        "CREATE OR REPLACE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "UPDATE entries SET value = 1",
        "DELETE FROM entries",
        "UPDATE reports SET revision = 1",
        "UPDATE batches SET content = ''",
        "DELETE FROM batches",
        "UPDATE reviews SET comment = ''",
        "DELETE FROM decisions",
        "DELETE FROM ledger",
        "UPDATE alembic_version SET version_num = '0000'",
        "DROP TABLE units",
        "TRUNCATE units",
        "CREATE TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "SET ROLE target_desk_owner",
        "CREATE ROLE another",
    ],
)
def test_an_officer_changes_no_history_and_nothing_that_was_said_and_drops_nothing(
    officer: ServerStore, statement: str
) -> None:
    refused(officer, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE units SET position = 1",
        "INSERT INTO history SELECT * FROM history",
        "SELECT private FROM signing_keys",
        "SELECT secret FROM exchange_keys",
        "SELECT digest FROM officers",
        "UPDATE ledger SET commits = 0",
        "SELECT * FROM ledger FOR UPDATE",
        "CREATE TEMPORARY TABLE mine (x int)",
    ],
)
def test_a_reader_changes_nothing_and_sees_no_secret(reader: ServerStore, statement: str) -> None:
    with pytest.raises(Refusal) as caught, reader.read() as connection:
        connection.exec_driver_sql(statement)
    assert caught.value.sentence.code == REFUSED
    refused(reader, "SELECT 1")


def test_a_reader_sees_what_an_officer_wrote(reader: ServerStore) -> None:
    with reader.read() as connection:
        assert connection.scalars(select(UNITS.c.name)).all() == ["目标办"]


def test_one_command_makes_everything_and_can_be_given_again(cluster: Cluster) -> None:
    server = cluster.server("新库")
    made = prepare(server, ["li_wei", "王芳"], ["guest"])
    try:
        assert [person.name for person in made] == ["li_wei", "王芳", "guest"]
        assert prepare(server, ["li_wei"], ["guest"]) == []
        first, second, _ = (cluster.server(server.name, person.name, person.password) for person in made)
        create(first, lambda _: None).close()
        open_server(second).close()
        with pytest.raises(Refusal) as caught:
            open_server(cluster.server(server.name, "li_wei", "guessed"))
        assert caught.value.sentence.code == "refusal.server_password"
    finally:
        cluster.drop(server)
        cluster.run("DROP ROLE li_wei, 王芳, guest")


@pytest.mark.parametrize("name", ["", "a b", "x;DROP", '"', "1a", "target_desk_owner"])
def test_a_name_that_cannot_be_one_is_refused(cluster: Cluster, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        prepare(cluster.server("never_made"), [name], [])
    assert caught.value.sentence.code == "refusal.server_name"
