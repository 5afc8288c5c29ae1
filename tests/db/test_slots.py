"""Slots: the same on every computer for ever, spread evenly, and those of all that a unit says."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.batches import Journal
from db.checks import Answer
from db.history import Author
from db.keys import key_of, new_key
from db.models import Base
from db.plans import PlanView
from db.reports import Report
from db.slots import COUNT, slot_of
from db.storage import Store
from db.vocabulary import Verdict

T = Base.metadata.tables


@pytest.mark.parametrize(("unit", "slot"), [("科创局", 17), ("商务局", 691), ("", 829)])
def test_a_slot_is_the_same_on_every_computer(unit: str, slot: int) -> None:
    assert slot_of("2024", unit) == slot


def test_units_are_spread_over_all_slots() -> None:
    slots = Counter(slot_of(key_of("plan"), key_of(str(unit))) for unit in range(20 * COUNT))
    assert (min(slots), max(slots), len(slots)) == (1, COUNT, COUNT)
    assert max(slots.values()) < 3 * 20


@pytest.mark.on_both
def test_all_that_a_unit_says_lies_in_its_slot(
    store: Store, plan: PlanView, science: str, report: Callable[..., Report], author: Author, key: Callable[[str], str]
) -> None:
    with store.write() as connection:
        said = {"A1": Answer(value=1), "A3": Answer(narrative="开工")}
        sealed = report(connection, science, "2024-03", said, {"封顶": date(2024, 3, 1)})
        about = {"key": new_key(), "report_key": sealed.key, "target_key": key("A1"), "who": "督查室"}
        journal, at = Journal(connection, author), datetime.now(UTC)
        journal.put_new("reviews", [{**about, "field": "value", "comment": "请核", "verified": None, "at": at}])
        journal.put_new("decisions", [{**about, "verdict": Verdict.RETURNED, "reason": "请核", "at": at}])
        journal.finish()
    slots = {slot_of(plan.key, science)}
    with store.read() as connection:
        for name in ("reports", "entries", "node_entries", "reviews", "decisions", "history"):
            assert set(connection.scalars(select(T[name].c.slot))) == slots, name
