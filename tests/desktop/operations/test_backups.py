"""Backups as a person meets them: one a day, one before an import, a second place, and what is said where one fails."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.backups import folder_of, mark_of
from db.errors import Refusal
from db.vocabulary import BackupReason, FileState
from desktop.desk import Desk
from desktop.operations.backups import back_up_before_import, back_up_now, back_up_on_opening, list_backups
from desktop.operations.diagnostics import diagnose
from desktop.operations.entry import Signature, set_signature
from desktop.operations.exchanges import load_exchanges, undo
from desktop.operations.inbox import inspect, take_incoming
from desktop.operations.receive import receive

Sit = Callable[[Path], Desk]
TODAY = date.today()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def desk(sit_down: Sit, practice_database: Path) -> Desk:
    return sit_down(practice_database)


def write(desk: Desk, name: str) -> None:
    set_signature(desk, "2024-03", Signature(name, "审核员", ""))


def reasons(desk: Desk) -> list[BackupReason]:
    return [one.reason for one in list_backups(desk)]


def test_one_on_the_first_opening_of_a_day_after_a_day_with_work(desk: Desk) -> None:
    write(desk, "王")
    assert back_up_on_opening(desk, None, TODAY).backup is None
    assert back_up_on_opening(desk, None, TOMORROW).backup is not None
    assert back_up_on_opening(desk, None, TOMORROW + timedelta(days=1)).backup is None
    write(desk, "李")
    made = back_up_on_opening(desk, None, TOMORROW + timedelta(days=1)).backup
    assert made is not None
    assert made.reason is BackupReason.DAILY
    assert diagnose(desk).counts


def test_a_clock_that_always_shows_one_day_makes_backups_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up_now(desk, None)
    monkeypatch.setattr("desktop.operations.backups._MUCH", 3)
    write(desk, "王")
    write(desk, "李")
    assert back_up_on_opening(desk, None, TODAY).backup is None
    write(desk, "张")
    assert back_up_on_opening(desk, None, TODAY).backup is not None


def test_a_reception_of_many_files_makes_one(headquarters: Desk, finished_round: Path) -> None:
    results = receive(headquarters, [finished_round / "reports"])
    assert [one.state for one in results] == [FileState.TAKEN] * 4
    assert reasons(headquarters) == [BackupReason.BEFORE_IMPORT]


def test_taking_what_was_looked_at_makes_one(headquarters: Desk, finished_round: Path) -> None:
    files = inspect(headquarters, [finished_round / "reports"])
    assert reasons(headquarters) == []
    take_incoming(headquarters, files)
    assert reasons(headquarters) == [BackupReason.BEFORE_IMPORT]


def test_a_large_database_is_backed_up_before_the_first_import_of_a_day(
    headquarters: Desk, finished_round: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.operations.backups._QUICK", 0)
    monkeypatch.setattr("desktop.operations.backups._MUCH", 3)
    first, second, third, fourth = sorted((finished_round / "reports").iterdir())
    receive(headquarters, [first])
    receive(headquarters, [second])
    assert reasons(headquarters) == [BackupReason.BEFORE_IMPORT]
    # It can be gone back to, and what came in since can be taken back by itself.
    undo(headquarters, load_exchanges(headquarters)[0].key)
    assert reasons(headquarters) == [BackupReason.BEFORE_UNDO, BackupReason.BEFORE_IMPORT]
    back_up_before_import(headquarters, TODAY)
    assert len(reasons(headquarters)) == 2
    back_up_before_import(headquarters, TOMORROW)
    assert len(reasons(headquarters)) == 3
    # A great deal that was written counts as a day.
    for file in (second, third, fourth):
        receive(headquarters, [file])
    assert len(reasons(headquarters)) == 3
    receive(headquarters, [first])
    assert len(reasons(headquarters)) == 4


def test_an_import_that_cannot_be_gone_back_from_is_not_begun(headquarters: Desk, finished_round: Path) -> None:
    folder_of(headquarters.store.path).write_text("in the way", encoding="utf-8")
    before = mark_of(headquarters.store.path)
    with pytest.raises(Refusal, match="没有继续"):
        receive(headquarters, [finished_round / "reports"])
    with pytest.raises(Refusal, match="没有继续"):
        take_incoming(headquarters, ())
    assert mark_of(headquarters.store.path) == before


def test_the_newest_is_put_in_the_second_place_once(desk: Desk, tmp_path: Path, sit_down: Sit) -> None:
    second = tmp_path / "U盘"
    second.mkdir()
    write(desk, "王")
    assert back_up_on_opening(desk, second, TOMORROW).troubles == ()
    (copied,) = second.iterdir()
    assert copied.read_bytes() == list_backups(desk)[0].path.read_bytes()
    written = copied.stat().st_mtime_ns
    back_up_on_opening(desk, second, TOMORROW)
    assert [path.stat().st_mtime_ns for path in second.iterdir()] == [written]
    assert diagnose(sit_down(Path(shutil.copy(copied, tmp_path / "找回.db")))).counts == diagnose(desk).counts


def test_a_second_place_that_is_gone_is_told_and_the_first_is_kept(desk: Desk, tmp_path: Path) -> None:
    write(desk, "王")
    made = back_up_on_opening(desk, tmp_path / "gone", TOMORROW)
    assert made.backup is not None
    assert [one.code for one in made.troubles] == ["refusal.no_second"]
    assert "不受影响" in str(made.troubles[0])


def test_a_second_place_that_garbles_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def garble(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr("desktop.operations.backups.shutil.copyfile", garble)
    (tmp_path / "second").mkdir()
    made = back_up_now(desk, tmp_path / "second")
    assert [one.code for one in made.troubles] == ["refusal.no_second"]
    assert list((tmp_path / "second").iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_and_work_goes_on(desk: Desk) -> None:
    folder_of(desk.store.path).write_text("in the way", encoding="utf-8")
    write(desk, "王")
    made = back_up_on_opening(desk, None, TOMORROW)
    assert (made.backup, [one.code for one in made.troubles]) == (None, ["refusal.no_backup"])
    write(desk, "李")
