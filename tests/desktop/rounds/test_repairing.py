"""Forms that ordinary editing damaged: what each guess is, what a person answers, and what is remembered."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from db.checks import Answer
from db.figures import parse
from db.models import Base
from db.vocabulary import FileState, Origin
from desktop.desk import Desk
from desktop.exchange.forms.repairs import Meaning, Repair
from desktop.operations.board import board
from desktop.operations.entry import load_entry
from desktop.operations.exchanges import undo
from desktop.operations.inbox import Incoming, Question, inspect, settle, take_incoming
from desktop.operations.opened import Settled
from desktop.operations.receive import receive, receive_into

Texts = Mapping[str, Mapping[str, Any]]
Named = Callable[[str], Path]
AtUnit = Callable[[str], Desk]
Fill = Callable[[Path, Texts], Path]
Change = Callable[[Any], None]
Reshape = Callable[[Path, Change], Path]
PERIOD = "2024-03"
FILLED: Texts = {
    "Q1": {"value": 30, "narrative": "三十家"},
    "Q2": {"value": 80.5, "problems": "征地慢"},
    "R1": {"value": 7},
    "K1": {"value": 4},
    "S1": {"status": "推进中"},
}
HEADER, FIRST = 6, 7
ENGLISH = {
    "任务编号": "Code",
    "目标任务": "Target",
    "计量单位": "Unit",
    "本期完成": "This period",
    "本期累计": "Year to date",
    "状态": "Status",
    "进展情况": "Progress",
    "存在问题": "Problems",
    "下一步措施": "Next steps",
    "情况说明": "Explanation",
    "佐证材料": "Evidence",
    "意见答复": "Reply",
}


@pytest.fixture
def damaged(assignment: Named, filled: Fill, reshaped: Reshape) -> Callable[[Change], Path]:
    """科创局's assignment, filled in by hand, after something was done to it."""
    return lambda change: reshaped(filled(assignment("科创局"), FILLED), change)


def look(desk: Desk, path: Path) -> Incoming:
    (one,) = inspect(desk, [path])
    return one


def guesses(one: Incoming) -> dict[str, list[Repair]]:
    found: dict[str, list[Repair]] = {}
    for guess in one.result.repairs:
        found.setdefault(guess.finding.code, []).append(guess)
    return found


def as_understood(one: Incoming, **otherwise: str) -> Settled:
    """Every guess as the program understood it, but for those of a code that somebody says something else of."""
    return Settled(
        answers={guess.place: otherwise.get(guess.finding.code, guess.options[0]) for guess in one.result.repairs}
    )


def taken(desk: Desk, one: Incoming, **otherwise: str) -> dict[str, Answer]:
    """What stands in the database after a file was settled and taken: answers by code."""
    settled = settle(desk, one, as_understood(one, **otherwise))
    assert settled.clean, [str(finding.message) for finding in settled.result.findings]
    (result,) = take_incoming(desk, [settled])
    assert result.state is FileState.TAKEN
    return said(desk)


def said(desk: Desk, unit: str = "科创局") -> dict[str, Answer]:
    shown = board(desk, PERIOD)
    key = next(key for key, name in shown.plan.units.items() if name == unit)
    return {
        line.target.code: voice.answer
        for line in shown.lines
        for voice in line.voices
        if voice.unit_key == key and voice.answer is not None
    }


def whole(answers: Mapping[str, Answer]) -> bool:
    """Whether all that was filled in is there."""
    return (
        (answers["Q1"].value, answers["Q1"].narrative) == (parse("30"), "三十家")
        and (answers["Q2"].value, answers["Q2"].problems) == (parse("80.5"), "征地慢")
        and (answers["R1"].value, answers["K1"].value) == (parse("7"), parse("4"))
        and str(answers["S1"].status) == "in_progress"
    )


def _keys_gone(sheet: Any) -> None:
    sheet.delete_rows(HEADER - 1)
    sheet.delete_cols(1)


def _renamed(book: Any) -> None:
    sheet = book["填报"]
    sheet.delete_rows(HEADER - 1)
    for cell in sheet[HEADER - 1]:
        cell.value = {"本期累计": "本期累计完成数", "存在问题": "存在的问题", "任务编号": "任务编号（勿改）"}.get(
            cell.value, cell.value
        )


