import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.board import Board, BoardLine, Voice
from db.checks import Answer
from db.errors import Refusal
from db.figures import SCALE
from db.lamps import BY_SCHEDULE, Judgement
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.progress import Goal
from db.reports import Report
from db.rollup import Consolidated
from db.vocabulary import Comparator, Consolidation, Lamp, Measure, ReportState, Role, ScheduleKind
from desktop.desk import Desk
from desktop.exchange.briefings.briefing import BarChart, Briefing, Heading, Paragraph, TableBlock, day_text
from desktop.exchange.briefings.wording import load_wording
from desktop.operations.board import board
from desktop.operations.briefing import Picture, briefing, compose, write_template
from resources.texts import say

PERIOD = "2024-03"
WORDING = load_wording(None)
Sit = Callable[[Path], Desk]
# Of each target: its lamp, whose it is, and its lamp in the period before.
Lit = tuple[Lamp, str, Lamp]
LIT = st.tuples(st.sampled_from(Lamp), st.sampled_from(["u1", "u2", "u3"]), st.sampled_from(Lamp))


@pytest.fixture
def headquarters(headquarters_database: Path, sit_down: Sit) -> Desk:
    return sit_down(headquarters_database)


def line(number: int, lamp: Lamp, lead: str, answer: Answer | None = None) -> BoardLine:
    goal = Goal(Measure.QUANTITY, Comparator.AT_LEAST, target=8 * SCALE, unit="个", schedule=ScheduleKind.EVEN)
    target = TargetLine(
        key=f"key{number}",
        code=f"T{number}",
        title=f"目标{number}",
        area=f"板块{number % 3}",
        note="",
        goal=goal,
        decimals=0,
        consolidation=Consolidation.LEAD,
        policy=BY_SCHEDULE,
        nodes=(),
        units=((lead, Role.LEAD),),
    )
    said = answer or Answer(value=SCALE // 2)
    voice = Voice(lead, f"{lead}局", Role.LEAD, reported=True, answer=said, carried=None)
    figure = Consolidated(said.value, say("rule.lead", unit=lead), ())
    judged = Judgement(lamp, lambda: say("lamp_because.no_figure"), Fraction(1, 16), Fraction(1, 4))
    return BoardLine(target, figure, judged, (voice,))


def picture(lines: list[BoardLine], before: list[BoardLine] | None, silent: tuple[str, ...] = ()) -> Picture:
    units = {unit: f"{unit}局" for unit in ("u1", "u2", "u3")}
    plan = PlanView("p", "某区 2024 年计划", 2024, "", "hq", (), units, {}, {}, frozenset())

    def of(period: str, some: list[BoardLine]) -> Board:
        heads = {
            unit: None
            if unit in silent
            else Report(unit, 1, "p", unit, period, 1, ReportState.RECEIVED, "", "", "", "", None)
            for unit in units
        }
        return Board(plan, Period.parse(period), tuple(some), heads)

    earlier = None if before is None else of("2024-02", before)
    return Picture(of(PERIOD, lines), earlier, "督查室", date(2024, 4, 5), practice=False)


def section(brief: Briefing, number: str) -> list[Heading | Paragraph]:
    """The blocks under a heading of the first level."""
    places = [place for place, block in enumerate(brief.blocks) if isinstance(block, Heading) and block.level == 1]
    start = next(place for place in places if brief.blocks[place].text.startswith(f"{number}、"))
    end = next((place for place in places if place > start), len(brief.blocks))
    return list(brief.blocks[start + 1 : end])


def said(blocks: list[Heading | Paragraph]) -> str:
    return "\n".join(block.text for block in blocks)


def totals(brief: Briefing) -> dict[str, int]:
    words = {
        "total": r"共(\d+)项",
        "done": r"已完成(\d+)项",
        "on_pace": r"达到进度(\d+)项",
        "behind": r"；欠进度(\d+)项",
        "silent": r"未报(\d+)项，占",
        "slow": r"，滞后(\d+)项",
        "late": r"严重滞后(\d+)项",
    }
    text = section(brief, "一")[0].text
    return {name: int(re.search(pattern, text)[1]) for name, pattern in words.items()}  # type: ignore[index]


def test_its_totals_are_the_boards(headquarters: Desk) -> None:
    counted, brief = board(headquarters, PERIOD).count(), briefing(headquarters, PERIOD)
    behind = counted[Lamp.YELLOW] + counted[Lamp.RED]
    assert totals(brief) == {
        "total": 12,
        "done": counted[Lamp.BLUE],
        "on_pace": counted[Lamp.GREEN],
        "behind": behind,
        "silent": counted[Lamp.GREY],
        "slow": counted[Lamp.YELLOW],
        "late": counted[Lamp.RED],
    }
    assert brief.organ == brief.signed_by == headquarters.unit
    assert brief.title.endswith("\n（练习数据）")


def test_it_has_five_parts_a_table_and_a_chart(headquarters: Desk) -> None:
    shown, brief = board(headquarters, PERIOD), briefing(headquarters, PERIOD)
    heads = [block.text for block in brief.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == ["一、总体进展", "二、分板块进展", "三、各单位情况", "四、存在的主要问题", "五、下一步工作"]
    table, chart = brief.annexes
    assert isinstance(table, TableBlock)
    assert isinstance(chart, BarChart)
    assert [row[2] for row in table.rows] == [one.target.title for one in shown.lines]
    assert sum(table.widths) == 225
    assert table.note == shown.plan.note
    assert {one.name: sum(one.values) for one in chart.series} == {
        str(say(f"lamp.{lamp}")): count for lamp, count in shown.count().items()
    }


@given(lit=st.lists(LIT, min_size=1, max_size=30))
def test_the_numbers_always_add_up_and_every_one_knows_its_targets(lit: list[Lit]) -> None:
    lines = [line(number, lamp, lead) for number, (lamp, lead, _) in enumerate(lit)]
    before = [line(number, lamp, lead) for number, (_, lead, lamp) in enumerate(lit)]
    brief = compose(picture(lines, before), WORDING)
    counted = totals(brief)
    assert counted["total"] == len(lit)
    assert counted["done"] + counted["on_pace"] + counted["behind"] + counted["silent"] == len(lit)
    assert counted["slow"] + counted["late"] == counted["behind"]
    keys = {one.target.key for one in lines}
    runs = [run for block in brief.blocks if isinstance(block, Paragraph) for run in block.runs]
    assert all(set(run.source) <= keys for run in runs)
    bare = [run for run in runs if run.text.isdecimal()]
    assert all(int(run.text) == len(run.source) for run in bare)


def test_a_change_is_made_by_the_targets_that_came_and_went() -> None:
    now = [line(0, Lamp.BLUE, "u1"), line(1, Lamp.RED, "u1"), line(2, Lamp.GREEN, "u2")]
    then = [line(0, Lamp.GREEN, "u1"), line(1, Lamp.GREEN, "u1"), line(2, Lamp.YELLOW, "u2")]
    compared = section(compose(picture(now, then), WORDING), "一")[1]
    assert isinstance(compared, Paragraph)
    assert compared.text == "与2024年2月相比，已完成增加1项，欠进度持平，未报持平；新增欠进度1项，赶上进度1项。"
    sources = {run.text: run.source for run in compared.runs if run.source}
    assert sources["增加1项"] == ("key0",)
    assert sources["1"] == ("key2",)


def test_parts_with_nothing_to_tell_say_so() -> None:
    fine = compose(picture([line(0, Lamp.GREEN, "u1")], None), WORDING)
    assert "没有可比的上期数据" in said(section(fine, "一"))
    assert "没有欠进度的目标任务" in said(section(fine, "二"))
    assert "没有明显落后的单位" in said(section(fine, "三"))
    assert said(section(fine, "四")) == "本期没有欠进度的目标任务。"
    blank = compose(picture([line(0, Lamp.GREY, "u1"), line(3, Lamp.GREEN, "u2")], None), WORDING)
    assert "没有欠进度" not in said(section(blank, "二"))
    assert said(section(blank, "四")) == "已报的目标任务中没有欠进度的，另有1项未报。"
    slow = compose(picture([line(0, Lamp.RED, "u1")], None), WORDING)
    assert "没有推进较快的单位" in said(section(slow, "三"))
    empty = compose(picture([], None), WORDING)
    assert said(section(empty, "一")) == "本期没有列入通报的目标任务。"
    assert empty.annexes == ()


def test_the_furthest_behind_are_told_with_their_figures_and_their_units_words() -> None:
    told = Answer(value=SCALE // 2, problems="征地慢。\n资金未到位；", next_steps="倒排工期。")
    lines = [line(0, Lamp.YELLOW, "u1"), line(1, Lamp.RED, "u2", told)]
    brief = compose(picture(lines, None), WORDING)
    problems = section(brief, "四")
    assert [block.text for block in problems if isinstance(block, Heading)] == [
        "1. 目标1（u2局牵头）",
        "2. 目标0（u1局牵头）",
    ]
    # Two of eight by now: one and a half are missing, which is two whole ones.
    assert "年度目标8个，累计完成0.5个，完成率6.25%，序时进度25%，欠2个。牵头单位反映：征地慢；资金未到位。" in said(
        problems
    )
    assert "牵头单位没有填写存在问题。" in said(problems)
    assert "针对“目标1”，u2局提出：倒排工期。" in said(section(brief, "五"))


def test_long_words_are_cut() -> None:
    told = Answer(value=0, problems="慢" * 500)
    brief = compose(picture([line(0, Lamp.RED, "u1", told)], None), WORDING)
    assert f"{'慢' * 60}……" in said(section(brief, "四"))
    assert "慢" * 61 not in said(section(brief, "四"))


def test_units_stand_by_the_share_of_what_they_lead() -> None:
    lines = [line(0, Lamp.BLUE, "u1"), line(1, Lamp.GREEN, "u2"), line(2, Lamp.RED, "u2"), line(3, Lamp.RED, "u3")]
    units = section(compose(picture(lines, None), WORDING), "三")
    assert units[0].text.index("u1局（牵头1项，已完成和达到进度1项，占100%）") < units[0].text.index("u2局")
    assert "u3局（牵头1项，已完成和达到进度0项，占0%）" in units[1].text
    assert units[2].text == "所有单位均已报送。"


def test_units_that_are_silent_neither_lead_nor_lag() -> None:
    lines = [line(0, Lamp.BLUE, "u1"), line(1, Lamp.GREY, "u2")]
    units = section(compose(picture(lines, None, ("u2",)), WORDING), "三")
    assert "没有明显落后的单位" in units[1].text
    assert units[2].text == "截至目前，有1个单位未报送：u2局。"
    nobody = section(compose(picture(lines, None, ("u1", "u2", "u3")), WORDING), "三")
    assert said(nobody) == "截至目前，有3个单位未报送：u1局、u2局、u3局。"


def test_a_users_template_words_it_and_may_leave_sentences_out(headquarters: Desk, tmp_path: Path) -> None:
    template = write_template(tmp_path / "我的.toml")
    text = template.read_text(encoding="utf-8")
    text = text.replace('heading = "总体进展"', 'heading = "总的情况"')
    text = text.replace('heading = "分板块进展"', 'heading = ""')
    text = re.sub(r'^number = ""', 'number = "督〔{year}〕3号"', text, flags=re.MULTILINE)
    text = re.sub(r"^(lamps|comparison|table) = .*$", r'\1 = ""', text, flags=re.MULTILINE)
    # As Windows' own editor saves it.
    template.write_text(text, encoding="utf-8-sig")
    brief = briefing(headquarters, PERIOD, template)
    heads = [block.text for block in brief.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == ["一、总的情况", "二、各单位情况", "三、存在的主要问题", "四、下一步工作"]
    assert brief.number == "督〔2024〕3号"
    assert "相比" not in said(list(brief.blocks))
    assert len(brief.annexes) == 1


def test_a_copy_of_the_template_never_overwrites(tmp_path: Path) -> None:
    copy = write_template(tmp_path / "t.toml")
    assert copy.read_bytes().count(b"\r\n") == copy.read_bytes().count(b"\n")
    with pytest.raises(Refusal, match="已经存在"):
        write_template(copy)


def test_a_department_makes_no_briefing(finished_round: Path, tmp_path: Path, sit_down: Sit) -> None:
    copy = Path(shutil.copy(next((finished_round / "units").glob("*.db")), tmp_path / "unit.db"))
    with pytest.raises(Refusal, match="只有汇总端"):
        briefing(sit_down(copy), PERIOD)


def test_it_is_signed_today_and_can_be_signed_another_day(headquarters: Desk) -> None:
    brief = briefing(headquarters, PERIOD)
    assert date.today() - brief.signed_on <= date.resolution
    assert day_text(replace(brief, signed_on=date(2024, 4, 5)).signed_on) == "2024年4月5日"
