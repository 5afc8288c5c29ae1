"""What phrases of work reports ask for; and that no phrase makes up a figure that does not stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures import SCALE, parse
from db.vocabulary import Accumulation, Comparator, Measure
from desktop.exchange.lists.phrases import propose

UP, DOWN, NEAR = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT
ADDS, LEVEL = Accumulation.CUMULATIVE, Accumulation.LEVEL


@pytest.mark.parametrize(
    ("phrase", "measure", "comparator", "accumulation", "target", "unit"),
    [
        ("新增公园10座", Measure.QUANTITY, UP, ADDS, "10", "座"),
        ("地区生产总值增长7%左右", Measure.RATE, NEAR, LEVEL, "7", "%"),
        ("经济总量全国前四", Measure.RANK, DOWN, LEVEL, "4", "位"),
        ("营商环境排名第一", Measure.RANK, DOWN, LEVEL, "1", "位"),
        ("筹建保障房1.5万套", Measure.QUANTITY, UP, ADDS, "1.5", "万套"),
        ("新建绿道100公里以上", Measure.QUANTITY, UP, ADDS, "100", "公里"),
        ("研发投入强度达到4.2%", Measure.RATE, UP, LEVEL, "4.2", "%"),
        ("市场主体总量达到25万户", Measure.QUANTITY, UP, LEVEL, "25", "万户"),
        ("规上工业总产值突破4000亿元", Measure.QUANTITY, UP, LEVEL, "4000", "亿元"),
        ("城镇调查失业率不高于5.5%", Measure.RATE, DOWN, LEVEL, "5.5", "%"),
        ("PM2.5浓度控制在35微克以内", Measure.QUANTITY, DOWN, LEVEL, "35", "微克"),
        ("培育专精特新企业三百二十家", Measure.QUANTITY, UP, ADDS, "320", "家"),
        ("引进院士十名", Measure.QUANTITY, UP, ADDS, "10", "名"),
        ("完成投资１，２００亿元", Measure.QUANTITY, UP, ADDS, "1200", "亿元"),
        ("建设5G基站1,200个", Measure.QUANTITY, UP, ADDS, "1200", "个"),
        ("新增第1类设施12座", Measure.QUANTITY, UP, ADDS, "12", "座"),
        ("新增A级旅游景区2家", Measure.QUANTITY, UP, ADDS, "2", "家"),
        ("①新增公园10座", Measure.QUANTITY, UP, ADDS, "10", "座"),
        ("新增公园一千零五十座", Measure.QUANTITY, UP, ADDS, "1050", "座"),
    ],
)
def test_a_figure_is_proposed_with_its_unit_and_its_direction(
    phrase: str, measure: Measure, comparator: Comparator, accumulation: Accumulation, target: str, unit: str
) -> None:
    found = propose(phrase)
    assert (found.measure, found.comparator, found.accumulation) == (measure, comparator, accumulation)
    assert (found.target, found.unit, found.doubt) == (parse(target), unit, "")


@pytest.mark.parametrize(
    ("phrase", "doubt"),
    [
        ("新增公园10座、绿道100公里", "several"),
        ("3—5家企业上市", "range"),
        ("完成12", "no_unit"),
        ("新建三五所学校", "several"),
        ("引进七八个项目", "several"),
        ("培育企业三百五家", "several"),
        ("新增10²个", "no_unit"),
    ],
)
def test_a_figure_that_may_not_be_the_one_says_why(phrase: str, doubt: str) -> None:
    assert propose(phrase).doubt == doubt


@pytest.mark.parametrize(
    ("phrase", "measure"),
    [
        ("科创中心一期建成投用", Measure.MILESTONE),
        ("2024年6月底前完成", Measure.MILESTONE),
        ("第三季度开工", Measure.MILESTONE),
        ("稳居全国第一方阵", Measure.QUALITATIVE),
        ("推进“一网通办”", Measure.QUALITATIVE),
        ("十五五规划编制", Measure.QUALITATIVE),
        ("", Measure.QUALITATIVE),
    ],
)
def test_days_phases_and_sayings_are_no_figures(phrase: str, measure: Measure) -> None:
    found = propose(phrase)
    assert (found.measure, found.target) == (measure, None)


WORDS = (
    "新增",
    "达到",
    "不超过",
    "前",
    "第",
    "左右",
    "公园",
    "年",
    "月",
    "期",
    "万",
    "亿",
    "%",
    "座",
    "十",
    "两",
    "、",
    "—",
)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 99999).map(str)), max_size=8).map("".join))
def test_what_is_proposed_stands_in_the_phrase(phrase: str) -> None:
    found = propose(phrase)
    assert found.matched in phrase
    if found.target is not None:
        assert found.matched
        digits = "".join(one for one in found.matched if one.isdigit())
        assert not digits or int(digits) * SCALE == found.target


@given(st.text(max_size=30))
def test_no_phrase_is_too_odd(phrase: str) -> None:
    assert propose(phrase).measure in Measure
