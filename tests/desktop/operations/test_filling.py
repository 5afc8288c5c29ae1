"""One's own form: names become values, rows multiply, formats and formulas go along, what is unknown is marked."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

from db.board import Board
from db.errors import Refusal
from db.figures import to_decimal
from db.vocabulary import Lamp
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.filling import fill_template, write_names

PERIOD = "2024-03"


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


@pytest.fixture
def picture(desk: Desk) -> Board:
    return board(desk, PERIOD)


@pytest.fixture
def fill(desk: Desk, tmp_path: Path) -> Callable[..., Any]:
    """Fills a form that a test has drawn on an empty sheet; the filled sheet, and what came of it."""

    def make(draw: Callable[[Any], None]) -> Any:
        book = Workbook()
        draw(book.active)
        book.save(tmp_path / "表.xlsx")
        filled = fill_template(desk, PERIOD, tmp_path / "表.xlsx", tmp_path / "填好.xlsx")
        return load_workbook(tmp_path / "填好.xlsx").active, filled

    return make


def test_a_name_alone_is_a_value_and_within_a_text_is_words(fill: Any, picture: Board) -> None:
    line = next(line for line in picture.lines if line.figure.value is not None)
    code = line.target.code

    def draw(sheet: Any) -> None:
        sheet["A1"] = f"{{{{{code}.value}}}}"
        sheet["A2"] = f"{{{{ {code}.completion }}}}"
        sheet["A3"] = "截至{{period.title}}，共 {{count.total}} 项"
        sheet["A4"] = f"{{{{{code}.verified}}}}"
        sheet["A5"] = f"{{{{{code}.value}}}}"
        sheet["A5"].number_format = "0.000"
        sheet["A5"].font = Font(bold=True)

    sheet, filled = fill(draw)
    assert Decimal(str(sheet["A1"].value)) == to_decimal(line.figure.value)
    assert sheet["A2"].value == pytest.approx(float(line.judgement.completion))
    assert sheet["A2"].number_format == "0.0%"
    assert sheet["A3"].value == f"截至2024 年 3 月，共 {len(picture.lines)} 项"
    assert sheet["A4"].value is None
    assert (sheet["A5"].number_format, sheet["A5"].font.bold) == ("0.000", True)
    assert (filled.cells, filled.unknown, filled.notes) == (5, [], [])


def test_a_name_stands_for_what_the_lead_had_reached_before(fill: Any, desk: Desk) -> None:
    month_before = board(desk, "2024-02").lines
    before = next(line for line in month_before if line.lead is not None and line.lead.answer.value is not None)
    sheet, _ = fill(lambda sheet: sheet.append([f"{{{{{before.target.code}.previous}}}}"]))
    assert before.lead is not None
    assert Decimal(str(sheet["A1"].value)) == to_decimal(before.lead.answer.value)


def test_a_row_is_repeated_with_its_look_and_sums_below_take_all_of_it(fill: Any, picture: Board) -> None:
    def draw(sheet: Any) -> None:
        sheet.append(["单位", "目标数", "双倍"])
        sheet.append(["{{row:units}}{{name}}", "{{count.total}}", "=B2*2"])
        sheet.append(["合计", "=SUM(B2:B2)", "=SUM(C2:C2)+$B$2"])
        sheet.append(["注"])
        sheet["A2"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet.row_dimensions[2].height = 33
        sheet.merge_cells("A4:C4")
        sheet.conditional_formatting.add("B2:B2", CellIsRule("greaterThan", ["0"], font=Font(color="FF0000")))
        sheet.auto_filter.ref = "A1:C2"

    sheet, _ = fill(draw)
    leads = dict.fromkeys(line.target.lead for line in picture.lines)
    names = [picture.plan.units[key] for key in leads if key]
    last = 1 + len(names)
    assert [sheet.cell(row, 1).value for row in range(2, last + 1)] == names
    assert sum(sheet.cell(row, 2).value for row in range(2, last + 1)) == len(picture.lines)
    assert [sheet.cell(row, 3).value for row in range(2, last + 1)] == [f"=B{row}*2" for row in range(2, last + 1)]
    assert {sheet.row_dimensions[row].height for row in range(2, last + 1)} == {33}
    assert sheet.cell(last, 1).fill.fgColor.rgb == "00FFFF00"
    assert sheet.cell(last + 1, 2).value == f"=SUM(B2:B{last})"
    assert sheet.cell(last + 1, 3).value == f"=SUM(C2:C{last})+$B$2"
    assert [str(area) for area in sheet.merged_cells.ranges] == [f"A{last + 2}:C{last + 2}"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"B2:B{last}"]
    assert sheet.auto_filter.ref == f"A1:C{last}"


def test_the_targets_of_an_area_fill_a_table(fill: Any, picture: Board) -> None:
    area = picture.lines[0].target.area

    def draw(sheet: Any) -> None:
        sheet["A1"] = f"{{{{row:targets of {area}}}}}{{{{code}}}}"
        sheet["B1"] = "{{lamp}}"
        sheet["A2"] = "{{row:targets of 没有这个板块}}{{code}}"
        sheet["A3"] = f"{{{{area:{area}.count.red}}}}"

    sheet, _ = fill(draw)
    lines = [line for line in picture.lines if line.target.area == area]
    count = len(lines)
    assert [sheet.cell(row, 1).value for row in range(1, count + 1)] == [line.target.code for line in lines]
    assert sheet.cell(count + 1, 1).value is None
    assert sheet.cell(count + 2, 1).value == picture.count(lines)[Lamp.RED]


def test_an_unknown_name_stays_and_says_which_was_meant(fill: Any, picture: Board) -> None:
    code = picture.lines[0].target.code

    def draw(sheet: Any) -> None:
        sheet["A1"] = f"{{{{{code}.valeu}}}}"
        sheet["A2"] = "{{count.total}}"

    sheet, filled = fill(draw)
    assert sheet["A1"].value == f"{{{{{code}.valeu}}}}"
    assert f"{code}.value" in sheet["A1"].comment.text
    assert [(one.cell, one.nearest) for one in filled.unknown] == [("A1", f"{code}.value")]


def test_what_a_unit_wrote_never_becomes_a_formula(fill: Any, picture: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.templates.names.lamp_text", lambda _lamp: "=1+1")
    code = picture.lines[0].target.code
    sheet, _ = fill(lambda sheet: sheet.append([f"{{{{{code}.lamp}}}}"]))
    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize(("name", "code"), [("表.xls", "refusal.template_kind"), ("表.xlsx", "refusal.template_empty")])
def test_a_form_that_cannot_be_filled_is_refused(desk: Desk, tmp_path: Path, name: str, code: str) -> None:
    Workbook().save(tmp_path / name)
    with pytest.raises(Refusal) as refused:
        fill_template(desk, PERIOD, tmp_path / name, tmp_path / f"填好{name[1:]}")
    assert refused.value.sentence.code == code
    assert not (tmp_path / f"填好{name[1:]}").exists()


def test_every_name_is_listed_and_every_listed_name_is_known(desk: Desk, tmp_path: Path) -> None:
    write_names(desk, PERIOD, tmp_path / "填写项.xlsx")
    filled = fill_template(desk, PERIOD, tmp_path / "填写项.xlsx", tmp_path / "填好.xlsx")
    before = load_workbook(tmp_path / "填写项.xlsx").active
    assert filled.cells > 200
    explained = {"name", "count.red", "count.total", "reported", "code", "title", "value"}
    assert {one.name for one in filled.unknown} <= {*explained, "row:targets of 板块或单位名称"}
    assert all(str(before.cell(row, 2).value) for row in range(8, before.max_row + 1))
