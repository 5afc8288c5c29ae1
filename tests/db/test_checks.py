"""The checks: each fires where it should, keeps quiet where it should, and a query is silenced by an explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.checks import BLANK, TEXT_FIELDS, TEXT_LIMIT, Answer, Finding, NodeAnswer, Subject, check
from db.figures import parse
from db.lamps import BY_SCHEDULE, NodeState, judge
from db.periods import Period
from db.progress import Goal
from db.vocabulary import Accumulation, Comparator, Measure, ScheduleKind, Severity, Status

MARCH, DAY = Period.parse("2024-03"), date(2024, 4, 3)
AMOUNT = Goal(Measure.QUANTITY, target=parse("100"), unit="家", schedule=ScheduleKind.EVEN)
FREE = replace(AMOUNT, target=parse("1"), comparator=Comparator.AT_MOST, schedule=ScheduleKind.NONE)
RATE = Goal(Measure.RATE, Comparator.AT_LEAST, Accumulation.LEVEL, parse("60"), "%")
RANK = Goal(Measure.RANK, Comparator.AT_MOST, Accumulation.LEVEL, parse("4"), "位")
WORDS = Goal(Measure.QUALITATIVE)
STONE = Goal(Measure.MILESTONE)


def subject(goal: Goal = AMOUNT, answer: Answer = BLANK, nodes: Sequence[NodeAnswer] = (), **known: Any) -> Subject:
    states = [NodeState(date(2024, 3, 31), node.done_on) for node in nodes]
    blank = judge(goal, BY_SCHEDULE, MARCH, None, None)
    made = Subject(goal, MARCH, answer, blank, nodes=nodes, today=DAY, **known)
    return replace(made, judgement=judge(goal, BY_SCHEDULE, MARCH, made.value, answer.status, states))


def said(value: str | None = None, increment: str | None = None, **texts: str | Status) -> Answer:
    figures = {"value": value, "increment": increment}
    known = {name: parse(text) for name, text in figures.items() if text is not None}
    return Answer(**known, **texts)  # type: ignore[arg-type]


def by_code(one: Subject) -> Mapping[str, Finding]:
    return {finding.code: finding for finding in check(one)}


def codes(goal: Goal, answer: Answer, **known: Any) -> set[str]:
    return set(by_code(subject(goal, answer, **known)))


def assert_query(goal: Goal, answer: Answer, code: str, message: str, **known: Any) -> None:
    """The query fires with its sentence, and an explanation silences it, spaces do not."""
    finding = by_code(subject(goal, answer, **known))[code]
    assert finding.severity is Severity.QUERY
    assert str(finding.message) == message
    assert code in codes(goal, answer._replace(explanation=" \n"), **known)
    assert code not in codes(goal, answer._replace(explanation="因停产检修"), **known)


def assert_error(one: Subject, code: str, field: str, message: str) -> None:
    """The error fires with its sentence, and no explanation helps."""
    finding = by_code(one)[code]
    assert (finding.severity, finding.field) == (Severity.ERROR, field)
    assert str(finding.message) == message
    assert code in by_code(replace(one, answer=one.answer._replace(explanation="就是这样")))


def test_a_good_entry_has_no_findings() -> None:
    answer = said("30", "10", status=Status.IN_PROGRESS)
    assert check(subject(AMOUNT, answer, previous=parse("20"), earlier=[parse("20"), parse("9"), None])) == []


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        ("二十多", "not_a_number", "“二十多”不是数字，请改成数字。"),
        ("0.1234567", "too_many_decimals", "“0.1234567”的小数超过 6 位，请四舍五入后再填。"),
        ("99999999999999", "too_large", "“99999999999999”太大，请核对数字和计量单位（家）。"),
        ("12%", "wrong_unit", "“12%”的单位与计量单位“家”不一致，请按“家”填写。"),
    ],
)
@pytest.mark.parametrize("field", ["value", "increment"])
def test_a_text_that_is_no_figure_is_an_error_with_its_reason(field: str, typed: str, code: str, message: str) -> None:
    one = subject(AMOUNT, Answer(**{f"{field}_typed": typed}))  # type: ignore[arg-type]
    assert_error(one, code, field, message)
    assert "blank" not in by_code(one)


def test_a_unit_that_is_not_named_is_a_dash_in_the_sentence() -> None:
    one = subject(replace(AMOUNT, unit=""), Answer(value_typed="99999999999999"))
    assert "计量单位（-）" in str(by_code(one)["too_large"].message)


def test_a_figure_that_was_understood_may_be_typed_as_one_likes() -> None:
    assert codes(AMOUNT, said("30000")._replace(value_typed="3万"), previous=0) == {"far_over"}


def test_a_cumulative_figure_that_fell_is_a_query() -> None:
    message = "本期累计 29 比上期累计 30 少，请改正，或在情况说明里写明原因。"
    assert_query(AMOUNT, said("29"), "fell", message, previous=parse("30"))
    assert "fell" not in codes(AMOUNT, said("30"), previous=parse("30"))
    assert "fell" not in codes(AMOUNT, said("29"))
    assert "fell" not in codes(RATE, said("29"), previous=parse("30"))


def test_an_increment_below_zero_makes_the_year_fall() -> None:
    assert "fell" in codes(AMOUNT, said(increment="-1"), previous=parse("30"))


def test_figures_that_do_not_add_up_are_a_query() -> None:
    message = "上期累计 20 加本期完成 9 不等于本期累计 30，请改正，或在情况说明里写明原因。"
    assert_query(AMOUNT, said("30", "9"), "disagree", message, previous=parse("20"))
    assert "disagree" not in codes(AMOUNT, said("30", "10"), previous=parse("20"))
    assert "disagree" not in codes(AMOUNT, said("30", "9"))
    assert "disagree" not in codes(RATE, said("30", "9"), previous=parse("20"))


def test_figures_need_not_add_up_over_months_that_were_not_reported() -> None:
    assert "disagree" not in codes(AMOUNT, said("30", "9"), previous=parse("10"), complete=False)


def test_an_increment_with_nothing_before_it_is_an_error() -> None:
    message = "以前没有报过累计数，只填本期完成算不出全年，请填本期累计。"
    assert_error(subject(AMOUNT, said(increment="5"), complete=False), "no_previous", "value", message)
    assert "no_previous" not in codes(AMOUNT, said("30", "5"), complete=False)
    assert "no_previous" not in codes(RATE, said(increment="5"), complete=False)
    assert "no_previous" not in codes(AMOUNT, said(increment="30"), previous=0)


def test_an_increment_after_a_gap_is_an_error_since_the_year_would_miss_a_month() -> None:
    message = "上一期没有上报，只填本期完成会漏掉中间的进展，全年数会少，请填本期累计（更早的累计是 10）。"
    gap = subject(AMOUNT, said(increment="20"), previous=parse("10"), complete=False)
    assert_error(gap, "gap_before", "value", message)
    assert gap.value is None
    assert codes(AMOUNT, said(increment="20"), previous=parse("10")) == set()
    assert codes(AMOUNT, said("30"), previous=parse("10"), complete=False) == set()


def test_an_amount_on_top_of_a_level_is_an_error() -> None:
    message = "这个指标看最新数，不逐期相加，“本期完成”里的 5 不会计入，请填到本期累计。"
    assert_error(subject(RATE, said(increment="5")), "misplaced", "increment", message)
    assert "misplaced" not in codes(AMOUNT, said(increment="5"), previous=0)
    assert "misplaced" not in codes(RATE, said("60"))


@pytest.mark.parametrize("status", [Status.DONE, Status.CLOSE_OUT])
def test_a_finished_target_without_its_figure_is_an_error(status: Status) -> None:
    word = {Status.DONE: "已完成", Status.CLOSE_OUT: "申请销号"}[status]
    message = f"状态是“{word}”，却没有填数字，请填本期累计。"
    assert_error(subject(AMOUNT, said(status=status)), "done_without_figure", "value", message)
    assert "done_without_figure" not in codes(AMOUNT, said("100", status=status))
    assert "done_without_figure" not in codes(WORDS, said(status=status))
    assert "done_without_figure" not in codes(AMOUNT, said(status=Status.IN_PROGRESS))


def test_more_than_twice_the_target_is_a_query() -> None:
    message = "完成率 201%，超过年度目标一倍以上，请核对，确实如此请写明情况说明。"
    assert_query(AMOUNT, said("201"), "far_over", message)
    assert "far_over" not in codes(AMOUNT, said("200"))
    assert "far_over" not in codes(RATE, said("200"))
    assert "far_over" not in codes(FREE, said("5"))
    assert "far_over" not in codes(AMOUNT, BLANK)


def test_a_share_of_one_where_a_percentage_is_asked_is_a_query() -> None:
    message = "0.65% 很小，是不是想填 65%？请核对，确实如此请写明情况说明。"
    assert_query(RATE, said("0.65"), "looks_like_fraction", message)
    for value in ("0", "1", "65"):
        assert "looks_like_fraction" not in codes(RATE, said(value))
    assert "looks_like_fraction" not in codes(AMOUNT, said("0.65"))
    assert "looks_like_fraction" not in codes(replace(RATE, target=parse("0.8")), said("0.65"))


def test_a_narrative_sent_unchanged_is_a_query_unless_the_target_is_reached() -> None:
    told = said("30", narrative="完成招标")
    message = "进展情况与上期一字不差；请改写成本期的进展，或在“情况说明”里说明为什么没有变化。"
    assert_query(AMOUNT, told, "same_narrative", message, last_narrative="完成招标 ")
    assert "same_narrative" not in codes(AMOUNT, told, last_narrative="完成勘察")
    assert "same_narrative" not in codes(AMOUNT, said("100", narrative="完成招标"), last_narrative="完成招标")
    assert "same_narrative" not in codes(AMOUNT, said("30"), last_narrative="")


def test_the_same_figure_for_three_periods_is_a_query() -> None:
    message = "连续三期都是 30，没有变化，请写明情况说明。"
    same = [parse("30"), parse("30")]
    assert_query(AMOUNT, said("30"), "unchanged", message, previous=parse("30"), earlier=[*same, None])
    assert_query(AMOUNT, said(increment="0"), "unchanged", message, previous=parse("30"), earlier=same)
    assert "unchanged" not in codes(AMOUNT, said("31"), earlier=same)
    assert "unchanged" not in codes(AMOUNT, said("30"), earlier=[parse("30"), None, parse("30")])
    assert "unchanged" not in codes(AMOUNT, said("30"), earlier=[parse("30")])
    assert "unchanged" not in codes(AMOUNT, BLANK, earlier=same)


def test_what_is_reached_or_a_level_may_stay_as_it_is() -> None:
    same = [parse("100")] * 3
    assert "unchanged" not in codes(AMOUNT, said("100"), earlier=same)
    assert "unchanged" not in codes(RATE, said("100"), earlier=same)


def test_behind_pace_wants_an_explanation() -> None:
    message = "3 月应达 25%，实际 18%，落后 7 个百分点。请写明情况说明。"
    assert_query(AMOUNT, said("18"), "behind", message)
    assert "behind" in codes(AMOUNT, said("1"))
    assert "behind" not in codes(AMOUNT, said("25"))
    assert "behind" not in codes(AMOUNT, BLANK)


def test_done_below_the_target_is_an_error() -> None:
    message = "状态是“已完成”，完成率只有 99%，请改状态或核对数字。"
    assert_error(subject(AMOUNT, said("99", status=Status.DONE)), "not_done", "status", message)
    assert "not_done" in codes(AMOUNT, said("99", status=Status.CLOSE_OUT))
    assert "not_done" in codes(RANK, said("5", status=Status.DONE))
    assert "not_done" not in codes(RANK, said("4", status=Status.DONE))
    assert "not_done" not in codes(AMOUNT, said("100", status=Status.DONE))
    assert "not_done" not in codes(AMOUNT, said("99", status=Status.IN_PROGRESS))
    assert "not_done" not in codes(WORDS, said(status=Status.DONE))


def test_a_hair_below_the_target_is_not_said_to_be_all_of_it() -> None:
    finding = by_code(subject(AMOUNT, said("99.999999", status=Status.DONE)))["not_done"]
    assert "完成率只有 99.999999%" in str(finding.message)


def test_a_milestone_with_a_node_open_is_not_done() -> None:
    nodes = [NodeAnswer("封顶", None, DAY.replace(day=1, month=3)), NodeAnswer("竣工", None, None)]
    message = "状态是“已完成”，完成率只有 50%，请改状态或核对数字。"
    assert_error(subject(STONE, said(status=Status.DONE), nodes), "not_done", "status", message)


def test_a_close_out_needs_evidence() -> None:
    one = subject(WORDS, said(status=Status.CLOSE_OUT, evidence="  "))
    assert_error(one, "no_evidence", "evidence", "申请销号要有佐证材料，请填上文件名。")
    assert "no_evidence" not in codes(WORDS, said(status=Status.CLOSE_OUT, evidence="批复.pdf"))
    assert "no_evidence" not in codes(WORDS, said(status=Status.DONE))


def test_a_node_is_not_done_before_it_was_begun() -> None:
    early = NodeAnswer("封顶", date(2024, 2, 1), date(2024, 1, 31))
    message = "节点“封顶”的完成日期早于开始日期 2024-02-01，请核对。"
    assert_error(subject(STONE, nodes=[early]), "node_before_begun", "nodes", message)
    on_the_day = replace(early, done_on=early.begins_on)
    open_start, open_end = replace(early, begins_on=None), replace(early, done_on=None)
    for node in (on_the_day, open_start, open_end):
        assert "node_before_begun" not in by_code(subject(STONE, nodes=[node]))


def test_a_node_is_not_done_in_the_future() -> None:
    message = "节点“竣工”的完成日期 2024-04-04 还没有到，请核对。"
    assert_error(subject(STONE, nodes=[NodeAnswer("竣工", None, date(2024, 4, 4))]), "node_in_future", "nodes", message)
    assert "node_in_future" not in by_code(subject(STONE, nodes=[NodeAnswer("竣工", None, DAY)]))


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_a_text_too_long_is_an_error_at_its_field(field: str) -> None:
    long = Answer(**{field: "好" * (TEXT_LIMIT + 1)})  # type: ignore[arg-type]
    finding = by_code(subject(WORDS, long))["too_long"]
    assert (finding.severity, finding.field) == (Severity.ERROR, field)
    assert "有 2001 个字，超过 2000 个字" in str(finding.message)
    assert "too_long" not in codes(WORDS, long._replace(**{field: "好" * TEXT_LIMIT}))  # type: ignore[arg-type]


def test_nothing_said_is_a_hint() -> None:
    [finding] = check(subject(AMOUNT, BLANK))
    assert (finding.severity, str(finding.message)) == (Severity.HINT, "还没有填报。")
    for answer in (said("0"), said(increment="0"), said(status=Status.NOT_STARTED), said(narrative="已开工")):
        assert "blank" not in codes(AMOUNT, answer, previous=0)


def test_the_gravest_come_first() -> None:
    answer = said("18", status=Status.DONE, narrative="好" * 3000)
    severities = [finding.severity for finding in check(subject(AMOUNT, answer))]
    assert severities == [Severity.ERROR, Severity.ERROR, Severity.QUERY]
