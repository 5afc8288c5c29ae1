"""Rows that are written in bulk are the rows that SQLAlchemy itself would write, with the digests it would have."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Date, Enum, Table, insert
from sqlalchemy.exc import IntegrityError, StatementError

from db.condition import Condition
from db.engine import make_engine
from db.inserting import put
from db.models import Base
from db.models.base import UtcDateTime
from db.rows import Row
from db.store import FileStore, Store, make_empty

TABLES = Base.metadata.tables
# Programs write these themselves, each with triggers of its own.
WRITTEN = sorted(TABLES.keys() - {"row_digests", "ledger"})
# So many that their digests are known before, where their table lets them; a part is written many in a statement.
MANY = 80


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("empty") / "台账.db"
    make_empty(path)
    return FileStore(path, make_engine(path), Condition())


def value_of(column: Column[Any], number: int) -> Any:
    kind = column.type
    if column.nullable and number % 2:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime(2024, 3, 5, 12, number % 60, 7, 6, tzinfo=UTC)
    if isinstance(kind, Date):
        return date(2024, 3, 5)
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class))
    if kind.python_type is str:
        return f"字\0{column.name}{number}"
    return {int: number, bool: True, bytes: b"\0\xff", float: 0.5}[kind.python_type]


def rows_of(target: Table) -> list[Row]:
    return [{column.name: value_of(column, number) for column in target.columns} for number in range(1, 1 + MANY)]


def without_nul(row: Row) -> Row:
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}


def stored(connection: Connection, target: Table) -> list[Any]:
    digests = connection.exec_driver_sql("SELECT * FROM row_digests ORDER BY table_name, row_id").all()
    return [connection.exec_driver_sql(f"SELECT rowid, * FROM {target.name}").all(), digests]  # noqa: S608


@pytest.mark.parametrize("made", [dict, without_nul])
@pytest.mark.parametrize("name", WRITTEN)
def test_rows_in_bulk_are_the_same_rows(empty: Store, name: str, made: Callable[[Row], Row]) -> None:
    target, found = TABLES[name], []
    rows = [*map(made, rows_of(target))]
    with empty.engine.connect() as connection:
        for way in (lambda rows: connection.execute(insert(target), rows), lambda rows: put(connection, name, rows)):
            with connection.execution_options(writes=True).begin() as both:
                # Whom a row belongs to is asked at a commit, which never comes.
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                way(rows)
                found.append(stored(connection, target))
                both.rollback()
    assert found[0] == found[1]
    assert len(found[0][0]) == MANY


def test_a_digest_that_a_deleted_row_has_left_is_in_nobodys_way(empty: Store) -> None:
    rows = [*map(without_nul, rows_of(TABLES["entries"]))]
    with empty.engine.connect() as connection, connection.execution_options(writes=True).begin() as both:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO row_digests VALUES ('entries', 7, 0)")
        put(connection, "entries", rows)
        kept = stored(connection, TABLES["entries"])[1]
        both.rollback()
    assert [row for _, row, _ in kept] == [*range(1, MANY + 1)]
    assert 0 not in {digest for *_, digest in kept}


def test_rows_before_one_that_is_refused_have_their_digests(empty: Store) -> None:
    target, found = TABLES["entries"], []
    rows = [*map(without_nul, rows_of(target))]
    with empty.engine.connect() as connection:
        for way in (
            lambda rows: connection.execute(insert(target), rows),
            lambda rows: put(connection, "entries", rows),
        ):
            with connection.execution_options(writes=True).begin() as both:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                with pytest.raises(IntegrityError):
                    way([*rows, rows[0]])
                way([{**rows[0], "target_key": "another"}])
                found.append(stored(connection, target))
                both.rollback()
    assert found[0] == found[1]
    assert len(found[0][1]) == MANY + 1


SAID = st.sampled_from(["", "字", "it's", "1\n2", "x\0y"])


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.tuples(SAID, SAID), max_size=MANY), twice=st.integers(0, MANY))
def test_whatever_is_refused_no_row_is_without_its_digest(
    empty: Store, texts: list[tuple[str, str]], twice: int
) -> None:
    target = TABLES["entries"]
    row = without_nul(rows_of(target)[0])
    rows = [{**row, "target_key": f"{at:02}", "narrative": one, "problems": two} for at, (one, two) in enumerate(texts)]
    refused = [*rows[:twice], *rows[:1], *rows[twice:]]
    columns = ", ".join(target.columns.keys())
    with empty.engine.connect() as connection, connection.execution_options(writes=True).begin() as both:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        if rows:
            with pytest.raises(IntegrityError):
                put(connection, "entries", refused)
        put(connection, "entries", [{**one, "report_key": "another"} for one in rows])
        made = f"SELECT 'entries', rowid, row_digest({columns}) FROM entries ORDER BY rowid"  # noqa: S608
        kept, there = stored(connection, target)[1], connection.exec_driver_sql(made).all()
        told = connection.exec_driver_sql("SELECT narrative, problems FROM entries WHERE report_key = 'another'").all()
        both.rollback()
    assert kept == there
    assert [tuple(one) for one in told] == texts


def test_what_a_table_refuses_is_refused(empty: Store) -> None:
    row = rows_of(TABLES["lamp_policies"])[0]
    with empty.write() as connection:
        put(connection, "lamp_policies", [])
        put(connection, "lamp_policies", [row])
        with pytest.raises(IntegrityError):
            put(connection, "lamp_policies", [row])
        threshold = {**rows_of(TABLES["lamp_thresholds"])[0], "policy_key": row["key"]}
        with pytest.raises((LookupError, StatementError)):
            put(connection, "lamp_thresholds", [{**threshold, "lamp": "purple"}])