def _translated(book: Any) -> None:
    sheet = book["填报"]
    _keys_gone(sheet)
    for cell in sheet[HEADER - 1]:
        cell.value = ENGLISH.get(cell.value, cell.value)


def _two_rows(book: Any) -> None:
    sheet = book["填报"]
    sheet.delete_rows(HEADER - 1)
    sheet.insert_rows(HEADER - 1)
    for cell in sheet[HEADER]:
        word = str(cell.value or "")
        if word in {"本期完成", "本期累计"}:
            cell.value, sheet.cell(HEADER - 1, cell.column).value = word[2:], "本期" if word == "本期完成" else None
        elif word:
            sheet.cell(HEADER - 1, cell.column).value, cell.value = word, None
    increment = next(cell for cell in sheet[HEADER] if cell.value == "完成")
    sheet.merge_cells(
        start_row=HEADER - 1, end_row=HEADER - 1, start_column=increment.column, end_column=increment.column + 1
    )


def _titles(book: Any) -> None:
    sheet = book["填报"]
    sheet.delete_rows(HEADER - 1)
    sheet.insert_rows(1, 2)
    sheet["B1"], sheet["B2"] = "关于报送三月进展的表", "（综合科汇总）"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (_renamed, {"headers", "column_similar"}),
        (_translated, {"headers", "row_by_word"}),
        (_two_rows, {"headers"}),
        (_titles, {"headers"}),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_headers_that_were_changed_are_understood_and_confirmed(
    headquarters: Desk, damaged: Callable[[Change], Path], change: Change, codes: set[str]
) -> None:
    one = look(headquarters, damaged(change))
    assert (one.question, set(guesses(one))) == (Question.REPAIRS, codes)
    assert whole(taken(headquarters, one))


def test_a_header_that_is_only_like_ours_says_how_sure_that_is_and_can_mean_another(
    headquarters: Desk, damaged: Callable[[Change], Path]
) -> None:
    one = look(headquarters, damaged(_renamed))
    problems = next(guess for guess in guesses(one)["column_similar"] if guess.seen == "存在的问题")
    assert (problems.options[0], problems.names[problems.options[0]]) == ("problems", "存在问题")
    assert 70 <= problems.confidence < 100
    assert problems.options[-1] == Meaning.LEFT_OUT
    answers = dict(as_understood(one).answers)
    answers[problems.place] = Meaning.LEFT_OUT
    settled = settle(headquarters, one, Settled(answers=answers))
    # Now a column is missing, which is to be confirmed in its turn.
    assert {guess.finding.code for guess in settled.result.repairs} == {"no_column"}


def _swapped_headers(book: Any) -> None:
    """Cells moved from the headers down, so that the hidden keys stand over other columns."""
    sheet = book["填报"]
    for row in range(HEADER, sheet.max_row + 1):
        one, other = sheet.cell(row, 12), sheet.cell(row, 13)
        one.value, other.value = other.value, one.value


def test_headers_and_keys_that_disagree_are_asked_about_and_what_is_seen_comes_first(
    headquarters: Desk, damaged: Callable[[Change], Path]
) -> None:
    one = look(headquarters, damaged(_swapped_headers))
    (guess,) = one.result.repairs
    assert (guess.finding.code, guess.options) == ("header_mixed", (Meaning.BY_HEADER, Meaning.BY_KEY))
    assert whole(taken(headquarters, one))


def _retitled(book: Any) -> None:
    sheet = book["填报"]
    sheet.delete_cols(1)
    for row in range(FIRST, sheet.max_row + 1):
        title = sheet.cell(row, 4)
        sheet.cell(row, 2).value = None
        title.value = {"新增科技企业": "新增科技型企业", "固定资产投资": "固定资产投资额"}.get(title.value, title.value)


