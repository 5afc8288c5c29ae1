from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.errors import Refusal
from db.figures import plain
from db.vocabulary import Comparator, Consolidation, Measure, Origin, ScheduleKind
from desktop.desk import Desk
from desktop.operations.new import new

Sit = Callable[[Path], Desk]
HEADER = "code,area,title,kind,comparator,target,unit,accumulation,lead,support,note,consolidation"


def catalogue(path: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path.write_bytes("\r\n".join([HEADER, *lines]).encode(encoding))
    return path


def test_the_shipped_catalogue_has_93_targets_and_says_that_its_units_are_examples(
    tmp_path: Path, sit_down: Sit
) -> None:
    made = new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    assert (made.targets, made.units) == (93, 19)
    with sit_down(made.database).read() as (_, plan):
        targets = {target.code: target for target in plan.targets}
        assert "示例分工" in plan.note
    growth, ranking, homes = targets["Z01"].goal, targets["C05"].goal, targets["B30"].goal
    assert (growth.comparator, plain(growth.target or 0), plain(growth.tolerance)) == (Comparator.ABOUT, "7", "0.5")
    assert (ranking.measure, ranking.comparator, ranking.schedule) == (
        Measure.RANK,
        Comparator.AT_MOST,
        ScheduleKind.NONE,
    )
    assert (plain(homes.target or 0), homes.unit, targets["B30"].decimals) == ("1.5", "万套", 1)


def test_two_computers_make_the_same_plan_of_one_catalogue(tmp_path: Path, sit_down: Sit) -> None:
    keys = []
    for name in ("a.db", "b.db"):
        with sit_down(new(tmp_path / name, None, None, Origin.COMMAND).database).read() as (_, plan):
            keys.append((plan.key, [target.key for target in plan.targets], list(plan.units)))
    assert keys[0] == keys[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_catalogue_of_ones_own_in_the_encodings_of_excel(tmp_path: Path, sit_down: Sit, encoding: str) -> None:
    source = catalogue(
        tmp_path / "目标2025.csv",
        "A1,产业,规模,quantity,at_least,6000,亿元,level,甲局,乙局;丙局,,",
        "A2,产业,新增,quantity,at_least,1.5,万套,cumulative,甲局,乙局,,sum",
        encoding=encoding,
    )
    made = new(tmp_path / "hq.db", source, "考核办", Origin.COMMAND)
    with sit_down(made.database).read() as (_, plan):
        assert (plan.title, plan.year, plan.note) == ("目标2025", 2025, "")
        assert [plan.units[unit] for unit, _ in plan.targets[0].units] == ["甲局", "乙局", "丙局"]
        assert plan.targets[1].consolidation is Consolidation.SUM
        assert [plan.units[unit] for unit in plan.reporting] == ["甲局", "乙局"]


def test_a_catalogue_may_be_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(["A1", "产业", "规模", "quantity", "at_least", 6000, "亿元", "level", "甲局"])
    book.save(tmp_path / "目标.xlsx")
    assert new(tmp_path / "hq.db", tmp_path / "目标.xlsx", None, Origin.COMMAND).targets == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A1,产业,规模,quantity,at_least,很多,个,level,甲局,,,", "第 2 行的目标值“很多”不是数字"),
        ("A1,产业,规模,amount,at_least,1,个,level,甲局,,,", "第 2 行的 kind"),
        ("A1,产业,规模,quantity,at_least,1,个,level,,,,", "第 2 行的 lead 空着"),
        ("A1,产业,规模,quantity,at_least,,个,level,甲局,,,", "第 2 行的 target 空着"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_no_database_is_left(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        new(tmp_path / "hq.db", catalogue(tmp_path / "目标.csv", line), None, Origin.COMMAND)
    assert [path.name for path in tmp_path.iterdir()] == ["目标.csv"]


def test_a_code_twice_missing_columns_and_other_files_are_refused(tmp_path: Path) -> None:
    line = "A1,产业,规模,quantity,at_least,1,个,level,甲局,,,"
    with pytest.raises(Refusal, match="第 3 行的编号 A1 与第 2 行重复"):
        new(tmp_path / "hq.db", catalogue(tmp_path / "目标.csv", line, line), None, Origin.COMMAND)
    (tmp_path / "缺列.csv").write_text("code,title\nA1,规模\n", encoding="utf-8")
    with pytest.raises(Refusal, match="缺少这些列：area"):
        new(tmp_path / "hq.db", tmp_path / "缺列.csv", None, Origin.COMMAND)
    (tmp_path / "图.csv").write_bytes(b"\xff\xfe\xff\xff\x80")
    with pytest.raises(Refusal, match="编码认不出来"):
        new(tmp_path / "hq.db", tmp_path / "图.csv", None, Origin.COMMAND)
    with pytest.raises(Refusal, match="找不到"):
        new(tmp_path / "hq.db", tmp_path / "没有.csv", None, Origin.COMMAND)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04garbage")
    with pytest.raises(Refusal, match="文件损坏"):
        new(tmp_path / "hq.db", tmp_path / "坏.xlsx", None, Origin.COMMAND)


def test_a_database_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "hq.db").write_text("别人的", encoding="utf-8")
    with pytest.raises(Refusal, match="已经存在"):
        new(tmp_path / "hq.db", None, None, Origin.COMMAND)
    assert (tmp_path / "hq.db").read_text(encoding="utf-8") == "别人的"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('A1,创新,"' + "长\n" * 1500, "第 2 行的 title 超过 2000 个字"),
        ('A1,创新,"' + "长\n" * 100_000, "引号或换行对不上"),
    ],
    ids=["a quotation mark left open", "in a long file"],
)
def test_lines_that_run_into_each_other_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        new(tmp_path / "hq.db", catalogue(tmp_path / "目录.csv", text), None, Origin.COMMAND)
    assert not (tmp_path / "hq.db").exists()
