import os
from datetime import date
from pathlib import Path

import pytest
from systems import WINDOWS, not_on_windows

from db.errors import Refusal
from db.models import Base
from db.vocabulary import Direction, Severity
from desktop.desk import Desk
from desktop.exchange.forms.read_form import open_form
from desktop.operations.entry import (
    CellEdit,
    Signature,
    edit_entries,
    load_entry,
    set_node,
    set_signature,
    signature_of,
)
from desktop.operations.exchanges import load_exchanges
from desktop.operations.report import findings_of, report, suggested_name

PERIOD = "2024-03"


def key_of(desk: Desk, code: str) -> str:
    return next(row.target.key for row in load_entry(desk, PERIOD).rows if row.target.code == code)


def test_with_errors_nothing_is_sealed_or_written(department: Desk, tmp_path: Path) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "value", "十二")])
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert made.path is None
    assert [one.code for one in made.findings if one.severity is Severity.ERROR] == ["not_a_number"]
    assert next(one.code for one in findings_of(department, PERIOD)) == "not_a_number"
    assert list(tmp_path.glob("*.xlsx")) == []
    sheet = load_entry(department, PERIOD)
    assert sheet.report is not None
    assert sheet.report.is_draft


def test_exporting_again_without_a_change_is_the_same_report(department: Desk, tmp_path: Path) -> None:
    one, two = (report(department, PERIOD, tmp_path / f"{n}.xlsx") for n in (1, 2))
    assert (one.revision, one.check_code) == (two.revision, two.check_code) == (1, one.check_code)
    assert len(one.check_code) == 11


def test_what_is_said_in_the_cells_is_not_said_once_more_on_the_hidden_sheet(department: Desk, tmp_path: Path) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "narrative", "只说一遍")])
    report(department, PERIOD, tmp_path / "上报.xlsx")
    sheets, document = open_form((tmp_path / "上报.xlsx").read_bytes())
    assert document is not None
    assert document.issued == {}
    said = [sheet.name for sheet in sheets for row in sheet.rows if any("只说一遍" in str(value) for value in row)]
    assert said == ["填报"]
    sent = next(one for one in load_exchanges(department) if one.direction is Direction.OUT)
    assert sent.rows == len(load_entry(department, PERIOD).rows)


def test_a_change_after_the_export_is_the_next_revision(department: Desk, tmp_path: Path) -> None:
    first = report(department, PERIOD, tmp_path / "1.xlsx")
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "narrative", "又有进展")])
    assert suggested_name(department, PERIOD) == "上报_练习单位001_2024-03_第2次.xlsx"
    second = report(department, PERIOD, tmp_path / "2.xlsx")
    assert second.revision == 2
    assert second.check_code != first.check_code


def test_nothing_entered_is_nothing_to_report(department: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="还没有填报任何内容"):
        report(department, "2024-04", tmp_path / "上报.xlsx")


def test_a_report_whose_workbook_cannot_be_written_stays_a_draft(department: Desk, tmp_path: Path) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "narrative", "新")])
    with pytest.raises(Refusal, match="不存在"):
        report(department, PERIOD, tmp_path / "没有" / "上报.xlsx")
    sheet = load_entry(department, PERIOD)
    assert sheet.report is not None
    assert sheet.report.is_draft


@not_on_windows("a folder has no permissions of its own there")
@pytest.mark.skipif(not WINDOWS and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(department: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o500)
    with pytest.raises(Refusal, match="不能写入"):
        report(department, PERIOD, folder / "上报.xlsx")


def test_characters_that_a_workbook_cannot_hold_are_dropped_and_said(department: Desk, tmp_path: Path) -> None:
    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "narrative", "好\x07的\x01")])
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    assert "进展情况里有 2 个表格存不下的字符，已经去掉。" in [str(one.message) for one in made.findings]


def test_who_answers_for_it_stands_in_the_workbook(department: Desk, tmp_path: Path) -> None:
    import openpyxl

    edit_entries(department, PERIOD, [CellEdit(key_of(department, "T001"), "narrative", "新")])
    set_signature(department, PERIOD, Signature("王填", "李审", "027-12345678"))
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    cells = {
        str(cell.value)
        for row in openpyxl.load_workbook(tmp_path / "上报.xlsx")["填报"].iter_rows(1, 4)
        for cell in row
    }
    assert {"王填", "李审", "027-12345678", made.check_code} <= cells


def test_the_names_of_the_last_report_are_offered_for_the_next_one(department: Desk) -> None:
    assert signature_of(department, PERIOD) is None
    edit_entries(department, "2024-04", [CellEdit(key_of(department, "T001"), "narrative", "新")])
    offered = signature_of(department, "2024-04")
    assert offered is not None
    assert offered.filled_by == "【练习】填报员"
    set_signature(department, "2024-04", Signature("王填"))
    assert signature_of(department, "2024-04") == Signature("王填")


@pytest.fixture
def node(department: Desk) -> str:
    """The key of a node of a target of the department's."""
    row = {"key": "n1", "title": "封顶", "begins_on": None, "due_on": date(2024, 3, 31), "position": 0}
    target = load_entry(department, PERIOD).rows[0].target.key
    with department.store.write() as connection:
        connection.execute(Base.metadata.tables["nodes"].insert().values({**row, "target_key": target}))
    return "n1"


def test_a_note_that_no_cell_holds_is_an_error_before_it_is_sent(department: Desk, node: str, tmp_path: Path) -> None:
    set_node(department, PERIOD, node, None, "长" * 2001)
    done = report(department, PERIOD, tmp_path / "上报.xlsx")
    errors = [(one.code, one.field) for one in done.findings if one.severity is Severity.ERROR]
    assert (done.path, errors) == (None, [("too_long", "nodes")])
    set_node(department, PERIOD, node, None, "长" * 2000)
    assert report(department, PERIOD, tmp_path / "上报.xlsx").path is not None
