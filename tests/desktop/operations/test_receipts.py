from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db.errors import Refusal
from db.vocabulary import Kind
from desktop.desk import Desk
from desktop.operations.exchanges import load_exchanges
from desktop.operations.receipts import send_receipts, write_receipts
from desktop.operations.receive import receive

Rewrite = Callable[..., Path]


def test_files_of_one_name_in_several_folders_have_a_receipt_each(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    paths = []
    for place, value in enumerate(("十二", "十三", "十四")):
        folder = tmp_path / str(place)
        folder.mkdir()
        name = "上报.XLSX" if place == 2 else "上报.xlsx"
        paths.append(rewrite(report_file, {(0, "value"): value}).rename(folder / name))
    written = write_receipts(receive(headquarters, paths), tmp_path / "回执").files
    assert [path.name for path in written] == ["回执_上报.xlsx", "回执_上报_2.xlsx", "回执_上报_3.xlsx"]
    marked: list[Any] = [load_workbook(path)["填报"]["M7"].value for path in written]
    assert marked == ["十二", "十三", "十四"]


def test_a_receipt_that_is_open_in_excel_gets_a_second_name(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, tmp_path: Path, kept_open: Callable[..., object]
) -> None:
    results = receive(headquarters, [rewrite(report_file, {(0, "value"): "十二"})])
    kept_open(tmp_path / "回执" / "回执_改过.xlsx")
    written = send_receipts(headquarters, results, tmp_path / "回执")
    assert [path.name for path in written.files] == ["回执_改过_2.xlsx"]
    assert "已另存为：回执_改过_2.xlsx" in str(written.note)
    sent = next(one for one in load_exchanges(headquarters) if one.kind is Kind.RECEIPT)
    assert sent.file_name == "回执_改过_2.xlsx"


def test_what_was_taken_needs_no_receipt(headquarters: Desk, report_file: Path, tmp_path: Path) -> None:
    results = receive(headquarters, [report_file, report_file])
    assert write_receipts(results, tmp_path / "回执").files == []
    assert list((tmp_path / "回执").iterdir()) == []


def test_a_conflict_is_marked_where_it_stands(
    headquarters: Desk, assignment_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    one, other = (rewrite(assignment_file, {(0, "narrative"): text}, f"{text}.xlsx") for text in ("甲", "乙"))
    (path,) = write_receipts(receive(headquarters, [one, other]), tmp_path / "回执").files
    cell = load_workbook(path)["填报"]["Q7"]
    assert cell.value == "乙"
    assert cell.comment is not None
    assert "已收到“甲”，这份文件“乙”" in cell.comment.text


def test_a_folder_that_cannot_be_made_is_said(headquarters: Desk, report_file: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(Refusal, match="不能写入"):
        write_receipts(receive(headquarters, [report_file]), tmp_path / "文件" / "回执")
