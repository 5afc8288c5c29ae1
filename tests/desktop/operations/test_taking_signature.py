"""At a unit: the first signature is trusted, every other one waits for a person, and none that is broken comes in."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import delete, select

from db.models import Base
from db.vocabulary import FileState, Origin, SealMethod
from desktop.desk import Desk
from desktop.exchange.layout import DESK_SHEET
from desktop.operations.exchanges import undo
from desktop.operations.issue import issue
from desktop.operations.opened import Settled
from desktop.operations.receive import FileResult, receive, receive_into
from desktop.operations.report import report
from desktop.operations.returning import Comment, return_report
from desktop.operations.trust import load_trust, renew_signing_key, set_seal_method
from desktop.operations.undoing import undo_preview

PERIOD, UNIT = "2024-03", "练习单位001"
Dump = Callable[[Desk], dict[str, list[tuple[Any, ...]]]]
Sit = Callable[[Path], Desk]


def fingerprints(desk: Desk) -> list[str]:
    return [one.fingerprint for one in load_trust(desk).signatures]


def codes(result: FileResult) -> list[str]:
    return [one.code for one in result.findings]


def take(desk: Desk, path: Path, signer: str | None = None) -> FileResult:
    (result,) = receive(desk, [path], settled=Settled(signer=signer))
    return result


@pytest.fixture
def issued_anew(headquarters: Desk, tmp_path: Path) -> Callable[[], Path]:
    """Issues the unit's assignment once more, with whatever headquarters signs and seals by now."""

    def anew() -> Path:
        files = issue(headquarters, PERIOD, tmp_path / "再下达").files
        return next(path for path in files if UNIT in path.name)

    return anew


@pytest.fixture
def unsigned(assignment_file: Path, tmp_path: Path) -> Path:
    """The unit's assignment as a version before signatures wrote it."""
    book = openpyxl.load_workbook(assignment_file)
    hidden = book[DESK_SHEET]
    texts = [str(cell.value) for (cell,) in hidden.iter_rows(min_row=3, max_col=1)]
    data = json.loads("".join(texts))
    for name in ("signer", "signature", "locked"):
        del data[name]
    hidden.delete_rows(3, len(texts))
    hidden.cell(3, 1).value = json.dumps(data, ensure_ascii=False)
    book.save(tmp_path / "旧版.xlsx")
    return tmp_path / "旧版.xlsx"


def test_the_assignment_that_makes_the_database_makes_its_signer_trusted(headquarters: Desk, department: Desk) -> None:
    own, above = load_trust(headquarters).signatures, load_trust(department).signatures
    assert [one.fingerprint for one in own] == [one.fingerprint for one in above]
    assert [one.who for one in above] == [department.author.who]


def test_what_the_trusted_signer_signs_is_taken_and_adds_nobody(
    department: Desk, issued_anew: Callable[[], Path]
) -> None:
    assert take(department, issued_anew()).state is FileState.TAKEN
    assert len(fingerprints(department)) == 1


def test_another_signer_waits_for_a_person_who_compares_the_fingerprint(
    headquarters: Desk, department: Desk, issued_anew: Callable[[], Path], dump: Dump
) -> None:
    (first,) = fingerprints(department)
    mark = renew_signing_key(headquarters)
    path, before = issued_anew(), dump(department)
    held = take(department, path)
    assert (held.state, codes(held), held.findings[0].found) == (FileState.HELD, ["other_signer"], mark)
    assert dump(department) == before
    # Somebody compared another fingerprint.
    assert take(department, path, first).state is FileState.HELD
    assert take(department, path, "").state is FileState.HELD
    taken = take(department, path, mark)
    assert taken.state is FileState.TAKEN
    assert fingerprints(department) == [mark, first]
    with department.store.read() as connection:
        settled = Base.metadata.tables["resolutions"]
        assert connection.execute(select(settled.c.code, settled.c.theirs)).all() == [("signer", mark)]
    undo(department, taken.batch)
    assert fingerprints(department) == [first]
    assert take(department, path).state is FileState.HELD


def test_without_a_signature_it_waits_where_somebody_is_trusted(department: Desk, unsigned: Path) -> None:
    held = take(department, unsigned)
    assert (held.state, codes(held), held.findings[0].found) == (FileState.HELD, ["unsigned"], "")
    assert take(department, unsigned, "").state is FileState.TAKEN
    assert len(fingerprints(department)) == 1


