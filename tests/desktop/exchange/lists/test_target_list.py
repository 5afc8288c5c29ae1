"""Lists of targets as offices make them: titles above, merged cells, two-row headers, sums and notes below."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from desktop.exchange.lists.target_list import TargetList, plain_word, read_list

Make = Callable[[Sequence[Sequence[object]]], Path]
HEADER = ("序号", "板块", "目标任务及要求", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("2024年重点任务清单",),
    ("（征求意见稿）",),
    HEADER,
    (1, "科技创新", "新增公园10座", "建设局", "财政局、园林局", "12月底"),
    (2, "", "培育企业三百二十家", "科创局", "", "全年"),
    (3, "民生", "城镇调查失业率不高于5.5%", "人社局", "", ""),
    ("合计", "", "3项", "", "", ""),
    ("注：本表由督查室负责解释",),
)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A workbook with these rows on its second sheet."""

    def write(rows: Sequence[Sequence[object]]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("清单")
        for row in rows:
            sheet.append(row)
        book.save(tmp_path / "清单.xlsx")
        return tmp_path / "清单.xlsx"

    return write


def fields(found: TargetList) -> dict[str, str]:
    return {column.header: column.field for column in found.columns}


def test_the_header_is_found_and_areas_go_down_merged_cells(make: Make) -> None:
    found = read_list(make(ROWS), {})
    assert (found.sheet, found.header_row) == ("清单", 3)
    assert fields(found) == dict(zip(HEADER, ("", "area", "requirement", "lead", "support", "due"), strict=True))
    assert [(line.number, line.texts["area"]) for line in found.lines] == [
        (4, "科技创新"),
        (5, "科技创新"),
        (6, "民生"),
    ]
    assert [line.number for line in found.left_out] == [7, 8]
    assert found.columns[2].samples == ("新增公园10座", "培育企业三百二十家", "城镇调查失业率不高于5.5%")


def test_what_a_person_says_of_a_header_wins(make: Make) -> None:
    found = read_list(make(ROWS), {plain_word("完成 时限"): "note", plain_word("配合单位"): ""})
    assert (fields(found)["完成时限"], fields(found)["配合单位"]) == ("note", "")
    assert found.lines[0].texts["note"] == "12月底"


def test_a_header_of_two_rows_is_one(make: Make) -> None:
    rows = (("目标任务", "责任单位", "", "年度\n目标"), ("", "牵头", "配合", ""), ("新建学校", "教育局", "财政局", 5))
    found = read_list(make(rows), {})
    assert found.lines[0].texts == {
        "title": "新建学校",
        "lead": "教育局",
        "support": "财政局",
        "target": "5",
        "area": "",
    }


def test_numbered_headings_are_areas_where_no_column_is(make: Make) -> None:
    rows = (("任务", "责任单位"), ("一、创新",), ("建平台", "科创局"), ("（二）民生",), ("建学校", "教育局"))
    found = read_list(make(rows), {})
    assert [(line.texts["area"], line.texts["title"]) for line in found.lines] == [
        ("创新", "建平台"),
        ("民生", "建学校"),
    ]


def test_a_csv_from_chinese_windows_reads_the_same(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    lines = [",".join(str(cell) for cell in row) for row in ROWS]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    assert read_list(path, {}).lines == read_list(make(ROWS), {}).lines


def test_a_percentage_keeps_its_sign(make: Make) -> None:
    path = make((("指标名称", "年度目标", "单位"), ("增速", 0.07, "%")))
    book = openpyxl.load_workbook(path)
    book["清单"]["B2"].number_format = "0%"
    book.save(path)
    assert read_list(path, {}).lines[0].texts["target"] == "7%"


def test_a_file_without_such_a_header_is_refused_with_what_was_looked_for(make: Make) -> None:
    with pytest.raises(Refusal) as refused:
        read_list(make((("甲", "乙"), ("1", "2"))), {})
    assert refused.value.sentence.code == "refusal.list_header"
    assert "目标任务" in str(refused.value.sentence)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from(("目标任务", "牵头单位", "合计", "一、甲", "", "10座", "\n")), max_size=4), max_size=8
    )
)
def test_no_list_is_too_odd(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "清单.csv"
    quoted = [",".join(f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join(quoted), encoding="utf-8")
    try:
        found = read_list(path, {})
    except Refusal:
        return
    assert all(line.texts.get("title") or line.texts.get("requirement") for line in found.lines)
