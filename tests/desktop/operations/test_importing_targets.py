"""A foreign list becomes targets: proposed line by line, put right by a person, taken as one change."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.errors import Refusal
from db.figures import SCALE
from db.plans import TargetLine
from db.vocabulary import Accumulation, Measure, Origin, Role, ScheduleKind
from desktop.desk import Desk
from desktop.exchange.lists.target_list import plain_word
from desktop.operations.assigning import Assign, assign, load_matrix
from desktop.operations.catalogue import load_catalogue
from desktop.operations.editing import CellEdit
from desktop.operations.importing_targets import Looked, add_strangers, amend, look, strangers, take
from desktop.operations.new import PlanName, build, new
from desktop.operations.proposing import LineState, Proposed
from desktop.operations.revising import Revision
from desktop.operations.units import add_unit, load_units
from resources import papers

CATALOGUE = Path(papers.__file__).parent / "catalogue" / "guanggu-2024.csv"
ROWS = (
    ("2024年重点任务清单",),
    ("序号", "板块", "目标任务及要求", "牵头单位", "配合单位", "完成时限"),
    (1, "城市建设", "新增公园10座", "建设局", "财政局、园林局", "12月底"),
    (2, "", "新建绿道100公里、口袋公园5个", "园林局", "", ""),
    (3, "经济", "地区生产总值增长7%左右", "发改局、统计局", "", ""),
    (4, "", "科创中心一期建成投用", "科创局", "", "6月底"),
    (5, "", "推进一网通办", "没有的局", "", ""),
)
UNITS = ("建设局", "财政局", "园林局", "发改局", "统计局", "科创局")


@pytest.fixture
def empty(tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """A plan that has units and no targets yet."""
    build(tmp_path / "hq.db", [], PlanName(2024, "2024 年重点任务", ""), "督查室", Origin.COMMAND)
    desk = sit_down(tmp_path / "hq.db")
    for name in UNITS:
        add_unit(desk, name)
    return desk


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "清单.xlsx")
    return tmp_path / "清单.xlsx"


def line_of(looked: Looked, number: int) -> Proposed:
    return next(line for line in looked.lines if line.number == number)


def target_of(desk: Desk, code: str) -> TargetLine:
    return next(row.target for row in load_catalogue(desk).rows if row.target.code == code)


def test_figures_in_phrases_are_proposed_and_what_is_unclear_says_why(empty: Desk, foreign: Path) -> None:
    looked = look(empty, foreign, {})
    assert [line.state for line in looked.lines] == [
        *(LineState.NEW, LineState.UNCLEAR, LineState.NEW, LineState.NEW, LineState.UNCLEAR)
    ]
    park, green, growth, centre, words = looked.lines
    assert [park.fields[name] for name in ("code", "area", "target", "unit")] == ["A01", "城市建设", "10", "座"]
    assert "target" in park.read
    assert not park.certain
    assert [problem.code for problem in green.problems] == ["list.several"]
    assert (growth.fields["lead"], growth.fields["support"]) == ("发改局", "统计局")
    assert (centre.fields["code"], centre.fields["measure"]) == ("B02", "milestone")
    assert [problem.code for problem in words.problems] == ["list.no_unit_of_name"]
    assert load_catalogue(empty).rows == ()


def test_what_a_person_puts_right_is_taken_as_one_change(empty: Desk, foreign: Path) -> None:
    looked = look(empty, foreign, {})
    green, words = line_of(looked, 4), line_of(looked, 7)
    with pytest.raises(Refusal):
        take(empty, looked.lines)
    assert load_catalogue(empty).rows == ()
    edits = [
        CellEdit(green.target.key, "title", "新建绿道"),
        CellEdit(green.target.key, "target", "100"),
        CellEdit(words.target.key, "lead", "科创局"),
    ]
    lines = amend(empty, looked.lines, edits)
    assert all(line.state is LineState.NEW for line in lines)
    imported = take(empty, lines)
    assert (imported.added, imported.changed) == (5, 0)
    park = target_of(empty, "A01")
    assert (park.goal.target, park.goal.unit, park.goal.accumulation) == (10 * SCALE, "座", Accumulation.CUMULATIVE)
    assert (park.goal.schedule, park.goal.measure) == (ScheduleKind.EVEN, Measure.QUANTITY)
    assert [role for _, role in park.units] == [Role.LEAD, Role.SUPPORT, Role.SUPPORT]
    assert target_of(empty, "A02").title == "新建绿道"
    again = look(empty, foreign, {plain_word("牵头单位"): ""})
    assert [line.state for line in again.lines if line.known and line.number] == [LineState.SAME] * 4


def test_the_shipped_catalogue_is_one_such_list(empty: Desk, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> None:
    shipped = sit_down(new(tmp_path / "shipped.db", None, None, Origin.COMMAND).database)
    assert {line.state for line in look(shipped, CATALOGUE, {}).lines} == {LineState.SAME}
    with shipped.read() as (_, plan):
        for name in {*plan.units.values()} - {*UNITS, plan.units[plan.owner_key]}:
            add_unit(empty, name)
        wanted = plan.targets
        names = plan.units
    looked = look(empty, CATALOGUE, {})
    assert {line.state for line in looked.lines} == {LineState.NEW}
    assert all(line.certain for line in looked.lines)
    take(empty, looked.lines)
    with empty.read() as (_, plan):
        for made, target in zip(plan.targets, wanted, strict=True):
            assert (made.code, made.title, made.area, made.note) == (
                target.code,
                target.title,
                target.area,
                target.note,
            )
            assert (made.goal, made.consolidation) == (target.goal, target.consolidation)
            roles = [(plan.units[unit], role) for unit, role in made.units]
            assert sorted(roles) == sorted((names[unit], role) for unit, role in target.units)


def test_a_list_in_mid_year_is_a_revision_and_withdraws_nothing(
    headquarters_database: Path, sit_down: Callable[[Path], Desk], tmp_path: Path
) -> None:
    desk = sit_down(headquarters_database)
    row = next(row for row in load_catalogue(desk).rows if row.target.goal.adds_up)
    path = tmp_path / "调整.csv"
    path.write_text(f"编号,目标任务,年度目标\n{row.target.code},{row.target.title},98765\n", encoding="utf-8")
    looked = look(desk, path, {})
    (changed,) = [line for line in looked.lines if line.state is LineState.CHANGED]
    assert [(name, after) for name, _, after in changed.moved] == [("target", "98765")]
    assert sum(line.state is LineState.MISSING for line in looked.lines) == len(load_catalogue(desk).rows) - 1
    with pytest.raises(Refusal) as refused:
        take(desk, looked.lines)
    assert refused.value.sentence.code == "refusal.needs_revision"
    take(desk, looked.lines, Revision("2024-04", "上级调整任务"))
    assert target_of(desk, row.target.code).goal.target == 98_765 * SCALE
    assert len(load_catalogue(desk).rows) == len(looked.lines)


def test_two_lines_with_one_code_are_unclear(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("编号,板块,目标任务\nA1,创新,建平台\nA1,创新,建学校\n", encoding="utf-8")
    first, second = look(empty, path, {}).lines
    assert (first.state, second.state) == (LineState.NEW, LineState.UNCLEAR)
    assert [problem.code for problem in second.problems] == ["list.code_twice"]


def test_units_that_a_list_names_are_added_where_somebody_says_so(empty: Desk, foreign: Path) -> None:
    looked = look(empty, foreign, {})
    assert strangers(looked.lines) == ("没有的局",)
    lines = add_strangers(empty, looked.lines)
    assert strangers(lines) == ()
    assert lines[-1].state is LineState.NEW
    assert "没有的局" in [line.name for line in load_units(empty)]


def test_another_lead_leaves_the_supports_and_their_shares(empty: Desk, foreign: Path, tmp_path: Path) -> None:
    take(empty, [line for line in look(empty, foreign, {}).lines if line.number == 3])
    key = target_of(empty, "A01").key
    units = {line.name: line.key for line in load_units(empty)}
    assign(empty, [Assign(key, units["财政局"], Role.SUPPORT, 4 * SCALE)])
    path = tmp_path / "调整.csv"
    path.write_text("编号,目标任务,牵头单位\nA01,新增公园10座,科创局\n", encoding="utf-8")
    take(empty, look(empty, path, {}).lines)
    row = next(row for row in load_matrix(empty).rows if row.target.key == key)
    assert {unit: (one.role, one.share) for unit, one in row.given.items()} == {
        units["科创局"]: (Role.LEAD, None),
        units["财政局"]: (Role.SUPPORT, 4 * SCALE),
        units["园林局"]: (Role.SUPPORT, None),
    }
