"""Batches: taking a file back puts back exactly what stood there, or changes nothing and says why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from db.batches import Gathered, Journal, find, undo
from db.checks import Answer
from db.editing import edit
from db.errors import Refusal
from db.history import Author
from db.inserting import Lines
from db.keys import new_key
from db.models import Base
from db.plans import PlanView
from db.reports import Report, open_draft
from db.rows import Row
from db.store import Store, create
from db.vocabulary import Kind, Lamp, Origin

pytestmark = pytest.mark.on_both

POLICIES, THRESHOLDS = Base.metadata.tables["lamp_policies"], Base.metadata.tables["lamp_thresholds"]
HISTORY, BATCHES = Base.metadata.tables["history"], Base.metadata.tables["batches"]
CHANGES = Base.metadata.tables["batch_changes"]
AUTHOR = Author("王科员", Origin.WORKBOOK)
# An operation, which of five policies, and one of three contents.
OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["put", "put_new", "remove", "line", "no line"]), st.integers(0, 4), st.integers(0, 2)),
    max_size=15,
)


SECONDS = count()


def batch(key: str = "") -> Row:
    content = b"a workbook"
    return {
        "key": key or new_key(),
        "kind": Kind.REPORT,
        "file_name": "上报.xlsx",
        "folder": "",
        "content": content,
        "sha256": sha256(content).hexdigest(),
        "seal": "",
        "unit_key": "",
        "period": "2024-03",
        "revision": 1,
        "rows": 0,
        "edited": False,
        "who": "王科员",
        "taken_at": datetime(2024, 4, 1, tzinfo=UTC) + timedelta(seconds=next(SECONDS)),
        "undone_at": None,
    }


def policy(which: int, content: int = 0) -> Row:
    return {"key": f"{which:032}", "name": f"{which}-{content}", "source": "公开" * content}


def line(which: int, content: int) -> Row:
    where = {"policy_key": f"{which:032}", "position": content}
    return {**where, "lamp": list(Lamp)[content], "basis": "growth", "bound": content or None}


def everything(connection: Connection) -> list[list[Any]]:
    return [
        [dict(row) for row in connection.execute(select(one).order_by(*one.primary_key)).mappings()]
        for one in (POLICIES, THRESHOLDS)
    ]


def there(connection: Connection, which: int) -> tuple[Row | None, list[Row]]:
    policies, lines = everything(connection)
    key = f"{which:032}"
    known = next((row for row in policies if row["key"] == key), None)
    return known, [row for row in lines if row["policy_key"] == key]


def run(connection: Connection, journal: Journal, operation: tuple[str, int, int]) -> None:
    """One operation where it is possible as things stand."""
    what, which, content = operation
    known, lines = there(connection, which)
    if what == "put":
        journal.put("lamp_policies", [policy(which, content)])
    elif what == "put_new" and known is None:
        journal.put_new("lamp_policies", [policy(which, content)])
    elif what == "remove" and known is not None and not lines:
        journal.remove("lamp_policies", known)
    elif what == "line" and known is not None:
        journal.put("lamp_thresholds", [line(which, content), line(which, 3), {**line(which, 1), "bound": content}])
    elif what == "no line" and lines:
        journal.remove("lamp_thresholds", lines[0])


def take(connection: Connection, operations: Sequence[tuple[str, int, int]]) -> str:
    journal, row = Journal(connection, AUTHOR), batch()
    for operation in operations:
        run(connection, journal, operation)
    journal.close(row)
    journal.finish()
    return str(row["key"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = create(tmp_path_factory.mktemp("batches") / "a.db", lambda _: None)
    yield store
    store.close()


@given(first=OPERATIONS, second=OPERATIONS)
def test_undo_restores_exactly_what_stood_there(
    shared: Store, first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]
) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        states, taken = [everything(connection)], []
        for operations in (first, second):
            taken.append(take(connection, operations))
            states.append(everything(connection))
        for key, state in zip(reversed(taken), reversed(states[:-1]), strict=True):
            undo(connection, key, "王科员")
            assert everything(connection) == state
        transaction.rollback()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=8))
def test_what_is_gathered_is_what_is_written_at_once(shared: Store, puts: list[tuple[int, int, bool]]) -> None:
    found = []
    with shared.engine.connect() as connection:
        for kind in (Journal, Gathered):
            with connection.begin() as transaction:
                journal = kind(connection, AUTHOR)
                for which, content, removed in puts:
                    journal.put("lamp_policies", [policy(which, content), policy(which + 1)])
                    journal.put("lamp_thresholds", [line(which, content)])
                    if removed:
                        journal.remove("lamp_thresholds", line(which, content))
                    journal.close({**batch(), "key": new_key()})
                journal.finish()
                found.append([everything(connection), *told(connection)])
                transaction.rollback()
    assert found[0] == found[1]


def told(connection: Connection) -> list[list[Any]]:
    """What the batches changed, and what the history says."""
    changes = connection.execute(select(CHANGES).join(BATCHES).order_by(BATCHES.c.number, CHANGES.c.position))
    lines = connection.execute(select(HISTORY).order_by(HISTORY.c.id))
    return [
        [(one.position, one.row_key, one.before, one.after) for one in changes],
        [(one.row_key, one.field, one.old, one.new) for one in lines],
    ]


@given(OPERATIONS)
def test_taking_the_same_rows_twice_changes_nothing(shared: Store, operations: list[tuple[str, int, int]]) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        take(connection, operations)
        policies, lines = state = everything(connection)
        before = connection.execute(select(func.count()).select_from(HISTORY)).scalar_one()
        journal = Journal(connection, AUTHOR)
        journal.put("lamp_policies", policies)
        journal.put("lamp_thresholds", lines)
        journal.close(batch())
        journal.finish()
        assert everything(connection) == state
        assert connection.execute(select(func.count()).select_from(HISTORY)).scalar_one() == before
        transaction.rollback()


def refused(code: str, connection: Connection, name: str) -> str:
    before = everything(connection)
    with pytest.raises(Refusal) as caught:
        undo(connection, name, "王科员")
    assert caught.value.sentence.code == f"refusal.{code}"
    assert everything(connection) == before
    return str(caught.value)


def test_of_two_rows_with_one_key_the_later_stands(empty: Store) -> None:
    with empty.write() as connection:
        take(connection, [("put", 1, 0)])
        journal, taken = Journal(connection, AUTHOR), batch()
        journal.put("lamp_policies", [policy(1, 1), policy(2, 1), policy(1, 2), policy(2, 2)])
        journal.close(taken)
        journal.finish()
        assert everything(connection)[0] == [policy(1, 2), policy(2, 2)]
        undo(connection, taken["key"], "王科员")
        assert everything(connection)[0] == [policy(1, 0)]


def test_a_batch_is_undone_once(empty: Store) -> None:
    with empty.write() as connection:
        key = take(connection, [("put", 1, 1)])
        assert undo(connection, key, "王科员")["key"] == key
        assert find(connection, key)["undone_at"] is not None
        assert refused("undone_already", connection, key) == f"批次 {key[:8]} 已经撤销过了。"


def test_a_batch_whose_rows_were_changed_later_stays(empty: Store) -> None:
    with empty.write() as connection:
        first, second = take(connection, [("put", 1, 1)]), take(connection, [("put", 1, 2)])
        refused("rests_on", connection, first)
        undo(connection, second, "王科员")
        undo(connection, first, "王科员")
        assert everything(connection) == [[], []]


def test_a_batch_whose_rows_were_removed_later_stays(empty: Store) -> None:
    with empty.write() as connection:
        first = take(connection, [("put", 1, 1)])
        take(connection, [("remove", 1, 0)])
        refused("rests_on", connection, first)


def test_a_name_that_was_taken_since_is_not_put_back(empty: Store) -> None:
    with empty.write() as connection:
        take(connection, [("put", 1, 0)])
        moved = take(connection, [("put", 1, 1)])
        Journal(connection, AUTHOR).put_new("lamp_policies", [{**policy(3), "name": "1-0"}])
        refused("changed_since", connection, moved)


def test_a_plan_that_reports_rest_on_is_not_taken_back(
    store: Store, plan: PlanView, science: str, author: Author
) -> None:
    known = Base.metadata.tables["targets"]
    with store.write() as connection:
        row = dict(connection.execute(select(known).where(known.c.code == "B2")).mappings().one())
        journal, taken = Journal(connection, author), batch()
        journal.put_new("targets", [{**row, "key": "f" * 32, "code": "B9"}])
        journal.close(taken)
        journal.finish()
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        edit(connection, draft, {"f" * 32: {"narrative": "已开工"}}, author)
    with pytest.raises(Refusal, match="targets"), store.write() as connection:
        undo(connection, taken["key"], "王科员")
    with store.read() as connection:
        assert connection.execute(select(known.c.key).where(known.c.code == "B9")).scalar_one() == "f" * 32
        assert find(connection, taken["key"])["undone_at"] is None


def test_rows_that_belong_to_a_kept_row_go_with_it(
    store: Store, trade: str, report: Callable[..., Report], author: Author
) -> None:
    reports, entries = Base.metadata.tables["reports"], Base.metadata.tables["entries"]
    with store.write() as connection:
        sealed = report(connection, trade, "2024-03", {"B2": Answer(narrative="已开工")})
        rows = [[dict(row) for row in connection.execute(select(one)).mappings()] for one in (reports, entries)]
        connection.execute(reports.delete())
        journal, taken = Journal(connection, author), batch()
        journal.put_new("reports", rows[0])
        journal.put_owned("entries", Lines.of(rows[1]))
        journal.put_owned("entries", Lines.of([]))
        journal.close(taken)
        journal.finish()
        assert connection.execute(select(entries.c.report_key)).scalars().all() == [sealed.key]
        undo(connection, taken["key"], "王科员")
        assert connection.execute(select(entries)).all() == connection.execute(select(reports)).all() == []


def test_a_batch_is_found_by_the_beginning_of_its_key(empty: Store) -> None:
    with empty.write() as connection:
        for key in ("ab" + "0" * 30, "ac" + "0" * 30):
            Journal(connection, AUTHOR).close(batch(key))
        assert find(connection, "ab")["key"].startswith("ab")
        for name in ("a", "", "x", "a%", "_b"):
            refused("no_such_batch", connection, name)


def test_what_a_batch_does_and_its_undoing_are_history(empty: Store) -> None:
    with empty.write() as connection:
        take(connection, [("put", 1, 1)])
        key = take(connection, [("put", 1, 2)])
        undo(connection, key, "李科长")
        lines = connection.execute(select(HISTORY).order_by(HISTORY.c.id)).all()
    assert [(line.who, line.origin, line.field) for line in lines] == [
        ("王科员", Origin.WORKBOOK, "*"),
        ("王科员", Origin.WORKBOOK, "name"),
        ("王科员", Origin.WORKBOOK, "source"),
        ("李科长", Origin.UNDO, "*"),
    ]
    assert (lines[1].old, lines[1].new) == ("1-1", "1-2")