def test_a_row_without_key_and_code_is_found_by_what_its_title_is_like(
    headquarters: Desk, damaged: Callable[[Change], Path]
) -> None:
    one = look(headquarters, damaged(_retitled))
    similar = guesses(one)["row_similar"]
    assert [guess.seen for guess in similar] == ["新增科技型企业", "固定资产投资额"]
    assert all(75 <= guess.confidence < 100 for guess in similar)
    assert similar[0].names[similar[0].options[0]] == "Q1 新增科技企业"
    assert whole(taken(headquarters, one))


def _stray_row(book: Any) -> None:
    sheet = book["填报"]
    row = next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 3).value == "K1")
    for column, value in ((1, None), (3, None), (5, "全国城市评价第几")):
        sheet.cell(row, column).value = value


def test_a_row_that_nobody_knows_is_left_out_or_said_what_it_is(
    headquarters: Desk, damaged: Callable[[Change], Path]
) -> None:
    one = look(headquarters, damaged(_stray_row))
    (unknown,) = guesses(one)["row_unknown"]
    assert unknown.options[0] == Meaning.LEFT_OUT
    rank = next(key for key, name in unknown.names.items() if name.startswith("K1 "))
    left_out = settle(headquarters, one, as_understood(one))
    assert left_out.clean
    assert whole(taken(headquarters, one, row_unknown=rank))


def _merge(column: int, first: str, last: str) -> Change:
    def change(book: Any) -> None:
        sheet = book["填报"]
        rows = {sheet.cell(row, 3).value: row for row in range(FIRST, sheet.max_row + 1)}
        area = {"start_row": rows[first], "end_row": rows[last]}
        sheet.merge_cells(**area, start_column=column, end_column=column)

    return change


@pytest.mark.parametrize(
    ("answer", "text"), [(Meaning.FOR_ALL, "三十家"), (Meaning.FOR_FIRST, "")], ids=["for all", "for the first"]
)
def test_a_text_in_merged_cells_is_of_one_row_or_of_all(
    headquarters: Desk, damaged: Callable[[Change], Path], answer: Meaning, text: str
) -> None:
    one = look(headquarters, damaged(_merge(17, "Q1", "Q2")))
    (guess,) = one.result.repairs
    assert (guess.finding.code, guess.finding.cell) == ("merged_rows", "Q7")
    assert "Q1、Q2" in str(guess.finding.message)
    answers = taken(headquarters, one, merged_rows=answer)
    assert (answers["Q1"].narrative, answers["Q2"].narrative) == ("三十家", text)


def test_a_figure_in_merged_cells_is_nobodys(headquarters: Desk, damaged: Callable[[Change], Path]) -> None:
    one = look(headquarters, damaged(_merge(13, "Q1", "Q2")))
    (finding,) = one.result.findings
    assert (one.result.state, finding.code, finding.cell) == (FileState.REJECTED, "merged_figure", "M7")
    assert "M7:M8" in str(finding.message)


def test_the_table_pasted_into_a_new_workbook_asks_whose_it_is_and_of_when(
    headquarters: Desk, assignment: Named, filled: Fill, tmp_path: Path
) -> None:
    source = load_workbook(filled(assignment("科创局"), FILLED))["填报"]
    book = Workbook()
    for number, row in enumerate(source.iter_rows(min_row=HEADER, min_col=2, max_col=23, values_only=True), 1):
        for column, value in enumerate(row, 1):
            formula = isinstance(value, str) and value.startswith("=")
            book.active.cell(number, column).value = None if formula else value
    path = tmp_path / "新建 工作表.xlsx"
    book.save(path)
    one = look(headquarters, path)
    found = guesses(one)
    (unit,), (period,) = found["unit_guessed"], found["period_guessed"]
    # The rows tell whose it is; nothing tells of when.
    assert (unit.names[unit.options[0]], unit.confidence) == ("科创局", 80)
    assert (period.confidence, PERIOD in period.options) == (0, True)
    assert whole(taken(headquarters, one, period_guessed=PERIOD))


