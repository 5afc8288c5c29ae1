"""The inbox: look first, settle what needs a person, take all of it or nothing."""

import gc
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from db.errors import Refusal
from db.models import Base
from db.vocabulary import FileState, Severity, Side
from desktop.desk import Desk
from desktop.exchange.forms.read_out import ReadForm
from desktop.operations import inbox, tray
from desktop.operations.board import board
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.inbox import Question, inspect, missing, settle, take_incoming
from desktop.operations.opened import Settled
from desktop.operations.periods import set_closed
from desktop.operations.progress import Cancelled
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report
from desktop.operations.units import set_contact

pytestmark = pytest.mark.on_both

MARCH = "2024-03"
REPORTS, BATCHES = (Base.metadata.tables[name] for name in ("reports", "batches"))


@pytest.fixture
def desk(issued_database: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """Headquarters that waits for March's reports."""
    return sit_down(issued_database)


def count(desk: Desk) -> int:
    with desk.read() as (connection, _):
        return len(connection.execute(select(REPORTS.c.key).where(REPORTS.c.period == MARCH)).all())


def test_looking_changes_nothing_and_taking_takes_what_was_seen(desk: Desk, finished_round: Path) -> None:
    before = _commits(desk)
    seen = inspect(desk, [finished_round / "reports"])
    assert [one.clean for one in seen] == [True] * 4
    assert (count(desk), _commits(desk)) == (0, before)
    assert {result.state for result in take_incoming(desk, seen)} == {FileState.TAKEN}
    assert count(desk) == 4
    again = inspect(desk, [finished_round / "reports"])
    assert {one.result.state for one in again} == {FileState.UNCHANGED}


@pytest.mark.parametrize("few", [tray._FEW, 1], ids=["in memory", "in a file"])
def test_what_was_looked_at_is_taken_whatever_became_of_the_file(
    desk: Desk, finished_round: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(tray, "_FEW", few)
    paths = [Path(copy(path, tmp_path)) for path in (finished_round / "reports").glob("*.xlsx")]
    sent = {path.name: path.read_bytes() for path in paths}
    before = _forms()
    seen = inspect(desk, paths)
    assert _forms() == before
    paths[0].write_bytes(paths[1].read_bytes())
    for path in paths[1:]:
        path.unlink()
    results = take_incoming(desk, seen)
    assert {result.state for result in results} == {FileState.TAKEN}
    with desk.read() as (connection, _):
        kept = connection.execute(select(BATCHES.c.file_name, BATCHES.c.content, BATCHES.c.sha256)).all()
    assert {row.file_name: row.content for row in kept if row.file_name in sent} == sent
    assert {row.sha256 for row in kept} >= {sha256(content).hexdigest() for content in sent.values()}


def test_where_nothing_can_be_put_aside_it_is_said(
    desk: Desk, finished_round: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "_FEW", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(Refusal, match="gone"):
        inspect(desk, [finished_round / "reports"])


def test_the_same_file_twice_in_one_drop_is_taken_once(desk: Desk, finished_round: Path, tmp_path: Path) -> None:
    first = min((finished_round / "reports").glob("*.xlsx"))
    double = Path(copy(first, tmp_path / "copy.xlsx"))
    states = sorted(one.result.state for one in inspect(desk, [first, double]))
    assert states == [FileState.TAKEN, FileState.UNCHANGED]


def test_stopped_half_way_nothing_is_taken(desk: Desk, finished_round: Path) -> None:
    seen = inspect(desk, [finished_round / "reports"])

    def stop(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_incoming(desk, seen, stop)
    assert count(desk) == 0


@pytest.mark.parametrize("together", [1, 48])
def test_what_a_newer_report_changes_is_told(
    desk: Desk,
    finished_round: Path,
    tmp_path: Path,
    sit_down: Callable[[Path], Desk],
    monkeypatch: pytest.MonkeyPatch,
    together: int,
) -> None:
    monkeypatch.setattr(inbox, "_TOGETHER", together)
    issued = min((finished_round / "issued").glob("*.xlsx"))
    receive_into(tmp_path / "unit.db", [issued], desk.author.origin)
    unit = sit_down(tmp_path / "unit.db")
    row = next(row for row in load_entry(unit, MARCH).rows if row.target.goal.measure.has_figure)
    for number, text in enumerate(("第一次", "第二次"), 1):
        edit_entries(unit, MARCH, [CellEdit(row.target.key, "problems", text)])
        report(unit, MARCH, tmp_path / f"{number}.xlsx")
    # Named so that the newer one comes first.
    newer = (tmp_path / "2.xlsx").rename(tmp_path / "0.xlsx")
    others = sorted((finished_round / "reports").glob("*.xlsx"))[1:]
    seen = inspect(desk, [newer, *others, tmp_path / "1.xlsx"])
    assert [one.clean for one in seen] == [True] * 5
    assert [(one.field, one.before, one.after) for one in seen[0].moved] == [("problems", "第一次", "第二次")]
    assert [one.result.path for one in seen[1:]] == [*others, tmp_path / "1.xlsx"]
    assert not any(one.moved for one in seen[1:])


def test_an_edited_report_waits_where_the_desk_says_so(desk: Desk, finished_round: Path, tmp_path: Path) -> None:
    path = Path(copy(min((finished_round / "reports").glob("*.xlsx")), tmp_path / "edited.xlsx"))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(row for row in range(sheet.max_row, 1, -1) if sheet.cell(row, 1).value)
    sheet.cell(place, _headed(sheet, "存在问题").column).value = "改过"
    book.save(path)
    assert inspect(desk, [path])[0].clean
    with desk.store.write() as connection:
        connection.execute(update(Base.metadata.tables["seats"]).values(edited_policy="hold"))
    held = inspect(desk, [path])[0]
    assert (held.result.state, held.question) == (FileState.HELD, Question.EDITED)
    settled = settle(desk, held, Settled(edited=True))
    assert settled.clean
    take_incoming(desk, [settled])
    assert [row.code for row in _resolutions(desk)] == ["edited"]


def test_a_closed_period_is_opened_for_one_file(desk: Desk, finished_round: Path) -> None:
    set_closed(desk, MARCH, closed=True)
    held = inspect(desk, [min((finished_round / "reports").glob("*.xlsx"))])[0]
    assert held.question is Question.CLOSED
    assert settle(desk, held, Settled(closed=True)).clean


def test_conflicts_are_settled_cell_by_cell(desk: Desk, finished_round: Path, tmp_path: Path) -> None:
    issued = min((finished_round / "issued").glob("*.xlsx"))
    copies = []
    for number, text in enumerate(("甲填的", "乙填的")):
        path = Path(copy(issued, tmp_path / f"{number}.xlsx"))
        book = load_workbook(path)
        sheet = book.worksheets[0]
        place = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "存在问题")
        key = next(row for row in range(place.row + 1, sheet.max_row) if sheet.cell(row, 1).value)
        sheet.cell(key, place.column).value = text
        book.save(path)
        copies.append(path)
    receive(desk, copies[:1])
    held = inspect(desk, copies[1:])[0]
    assert held.question is Question.CONFLICTS
    one = held.result.conflicts[0]
    assert (one.field, one.issued, one.ours, one.theirs) == ("problems", "", "甲填的", "乙填的")
    settled = settle(desk, held, Settled(conflicts={(one.target_key, one.field): Side.THEIRS}))
    assert [(move.before, move.after) for move in settled.moved] == [("甲填的", "乙填的")]
    take_incoming(desk, [settled])
    told = next(row for row in _resolutions(desk) if row.code == "conflict")
    assert (told.theirs, told.chosen) == ("乙填的", Side.THEIRS)
    kept = settle(desk, held, Settled(conflicts={(one.target_key, one.field): Side.OURS}))
    assert kept.result.state is FileState.UNCHANGED or not kept.clean


def test_who_is_missing_is_told_with_whom_to_call(desk: Desk, finished_round: Path) -> None:
    unit, name = next(iter((key, board(desk, MARCH).plan.units[key]) for key in board(desk, MARCH).reports))
    set_contact(desk, unit, {"person": "张三", "phone": "027-1"})
    told = missing(desk, MARCH)
    assert (told[0].unit, told[0].person, told[0].phone) == (name, "张三", "027-1")
    take_incoming(desk, inspect(desk, [finished_round / "reports"]))
    assert missing(desk, MARCH) == ()


def test_findings_are_counted_by_weight(desk: Desk, finished_round: Path, tmp_path: Path) -> None:
    path = Path(copy(min((finished_round / "reports").glob("*.xlsx")), tmp_path / "unexplained.xlsx"))
    book = load_workbook(path)
    head = _headed(book.worksheets[0], "情况说明")
    for row in range(head.row + 1, book.worksheets[0].max_row + 1):
        book.worksheets[0].cell(row, head.column).value = None
    book.save(path)
    (one,) = inspect(desk, [path])
    found = [finding.severity for finding in one.result.findings if finding.field]
    assert (one.clean, one.found[Severity.ERROR]) == (True, 0)
    assert one.found[Severity.QUERY] == found.count(Severity.QUERY) > 0


def _headed(sheet: Any, word: str) -> Any:
    """The cell of a header."""
    return next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == word)


def _forms() -> int:
    """How many forms are in memory."""
    return sum(type(one) is ReadForm for one in gc.get_objects())


def _commits(desk: Desk) -> int:
    with desk.read() as (connection, _):
        return int(connection.scalars(select(Base.metadata.tables["ledger"].c.commits)).one())


def _resolutions(desk: Desk) -> list[Any]:
    with desk.read() as (connection, _):
        return list(connection.execute(select(Base.metadata.tables["resolutions"])))
