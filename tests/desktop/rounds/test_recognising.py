"""Forms that people rearranged: what is known by its key changes nothing, what is guessed waits for a person."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.figures import parse
from db.vocabulary import FileState
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.receive import FileResult, receive

Texts = Mapping[str, Mapping[str, Any]]
Named = Callable[[str], Path]
AtUnit = Callable[[str], Desk]
Export = Callable[[Desk, Texts], Path]
Fill = Callable[[Path, Texts], Path]
Change = Callable[[Any], None]
Reshape = Callable[[Path, Change], Path]
Dump = Callable[[Desk], dict[str, list[tuple[Any, ...]]]]
PERIOD = "2024-03"
FILLED: Texts = {
    "Q1": {"value": 30, "narrative": "三十家"},
    "Q2": {"value": 80.5},
    "R1": {"value": 7},
    "K1": {"value": 4},
    "S1": {"status": "推进中"},
}


def _one(desk: Desk, path: Path) -> FileResult:
    (result,) = receive(desk, [path])
    return result


def _codes(result: FileResult) -> list[str]:
    return [finding.code for finding in result.findings]


def _sort_rows(book: Any) -> None:
    sheet = book["填报"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    for number, values in enumerate(reversed(rows), 7):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = None if isinstance(value, str) and value.startswith("=") else value


def _move_columns(book: Any) -> None:
    sheet = book["填报"]
    for row in range(5, sheet.max_row + 1):
        values = [cell.value for cell in sheet[row]]
        for column, value in enumerate(reversed(values), 1):
            sheet.cell(row, column).value = None if isinstance(value, str) and value.startswith("=") else value


def _insert(book: Any) -> None:
    sheet = book["填报"]
    sheet.insert_rows(9, 2)
    sheet.insert_rows(1, 3)
    sheet.insert_cols(5)
    sheet["A2"] = "本表由科创局综合科汇总"


def _rename(book: Any) -> None:
    book["填报"].title = "三月"
    book["节点"].title = "Sheet2"


def _filter_and_hide(book: Any) -> None:
    sheet = book["填报"]
    sheet.auto_filter.add_filter_column(3, ["创新"])
    for row in (11, 12, 13):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["Q"].hidden = True


def _repeat_header(book: Any) -> None:
    sheet = book["填报"]
    sheet.insert_rows(10)
    for cell in sheet[6]:
        sheet.cell(10, cell.column).value = cell.value


@pytest.mark.parametrize(
    "change",
    [_sort_rows, _move_columns, _insert, _rename, _filter_and_hide, _repeat_header],
    ids=lambda one: one.__name__,
)
def test_what_is_known_by_its_key_is_read_wherever_it_stands(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape, change: Change
) -> None:
    result = _one(headquarters, reshaped(filled(assignment("科创局"), FILLED), change))
    assert (result.state, _codes(result).count("blank"), result.rows) == (FileState.TAKEN, 4, 9)
    lines = {line.target.code: line for line in board(headquarters, PERIOD).lines}
    figures = {code: lines[code].figure.value for code in ("Q1", "Q2", "R1", "K1")}
    assert figures == {"Q1": parse("30"), "Q2": parse("80.5"), "R1": parse("7"), "K1": parse("4")}
    assert lines["Q1"].voices[0].answer.narrative == "三十家"


def _key_row(book: Any) -> None:
    book["填报"].delete_rows(5)


def _key_column(book: Any) -> None:
    book["填报"].delete_cols(1)


def _without_document(book: Any) -> None:
    del book["_desk"]


def _row_gone(book: Any) -> None:
    book["填报"].delete_rows(9)


def _row_twice(book: Any) -> None:
    sheet = book["填报"]
    for cell in sheet[7]:
        sheet.cell(16, cell.column).value = cell.value


def _row_of_somebody_else(book: Any) -> None:
    sheet = book["填报"]
    sheet["C16"], sheet["E16"], sheet["M16"] = "T1", "外贸总额", 5


def _keys_left_behind(book: Any) -> None:
    """Only the columns that can be seen were sorted."""
    sheet = book["填报"]
    for column in range(2, 24):
        one, other = sheet.cell(7, column), sheet.cell(8, column)
        one.value, other.value = other.value, one.value


def _column_gone(book: Any) -> None:
    book["填报"].delete_cols(17)


@pytest.mark.parametrize(
    ("change", "codes", "said"),
    [
        (_key_row, {"headers"}, "第 5 行"),
        (_key_column, {"row_by_word"}, "Q1 新增科技企业"),
        (_without_document, {"unit_guessed", "period_guessed"}, "科创局"),
        (_row_gone, {"rows_missing"}, "R1"),
        (_row_twice, {"row_twice"}, "Q1"),
        (_row_of_somebody_else, {"row_unknown"}, "T1"),
        (_keys_left_behind, {"row_mixed"}, "Q2"),
        (_column_gone, {"no_column"}, "进展情况"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_what_was_guessed_is_held_and_says_what_it_was_matched_on(
    headquarters: Desk,
    assignment: Named,
    filled: Fill,
    reshaped: Reshape,
    dump: Dump,
    change: Change,
    codes: set[str],
    said: str,
) -> None:
    path = reshaped(filled(assignment("科创局"), FILLED), change)
    before = dump(headquarters)
    result = _one(headquarters, path)
    assert (result.state, set(_codes(result)), result.unit) == (FileState.HELD, codes, "科创局")
    assert said in str(result.findings[0].message)
    assert dump(headquarters) == before


def test_a_form_of_a_unit_that_nobody_knows_is_held(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape
) -> None:
    def strange(book: Any) -> None:
        del book["_desk"]
        book["填报"]["I2"] = "某某局"

    path = reshaped(filled(assignment("科创局"), FILLED), strange)
    result = _one(headquarters, path.rename(path.with_name("来件.xlsx")))
    assert (result.state, set(_codes(result))) == (FileState.HELD, {"unit_guessed", "period_guessed"})
    # By its rows it is the one unit's that has most of these targets.
    assert "科创局" in str(result.findings[0].message)


@pytest.mark.parametrize(("cell", "expected"), [("D3", "张三"), ("I3", "李四"), ("M3", "13900000000")])
def test_who_answers_for_it_is_read_also_where_it_is_a_number(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape, cell: str, expected: str
) -> None:
    def sign(book: Any) -> None:
        book["填报"][cell] = int(expected) if expected.isdecimal() else expected

    _one(headquarters, reshaped(filled(assignment("科创局"), FILLED), sign))
    (report,) = [one for one in board(headquarters, PERIOD).reports.values() if one is not None]
    assert expected in {report.filled_by, report.checked_by, report.phone}


@pytest.mark.parametrize("day", [date(2024, 3, 8), "2024-03-08", "2024.3.8", "2024年3月8日", "3月8日"])
def test_the_day_of_a_node_is_read_as_people_write_it(
    headquarters: Desk, assignment: Named, reshaped: Reshape, day: object
) -> None:
    def write(book: Any) -> None:
        book["节点"]["G7"], book["节点"]["H7"] = day, "提前"

    assert _one(headquarters, reshaped(assignment("科创局"), write)).state is FileState.TAKEN
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "M1")
    assert line.judgement.completion == 0.5


@pytest.mark.parametrize(("day", "code"), [("月底", "not_a_date"), (45359, "not_a_date"), ("#N/A", "cell_error")])
def test_a_day_that_is_none_is_an_error_at_its_cell(
    headquarters: Desk, assignment: Named, reshaped: Reshape, day: object, code: str
) -> None:
    def write(book: Any) -> None:
        book["节点"]["G8"] = day
        book["节点"]["G8"].number_format = "General"

    result = _one(headquarters, reshaped(assignment("科创局"), write))
    (finding,) = result.findings
    assert (result.state, finding.code, finding.sheet, finding.cell) == (FileState.REJECTED, code, "节点", "G8")
    assert finding.found == str(day)


def _node_key_gone(book: Any) -> None:
    book["节点"].delete_cols(1)


def _node_twice(book: Any) -> None:
    sheet = book["节点"]
    for cell in sheet[7]:
        sheet.cell(9, cell.column).value = cell.value


def _node_added(book: Any) -> None:
    sheet = book["节点"]
    sheet["D9"], sheet["G9"] = "验收", date(2024, 3, 9)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (_node_key_gone, "node_by_word", "封顶"),
        (_node_twice, "node_twice", "封顶"),
        (_node_added, "node_unknown", "验收"),
    ],
)
def test_a_day_whose_node_is_not_certain_is_held_and_not_lost(
    headquarters: Desk, assignment: Named, reshaped: Reshape, dump: Dump, change: Change, code: str, said: str
) -> None:
    def write(book: Any) -> None:
        book["节点"]["G7"] = date(2024, 3, 8)
        change(book)

    before = dump(headquarters)
    result = _one(headquarters, reshaped(assignment("科创局"), write))
    assert (result.state, _codes(result)) == (FileState.HELD, [code])
    assert said in str(result.findings[0].message)
    assert dump(headquarters) == before


@pytest.mark.parametrize(
    ("written", "code", "understood"),
    [
        ("８０．５", "Q2", "80.5"),
        ("1,234.5", "Q2", "1234.5"),
        ("1.5亿", "Q2", "1.5"),
        ("7 %", "R1", "7"),
        ("7％", "R1", "7"),
        (" 42 家 ", "Q1", "42"),
        ("0", "Q1", "0"),
        (-3, "R2", "-3"),
        (0.1 + 0.2, "R2", "0.3"),
        (80.123456, "Q2", "80.123456"),
        ("9223372036854.775807", "Q2", "9223372036854.775807"),
        ("1234567890123.123456", "Q2", "1234567890123.123456"),
    ],
)
def test_a_figure_is_read_as_people_write_it(
    headquarters: Desk, assignment: Named, filled: Fill, written: object, code: str, understood: str
) -> None:
    path = filled(assignment("科创局"), {code: {"value": written, "explanation": "已核对"}})
    result = _one(headquarters, path)
    assert result.state is FileState.TAKEN, [str(one.message) for one in result.findings]
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == code)
    assert line.voices[0].answer.value == parse(understood)


@pytest.mark.parametrize(
    ("written", "code", "found"),
    [
        ("约三十", "not_a_number", "约三十"),
        (date(2024, 3, 5), "date_for_number", "2024-03-05"),
        (True, "not_a_number", "TRUE"),
        (1.2345678, "too_many_decimals", "1.2345678"),
        ("1.2345678", "too_many_decimals", "1.2345678"),
        (1e14, "too_large", "100000000000000"),
        ("12%", "wrong_unit", "12%"),
        ("30 台", "wrong_unit", "30 台"),
        ("30 31", "not_a_number", "30 31"),
        ("1e5", "not_a_number", "1e5"),
        ("nan", "not_a_number", "nan"),
        ("#REF!", "cell_error", "#REF!"),
        ("=SUM(A1:A2)", "cell_not_calculated", "="),
    ],
)
def test_what_is_no_figure_is_an_error_at_its_cell_and_nothing_is_taken(
    headquarters: Desk, assignment: Named, filled: Fill, dump: Dump, written: object, code: str, found: str
) -> None:
    before = dump(headquarters)
    result = _one(headquarters, filled(assignment("科创局"), {"Q1": {"value": written}}))
    assert result.state is FileState.REJECTED
    (finding,) = result.findings
    assert (finding.sheet, finding.cell, finding.found) == ("填报", "M7", found)
    assert finding.code == code
    assert dump(headquarters) == before


def test_the_value_that_a_formula_shows_counts(headquarters: Desk, assignment: Named, filled: Fill) -> None:
    """A spreadsheet program stores what a formula came to beside it."""
    path = filled(assignment("科创局"), {"Q1": {"value": 31}})
    counted = path.with_name("算.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(counted, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                before = content
                content = content.replace(b"<v>31</v>", b"<f>30+1</f><v>31</v>")
                assert content != before
            target.writestr(name, content)
    assert _one(headquarters, counted).state is FileState.TAKEN
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "Q1")
    assert line.figure.value == parse("31")


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (5, "5"),
        (0.1 + 0.2, "0.3"),
        (date(2024, 3, 5), "2024-03-05"),
        (True, "TRUE"),
        ("　　一、总体进展\n　　二、问题", "　　一、总体进展\n　　二、问题"),
    ],
)
def test_a_text_is_what_the_cell_shows(
    headquarters: Desk, assignment: Named, filled: Fill, written: object, understood: str
) -> None:
    assert (
        _one(headquarters, filled(assignment("科创局"), {"Q1": {"narrative": written, "value": 30}})).state
        is FileState.TAKEN
    )
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "Q1")
    assert line.voices[0].answer.narrative == understood


@pytest.mark.parametrize(
    ("form", "shown"), [("0%", 0.07), ("0.00%", 0.07), ('0.0"％"%', 0.07), ('0"%"', 7), ("General", 7)]
)
def test_a_percentage_typed_into_a_spreadsheet_is_what_the_cell_shows(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape, form: str, shown: float
) -> None:
    def look(book: Any) -> None:
        book["填报"]["M9"].number_format = form

    result = _one(headquarters, reshaped(filled(assignment("科创局"), {"R1": {"value": shown}}), look))
    assert result.state is FileState.TAKEN
    line = next(line for line in board(headquarters, PERIOD).lines if line.target.code == "R1")
    assert line.figure.value == parse("7")
    assert line.voices[0].answer.value_typed in {"", "7%"}


def test_a_percentage_where_things_are_counted_is_an_error(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape
) -> None:
    def look(book: Any) -> None:
        book["填报"]["M7"].number_format = "0%"

    result = _one(headquarters, reshaped(filled(assignment("科创局"), {"Q1": {"value": 0.12}}), look))
    (finding,) = result.findings
    assert (result.state, finding.code, finding.cell, finding.found) == (
        FileState.REJECTED,
        "wrong_unit",
        "M7",
        "12%",
    )


@pytest.mark.parametrize(("sheet", "cell"), [("填报", "D3"), ("节点", "H7")])
def test_an_error_is_never_a_blank_name_or_note(
    headquarters: Desk, assignment: Named, filled: Fill, reshaped: Reshape, sheet: str, cell: str
) -> None:
    def fail(book: Any) -> None:
        book[sheet][cell] = "#N/A"

    result = _one(headquarters, reshaped(filled(assignment("科创局"), FILLED), fail))
    (finding,) = result.findings
    assert (result.state, finding.code, finding.sheet, finding.cell) == (FileState.REJECTED, "cell_error", sheet, cell)
