"""Lamps: each published table at its exact bounds, and the sentence that says why."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures import LIMIT, SCALE, parse
from db.lamps import BY_SCHEDULE, PRESETS, NodeState, Policy, Threshold, judge
from db.periods import Period, months_of
from db.progress import Goal, behind, completion, ratio_text, required, told_apart
from db.vocabulary import Accumulation, Basis, Comparator, Lamp, Measure, ScheduleKind, Status

MARCH, JUNE = Period.parse("2024-03"), Period.parse("2024-06")
AMOUNT = Goal(Measure.QUANTITY, target=parse("100"), unit="家", schedule=ScheduleKind.EVEN)
RANK = Goal(Measure.RANK, Comparator.AT_MOST, Accumulation.LEVEL, parse("4"), "位")
GROWTH = Goal(Measure.RATE, Comparator.ABOUT, Accumulation.LEVEL, parse("7"), "%", parse("0.5"))
RATE = Goal(Measure.RATE, Comparator.AT_LEAST, Accumulation.LEVEL, parse("7"), "%")
LEVEL = Goal(Measure.QUANTITY, Comparator.AT_LEAST, Accumulation.LEVEL, parse("50"), "个", schedule=ScheduleKind.EVEN)
STONE = Goal(Measure.MILESTONE)
NAMED = {policy.name: policy for policy in PRESETS}


def lamp(goal: Goal, value: str, period: Period = JUNE, policy: str = "按序时") -> Lamp:
    return judge(goal, NAMED[policy], period, parse(value), None).lamp


def because(goal: Goal, value: str, period: Period = MARCH) -> str:
    return str(judge(goal, BY_SCHEDULE, period, parse(value), None).because)


@pytest.mark.parametrize(
    ("policy", "value", "expected"),
    [
        ("按序时", "50", Lamp.GREEN),
        ("按序时", "49.999999", Lamp.YELLOW),
        ("按序时", "40", Lamp.YELLOW),
        ("按序时", "39.999999", Lamp.RED),
        ("银川 2025", "40.000001", Lamp.GREEN),
        ("银川 2025", "40", Lamp.YELLOW),
        ("银川 2025", "20", Lamp.YELLOW),
        ("银川 2025", "19.999999", Lamp.RED),
        ("三亚 2022", "50", Lamp.GREEN),
        ("三亚 2022", "49.999999", Lamp.YELLOW),
        ("三亚 2022", "25", Lamp.YELLOW),
        ("三亚 2022", "24.999999", Lamp.RED),
        ("增速（天津 2022）", "50", Lamp.GREEN),
        ("增速（天津 2022）", "49.999999", Lamp.YELLOW),
        ("增速（天津 2022）", "0", Lamp.YELLOW),
        ("增速（天津 2022）", "-0.000001", Lamp.RED),
    ],
)
def test_each_preset_changes_at_its_published_bound(policy: str, value: str, expected: Lamp) -> None:
    assert lamp(AMOUNT, value, JUNE, policy) is expected


def test_growth_of_a_rate_is_judged_by_its_sign() -> None:
    grows = [lamp(RATE, value, MARCH, "增速（天津 2022）") for value in ("7", "6.9", "-0.1")]
    assert grows == [Lamp.GREEN, Lamp.YELLOW, Lamp.RED]


def test_every_preset_names_its_public_source() -> None:
    assert len(NAMED) == len(PRESETS) == 4
    assert all(policy.source for policy in PRESETS)


@given(st.sampled_from(PRESETS), st.integers(0, LIMIT), st.sampled_from(months_of(2024)))
def test_more_never_worsens_the_lamp(policy: Policy, value: int, period: Period) -> None:
    order = [Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.BLUE]
    less, more = (judge(AMOUNT, policy, period, figure, None).lamp for figure in (value // 2, value))
    assert order.index(less) <= order.index(more)


def test_behind_pace_the_sentence_carries_the_figures() -> None:
    assert because(AMOUNT, "18") == "3 月应达 25%，实际 18%，落后 7 个百分点。"
    judgement = judge(AMOUNT, BY_SCHEDULE, MARCH, parse("18"), None)
    assert judgement.because.text("en") == "Month 3: 25% is due, 18% is reached, 7 points behind."
    assert (judgement.completion, judgement.pace) == (Fraction(18, 100), Fraction(1, 4))


def test_ahead_of_pace_the_sentence_says_by_how_much() -> None:
    assert because(AMOUNT, "30", Period.parse("2024-Q1")) == "1 季度应达 25%，实际 30%，超前 5 个百分点。"


def test_exactly_on_pace_is_not_behind() -> None:
    assert because(AMOUNT, "25") == "3 月应达 25%，正好达到。"


def test_a_hair_behind_is_not_said_to_be_level() -> None:
    assert because(AMOUNT, "24.9999") == "3 月应达 25%，实际 24.9999%，落后 0.0001 个百分点。"


def test_a_rank_within_the_target_is_met_and_one_place_below_is_not() -> None:
    assert because(RANK, "4") == "年度要求：不高于 4 位，实际 4 位，符合要求。"
    assert because(RANK, "5") == "年度要求：不高于 4 位，实际 5 位，按完成率相差 20 个百分点。"
    assert lamp(RANK, "4") is Lamp.GREEN
    assert lamp(RANK, "5") is Lamp.RED


def test_about_seven_percent_allows_its_tolerance_on_both_sides() -> None:
    assert [lamp(GROWTH, value) for value in ("6.5", "7.5", "6.4", "7.6", "18")] == [
        Lamp.GREEN,
        Lamp.GREEN,
        Lamp.YELLOW,
        Lamp.YELLOW,
        Lamp.RED,
    ]
    assert because(GROWTH, "6.4") == "年度要求：7% 左右，实际 6.4%，相差 0.6 个百分点。"
    assert because(GROWTH, "7.2") == "年度要求：7% 左右，实际 7.2%，符合要求。"


def test_an_amount_that_is_reached_is_done_but_a_level_may_still_fall() -> None:
    assert lamp(AMOUNT, "100") is Lamp.BLUE
    assert because(AMOUNT, "100") == "年度目标 100 家，实际 100 家，已经达到。"
    assert lamp(LEVEL, "50") is Lamp.GREEN
    assert judge(LEVEL, BY_SCHEDULE, JUNE, parse("50"), Status.DONE).lamp is Lamp.BLUE
    assert judge(LEVEL, BY_SCHEDULE, JUNE, parse("50"), Status.IN_PROGRESS).lamp is Lamp.GREEN


def test_calling_it_done_does_not_make_it_done() -> None:
    assert judge(AMOUNT, BY_SCHEDULE, JUNE, parse("10"), Status.DONE).lamp is Lamp.RED


def test_nothing_reported_is_grey_and_zero_is_not() -> None:
    silent = judge(AMOUNT, BY_SCHEDULE, MARCH, None, Status.DONE)
    assert silent.lamp is Lamp.GREY
    assert str(silent.because) == "本期还没有填报数字。"
    assert silent.pace == Fraction(1, 4)
    assert lamp(AMOUNT, "0", MARCH) is Lamp.RED


def test_a_table_without_a_line_for_the_rest_lights_its_last_lamp() -> None:
    rows = (Threshold(Lamp.GREEN, Basis.POINTS_BEHIND, 0), Threshold(Lamp.YELLOW, Basis.GROWTH, SCALE))
    policy = Policy("短表", "", rows)
    assert judge(AMOUNT, policy, MARCH, parse("0"), None).lamp is Lamp.YELLOW


def test_before_a_schedule_begins_nothing_is_behind() -> None:
    goal = Goal(Measure.QUANTITY, target=parse("10"), schedule=ScheduleKind.CUSTOM, shares={"2024-12": SCALE})
    assert {lamp(goal, "0", MARCH, name) for name in NAMED} == {Lamp.GREEN}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, Lamp.GREY),
        (Status.NOT_STARTED, Lamp.YELLOW),
        (Status.IN_PROGRESS, Lamp.GREEN),
        (Status.DONE, Lamp.BLUE),
        (Status.CLOSE_OUT, Lamp.BLUE),
    ],
)
def test_what_has_no_figure_is_judged_by_its_status(status: Status | None, expected: Lamp) -> None:
    for goal in (Goal(Measure.QUALITATIVE), STONE, Goal(Measure.QUANTITY)):
        assert judge(goal, BY_SCHEDULE, MARCH, None, status).lamp is expected


def test_a_status_lamp_names_the_status() -> None:
    judgement = judge(Goal(Measure.QUALITATIVE), BY_SCHEDULE, MARCH, None, Status.NOT_STARTED)
    assert str(judgement.because) == "状态：未启动。"


def stone(*nodes: tuple[date, date | None], status: Status | None = Status.IN_PROGRESS) -> tuple[Lamp, str]:
    states: Sequence[NodeState] = [NodeState(due, done) for due, done in nodes]
    judgement = judge(STONE, BY_SCHEDULE, MARCH, None, status, states)
    return judgement.lamp, str(judgement.because)


FEBRUARY, TENTH, LAST, LATER = date(2024, 2, 20), date(2024, 3, 10), date(2024, 3, 31), date(2024, 9, 30)


def test_all_nodes_done_is_blue() -> None:
    assert stone((FEBRUARY, FEBRUARY), (LATER, TENTH)) == (Lamp.BLUE, "2 个节点全部完成。")


def test_every_due_node_done_is_green() -> None:
    assert stone((TENTH, LAST), (LATER, None)) == (Lamp.GREEN, "到期节点均已完成（1/2）。")


@pytest.mark.parametrize("due", [TENTH, LAST, date(2024, 3, 1)])
def test_one_node_overdue_in_this_period_is_yellow(due: date) -> None:
    assert stone((due, None), (LATER, None)) == (Lamp.YELLOW, f"1 个节点逾期未完成，最早应于 {due} 完成。")


def test_a_node_overdue_since_an_earlier_period_is_red() -> None:
    assert stone((FEBRUARY, None), (LATER, None))[0] is Lamp.RED


def test_two_overdue_nodes_are_red() -> None:
    assert stone((TENTH, None), (LAST, None)) == (Lamp.RED, "2 个节点逾期未完成，最早应于 2024-03-10 完成。")


def test_a_node_done_after_the_period_was_overdue_at_its_end() -> None:
    assert stone((TENTH, date(2024, 4, 2)), (LATER, None))[0] is Lamp.YELLOW


def test_a_milestone_of_which_nothing_is_said_is_grey() -> None:
    assert stone((TENTH, None), status=None)[0] is Lamp.GREY
    assert stone((TENTH, TENTH), status=None)[0] is Lamp.BLUE


def plainly(goal: Goal, policy: Policy, period: Period, value: int) -> Lamp:
    """The lamp of a table's first line that holds, by exact shares."""
    asked, reached = required(goal, period), completion(goal, value) or Fraction(0)
    missing = {
        Basis.POINTS_BEHIND: behind(goal, value, period),
        Basis.SHARE_BEHIND: (asked - reached) / asked if asked else -reached,
    }
    for line in policy.thresholds:
        bound = line.bound
        if bound is None or (
            value >= bound if line.basis is Basis.GROWTH else missing[line.basis] * 100 * SCALE <= bound
        ):
            return line.lamp
    return policy.thresholds[-1].lamp


@given(
    st.sampled_from([AMOUNT, RANK, GROWTH, RATE, LEVEL]),
    st.sampled_from(PRESETS),
    st.sampled_from(months_of(2024)),
    st.integers(-200 * SCALE, 200 * SCALE) | st.integers(-4, 100).map(lambda whole: whole * SCALE),
)
def test_whole_numbers_light_the_lamp_that_exact_shares_would(
    goal: Goal, policy: Policy, period: Period, value: int
) -> None:
    judged = judge(goal, policy, period, value, Status.IN_PROGRESS)
    assert judged.lamp is (
        Lamp.BLUE if goal is AMOUNT and value >= 100 * SCALE else plainly(goal, policy, period, value)
    )
    reached, due = judged.completion, judged.pace
    if due is not None and reached is not None and reached != due and judged.lamp is not Lamp.BLUE:
        asked, there, places = told_apart(due, reached)
        assert judged.because.values["points"] == ratio_text(abs(due - reached), places)
        assert (judged.because.values["due"], judged.because.values["reached"]) == (asked, there)
