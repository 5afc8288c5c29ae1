"""What is told of an entry by whole numbers is what the checks would say of it."""

from collections.abc import Mapping
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from db.checks import Answer, Subject, behind, blank, check
from db.earlier import Earlier, resolve
from db.figures import SCALE
from db.lamps import PRESETS, Policy, Threshold, judge
from db.periods import Period
from db.progress import Goal
from db.screening import Concern, Screen, screen_of
from db.vocabulary import Accumulation, Basis, Comparator, Lamp, Measure, ScheduleKind, Status

# Near one another, so that they are often equal, just above or just below what is asked.
FIGURES = [None, 0, 1, -SCALE, SCALE // 4, SCALE, 3 * SCALE, 6 * SCALE - 1, 6 * SCALE, 6 * SCALE + 1, 12 * SCALE]
figures = st.sampled_from([*FIGURES, 24 * SCALE, 25 * SCALE, 60_000 * SCALE, 120_000 * SCALE])
texts = st.sampled_from(["", " ", "推进", "x" * 1001, "字" * 2001])
policies = st.one_of(
    st.sampled_from(PRESETS),
    st.lists(
        st.builds(
            Threshold,
            st.sampled_from(Lamp),
            st.sampled_from(Basis),
            st.sampled_from([None, 0, -5 * SCALE, 25 * SCALE - 1, 25 * SCALE]),
        ),
        min_size=1,
        max_size=3,
    ).map(lambda lines: Policy("其他", "", tuple(lines))),
)
goals = st.builds(
    Goal,
    measure=st.sampled_from(Measure),
    comparator=st.sampled_from(Comparator),
    accumulation=st.sampled_from(Accumulation),
    target=figures,
    unit=st.sampled_from(["", "%", "万元", "亿元", "个"]),
    tolerance=st.sampled_from([0, SCALE // 2, SCALE]),
    schedule=st.sampled_from(ScheduleKind),
    shares=st.sampled_from([{}, {"2024-02": SCALE // 2, "2024-04": SCALE}, {"2024-03": 0}, {"2024-01": 2 * SCALE}]),
)
answers = st.builds(
    Answer()._replace,
    increment=figures,
    value=figures,
    increment_typed=st.sampled_from(["", "三"]),
    value_typed=st.sampled_from(["", "三"]),
    status=st.sampled_from([None, *Status]),
    narrative=texts,
    problems=texts,
    explanation=texts,
    evidence=texts,
    reply=texts,
)
periods = st.sampled_from(["2024-01", "2024-03", "2024-Q1", "2024-12"]).map(Period.parse)


@st.composite
def known(draw: st.DrawFn) -> tuple[Period, Earlier]:
    period = draw(periods)
    before = [Period(period.year, period.kind, index) for index in range(period.index - 1, 0, -1)]
    line = tuple((one, draw(figures)) for one in before[:3])
    return period, Earlier(draw(figures), draw(st.booleans()), line, draw(texts))


def subject(goal: Goal, policy: Policy, period: Period, answer: Answer, before: Earlier) -> Subject:
    value = resolve(answer, before.previous, complete=before.complete, adds_up=goal.adds_up).value
    told: Mapping[str, Any] = {"previous": before.previous, "complete": before.complete}
    return Subject(
        goal,
        period,
        answer,
        judge(goal, policy, period, value, answer.status),
        earlier=[figure for _, figure in before.figures],
        last_narrative=before.narrative,
        **told,
    )


def concern_of(screen: Screen, answer: Answer, before: Earlier) -> Concern:
    latest = [figure for _, figure in before.figures[:2]]
    still = latest[0] if len(latest) == 2 and latest[0] == latest[1] else None
    return screen.concern(answer, before.previous, complete=before.complete, still=still, narrative=before.narrative)


@given(goals, policies, known(), answers)
@example(
    Goal(Measure.QUANTITY, target=12 * SCALE, schedule=ScheduleKind.EVEN),
    PRESETS[0],
    (Period.parse("2024-03"), Earlier(2 * SCALE, complete=True, figures=())),
    Answer(value=3 * SCALE),
)
def test_the_checks_find_what_was_told(goal: Goal, policy: Policy, at: tuple[Period, Earlier], answer: Answer) -> None:
    period, before = at
    one = subject(goal, policy, period, answer, before)
    screen = screen_of(goal, policy, period, has_nodes=False)
    concern = concern_of(screen, answer, before)
    if concern is Concern.NOTHING:
        assert check(one) == []
    elif concern is Concern.LAMP:
        because = screen.because(one.value, answer.status)
        assert check(one) == ([] if because is None else [behind(because)])
    elif concern is Concern.BLANK:
        assert check(one) == [blank()]


@given(
    goals,
    policies,
    periods,
    st.one_of(figures, st.integers(-20 * SCALE, 130_000 * SCALE)),
    st.sampled_from([None, *Status]),
)
@example(  # Two decimals of the share hide that it is behind.
    Goal(Measure.QUANTITY, target=60_000 * SCALE, schedule=ScheduleKind.EVEN),
    PRESETS[0],
    Period.parse("2024-03"),
    15_000 * SCALE - 1,
    None,
)
@example(
    Goal(Measure.RATE, target=60_000 * SCALE, unit="%"), PRESETS[0], Period.parse("2024-03"), 60_000 * SCALE - 1, None
)
@example(Goal(Measure.QUANTITY, target=7, schedule=ScheduleKind.EVEN), PRESETS[2], Period.parse("2024-Q1"), 1, None)
def test_a_lamp_is_told_of_in_the_same_words(
    goal: Goal, policy: Policy, period: Period, value: int | None, status: Status | None
) -> None:
    judged = judge(goal, policy, period, value, status)
    because = screen_of(goal, policy, period, has_nodes=False).because(value, status)
    assert because == (judged.because if judged.lamp in {Lamp.YELLOW, Lamp.RED} else None)


def test_most_entries_need_no_check() -> None:
    goal = Goal(Measure.QUANTITY, target=12 * SCALE, schedule=ScheduleKind.EVEN)
    screen = screen_of(goal, PRESETS[0], Period.parse("2024-03"), has_nodes=False)
    before = Earlier(2 * SCALE, complete=True, figures=())
    assert concern_of(screen, Answer(value=3 * SCALE), before) is Concern.NOTHING
    assert concern_of(screen, Answer(increment=SCALE), before) is Concern.NOTHING
    assert concern_of(screen, Answer(value=3 * SCALE - 1), before) is Concern.LAMP
    assert concern_of(screen, Answer(value=SCALE), before) is Concern.ANYTHING
    assert concern_of(screen, Answer(), before) is Concern.BLANK
    assert concern_of(screen, Answer(value_typed="三"), before) is Concern.ANYTHING