def test_the_sheets_of_two_units_in_one_file_are_two_reports(
    headquarters: Desk, assignment: Named, filled: Fill, tmp_path: Path
) -> None:
    book = load_workbook(filled(assignment("科创局"), FILLED))
    other = load_workbook(filled(assignment("商务局"), {"T1": {"value": 250000}}))["填报"]
    copy = book.create_sheet("商务局的表")
    for row in other.iter_rows():
        for cell in row:
            formula = isinstance(cell.value, str) and cell.value.startswith("=")
            copy.cell(cell.row, cell.column).value = None if formula else cell.value
    path = tmp_path / "两家.xlsx"
    book.save(path)
    first, second = inspect(headquarters, [path])
    assert (first.clean, first.result.unit, first.result.name) == (True, "科创局", "两家.xlsx")
    assert (second.question, second.result.unit, second.result.part) == (Question.REPAIRS, "商务局", "商务局的表")
    assert set(guesses(second)) == {"unit_guessed", "period_guessed"}
    settled = settle(headquarters, second, as_understood(second))
    results = take_incoming(headquarters, [first, settled])
    assert [result.state for result in results] == [FileState.TAKEN] * 2
    assert whole(said(headquarters))
    assert said(headquarters, "商务局")["T1"].value == parse("250000")
    again = inspect(headquarters, [path])
    assert [one.result.state for one in again] == [FileState.UNCHANGED] * 2


def test_two_forms_of_one_unit_that_do_not_say_the_same_are_asked_about(
    headquarters: Desk, damaged: Callable[[Change], Path]
) -> None:
    def twice(book: Any) -> None:
        copy = book.copy_worksheet(book["填报"])
        copy.title = "填报 (2)"
        copy["M7"] = 31

    one = look(headquarters, damaged(twice))
    (guess,) = one.result.repairs
    assert (guess.finding.code, guess.options, guess.confidence) == ("sheet_twice", ("填报", "填报 (2)"), 0)
    assert taken(headquarters, one, sheet_twice="填报 (2)")["Q1"].value == parse("31")


@pytest.mark.parametrize(
    ("answer", "month"), [("2024-04", "2024-04"), ("2024-03", "2024-03")], ids=["as seen", "as issued"]
)
def test_last_months_workbook_used_again_asks_of_which_month_it_is(
    headquarters: Desk, damaged: Callable[[Change], Path], answer: str, month: str
) -> None:
    def again(book: Any) -> None:
        cell = next(cell for row in book["填报"].iter_rows(max_row=4) for cell in row if cell.value == "2024-03")
        cell.value = "2024年4月"

    one = look(headquarters, damaged(again))
    (guess,) = one.result.repairs
    assert (guess.finding.code, guess.options, guess.confidence) == ("period_mixed", ("2024-04", "2024-03"), 0)
    settled = settle(headquarters, one, as_understood(one, period_mixed=answer))
    (result,) = take_incoming(headquarters, [settled])
    assert (result.state, result.period) == (FileState.TAKEN, month)


def test_another_units_sheet_in_a_workbook_asks_whose_it_is(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape
) -> None:
    other = load_workbook(filled(assignment("商务局"), {"T1": {"value": 250000}}))["填报"]

    def paste(book: Any) -> None:
        sheet = book["填报"]
        for row in other.iter_rows():
            for cell in row:
                formula = isinstance(cell.value, str) and cell.value.startswith("=")
                sheet.cell(cell.row, cell.column).value = None if formula else cell.value
        sheet.delete_rows(other.max_row + 1, sheet.max_row)

    one = look(headquarters, reshaped(assignment("科创局"), paste))
    (guess,) = guesses(one)["unit_mixed"]
    assert guess.names[guess.options[0]] == "商务局"
    settled = settle(headquarters, one, as_understood(one))
    assert settled.clean, settled.result.findings
    (result,) = take_incoming(headquarters, [settled])
    assert (result.unit, said(headquarters, "商务局")["T1"].value) == ("商务局", parse("250000"))


def _node_keys_gone(book: Any) -> None:
    sheet = book["节点"]
    sheet["G7"] = "2024-03-08"
    sheet.delete_cols(1)
    sheet["C7"] = sheet["C7"].value


def test_a_node_without_its_key_is_found_by_its_words(headquarters: Desk, damaged: Callable[[Change], Path]) -> None:
    one = look(headquarters, damaged(_node_keys_gone))
    (guess,) = guesses(one)["node_by_word"]
    assert guess.names[guess.options[0]] == "M1 封顶"
    taken(headquarters, one)
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "M1")
    assert line.judgement.completion == 0.5


