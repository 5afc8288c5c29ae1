from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import BackupReason, Direction, ExchangeState, Kind
from desktop.desk import Desk
from desktop.operations.backups import list_backups
from desktop.operations.check import check
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.receipts import write_receipts
from desktop.operations.receive import receive
from desktop.operations.restore import restore

Sit = Callable[[Path], Desk]
Rewrite = Callable[..., Path]


def test_what_came_in_is_listed_newest_first(headquarters: Desk, finished_round: Path) -> None:
    receive(headquarters, [finished_round / "reports"])
    everything = load_exchanges(headquarters)
    listed = [one for one in everything if one.direction is Direction.IN]
    assert len(listed) == 4
    assert {(one.kind, one.period, one.revision, one.rows, one.state) for one in listed} == {
        (Kind.REPORT, "2024-03", 1, 12, ExchangeState.TAKEN)
    }
    assert {one.path for one in listed} == set((finished_round / "reports").iterdir())
    assert [one.at for one in everything] == sorted((one.at for one in everything), reverse=True)
    assert all(len(one.check_code) == 11 and one.unit for one in listed)


def test_an_undo_makes_a_backup_first_and_cannot_be_done_twice(headquarters: Desk, report_file: Path) -> None:
    batch = receive(headquarters, [report_file])[0].batch
    undo(headquarters, batch[:6])
    assert [one.reason for one in list_backups(headquarters)] == [
        BackupReason.BEFORE_UNDO,
        BackupReason.BEFORE_IMPORT,
    ]
    with pytest.raises(Refusal, match="已经撤销过"):
        undo(headquarters, batch)
    with pytest.raises(Refusal, match="没有编号"):
        undo(headquarters, "nobody")


def test_a_backup_is_put_in_place_where_nothing_is(
    headquarters: Desk, report_file: Path, tmp_path: Path, sit_down: Sit
) -> None:
    batch = receive(headquarters, [report_file])[0].batch
    undo(headquarters, batch)
    backup = list_backups(headquarters)[0].path
    restore(backup, tmp_path / "找回.db")
    desk = sit_down(tmp_path / "找回.db")
    assert [one.state for one in load_exchanges(desk) if one.direction is Direction.IN] == [ExchangeState.TAKEN]
    assert check(desk.store.path) == []
    with pytest.raises(Refusal, match="已经存在"):
        restore(backup, tmp_path / "找回.db")


def test_what_is_no_backup_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("不是数据库" * 100, encoding="utf-8")
    with pytest.raises(Refusal, match="不是目标填报台账"):
        restore(tmp_path / "信.txt", tmp_path / "找回.db")
    with pytest.raises(Refusal):
        restore(tmp_path / "没有.db", tmp_path / "找回.db")
    assert [path.name for path in tmp_path.iterdir()] == ["信.txt"]


def test_receipts_go_to_the_files_that_were_not_taken(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    import openpyxl

    bad = rewrite(report_file, {(0, "value"): "十二"})
    (tmp_path / "信.xlsx").write_bytes(b"hello")
    results = receive(headquarters, [report_file, bad, tmp_path / "信.xlsx", tmp_path / "没有.xlsx"])
    written = write_receipts(results, tmp_path / "回执").files
    assert [path.name for path in written] == ["回执_改过.xlsx", "回执_信.xlsx"]
    book = openpyxl.load_workbook(written[0])
    assert book.sheetnames[0] == "导入回执"
    cell = book["填报"]["M7"]
    assert (cell.value, cell.comment.text) == ("十二", "“十二”不是数字，请改成数字。")
    assert [cell.value for cell in book["导入回执"][4]][:4] == ["错误", "填报", "M7", "十二"]
