"""What is known of a target before a period, and what follows from it for an increment."""

from hypothesis import given
from hypothesis import strategies as st

from db.checks import Answer
from db.earlier import Earlier, resolve, unknown
from db.periods import Period


def test_the_year_starts_at_zero_and_later_nothing_is_unknown() -> None:
    assert unknown(Period.parse("2024-01")) == Earlier(0, complete=True, figures=())
    march = unknown(Period.parse("2024-03"))
    assert (march.previous, march.complete) == (None, False)
    assert march.figures == ((Period.parse("2024-02"), None), (Period.parse("2024-01"), None))


FIGURES = st.none() | st.integers(-99, 99)


@given(FIGURES, FIGURES, FIGURES)
def test_an_answer_is_resolved_without_overruling_what_was_given(
    previous: int | None, increment: int | None, value: int | None
) -> None:
    answer = Answer(increment=increment, value=value)
    resolved = resolve(answer, previous, complete=True, adds_up=True)
    assert resolved.increment == increment
    if value is not None:
        assert resolved.value == value
    else:
        assert resolved.value == (None if increment is None or previous is None else previous + increment)
    assert resolve(answer, previous, complete=True, adds_up=False) == answer
