"""The timeline: what each backup holds and what was done since, also over a restore."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from db.between import Done
from db.errors import Refusal
from db.vocabulary import BackupReason
from desktop.desk import Desk
from desktop.operations.backups import back_up_now
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.exchanges import undo
from desktop.operations.receive import receive
from desktop.operations.restore import restore_over
from desktop.operations.timeline import load_timeline

Sit = Callable[[Path], Desk]
PERIOD = "2024-03"


def edit(desk: Desk, count: int, text: str) -> None:
    keys = [row.target.key for row in load_entry(desk, PERIOD).rows][:count]
    edit_entries(desk, PERIOD, [CellEdit(key, "narrative", text) for key in keys])


def test_what_was_typed_since_is_counted_with_its_unit_and_period(sit_down: Sit, practice_database: Path) -> None:
    desk = sit_down(practice_database)
    assert load_timeline(desk).steps == ()
    edit(desk, 2, "一")
    back_up_now(desk, None)
    edit(desk, 3, "二")
    back_up_now(desk, None)
    edit(desk, 1, "三")
    newer, older = load_timeline(desk).steps
    assert newer.until_next == newer.until_now == Done(entries=1, units=(desk.unit,), periods=(PERIOD,))
    assert older.until_next == Done(entries=3, units=(desk.unit,), periods=(PERIOD,))
    assert older.until_now == older.until_next
    assert older.backup.reason is BackupReason.BY_HAND
    assert older.size == older.backup.path.stat().st_size
    assert load_timeline(desk).folder == newer.backup.path.parent


def test_files_and_undone_imports_are_counted(headquarters: Desk, finished_round: Path) -> None:
    results = receive(headquarters, [finished_round / "reports"])
    undo(headquarters, results[0].batch)
    before_undo, before_import = load_timeline(headquarters).steps
    assert before_import.held is not None
    assert before_undo.held is not None
    assert before_undo.held.reports == before_import.held.reports + 4
    assert before_undo.held.figures > before_import.held.figures
    taken = before_import.until_next
    assert taken is not None
    assert (taken.files, taken.entries, taken.undone, len(taken.units)) == (4, 0, 0, 4)
    assert before_undo.until_now is not None
    assert (before_undo.until_now.files, before_undo.until_now.undone) == (0, 1)


def test_what_came_after_an_older_one_was_restored_is_no_continuation(sit_down: Sit, practice_database: Path) -> None:
    desk = sit_down(practice_database)
    edit(desk, 1, "一")
    back_up_now(desk, None)
    edit(desk, 2, "二")
    desk.close()
    restore_over(load_timeline(desk).steps[0].backup.path, desk.store.path, desk.author)
    desk = sit_down(desk.store.path)
    edit(desk, 2, "三")
    back, there = load_timeline(desk).steps
    assert back.backup.reason is BackupReason.BEFORE_RESTORE
    assert (back.until_next, back.until_now) == (None, None)
    assert there.until_next == Done(entries=2, units=(desk.unit,), periods=(PERIOD,))
    assert there.until_now == Done(entries=2, units=(desk.unit,), periods=(PERIOD,))


def test_a_backup_without_a_ledger_is_shown_by_its_moment_alone(sit_down: Sit, practice_database: Path) -> None:
    desk = sit_down(practice_database)
    made = back_up_now(desk, None).backup
    assert made is not None
    with closing(sqlite3.connect(made.path)) as raw:
        raw.execute("DROP TABLE ledger")
    (step,) = load_timeline(desk).steps
    assert (step.held, step.until_next, step.until_now) == (None, None, None)


def test_a_backup_that_was_damaged_since_is_named(sit_down: Sit, practice_database: Path) -> None:
    desk = sit_down(practice_database)
    made = back_up_now(desk, None).backup
    assert made is not None
    with closing(sqlite3.connect(made.path)) as raw:
        raw.execute("DROP TABLE history")
    with pytest.raises(Refusal, match=made.path.name):
        load_timeline(desk)
