"""What an edit goes on from: as if everything were asked anew, whoever wrote in between."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.basis import Bases
from db.checks import Answer
from db.editing import edit
from db.engine import connect
from db.errors import Refusal, refuse
from db.history import Author
from db.pasts import earlier_of
from db.periods import Period
from db.plans import PlanView
from db.reports import Report, answers, newest, open_draft
from db.store import Store
from db.unfinished import keep

MARCH = Period.parse("2024-03")
CODES = ("A1", "A2", "B1")
KINDS = ("edit", "failed", "sheet", "other", "seal", "unfinished", "foreign")
STEPS = st.lists(
    st.tuples(st.sampled_from(("edit", *KINDS)), st.sampled_from(CODES), st.integers(0, 3)),
    min_size=2,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(steps=STEPS)
@example(steps=[("edit", "A1", 1), ("edit", "A1", 2), ("foreign", "A1", 1), ("edit", "A1", 3)])
def test_whoever_writes_in_between_is_seen(
    store: Store,
    plan: PlanView,
    science: str,
    key: Callable[[str], str],
    author: Author,
    report: Callable[..., Report],
    steps: list[tuple[str, str, int]],
) -> None:
    bases = Bases()

    def change(code: str, value: int, *, fails: bool = False) -> None:
        wanted: dict[str, dict[str, Any]] = {key(code): {"value": value}}
        with store.write() as connection:
            basis = bases.find(connection, plan, science, MARCH, wanted)
            assert basis.draft == open_draft(connection, plan.key, science, MARCH.code)
            before = earlier_of(connection, plan, MARCH, science, wanted)
            assert {target: basis.before[target] for target in wanted} == before
            there = answers(connection, [basis.draft])[basis.draft.key]
            assert {one: basis.said.get(one) for one in wanted} == {one: there.get(one) for one in wanted}
            changes = edit(connection, basis.draft, wanted, author, basis.said)
            if fails:
                raise refuse("refusal.busy", path="台账.db")
        bases.keep(basis.after(changes))

    def fail(code: str, value: int) -> None:
        with pytest.raises(Refusal):
            change(code, value, fails=True)

    def look(*_: object) -> None:
        with store.read() as connection:
            last = newest(connection, plan.key, MARCH.code, [science], drafts=True).get(science)
            before = earlier_of(connection, plan, MARCH, science, [key(code) for code in CODES])
            said = {} if last is None else answers(connection, [last])[last.key]
            bases.learn(connection, plan, science, MARCH, before, said)

    def write_otherwise(code: str, value: int) -> None:
        with store.write() as connection:
            draft = open_draft(connection, plan.key, science, MARCH.code)
            edit(connection, draft, {key(code): {"value": value, "narrative": "旁人"}}, author)

    def seal(code: str, value: int) -> None:
        with store.write() as connection:
            report(connection, science, "2024-02" if value % 2 else MARCH.code, {code: Answer(value=value)})

    def type_half(code: str, _: int) -> None:
        with store.write() as connection:
            keep(connection, MARCH.code, {(key(code), "narrative"): "正"})

    def write_with_another_program(code: str, value: int) -> None:
        # It counts nothing.
        with closing(connect(store.path)) as raw, raw:
            raw.execute("UPDATE entries SET value = ? WHERE target_key = ?", (value + 7, key(code)))

    deeds = (change, fail, look, write_otherwise, seal, type_half, write_with_another_program)
    for what, code, value in steps:
        deeds[KINDS.index(what)](code, value)
