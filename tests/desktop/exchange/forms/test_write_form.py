"""What goes out in a workbook comes back the same, and the workbook is a form that people can use."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.checks import BLANK, Answer
from db.figures import LIMIT, SCALE
from db.vocabulary import Kind, Status
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.write_form import FIRST_ROW, FormPress, write_form
from desktop.exchange.layout import FORM_COLUMNS, lamp_text
from desktop.exchange.texts import clean

Same = Callable[[ReadForm, Mapping[str, Answer]], None]
NASTY = [
    "=1+1",
    "+86 27",
    "-好",
    "@某",
    "\t缩进",
    "_x000D_",
    "一\n二",
    "😀",
    "it's",
    "<b>&amp;</b>",
    "'引号",
    "#REF!",
    "1,250",
]
once = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("text", NASTY)
def test_a_text_stays_the_text_it_is(desk: Any, same: Same, tmp_path: Path, text: str) -> None:
    answers = {"keyA0": Answer(narrative=text.strip(), problems=f"第一行\n{text}".strip())}
    same(desk.there_and_back(tmp_path / "a.xlsx", answers), answers)


@once
@given(text=st.text(max_size=200))
def test_any_text_comes_back_but_for_what_xml_cannot_hold(desk: Any, tmp_path: Path, text: str) -> None:
    form = desk.there_and_back(tmp_path / "a.xlsx", {"keyA0": Answer(narrative=text)})
    assert form.answers["keyA0"].narrative == (clean(text) if clean(text).strip() else "")
    assert not form.edited


@once
@given(figures=st.lists(st.integers(-LIMIT, LIMIT), min_size=6, max_size=6))
def test_any_figure_comes_back_to_the_last_decimal(desk: Any, same: Same, tmp_path: Path, figures: list[int]) -> None:
    answers = {f"key{code}0": Answer(value=figure) for code, figure in zip("ABCDEF", figures, strict=True)}
    same(desk.there_and_back(tmp_path / "a.xlsx", answers), answers)


def test_blank_is_not_zero(desk: Any, same: Same, tmp_path: Path) -> None:
    answers = {"keyA0": Answer(value=0), "keyA1": Answer(increment=0)}
    form = desk.there_and_back(tmp_path / "a.xlsx", answers)
    same(form, answers)
    assert form.answers["keyB0"].value is None


def test_every_field_nodes_and_names_come_back(desk: Any, same: Same, tmp_path: Path) -> None:
    texts = {
        name: f"{name}的话" for name in ("narrative", "problems", "next_steps", "explanation", "evidence", "reply")
    }
    answers = {"keyA0": Answer(increment=SCALE, value=3 * SCALE, status=Status.CLOSE_OUT, **texts)}
    form = desk.there_and_back(tmp_path / "a.xlsx", answers, {"node1": (date(2024, 3, 8), "已验收")})
    same(form, answers)
    assert form.nodes == {"node1": (date(2024, 3, 8), "已验收")}
    assert (form.unit, form.period, form.revision, form.filled_by, form.checked_by) == (
        "甲局",
        "2024-03",
        1,
        "王",
        "李",
    )


def test_the_form_guides_and_locks_without_a_password(desk: Any, tmp_path: Path) -> None:
    write_form(desk.form({"keyA0": Answer(narrative="=1+1")}, {}, Kind.ASSIGNMENT), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["填报", "节点", "填写说明", "_desk"]
    assert book["_desk"].sheet_state == "veryHidden"
    sheet = book["填报"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    open_keys = {FORM_COLUMNS[cell.column - 1].key for cell in sheet[FIRST_ROW + 1] if not cell.protection.locked}
    assert {column.key for column in FORM_COLUMNS if column.holder == "unit"} == open_keys
    assert len(sheet.data_validations.dataValidation) == 9
    assert sheet.freeze_panes == f"F{FIRST_ROW + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == f"${FIRST_ROW}:${FIRST_ROW}"
    assert len(sheet.conditional_formatting) == 1
    assert len(list(book["填写说明"].iter_rows(min_row=3))) == 12
    narrative = sheet.cell(FIRST_ROW + 1, 17)
    assert (narrative.data_type, narrative.quotePrefix) == ("s", True)


def test_formulas_carry_their_values_for_those_who_cannot_work_them_out(desk: Any, tmp_path: Path) -> None:
    form = desk.form({"keyA0": Answer(value=3 * SCALE), "keyB0": Answer(value=1200 * SCALE)}, {})
    write_form(form, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["填报"]
    formulas = openpyxl.load_workbook(tmp_path / "a.xlsx")["填报"]
    for number, row in enumerate(form.rows, FIRST_ROW + 1):
        assert sheet.cell(number, 15).value == lamp_text(row.judgement.lamp)
        if row.judgement.completion is not None:
            assert sheet.cell(number, 14).value == pytest.approx(float(row.judgement.completion))
        if row.target.goal.measure.has_figure:
            assert str(formulas.cell(number, 14).value).startswith("=IF(")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert "�" not in package.read("xl/worksheets/sheet1.xml").decode()


def test_the_check_code_is_printed_on_the_form_and_its_foot(desk: Any, tmp_path: Path) -> None:
    form = desk.form({"keyA0": Answer(value=1)}, {})
    write_form(form, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["填报"]
    code = check_code(form.document.seal)
    assert code in {cell.value for row in sheet.iter_rows(1, 4) for cell in row}
    assert code in str(sheet.oddFooter.right.text)


def test_a_cell_edited_by_hand_breaks_the_seal(desk: Any, tmp_path: Path) -> None:
    write_form(desk.form({"keyA0": Answer(value=3 * SCALE)}, {}), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["填报"].cell(FIRST_ROW + 1, 13).value = 4
    book.save(tmp_path / "b.xlsx")
    form = desk.read(tmp_path / "b.xlsx")
    assert form.edited
    assert form.answers["keyA0"].value == 4 * SCALE


def test_a_date_that_is_none_is_an_error_at_its_cell(desk: Any, tmp_path: Path) -> None:
    write_form(desk.form({}, {}), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["节点"].cell(FIRST_ROW + 1, 7).value = "下个月"
    book.save(tmp_path / "b.xlsx")
    found = desk.read(tmp_path / "b.xlsx").errors
    assert [(one.code, one.sheet, one.cell, one.found) for one in found] == [("not_a_date", "节点", "G7", "下个月")]


def test_forms_that_are_written_in_a_row_are_as_if_each_was_written_alone(desk: Any, tmp_path: Path) -> None:
    large = {"keyB0": Answer(value=9_000_000_000_000_123_456), "keyG0": Answer(status=Status.DONE)}
    said = [{}, {"keyA0": Answer(value=3 * SCALE, narrative="=1+1")}, large, {}]
    forms = [desk.form(answers, {"node1": (date(2024, 3, number), "")}) for number, answers in enumerate(said, 1)]
    silent = [replace(row, answer=BLANK) if row.answer == BLANK else row for row in forms[0].rows]
    forms += [replace(forms[0], rows=tuple(silent)), replace(forms[0], rows=tuple(silent[::-1]))]
    forms.append(replace(forms[0], rows=(replace(silent[0], comments=("为什么",)), *silent[1:])))
    press = FormPress()
    for form in forms:
        press.write(form, tmp_path / "in a row.xlsx")
        write_form(form, tmp_path / "alone.xlsx")
        assert parts(tmp_path / "in a row.xlsx") == parts(tmp_path / "alone.xlsx")


def parts(path: Path) -> dict[str, list[str]]:
    """What a workbook says, part by part, but for when it was written."""
    with zipfile.ZipFile(path) as package:
        said = {name: package.read(name).decode().split("<si>") for name in package.namelist()}
    said.pop("docProps/core.xml")
    return {name: [one for one in pieces if "导出：" not in one] for name, pieces in said.items()}
