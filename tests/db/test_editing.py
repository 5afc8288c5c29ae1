"""Entries of a draft changed at once: stored and told as if one after the other."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from db.checks import Answer
from db.editing import Change, edit
from db.history import Author
from db.integrity import problems
from db.models import Base
from db.plans import PlanView
from db.reports import answers, open_draft
from db.store import Store
from db.vocabulary import Status

HISTORY = Base.metadata.tables["history"]
FIELDS = {
    "value": st.none() | st.integers(-5, 5),
    "value_typed": st.sampled_from(["", "约5"]),
    "status": st.none() | st.sampled_from(Status),
    "narrative": st.sampled_from(["", "开工"]),
}
WANTED = st.dictionaries(st.sampled_from(["A1", "A2", "B1"]), st.fixed_dictionaries({}, optional=FIELDS))


def told(connection: Connection, since: int) -> list[tuple[Any, ...]]:
    columns = [HISTORY.c[name] for name in ("table_name", "row_key", "field", "old", "new", "who", "origin")]
    return [
        tuple(row) for row in connection.execute(select(*columns).where(HISTORY.c.id > since).order_by(HISTORY.c.id))
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(steps=st.lists(WANTED, min_size=1, max_size=3))
def test_many_at_once_are_stored_and_told_as_one_after_the_other(
    store: Store,
    plan: PlanView,
    science: str,
    key: Callable[[str], str],
    author: Author,
    steps: list[dict[str, dict[str, Any]]],
) -> None:
    found = []
    for alone in (True, False):
        with store.write() as connection:
            draft = open_draft(connection, plan.key, science, "2024-03")
            since = connection.scalar(select(HISTORY.c.id).order_by(HISTORY.c.id.desc()).limit(1)) or 0
            point = connection.begin_nested()
            changes: dict[str, Change] = {}
            for step in steps:
                wanted = {key(code): values for code, values in step.items()}
                parts = [{target: values} for target, values in wanted.items()] if alone else [wanted]
                for part in parts:
                    changes |= edit(connection, draft, part, author)
            said = answers(connection, [draft])[draft.key]
            found.append((changes, said, told(connection, since)))
            assert all(said[target] == one.after for target, one in changes.items())
            if alone:
                point.rollback()
    assert found[0] == found[1]
    assert problems(store) == []


def test_what_says_so_already_is_no_change(
    store: Store, plan: PlanView, science: str, key: Callable[[str], str], author: Author
) -> None:
    with store.write() as connection:
        draft = open_draft(connection, plan.key, science, "2024-03")
        assert edit(connection, draft, {key("A1"): {"value": 5}, key("A2"): {"value": None}}, author) == {
            key("A1"): Change(Answer(), Answer(value=5))
        }
        assert edit(connection, draft, {key("A1"): {"value": 5}}, author) == {}