def test_naming_a_trusted_signer_without_signing_is_no_signature(
    department: Desk, assignment_file: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(assignment_file)
    hidden = book[DESK_SHEET]
    texts = [str(cell.value) for (cell,) in hidden.iter_rows(min_row=3, max_col=1)]
    data = json.loads("".join(texts))
    del data["signature"]
    hidden.delete_rows(3, len(texts))
    hidden.cell(3, 1).value = json.dumps(data, ensure_ascii=False)
    book.save(tmp_path / "冒名.xlsx")
    assert codes(take(department, tmp_path / "冒名.xlsx")) == ["unsigned"]


def test_a_database_of_before_trusts_the_first_signed_assignment(
    department: Desk, unsigned: Path, issued_anew: Callable[[], Path]
) -> None:
    with department.store.write() as connection:
        connection.execute(delete(Base.metadata.tables["trusted_keys"]))
    assert take(department, unsigned).state is FileState.TAKEN
    assert fingerprints(department) == []
    taken = take(department, issued_anew())
    assert len(fingerprints(department)) == 1
    undo(department, taken.batch)
    assert fingerprints(department) == []


def test_a_broken_signature_makes_no_database(assignment_file: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(assignment_file)
    cell = book[DESK_SHEET].cell(3, 1)
    cell.value = str(cell.value).replace("练习单位001", "练习单位002", 1)
    book.save(tmp_path / "坏.xlsx")
    (result,) = receive_into(tmp_path / "新.db", [tmp_path / "坏.xlsx"], Origin.COMMAND)
    assert (result.state, codes(result)) == (FileState.REJECTED, ["signature_broken"])
    assert not (tmp_path / "新.db").exists()


def test_a_review_is_signed_as_well(
    headquarters_database: Path, department: Desk, tmp_path: Path, sit_down: Sit, dump: Dump
) -> None:
    headquarters = sit_down(headquarters_database)
    comments = [Comment("T001", "value", "请核实")]
    return_report(headquarters, PERIOD, UNIT, comments, tmp_path / "意见.xlsx")
    mark = renew_signing_key(headquarters)
    return_report(headquarters, PERIOD, UNIT, comments, tmp_path / "意见2.xlsx")
    assert take(department, tmp_path / "意见.xlsx").state is FileState.TAKEN
    before = dump(department)
    assert codes(take(department, tmp_path / "意见2.xlsx")) == ["other_signer"]
    assert dump(department) == before
    assert take(department, tmp_path / "意见2.xlsx", mark).state is FileState.TAKEN
    assert fingerprints(department)[0] == mark


def test_a_unit_takes_over_the_digest_with_the_assignment_and_gives_it_back_with_an_undo(
    headquarters: Desk, department: Desk, issued_anew: Callable[[], Path]
) -> None:
    set_seal_method(headquarters, SealMethod.SM3)
    taken = take(department, issued_anew())
    assert load_trust(department).method is SealMethod.SM3
    lines = undo_preview(department, taken.batch).lines
    assert [(one.field, one.now, one.then) for one in lines if one.thing == "seats"] == [
        ("seal_method", "sm3", "sha256")
    ]
    undo(department, taken.batch)
    assert load_trust(department).method is SealMethod.SHA256


def test_a_report_that_was_sealed_keeps_its_seal_whatever_is_chosen_since(
    headquarters: Desk, department: Desk, issued_anew: Callable[[], Path], report_file: Path, tmp_path: Path
) -> None:
    first = report(department, PERIOD, tmp_path / "先.xlsx")
    set_seal_method(headquarters, SealMethod.SM3)
    take(department, issued_anew())
    again = report(department, PERIOD, tmp_path / "后.xlsx")
    assert (again.revision, again.check_code) == (first.revision, first.check_code)
    assert receive(headquarters, [report_file])[0].state is FileState.TAKEN
    assert receive(headquarters, [tmp_path / "后.xlsx"])[0].state is FileState.UNCHANGED


def test_copies_of_a_headquarters_sign_alike(issued_database: Path, tmp_path: Path, sit_down: Sit) -> None:
    one = sit_down(issued_database)
    other = sit_down(Path(shutil.copy(issued_database, tmp_path / "另.db")))
    assert fingerprints(one) == fingerprints(other)
