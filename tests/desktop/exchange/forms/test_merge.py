from hypothesis import given
from hypothesis import strategies as st

from db.checks import Answer
from desktop.exchange.forms.merge import merge

# Few values, so that sides agree often.
ANSWERS = st.builds(
    Answer()._replace,
    value=st.sampled_from([None, 0, 1_000_000]),
    narrative=st.sampled_from(["", "甲", "乙"]),
    explanation=st.sampled_from(["", "丙"]),
)
SIDES = st.dictionaries(st.sampled_from(["t1", "t2"]), ANSWERS)
Side = dict[str, Answer]


@given(SIDES, SIDES)
def test_where_only_one_side_moved_that_side_is_taken(issued: Side, moved: Side) -> None:
    whole = issued | moved
    for merged in (merge(issued, issued, whole), merge(issued, whole, issued), merge(issued, whole, whole)):
        assert merged.answers == whole
        assert merged.conflicts == ()


@given(SIDES, SIDES, SIDES)
def test_sides_taken_in_either_order_say_the_same_or_clash(issued: Side, one: Side, other: Side) -> None:
    one, other = issued | one, issued | other
    forth, back = merge(issued, one, other), merge(issued, other, one)
    assert {(c.target_key, c.field) for c in forth.conflicts} == {(c.target_key, c.field) for c in back.conflicts}
    if not forth.conflicts:
        assert forth.answers == back.answers
        again = merge(issued, dict(forth.answers), other)
        assert (again.answers, again.conflicts) == (forth.answers, ())


@given(SIDES, SIDES, SIDES)
def test_a_conflict_leaves_ours_and_names_all_three(issued: Side, one: Side, other: Side) -> None:
    one, other = issued | one, issued | other
    merged = merge(issued, one, other)
    for conflict in merged.conflicts:
        assert len({conflict.issued, conflict.ours, conflict.theirs}) == 3
        kept = getattr(merged.answers[conflict.target_key], conflict.field)
        assert kept == getattr(one.get(conflict.target_key, Answer()), conflict.field)
