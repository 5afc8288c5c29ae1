"""What went out is kept: by whom, where to, and the digest of the very file."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Refusal
from db.vocabulary import Direction, ExchangeState, Kind
from desktop.desk import Desk
from desktop.exchange.forms.read_form import open_form
from desktop.operations.dispatching import dispatch_row
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import Exchange, export_again, load_exchanges
from desktop.operations.issue import issue
from desktop.operations.progress import Cancelled
from desktop.operations.receipts import send_receipts
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.summary import summarize

PERIOD = "2024-03"
Rewrite = Callable[..., Path]


def went_out(desk: Desk) -> list[Exchange]:
    return [one for one in load_exchanges(desk) if one.direction is Direction.OUT]


def digests(desk: Desk) -> dict[str, str]:
    with desk.read() as (connection, _):
        rows = connection.exec_driver_sql("SELECT file_name, sha256 FROM dispatches")
        return {name: digest for name, digest in rows}  # noqa: C416 - a result is no mapping


def test_a_report_that_goes_out_is_kept(department: Desk, tmp_path: Path) -> None:
    made = report(department, PERIOD, tmp_path / "上报.xlsx")
    newest = went_out(department)[0]
    assert (newest.kind, newest.state, newest.revision, newest.rows) == (Kind.REPORT, ExchangeState.SENT, 1, 12)
    assert (newest.unit, newest.period, newest.check_code) == ("练习单位001", PERIOD, made.check_code)
    assert newest.path == tmp_path / "上报.xlsx"
    assert newest.can_repeat
    assert not newest.can_undo
    digest = hashlib.sha256((tmp_path / "上报.xlsx").read_bytes()).hexdigest()
    assert digests(department)["上报.xlsx"] == digest


def test_a_report_that_is_not_written_is_not_kept(department: Desk, tmp_path: Path) -> None:
    before = went_out(department)
    with pytest.raises(Refusal):
        report(department, PERIOD, tmp_path / "没有" / "上报.xlsx")
    assert went_out(department) == before


def test_every_assignment_and_the_summary_are_kept(headquarters: Desk, tmp_path: Path) -> None:
    before = len(went_out(headquarters))
    issued = issue(headquarters, "2024-04", tmp_path / "下达")
    summarize(headquarters, PERIOD, tmp_path / "汇总.xlsx")
    out = went_out(headquarters)
    assert len(out) == before + len(issued.files) + 1
    assert (out[0].kind, out[0].unit, out[0].rows, out[0].check_code) == (Kind.SUMMARY, "", 12, "")
    assert {one.path for one in out[1 : len(issued.files) + 1]} == set(issued.files)
    assert {one.kind for one in out[1:]} == {Kind.ASSIGNMENT}
    assert not any(one.can_repeat for one in out)


def test_assignments_written_before_a_stop_are_kept(headquarters: Desk, tmp_path: Path) -> None:
    before = len(went_out(headquarters))

    def stop(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        issue(headquarters, "2024-04", tmp_path / "下达", stop)
    assert len(went_out(headquarters)) == before + 2 == before + len(list((tmp_path / "下达").iterdir()))


def test_what_is_not_taken_is_listed_with_its_reason_and_gets_a_receipt(
    headquarters: Desk, report_file: Path, rewrite: Rewrite, tmp_path: Path
) -> None:
    bad = rewrite(report_file, {(0, "value"): "十二"})
    (tmp_path / "信.xlsx").write_bytes(b"hello")
    results = receive(headquarters, [bad, tmp_path / "信.xlsx", report_file])
    listed = {one.file_name: one for one in load_exchanges(headquarters)}
    assert (listed["改过.xlsx"].state, listed["改过.xlsx"].unit) == (ExchangeState.REJECTED, "练习单位001")
    assert "不是数字" in listed["改过.xlsx"].reason
    assert (listed["信.xlsx"].kind, listed["信.xlsx"].path) == (None, tmp_path / "信.xlsx")
    assert "不是 Excel 工作簿" in listed["信.xlsx"].reason
    assert not listed["改过.xlsx"].can_undo
    send_receipts(headquarters, results, tmp_path / "回执")
    receipts = [one for one in went_out(headquarters) if one.kind is Kind.RECEIPT]
    assert {(one.file_name, one.unit, one.period) for one in receipts} == {
        ("回执_改过.xlsx", "练习单位001", PERIOD),
        ("回执_信.xlsx", "", ""),
    }


def test_a_report_is_exported_again_as_it_was(department: Desk, tmp_path: Path) -> None:
    first = report(department, PERIOD, tmp_path / "1.xlsx")
    key = load_entry(department, PERIOD).rows[0].target.key
    edit_entries(department, PERIOD, [CellEdit(key, "narrative", "又有进展")])
    report(department, PERIOD, tmp_path / "2.xlsx")
    sent = next(one for one in went_out(department) if one.file_name == "1.xlsx")
    again = export_again(department, sent.key, tmp_path / "再.xlsx")
    assert (again.revision, again.check_code) == (1, first.check_code)
    one, two = (open_form((tmp_path / name).read_bytes()) for name in ("1.xlsx", "再.xlsx"))
    assert [(sheet.name, sheet.rows) for sheet in one[0]] == [(sheet.name, sheet.rows) for sheet in two[0]]
    assert one[1] == two[1]
    newest = went_out(department)[0]
    assert (newest.file_name, newest.revision, newest.check_code) == ("再.xlsx", 1, first.check_code)


def test_a_report_that_is_not_here_is_not_exported_again(department: Desk, tmp_path: Path) -> None:
    report(department, PERIOD, tmp_path / "1.xlsx")
    sent = went_out(department)[0]
    with department.store.write() as connection:
        connection.exec_driver_sql("UPDATE dispatches SET revision = 7 WHERE key = ?", (sent.key,))
    with pytest.raises(Refusal, match="第 7 次上报件已经不在"):
        export_again(department, sent.key, tmp_path / "再.xlsx")
    assert not (tmp_path / "再.xlsx").exists()


def test_a_report_is_not_exported_again_after_its_targets_were_taken_away(department: Desk, tmp_path: Path) -> None:
    report(department, PERIOD, tmp_path / "1.xlsx")
    sent = went_out(department)[0]
    with department.store.write() as connection:
        connection.exec_driver_sql(
            "DELETE FROM assignments WHERE unit_key = ? AND target_key IN (SELECT target_key FROM entries LIMIT 1)",
            (department.unit_key,),
        )
    with pytest.raises(Refusal, match="下达的任务有变化"):
        export_again(department, sent.key, tmp_path / "再.xlsx")


def test_a_file_that_is_gone_before_it_is_kept_is_a_refusal(department: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        dispatch_row(department, Kind.SUMMARY, tmp_path / "没有.xlsx", period=PERIOD)
