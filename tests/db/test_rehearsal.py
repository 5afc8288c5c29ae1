"""Rehearsing an undo: it says what the undo does, leaves nothing behind, and names what stands in the way."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select, update

from db.batches import Journal, undo
from db.errors import Refusal
from db.history import Author
from db.keys import new_key
from db.models import Base
from db.rehearsal import rehearse, text_of
from db.rows import Row, row_key
from db.store import Store, create
from db.vocabulary import Kind, Lamp, Origin

TABLES = ("lamp_policies", "lamp_thresholds")
POLICIES, THRESHOLDS = (Base.metadata.tables[name] for name in TABLES)
HISTORY = Base.metadata.tables["history"]
AUTHOR = Author("王科员", Origin.WORKBOOK)
# Which of four policies, which of three contents, and whether with a line of its own.
PUTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=8)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = create(tmp_path_factory.mktemp("rehearsal") / "a.db", lambda _: None)
    yield store
    store.close()


def policy(which: int, content: int = 0) -> Row:
    return {"key": f"{which:032}", "name": f"{which}-{content}", "source": "公开" * content}


def take(connection: Connection, puts: Sequence[tuple[int, int, bool]]) -> str:
    journal = Journal(connection, AUTHOR)
    for which, content, lined in puts:
        journal.put("lamp_policies", [policy(which, content)])
        if lined:
            line = {"policy_key": f"{which:032}", "position": 0, "lamp": list(Lamp)[content], "basis": "growth"}
            journal.put("lamp_thresholds", [{**line, "bound": content * 1_500_000 or None}])
    key = new_key()
    nothing = dict.fromkeys(("sha256", "seal", "unit_key", "period", "folder"), "")
    counted = {"kind": Kind.REPORT, "file_name": "a.xlsx", "content": b"", "revision": 1, "rows": 0, "edited": False}
    at = datetime(2024, 4, 1, tzinfo=UTC)
    journal.close({"key": key, **nothing, **counted, "who": "王科员", "taken_at": at, "undone_at": None})
    journal.finish()
    return key


def everything(connection: Connection) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (name, row_key(name, dict(row))): dict(row)
        for name in TABLES
        for row in connection.execute(select(Base.metadata.tables[name])).mappings()
    }


def text(name: str, field: str, value: object) -> str | None:
    return None if value is None else text_of(name, field, value)


def expected(before: dict[tuple[str, str], Row], after: dict[tuple[str, str], Row]) -> set[tuple[Any, ...]]:
    """Row by row what differs: the whole of one that is there only once, else its fields."""
    found: set[tuple[Any, ...]] = set()
    for place in {*before, *after}:
        now, then = before.get(place), after.get(place)
        if now is None or then is None:
            found.add((*place, "*", now and "", then and ""))
        else:
            found |= {
                (*place, field, text(place[0], field, now[field]), text(place[0], field, then[field]))
                for field in now
                if now[field] != then[field]
            }
    return found


@given(first=PUTS, second=PUTS)
def test_what_is_rehearsed_is_what_is_done(
    shared: Store, first: list[tuple[int, int, bool]], second: list[tuple[int, int, bool]]
) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        take(connection, first)
        batch = take(connection, second)
        before = everything(connection)
        lines = connection.execute(select(func.count()).select_from(HISTORY)).scalar_one()
        seen = rehearse(connection, batch, "王科员")
        assert everything(connection) == before
        assert connection.execute(select(func.count()).select_from(HISTORY)).scalar_one() == lines
        undo(connection, batch, "王科员")
        said = {
            (one.place.table_name, row_key(one.place.table_name, one.place.row), one.place.field, one.now, one.then)
            for one in seen.moved
        }
        assert said == expected(before, everything(connection))
        assert seen.obstacles == ()
        transaction.rollback()


@given(first=PUTS, second=PUTS)
def test_it_is_refused_exactly_where_something_stands_in_the_way(
    shared: Store, first: list[tuple[int, int, bool]], second: list[tuple[int, int, bool]]
) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        batch = take(connection, first)
        take(connection, second)
        seen = rehearse(connection, batch, "王科员")
        refused = False
        try:
            undo(connection, batch, "王科员")
        except Refusal:
            refused = True
        assert bool(seen.obstacles) == refused
        assert not (seen.obstacles and seen.moved)
        transaction.rollback()


def test_a_row_that_was_changed_or_went_since_is_named(shared: Store) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        batch = take(connection, [(1, 1, True), (2, 1, False)])
        connection.execute(update(POLICIES).where(POLICIES.c.name == "2-1").values(source="别处"))
        connection.execute(delete(THRESHOLDS))
        seen = rehearse(connection, batch, "王科员")
        named = {(one.place.table_name, one.place.field, one.taken, one.now) for one in seen.obstacles}
        assert named == {("lamp_policies", "source", "公开", "别处"), ("lamp_thresholds", "*", None, None)}
        assert {one.who for one in seen.obstacles} == {"王科员"}
        transaction.rollback()


def test_what_was_undone_is_refused(shared: Store) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        batch = take(connection, [(1, 1, False)])
        undo(connection, batch, "王科员")
        with pytest.raises(Refusal, match="已经撤销过"):
            rehearse(connection, batch, "王科员")
        transaction.rollback()
