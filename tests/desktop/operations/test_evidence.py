"""Evidence files: attached, kept by their digest, told in the report, and never lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Refusal
from db.evidence import EvidenceFile, size_text
from db.models import Base
from db.vocabulary import FileState, PeriodState
from desktop.desk import Desk
from desktop.exchange.forms.write_form import FIRST_ROW
from desktop.exchange.layout import FORM_COLUMNS, column_index
from desktop.operations.changes import Wanted, load_changes
from desktop.operations.entry import EntryRow, load_entry
from desktop.operations.evidence import (
    FileCondition,
    add_bytes,
    add_files,
    attach_all,
    conditions,
    folder_of,
    open_copy,
    remove_file,
)
from desktop.operations.receive import receive
from desktop.operations.report import report

PERIOD = "2024-03"


@pytest.fixture
def desk(finished_round: Path, tmp_path: Path, sit_down: Callable[[Path], Desk]) -> Desk:
    """A department whose first report is out."""
    return sit_down(Path(shutil.copy(finished_round / "units" / "练习单位001.db", tmp_path / "unit.db")))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "验收单.pdf"
    path.write_bytes(b"%PDF-1.7 scan")
    return path


def first(desk: Desk) -> EntryRow:
    return load_entry(desk, PERIOD).rows[0]


def test_a_file_is_kept_under_its_digest_and_told_with_its_name(desk: Desk, scan: Path) -> None:
    key = first(desk).target.key
    add_files(desk, PERIOD, key, [scan])
    add_files(desk, PERIOD, key, [scan])
    (file,) = first(desk).files
    assert (file.name, file.size) == ("验收单.pdf", 13)
    assert (folder_of(desk) / file.sha256).read_bytes() == b"%PDF-1.7 scan"
    assert conditions(desk, [file]) == [FileCondition.GOOD]
    shown = open_copy(desk, file)
    assert shown.name == "验收单.pdf"
    assert shown.read_bytes() == b"%PDF-1.7 scan"
    line = load_changes(desk, Wanted(), None, 1).lines[0]
    assert (line.thing, line.new) == ("evidence_files", "验收单.pdf")


def test_what_is_gone_or_altered_is_told(desk: Desk, scan: Path) -> None:
    add_files(desk, PERIOD, first(desk).target.key, [scan])
    (file,) = first(desk).files
    kept = folder_of(desk) / file.sha256
    kept.write_bytes(b"%PDF-1.7 scam")
    assert conditions(desk, [file]) == [FileCondition.CHANGED]
    kept.unlink()
    assert conditions(desk, [file]) == [FileCondition.MISSING]
    with pytest.raises(Refusal) as refused:
        open_copy(desk, file)
    assert refused.value.sentence.code == "refusal.evidence_missing"


def test_the_report_names_each_file_and_headquarters_sees_it(
    desk: Desk, scan: Path, tmp_path: Path, headquarters_database: Path, sit_down: Callable[[Path], Desk]
) -> None:
    add_files(desk, PERIOD, first(desk).target.key, [scan])
    (file,) = first(desk).files
    one, two = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    made, again = report(desk, PERIOD, one), report(desk, PERIOD, two)
    assert made.check_code == again.check_code
    cell = openpyxl.load_workbook(one).worksheets[0].cell(FIRST_ROW + 1, column_index(FORM_COLUMNS, "evidence") + 1)
    assert cell.value == f"验收单.pdf（1 KB，{file.sha256[:12]}）"
    headquarters = sit_down(headquarters_database)
    assert receive(headquarters, [one])[0].state is FileState.TAKEN
    assert first(desk).answer.evidence == ""


def test_the_next_revision_has_the_files_and_the_next_period_begins_without(
    desk: Desk, scan: Path, tmp_path: Path
) -> None:
    key = first(desk).target.key
    add_files(desk, PERIOD, key, [scan])
    report(desk, PERIOD, tmp_path / "一.xlsx")
    add_bytes(desk, PERIOD, key, "截图.png", b"png")
    assert [file.name for file in first(desk).files] == ["验收单.pdf", "截图.png"]
    assert load_entry(desk, "2024-04").rows[0].files == ()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=20), min_size=1, max_size=4, unique=True))
def test_what_is_removed_can_be_put_back(desk: Desk, contents: list[bytes]) -> None:
    key = first(desk).target.key
    for number, content in enumerate(contents):
        add_bytes(desk, PERIOD, key, f"{number}.bin", content)
    before = set(first(desk).files)
    for file in before:
        remove_file(desk, PERIOD, key, file)
    assert first(desk).files == ()
    attach_all(desk, PERIOD, key, sorted(before, key=lambda file: file.name))
    assert set(first(desk).files) == before
    assert set(conditions(desk, list(before))) == {FileCondition.GOOD}


def test_what_cannot_be_attached_is_refused(
    desk: Desk, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = first(desk).target.key
    for path, code in ((tmp_path, "evidence_folder"), (tmp_path / "没有.pdf", "not_found")):
        with pytest.raises(Refusal) as refused:
            add_files(desk, PERIOD, key, [scan, path])
        assert refused.value.sentence.code == f"refusal.{code}"
    monkeypatch.setattr("desktop.operations.evidence.LIMIT", 5)
    with pytest.raises(Refusal) as refused:
        add_files(desk, PERIOD, key, [scan])
    assert refused.value.sentence.code == "refusal.evidence_large"
    monkeypatch.undo()
    with desk.store.write() as connection:
        periods = Base.metadata.tables["periods"]
        connection.execute(periods.update().where(periods.c.code == PERIOD).values(state=PeriodState.CLOSED))
    with pytest.raises(Refusal) as refused:
        add_files(desk, PERIOD, key, [scan])
    assert refused.value.sentence.code == "refusal.closed"
    assert first(desk).files == ()


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 KB"), (1, "1 KB"), (1025, "2 KB"), (2**20, "1 MB"), (1_600_000, "1.6 MB")]
)
def test_sizes_are_rounded_up(size: int, text: str) -> None:
    assert size_text(EvidenceFile("a", size, "").size) == text
