"""What was found in a file that was taken is packed away, and is the same whenever somebody looks."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from db.checks import Finding
from db.vocabulary import Severity
from desktop.operations.folded import Folded, Shelf
from resources.texts import Sentence

WORDS = st.text(max_size=12)
SENTENCES = st.recursive(
    st.builds(Sentence, WORDS, st.dictionaries(WORDS, WORDS | st.integers(), max_size=2)),
    lambda inner: st.builds(Sentence, WORDS, st.dictionaries(WORDS, WORDS | inner, max_size=2)),
    max_leaves=4,
)
FINDINGS = st.builds(Finding, st.sampled_from(Severity), WORDS, WORDS, SENTENCES, WORDS, WORDS, WORDS, WORDS)


@given(st.lists(FINDINGS, max_size=6).map(tuple))
def test_rows_come_out_as_they_went_in(findings: tuple[Finding, ...]) -> None:
    folded = Folded(findings)
    assert (tuple(folded), len(folded), bool(folded)) == (findings, len(findings), bool(findings))
    assert (folded[:2], folded[-1:]) == (findings[:2], findings[-1:])
    assert all(folded[place] == one for place, one in enumerate(findings))
    assert {type(one.severity) for one in folded} <= {Severity}


def test_many_rows_take_less_than_half_the_room() -> None:
    rows = [(f"T{number}", "填报", "情况说明") for number in range(500)]
    assert 2 * len(pickle.dumps(Folded(rows))) < len(pickle.dumps(rows))


def test_a_shelf_keeps_the_first_as_they_are_and_says_the_same_of_all() -> None:
    shelf, rows = Shelf(), tuple(range(6_000))
    kept = [shelf.put(rows) for _ in range(4)]
    assert [one is rows for one in kept] == [True, True, False, False]
    assert {tuple(one) for one in kept} == {rows}
    assert shelf.put(()) == ()
