"""Findings are kept as they were told, a row for a report, with how many of them were queries."""

import json

from hypothesis import given
from hypothesis import strategies as st

from db.checks import Finding
from db.findings import findings_lines, queries
from db.inserting import put_lines
from db.models import Base
from db.plans import PlanView
from db.reports import open_draft
from db.store import Store
from db.vocabulary import Severity
from resources.texts import Sentence, say

COLUMNS = tuple(Base.metadata.tables["findings"].columns.keys())
TEXTS = st.text(max_size=8)
SENTENCES = st.recursive(
    st.builds(Sentence, TEXTS, st.just({})),
    lambda inner: st.builds(Sentence, TEXTS, st.dictionaries(TEXTS, TEXTS | st.integers() | inner, max_size=3)),
    max_leaves=4,
)
FINDINGS = st.builds(
    Finding, st.sampled_from(Severity), TEXTS, TEXTS, SENTENCES, target_key=TEXTS, sheet=TEXTS, cell=TEXTS, found=TEXTS
)


def plain(value: object) -> object:
    """What JSON has of a value."""
    if isinstance(value, Sentence):
        return [value.code, {name: plain(inner) for name, inner in value.values.items()}]
    return value


@given(st.lists(FINDINGS, min_size=1, max_size=5))
def test_all_that_was_found_is_told(found: list[Finding]) -> None:
    lines = findings_lines({"key": "报", "slot": 7}, found)
    ((report, count, told, slot),) = lines.values
    assert (lines.columns, report, slot) == (COLUMNS, "报", 7)
    assert count == [one.severity for one in found].count(Severity.QUERY)
    assert json.loads(told) == [[*map(plain, one)] for one in found]
    assert "\0" not in told


def test_queries_are_counted_by_report(store: Store, plan: PlanView, science: str, trade: str) -> None:
    found = [
        Finding(severity, "blank", "value", say("finding.blank"))
        for severity in (Severity.QUERY, Severity.HINT, Severity.QUERY)
    ]
    with store.write() as connection:
        one, other = (open_draft(connection, plan.key, unit, "2024-03") for unit in (science, trade))
        for report, told in ((one, found), (other, [])):
            put_lines(connection, "findings", findings_lines({"key": report.key, "slot": report.slot}, told))
        assert queries(connection, [one.key, other.key]) == {one.key: 2, other.key: 0}
        assert queries(connection, []) == {}
