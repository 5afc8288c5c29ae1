"""From a figure on the board to the cell of the workbook that it came from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.errors import Refusal
from db.figures import parse
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.origins import load_origins, save_original

PERIOD = "2024-03"


@pytest.fixture
def desk(headquarters_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    return sit_down(headquarters_database)


def test_every_figure_leads_to_the_cell_that_says_it(desk: Desk, tmp_path: Path) -> None:
    for line in board(desk, PERIOD).lines:
        found = load_origins(desk, PERIOD, line.target.key)
        assert found.line == line
        for origin in found.origins:
            out = save_original(desk, origin.batch_key, tmp_path / "原件.xlsx")
            sheet = load_workbook(out, data_only=True)[origin.sheet]
            assert str(sheet[origin.cell].value or "") == origin.typed
            if origin.typed and origin.cell.startswith(value_column(sheet)):
                assert parse(origin.typed, line.target.goal.unit) == origin.voice.answer.value


def value_column(sheet: object) -> str:
    """The letter of the column with the year's figure."""
    cells = (cell for row in sheet.iter_rows(max_row=12) for cell in row)  # type: ignore[attr-defined]  # openpyxl's
    return next(str(cell.column_letter) for cell in cells if cell.value == "本期累计")


def test_a_target_that_is_not_asked_for_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        load_origins(desk, PERIOD, "nobody's")
    assert refused.value.sentence.code == "refusal.target_gone"