@pytest.mark.parametrize(
    ("code", "written", "problem", "meant"),
    [("Q2", 805000, "figure_scaled", "80.5"), ("R1", 0.07, "figure_fraction", "7")],
)
def test_a_figure_in_another_unit_waits_for_a_word(
    headquarters: Desk, assignment: Named, filled: Fill, code: str, written: float, problem: str, meant: str
) -> None:
    path = filled(assignment("科创局"), {**FILLED, code: {"value": written}})
    one = look(headquarters, path)
    (guess,) = one.result.repairs
    assert (guess.finding.code, guess.finding.sheet, guess.finding.cell[0]) == (problem, "填报", "M")
    as_written = settle(headquarters, one, as_understood(one, **{problem: Meaning.AS_WRITTEN}))
    assert as_written.clean
    assert taken(headquarters, one)[code].value == parse(meant)
    # What was confirmed of a figure holds for that figure alone.
    again = look(headquarters, path)
    assert again.result.state is FileState.UNCHANGED


def test_a_figure_that_is_explained_is_taken_as_it_is(headquarters: Desk, assignment: Named, filled: Fill) -> None:
    path = filled(assignment("科创局"), {"Q2": {"value": 805000, "explanation": "并入新区数据"}})
    assert look(headquarters, path).clean


def test_what_was_confirmed_of_a_unit_is_not_asked_again_and_undone_with_its_file(
    headquarters: Desk, damaged: Callable[[Change], Path], assignment: Named, filled: Fill, reshaped: Reshape
) -> None:
    first = look(headquarters, damaged(_renamed))
    settled = settle(headquarters, first, as_understood(first))
    (result,) = take_incoming(headquarters, [settled])
    with headquarters.store.read() as connection:
        rows = connection.execute(select(Base.metadata.tables["recognitions"])).all()
    assert {(row.code, row.meaning) for row in rows} >= {("headers", "as_understood"), ("column_similar", "problems")}
    other = {**FILLED, "Q1": {"value": 31, "narrative": "三十一家"}}
    second = look(headquarters, reshaped(filled(assignment("科创局"), other), _renamed))
    # Nothing is guessed anew; both files filled in the same blanks, which is another question.
    assert (second.question, second.result.repairs) == (Question.CONFLICTS, ())
    undo(headquarters, result.batch)
    with headquarters.store.read() as connection:
        assert connection.execute(select(Base.metadata.tables["recognitions"])).all() == []
    assert look(headquarters, first.path).question is Question.REPAIRS


def test_a_department_settles_what_a_colleague_damaged(unit: AtUnit, damaged: Callable[[Change], Path]) -> None:
    desk = unit("科创局")
    path = damaged(_retitled)
    (held,) = receive(desk, [path])
    assert held.state is FileState.HELD
    answers = {guess.place: guess.options[0] for guess in held.repairs}
    (result,) = receive(desk, [path], settled=Settled(answers=answers))
    assert result.state is FileState.TAKEN
    rows = {row.target.code: row.answer for row in load_entry(desk, PERIOD).rows}
    assert (rows["Q1"].value, rows["Q2"].problems) == (parse("30"), "征地慢")


def test_what_cannot_be_told_founds_no_database(damaged: Callable[[Change], Path], tmp_path: Path) -> None:
    (result,) = receive_into(tmp_path / "新.db", [damaged(_retitled)], Origin.COMMAND)
    assert result.state is FileState.HELD
    assert not (tmp_path / "新.db").exists()


def test_hidden_rows_are_read_and_mentioned(headquarters: Desk, damaged: Callable[[Change], Path]) -> None:
    def hide(book: Any) -> None:
        sheet = book["填报"]
        for row in (7, 9):
            sheet.row_dimensions[row].hidden = True

    one = look(headquarters, damaged(hide))
    assert one.clean
    hint = next(finding for finding in one.result.findings if finding.code == "filtered_rows")
    assert "2 行" in str(hint.message)
    assert whole(taken(headquarters, one))
