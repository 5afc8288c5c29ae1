"""Opening, making, upgrading and backing up: a file is brought up to date, or refused as it stands."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlcipher3 import dbapi2 as sqlite3
from systems import WINDOWS, not_on_windows

import db.engine
from db.engine import make_engine
from db.errors import Refusal
from db.history import Altered, Author, record
from db.models import Base
from db.schema import SCHEMA_VERSION, migrations
from db.store import APPLICATION_ID, Store, create, open_store

UNITS = Base.metadata.tables["units"]
HISTORY = Base.metadata.tables["history"]
ZONE = {"key": "a" * 32, "parent_key": None, "name": "目标办", "position": 0}


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.sentence.code == f"refusal.{code}"
    assert str(caught.value)


def pragma(store: Store, name: str) -> object:
    with store.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def first_version(path: Path, *statements: str) -> None:
    """A database as the first version of the schema left it, with these rows in it."""
    engine = make_engine(path, watched=False)
    config = migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def version_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_a_new_database_is_empty_and_current(empty: Store) -> None:
    with empty.read() as connection:
        there = {name for name, table in Base.metadata.tables.items() if connection.execute(select(table)).first()}
    assert there == {"ledger"}
    assert version_of(empty.path) == SCHEMA_VERSION


def test_a_database_is_reopened_with_what_was_written(empty: Store) -> None:
    with empty.write() as connection:
        connection.execute(insert(UNITS).values(ZONE))
    empty.close()
    again = open_store(empty.path)
    with again.read() as connection:
        assert dict(connection.execute(select(UNITS)).mappings().one()) == ZONE
    again.close()
    assert not (empty.path.parent / "backups").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_every_connection_is_safe(empty: Store, name: str, value: object) -> None:
    assert pragma(empty, name) == value


def test_the_file_says_whose_it_is(empty: Store) -> None:
    assert pragma(empty, "application_id") == APPLICATION_ID


def test_a_failed_transaction_leaves_nothing(empty: Store) -> None:
    twice = [insert(UNITS).values(ZONE)] * 2
    with pytest.raises(IntegrityError), empty.write() as connection:
        list(map(connection.execute, twice))
    with empty.read() as connection:
        assert connection.execute(select(UNITS)).all() == []


def test_what_is_tried_and_taken_back_is_no_commit(empty: Store) -> None:
    def commits() -> int:
        with empty.read() as connection:
            return int(connection.exec_driver_sql("SELECT commits FROM ledger").scalar_one())

    def attempt(connection: Connection, key: str, *, stays: bool) -> None:
        point = connection.begin_nested()
        connection.execute(insert(UNITS).values({**ZONE, "key": key * 32, "name": key}))
        within = connection.begin_nested()
        connection.execute(insert(UNITS).values({**ZONE, "key": key.upper() * 32, "name": key.upper()}))
        within.rollback()
        point.commit() if stays else point.rollback()

    before = commits()
    with empty.write() as connection:
        attempt(connection, "a", stays=False)
    assert commits() == before
    with empty.write() as connection:
        attempt(connection, "a", stays=False)
        attempt(connection, "b", stays=True)
    assert commits() == before + 1


def test_a_link_to_nothing_is_not_written(empty: Store) -> None:
    with pytest.raises(IntegrityError), empty.write() as connection:
        connection.execute(insert(UNITS).values({**ZONE, "parent_key": "b" * 32}))


def test_a_reader_sees_one_state_while_another_writes(empty: Store) -> None:
    with empty.read() as reader:
        assert reader.execute(select(UNITS)).all() == []
        with empty.write() as writer:
            writer.execute(insert(UNITS).values(ZONE))
        assert reader.execute(select(UNITS)).all() == []


def test_a_bug_of_ours_is_not_dressed_up_as_a_refusal(empty: Store) -> None:
    with pytest.raises(ProgrammingError), empty.read() as connection:
        connection.exec_driver_sql("SELECT ?", (1, 2))


QUESTIONED = pytest.param("100% 完成?x=1#2.db", marks=not_on_windows("no name holds a question mark there"))


@pytest.mark.parametrize("name", ["台账.db", "a b.db", QUESTIONED, "100% 完成&x=1#2.db", "%20.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    create(path, lambda _: None).close()
    open_store(path).close()
    assert path.is_file()
    assert {found.name for found in tmp_path.iterdir()} == {name, f"{name}.witness"}


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("mine", encoding="utf-8")
    with refused("exists"):
        create(path, lambda _: None)
    with refused("exists"):
        create(tmp_path, lambda _: None)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_database_needs_a_folder_that_is_there(tmp_path: Path) -> None:
    with refused("no_folder"):
        create(tmp_path / "none" / "a.db", lambda _: None)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    too_long = tmp_path / ("长" * 300 + ".db")
    with refused("cannot_write"):
        create(too_long, lambda _: None)
    with refused("not_found" if WINDOWS else "cannot_open"):
        open_store(too_long)


def test_a_path_that_is_no_file_is_not_found(tmp_path: Path) -> None:
    with refused("not_found"):
        open_store(tmp_path / "none.db")
    with refused("not_found"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook, perhaps", b"\0" * 5000])
def test_what_is_not_ours_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with refused("not_ours"):
        open_store(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
        raw.execute("INSERT INTO alembic_version VALUES ('0001')")
    before = path.read_bytes()
    with refused("not_ours"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_database_without_a_version_is_refused(empty: Store, statement: str) -> None:
    with empty.write() as connection:
        connection.exec_driver_sql(statement)
    empty.close()
    with refused("not_ours"):
        open_store(empty.path)


def test_a_newer_database_is_refused_with_its_bytes_unchanged(empty: Store) -> None:
    with empty.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    empty.close()
    before = empty.path.read_bytes()
    with pytest.raises(Refusal) as caught:
        open_store(empty.path)
    assert caught.value.sentence.values["version"] == "9999"
    assert "升级程序" in str(caught.value)
    assert empty.path.read_bytes() == before
    assert not (empty.path.parent / "backups").exists()


def test_an_older_database_is_upgraded_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    first_version(path, "INSERT INTO units VALUES ('a', NULL, '目标办', 0)")
    store = open_store(path)
    with store.read() as connection:
        assert connection.execute(select(UNITS.c.name)).scalars().all() == ["目标办"]
    store.close()
    [copy] = (tmp_path / "backups").iterdir()
    assert copy.name.startswith("旧-")
    assert copy.name.endswith("-before_upgrade.db")
    assert version_of(path) == SCHEMA_VERSION
    assert version_of(copy) == "0001"


def test_what_came_in_before_folders_were_kept_has_none(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    first_version(
        path,
        "INSERT INTO batches VALUES "
        "('a', 'report', '上报.xlsx', x'00', '', '', '', '2024-03', 1, 3, 0, '王', '2024-04-01 00:00:00', NULL)",
    )
    store = open_store(path)
    with store.read() as connection:
        row = connection.exec_driver_sql("SELECT file_name, taken_at, undone_at, folder FROM batches").one()
        assert tuple(row) == ("上报.xlsx", "2024-04-01 00:00:00", None, "")
    store.close()


def test_an_upgrade_that_finds_broken_links_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    first_version(path, "INSERT INTO units VALUES ('a', 'b', '目标办', 0)")
    with refused("upgrade_breaks_links"):
        open_store(path)
    assert version_of(path) == "0001"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)


def test_without_a_backup_there_is_no_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "旧.db"
    first_version(path)
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    with refused("no_backup"):
        open_store(path)
    assert version_of(path) == "0001"


def test_what_is_told_of_a_file_that_came_in_stands_before_its_bytes(empty: Store) -> None:
    with empty.read() as connection:
        names = [row.name for row in connection.exec_driver_sql("PRAGMA table_info(batches)")]
        asked = "EXPLAIN QUERY PLAN SELECT DISTINCT period FROM batches WHERE undone_at IS NULL AND kind <> 'summary'"
        (plan,) = (row.detail for row in connection.exec_driver_sql(asked))
    assert names[-1] == "content"
    assert "COVERING INDEX ix_batches_period" in plan


def test_models_and_migrations_make_the_same_tables(empty: Store) -> None:
    with empty.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_schema_version_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrations()).get_current_head() == SCHEMA_VERSION


@pytest.mark.parametrize("statement", ["UPDATE history SET who = '别人'", "DELETE FROM history"])
def test_history_can_be_neither_changed_nor_deleted(empty: Store, author: Author, statement: str) -> None:
    with empty.write() as connection:
        record(connection, author, [Altered("units", "a", "name", None, "目标办")])
    with pytest.raises(IntegrityError, match="history only grows"), empty.write() as connection:
        connection.exec_driver_sql(statement)
    with empty.read() as connection:
        assert connection.execute(select(HISTORY.c.who)).scalars().all() == ["王科员"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.engine, "BUSY_MS", 20)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program that keeps the database to itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE other (x)")
        yield


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_writes_is_busy(tmp_path: Path) -> None:
    store = create(tmp_path / "a.db", lambda _: None)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("busy"), store.write():
            pass
    with store.write():
        pass
    store.close()


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_holds_cannot_be_opened_now(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create(path, lambda _: None).close()
    with held(path), refused("busy"):
        open_store(path)
    open_store(path).close()


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_holds_is_not_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first_version(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("busy"):
            open_store(path)
    assert version_of(path) == "0001"


def test_a_full_disk_is_said_and_changes_nothing(empty: Store) -> None:
    with refused("disk_full"), empty.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(insert(UNITS), [{**ZONE, "key": f"{n:032}", "name": f"{n}" * 99} for n in range(200)])
    with empty.read() as connection:
        assert connection.execute(select(UNITS)).all() == []


def test_a_damaged_file_is_said_to_be_damaged(empty: Store) -> None:
    with empty.write() as connection:
        connection.execute(insert(UNITS), [{**ZONE, "key": f"{n:032}", "name": f"{n}" * 50} for n in range(500)])
    empty.close()
    content = empty.path.read_bytes()
    empty.path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with refused("damaged"):
        open_store(empty.path)


def test_a_schema_that_is_no_text_any_more_is_said_to_be_damaged(empty: Store) -> None:
    empty.close()
    content = empty.path.read_bytes()
    empty.path.write_bytes(content.replace(b"CREATE TABLE units", b"CREATE \xf5ABLE units"))
    with refused("damaged"):
        open_store(empty.path)


def test_a_database_whose_first_rows_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO units VALUES ('a', NULL, '督查室', 0)")
        raise KeyError("unforeseen")

    with pytest.raises(KeyError):
        create(tmp_path / "a.db", fill)
    assert list(tmp_path.iterdir()) == []
    create(tmp_path / "a.db", lambda _: None).close()
