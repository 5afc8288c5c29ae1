"""The draft that is edited: found or opened, and nothing that lies beside it is passed over."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from db.checks import Answer
from db.drafts import Beside, draft_of
from db.evidence import EvidenceFile, attach
from db.history import Author
from db.keys import new_key
from db.numbers import add
from db.periods import Period
from db.plans import PlanView
from db.remarks import Remark
from db.reports import Report, newest, open_draft
from db.reviews import review_row
from db.store import Store
from db.unfinished import keep

pytestmark = pytest.mark.on_both

MARCH = Period.parse("2024-03")
NOTHING = Beside(files=False, remarks=False, last_year=False, unfinished=False)


def beside(connection: Connection, plan: PlanView, unit: str) -> Beside:
    return draft_of(connection, plan.key, unit, MARCH)[1]


def test_the_draft_is_the_one_that_is_open_or_a_new_one(
    store: Store, plan: PlanView, science: str, report: Callable[..., Report]
) -> None:
    with store.write() as connection:
        first, _ = draft_of(connection, plan.key, science, MARCH)
        assert draft_of(connection, plan.key, science, MARCH) == (first, NOTHING)
        assert open_draft(connection, plan.key, science, MARCH.code) == first
        sealed = report(connection, science, MARCH.code, {"A1": Answer(value=1)})
        second, around = draft_of(connection, plan.key, science, MARCH)
        # What it took over from the report before it may be anything.
        assert (second.revision, around) == (sealed.revision + 1, Beside())
        assert newest(connection, plan.key, MARCH.code, [science], drafts=True) == {science: second}


def test_what_lies_beside_it_is_seen_and_what_is_of_others_is_not(
    store: Store,
    plan: PlanView,
    science: str,
    trade: str,
    key: Callable[[str], str],
    author: Author,
    report: Callable[..., Report],
) -> None:
    with store.write() as connection:
        drafts = {unit: draft_of(connection, plan.key, unit, MARCH)[0] for unit in (science, trade)}
        attach(connection, drafts[science], key("A1"), EvidenceFile("验收单.pdf", 13, "a" * 64), author)
        assert beside(connection, plan, science) == Beside(files=True, remarks=False, last_year=False, unfinished=False)
        remark = Remark(new_key(), key("A1"), "value", "请核实", "督查室", datetime(2024, 4, 2, tzinfo=UTC))
        add(connection, "reviews", [review_row(drafts[science], remark)])
        assert beside(connection, plan, science) == Beside(files=True, remarks=True, last_year=False, unfinished=False)
        report(connection, science, "2023-03", {"A1": Answer(value=1)})
        assert beside(connection, plan, science) == Beside(files=True, remarks=True, last_year=True, unfinished=False)
        assert beside(connection, plan, trade) == NOTHING
        keep(connection, "2024-02", {(key("A1"), "narrative"): "正"})
        assert beside(connection, plan, trade) == NOTHING
        keep(connection, MARCH.code, {(key("A1"), "narrative"): "正"})
        assert beside(connection, plan, science) == Beside()
