"""What the cells of a form show: a day in a figure's place, a number in a day's, more digits than a cell keeps."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db.figures import SCALE
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.write_form import write_form

Value = tuple[object, str]
Read = Callable[[Mapping[str, Value]], ReadForm]


@pytest.fixture
def read(desk: Any, tmp_path: Path) -> Read:
    """Reads a form into which a value and its number format were put, by column; `done_on` is a node's."""

    def put_and_read(cells: Mapping[str, Value]) -> ReadForm:
        write_form(desk.form({}, {}), tmp_path / "上报.xlsx")
        book = load_workbook(tmp_path / "上报.xlsx")
        for key, (value, form) in cells.items():
            sheet = book["节点" if key == "done_on" else "填报"]
            header = next(row for row in sheet.iter_rows() if any(cell.value == key for cell in row))
            column = next(cell.column for cell in header if cell.value == key)
            cell = sheet.cell(header[0].row + 2, column, value)
            cell.number_format = form
        book.save(tmp_path / "上报.xlsx")
        form: ReadForm = desk.read(tmp_path / "上报.xlsx")
        return form

    return put_and_read


@pytest.mark.parametrize(
    ("number", "form", "code"),
    [
        (45356, 'm"月"d"日"', "date_for_number"),
        (45356, '[$-804]yyyy"年"m"月"d"日"', "date_for_number"),
        (5, "yyyy/m/d;@", "date_for_number"),
        (60, "yyyy/m/d", "no_such_day"),
        (-5, "yyyy/m/d", "no_such_day"),
        (0.5, "h:mm", "not_a_number"),
        (1.5, "[h]:mm", "not_a_number"),
        (420106199001011234, "0", "digits_lost"),
    ],
)
def test_a_figure_that_shows_no_number_is_an_error_at_its_cell(read: Read, number: float, form: str, code: str) -> None:
    found = read({"value": (number, form)})
    assert [(error.code, error.sheet, error.cell[0]) for error in found.errors] == [(code, "填报", "M")]
    assert str(found.errors[0].message)


def test_a_figure_in_any_format_of_numbers_is_one(read: Read) -> None:
    for form in ("General", '0.0"d"', "[Red]0.00", "@", '#,##0"个"'):
        found = read({"value": (12.5, form)})
        assert (found.errors, next(iter(found.answers.values())).value) == ([], 12_500_000)


@pytest.mark.parametrize(
    ("value", "form", "day"),
    [
        (45356, 'm"月"d"日"', date(2024, 3, 5)),
        (45356.75, "yyyy/m/d h:mm", date(2024, 3, 5)),
        ("3月5日", "@", date(2024, 3, 5)),
        ("２０２４．３．５", "@", date(2024, 3, 5)),
    ],
)
def test_a_nodes_day_is_what_its_cell_shows(read: Read, value: object, form: str, day: date) -> None:
    found = read({"done_on": (value, form)})
    assert (found.errors, [done for done, _ in found.nodes.values()]) == ([], [day])


@pytest.mark.parametrize(
    ("value", "form", "code"),
    [
        (45356, "General", "not_a_date"),
        (20240305, "0", "not_a_date"),
        (60, "yyyy/m/d", "no_such_day"),
        (0, "yyyy/m/d", "no_such_day"),
        (1.5, "[h]:mm", "not_a_date"),
        (0.5, "h:mm", "not_a_date"),
        ("3.5", "@", "not_a_date"),
        ("24.3.5", "@", "not_a_date"),
    ],
)
def test_a_nodes_day_that_is_none_or_a_guess_is_an_error(read: Read, value: object, form: str, code: str) -> None:
    found = read({"done_on": (value, form)})
    assert [(error.code, error.sheet) for error in found.errors] == [(code, "节点")]


def test_texts_show_days_times_and_whole_numbers_as_their_cells_do(read: Read) -> None:
    cells: dict[str, Value] = {
        "narrative": (45356, "yyyy/m/d"),
        "problems": (0.3541666666666667, "h:mm"),
        "next_steps": (27_012_345_678, "0"),
    }
    answer = next(iter(read(cells).answers.values()))
    assert (answer.narrative, answer.problems, answer.next_steps) == ("2024-03-05", "08:30:00", "27012345678")


def test_digits_that_a_cell_lost_are_an_error_in_a_text_as_well(read: Read) -> None:
    found = read({"evidence": (420106199001011234, "0"), "value": (3, "General")})
    assert [(error.code, error.field, error.found) for error in found.errors] == [
        ("digits_lost", "evidence", "420106199001011000")
    ]
    assert next(iter(found.answers.values())).value == 3 * SCALE
