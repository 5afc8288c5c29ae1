"""What the units' figures come to is what their entries come to one by one."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.checks import Answer
from db.figures import LIMIT
from db.plans import PlanView
from db.reports import Report, answers, newest
from db.storage import Store
from db.totals import Total, totals

Seal = Callable[..., Report]
FIGURES = st.none() | st.integers(-LIMIT, LIMIT)


def plainly(said: Mapping[str, Mapping[str, Answer]]) -> dict[str, Total]:
    """The same, in the plainest way."""
    given: dict[str, list[int]] = {}
    for entries in said.values():
        for target, answer in entries.items():
            given.setdefault(target, []).extend([] if answer.value is None else [answer.value])
    return {
        target: Total(len(known), sum(known), min(known), max(known)) if known else Total(0, None, None, None)
        for target, known in given.items()
    }


@pytest.mark.on_both
def test_totals_are_those_of_the_entries(store: Store, plan: PlanView, science: str, trade: str, report: Seal) -> None:
    with store.write() as connection:
        report(connection, science, "2024-03", {"A1": Answer(value=LIMIT), "B2": Answer(value=-7)})
        report(connection, trade, "2024-03", {"A1": Answer(value=LIMIT), "B2": Answer(narrative="无")})
        report(connection, trade, "2024-03", {"A1": Answer(value=LIMIT - 1), "B2": Answer(narrative="无")})
        heads = newest(connection, plan.key, "2024-03").values()
        found = totals(connection, heads)
        assert found == plainly(answers(connection, heads))
        assert max(one.total or 0 for one in found.values()) == 2 * LIMIT - 1
        assert totals(connection, []) == {}


@given(said=st.lists(FIGURES, min_size=4, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_are_exact_whatever_is_said(
    store: Store, plan: PlanView, science: str, trade: str, report: Seal, said: list[int | None]
) -> None:
    with store.write() as connection:
        point = connection.begin_nested()
        for unit, (one, two) in ((science, said[:2]), (trade, said[2:])):
            report(connection, unit, "2024-03", {"B2": Answer(value=one), "B3": Answer(value=two)})
        heads = newest(connection, plan.key, "2024-03").values()
        assert totals(connection, heads) == plainly(answers(connection, heads))
        point.rollback()
