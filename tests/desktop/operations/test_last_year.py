"""Last year's figures: from the catalogue down to the entry page, and never mixed with this year's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import Origin
from desktop.desk import Desk
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, edit_entries, load_entry
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.receive import receive_into
from desktop.operations.report import report

HEADER = "code,area,title,kind,comparator,target,unit,accumulation,lead,support,2024-03,2024-12"
LINES = (
    "T1,板块,新增企业,quantity,at_least,1200,家,cumulative,科技局,,240,1000",
    "T2,板块,研发投入,quantity,at_least,35.5,亿元,cumulative,科技局,,,30.25",
)


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    catalogue = tmp_path / "2025 年计划.csv"
    catalogue.write_text("\n".join((HEADER, *LINES)), encoding="utf-8")
    new(tmp_path / "hq.db", catalogue, None, Origin.COMMAND)
    return tmp_path / "hq.db"


@pytest.fixture
def department(headquarters: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    issued = issue(sit_down(headquarters), "2025-03", tmp_path / "issued").files
    receive_into(tmp_path / "unit.db", issued, Origin.COMMAND)
    return sit_down(tmp_path / "unit.db")


def row_of(desk: Desk, code: str, period: str = "2025-03") -> EntryRow:
    return next(row for row in load_entry(desk, period).rows if row.target.code == code)


def test_last_years_figure_of_the_same_period_stands_beside_this_years(department: Desk) -> None:
    assert (row_of(department, "T1").last_year, row_of(department, "T2").last_year) == (240_000_000, None)
    assert row_of(department, "T2", "2025-12").last_year == 30_250_000
    assert row_of(department, "T1", "2025-04").last_year is None


def test_it_is_no_figure_of_this_year(department: Desk, tmp_path: Path) -> None:
    row = row_of(department, "T1", "2025-01")
    assert (row.before.previous, row.before.figures) == (0, ())
    edit_entries(department, "2025-01", [CellEdit(row.target.key, "increment", "80")])
    assert row_of(department, "T1", "2025-01").value == 80_000_000
    report(department, "2025-01", tmp_path / "1.xlsx")
    assert row_of(department, "T1", "2025-02").before.previous == 80_000_000


def test_headquarters_board_is_as_before(headquarters: Path, sit_down: Callable[[Path], Desk]) -> None:
    shown = board(sit_down(headquarters), "2025-03")
    assert [line.judgement.completion for line in shown.lines] == [None, None]


def test_what_is_no_figure_is_refused_with_its_line(tmp_path: Path) -> None:
    catalogue = tmp_path / "2025.csv"
    catalogue.write_text("\n".join((HEADER, LINES[0].replace("240", "很多"))), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        new(tmp_path / "hq.db", catalogue, None, Origin.COMMAND)
    assert refused.value.sentence.values == {"line": 2, "found": "很多"}
    assert not (tmp_path / "hq.db").exists()
