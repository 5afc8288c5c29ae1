from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refusal
from db.texts import length
from desktop.desk import Desk
from desktop.exchange.summaries.groups import _sheet_name
from desktop.operations.board import board
from desktop.operations.progress import Cancelled
from desktop.operations.summary import suggested_name, summarize

PERIOD = "2024-03"
Sit = Callable[[Path], Desk]


@pytest.fixture
def headquarters(headquarters_database: Path, sit_down: Sit) -> Desk:
    return sit_down(headquarters_database)


def test_the_summary_says_what_the_board_says(headquarters: Desk, tmp_path: Path) -> None:
    shown = board(headquarters, PERIOD)
    book = openpyxl.load_workbook(summarize(headquarters, PERIOD, tmp_path / suggested_name(PERIOD)), data_only=True)
    areas = list(dict.fromkeys(line.target.area for line in shown.lines))
    units = list(dict.fromkeys(shown.plan.units[line.target.lead or ""] for line in shown.lines))
    assert book.sheetnames == ["总览", "明细", "未报", *areas, *units]
    header, *rows = book["明细"].iter_rows(values_only=True)
    place = {str(name): number for number, name in enumerate(header)}
    voices = [(line, voice) for line in shown.lines for voice in line.voices]
    assert len(rows) == len(voices)
    for row, (line, voice) in zip(rows, voices, strict=True):
        figures = [None if value is None else value / 1_000_000 for value in (voice.answer.value, line.figure.value)]
        assert [row[place["上报值"]], row[place["汇总值"]]] == pytest.approx(figures)
        assert (row[place["任务编号"]], row[place["填报单位"]]) == (line.target.code, voice.unit)
        assert row[place["亮灯原因"]] == str(line.judgement.because)


def test_the_overview_counts_lamps_by_area_and_unit_with_a_chart_and_filters(
    headquarters: Desk, tmp_path: Path
) -> None:
    shown = board(headquarters, PERIOD)
    summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    overview = book["总览"]
    totals = [row for row in overview.iter_rows(values_only=True) if row[0] == "合计"]
    assert len(totals) == 2
    for row in totals:
        assert list(row[1:7]) == [12, *(shown.count()[lamp] for lamp in shown.count())]
    assert len(overview._charts) == 1
    assert "练习数据" in str(overview["A1"].value)
    assert book["明细"].auto_filter.ref
    assert book["明细"].print_title_rows == "$1:$1"


def test_who_is_missing_stands_on_a_sheet_of_its_own(
    issued_database: Path, sit_down: Sit, finished_round: Path, tmp_path: Path
) -> None:
    from desktop.operations.receive import receive

    desk = sit_down(issued_database)
    receive(desk, [next((finished_round / "reports").glob("*001*"))])
    summarize(desk, PERIOD, tmp_path / "汇总.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "汇总.xlsx")["未报"].iter_rows(min_row=5, values_only=True))
    missing = [row[0] for row in rows if row[1] == "整表未报"]
    assert missing == ["练习单位002", "练习单位003", "练习单位004"]


def test_when_all_have_reported_that_is_said(headquarters: Desk, tmp_path: Path) -> None:
    summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "汇总.xlsx")["未报"].iter_rows(min_row=4, values_only=True))
    said = {cell for row in rows for cell in row}
    assert "所有单位都已上报，没有空着的目标。" in said or "部分未填" in said


def test_a_cancelled_summary_leaves_the_old_one(headquarters: Desk, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    out.write_bytes(b"old")

    def stop(done: int, total: int, what: str) -> None:  # noqa: ARG001 - a progress is told all of it
        raise Cancelled

    with pytest.raises(Cancelled):
        summarize(headquarters, PERIOD, out, stop)
    assert [*tmp_path.glob("*汇总*"), *tmp_path.glob("*.part")] == [out]
    assert out.read_bytes() == b"old"


def test_a_department_has_no_summary(finished_round: Path, tmp_path: Path, sit_down: Sit) -> None:
    import shutil

    copy = Path(shutil.copy(next((finished_round / "units").glob("*.db")), tmp_path / "unit.db"))
    with pytest.raises(Refusal, match="只有汇总端"):
        summarize(sit_down(copy), PERIOD, tmp_path / "汇总.xlsx")


def test_every_area_and_unit_has_a_sheet_that_the_overview_leads_to(headquarters: Desk, tmp_path: Path) -> None:
    shown = board(headquarters, PERIOD)
    summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    links = {cell.value: cell.hyperlink.location for row in book["总览"] for cell in row if cell.hyperlink}
    assert set(links) == set(book.sheetnames[3:])
    for name, target in links.items():
        sheet = book[target.removesuffix("!A1").strip("'")]
        assert sheet.title == name
        assert sheet["A1"].hyperlink.location == "'总览'!A1"
        assert sheet.auto_filter.ref
        assert len(sheet._charts) == 1
        codes = [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)]
        wanted = [
            one.target.code for one in shown.lines if name in {one.target.area, one.lead.unit if one.lead else ""}
        ]
        assert codes == wanted


def test_a_figure_says_which_workbook_it_came_from(headquarters: Desk, tmp_path: Path) -> None:
    shown = board(headquarters, PERIOD)
    summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    sheet = book[shown.lines[0].target.area]
    for row, line in enumerate(shown.lines, 5):
        note = sheet.cell(row, 7).comment
        for voice in line.voices:
            assert voice.reported == (note is not None and f"{voice.unit}（" in note.text)
            if voice.reported:
                assert note is not None
                assert f"上报_{voice.unit}_{PERIOD}_第1次.xlsx" in note.text


@given(st.lists(st.text(min_size=1, max_size=40) | st.text("😀𠮷", min_size=14, max_size=40), min_size=1, max_size=12))
def test_every_name_becomes_a_sheet_that_a_workbook_may_have(names: list[str]) -> None:
    taken = {"总览", "明细", "未报"}
    made = [_sheet_name(name, taken) for name in names]
    assert len({name.lower() for name in taken}) == len(names) + 3
    for name in made:
        assert 1 <= length(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
