"""A backup becomes a database again, whole, or nothing is left."""

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from db.backups import back_up, mark_of
from db.errors import Refusal
from db.history import Author
from db.steps import Doing, Stage
from db.vocabulary import BackupReason
from db.witness import Witness
from desktop.desk import Desk
from desktop.operations.backups import back_up_now, list_backups
from desktop.operations.changes import Wanted, load_changes
from desktop.operations.check import check
from desktop.operations.entry import Signature, load_entry, set_signature, signature_of
from desktop.operations.evidence import add_files, folder_of
from desktop.operations.progress import Cancelled
from desktop.operations.restore import restore, restore_over

Sit = Callable[[Path], Desk]


def test_a_backup_says_all_that_the_database_said(
    headquarters_database: Path, tmp_path: Path, sit_down: Sit, dump: Callable[[Desk], dict[str, list[Any]]]
) -> None:
    desk = sit_down(headquarters_database)
    kept = back_up(headquarters_database, BackupReason.BY_HAND).path
    (tmp_path / "恢复").mkdir()
    restore(kept, tmp_path / "恢复" / "台账.db")
    assert {path.name for path in (tmp_path / "恢复").iterdir()} == {"台账.db", "台账.db.witness"}
    assert dump(sit_down(tmp_path / "恢复" / "台账.db")) == dump(desk)


def test_a_database_that_is_there_is_left_alone(headquarters_database: Path, tmp_path: Path) -> None:
    there = Path(shutil.copy(headquarters_database, tmp_path / "另一个.db"))
    before = there.read_bytes()
    with pytest.raises(Refusal, match="已经存在"):
        restore(headquarters_database, there)
    assert there.read_bytes() == before


def test_what_is_no_backup_is_named_and_nothing_is_left(headquarters_database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    text = tmp_path / "说明.db"
    text.write_text("不是数据库" * 500, encoding="utf-8")
    for source, target, code in (
        (text, folder / "台账.db", "refusal.not_ours"),
        (tmp_path / "没有.db", folder / "台账.db", "refusal.not_found"),
        (headquarters_database, folder / "没有" / "台账.db", "refusal.no_folder"),
    ):
        with pytest.raises(Refusal) as refused:
            restore(source, target)
        assert refused.value.sentence.code == code
    assert list(folder.iterdir()) == []


def test_a_backup_of_a_later_program_is_refused_and_nothing_is_left(
    headquarters_database: Path, tmp_path: Path
) -> None:
    later = back_up(headquarters_database, BackupReason.BY_HAND).path
    with closing(sqlite3.connect(later)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    folder = tmp_path / "空"
    folder.mkdir()
    with pytest.raises(Refusal, match="9999"):
        restore(later, folder / "台账.db")
    assert list(folder.iterdir()) == []


@pytest.fixture
def worked(sit_down: Sit, practice_database: Path) -> tuple[Path, Path, Author]:
    """A database in which somebody wrote after a backup; the backup; who it was."""
    desk = sit_down(practice_database)
    sign(desk, "王")
    made = back_up_now(desk, None).backup
    assert made is not None
    sign(desk, "李")
    desk.close()
    return practice_database, made.path, desk.author


def sign(desk: Desk, name: str) -> None:
    set_signature(desk, "2024-03", Signature(name, "审核员", ""))


def signed(desk: Desk) -> str:
    names = signature_of(desk, "2024-03")
    return "" if names is None else names.filled_by


def test_going_back_is_itself_gone_back_from(worked: tuple[Path, Path, Author], sit_down: Sit) -> None:
    database, backup, author = worked
    restore_over(backup, database, author)
    desk = sit_down(database)
    assert signed(desk) == "王"
    assert check(desk.store.path) == []
    newest = list_backups(desk)[0]
    assert newest.reason is BackupReason.BEFORE_RESTORE
    desk.close()
    restore_over(newest.path, database, author)
    assert signed(sit_down(database)) == "李"


def test_what_is_known_beside_the_database_is_that_of_the_backup(worked: tuple[Path, Path, Author]) -> None:
    database, backup, author = worked
    before = mark_of(database)
    restore_over(backup, database, author)
    now = mark_of(database)
    assert now is not None
    assert Witness(database).last(now.store_key) == now
    assert now is not None
    assert before is not None
    # Counted on, so that backups made from now on come after those from before.
    assert now.commits == before.commits + 1


def test_the_history_tells_that_a_backup_was_restored(worked: tuple[Path, Path, Author], sit_down: Sit) -> None:
    database, backup, author = worked
    restore_over(backup, database, author)
    line = load_changes(sit_down(database), Wanted(), None, 1).lines[0]
    assert (line.thing, line.field, line.who) == ("ledger", "restored", author.who)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", str(line.new))


def test_evidence_stays(worked: tuple[Path, Path, Author], sit_down: Sit, tmp_path: Path) -> None:
    database, backup, author = worked
    desk = sit_down(database)
    (tmp_path / "证明.txt").write_text("证明", encoding="utf-8")
    add_files(desk, "2024-03", load_entry(desk, "2024-03").rows[0].target.key, [tmp_path / "证明.txt"])
    desk.close()
    there = {path.name for path in folder_of(desk).iterdir()}
    restore_over(backup, database, author)
    assert {path.name for path in folder_of(desk).iterdir()} == there


def test_a_damaged_database_is_set_aside(worked: tuple[Path, Path, Author], sit_down: Sit) -> None:
    database, backup, author = worked
    database.write_bytes(b"\0" * 8192)
    restore_over(backup, database, author)
    assert signed(sit_down(database)) == "王"
    (aside,) = (path for path in backup.parent.iterdir() if path.name.endswith("-damaged.db"))
    assert aside.read_bytes() == b"\0" * 8192


def test_a_database_in_use_is_left_alone(
    worked: tuple[Path, Path, Author], monkeypatch: pytest.MonkeyPatch, sit_down: Sit
) -> None:
    database, backup, author = worked
    monkeypatch.setattr("db.engine.BUSY_MS", 20)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="正被另一个程序使用"):
            restore_over(backup, database, author)
    assert signed(sit_down(database)) == "李"


def test_nothing_is_restored_where_no_backup_can_be_made_before(
    worked: tuple[Path, Path, Author], tmp_path: Path, sit_down: Sit
) -> None:
    database, backup, author = worked
    kept = Path(shutil.move(backup, tmp_path / "另存.db"))
    shutil.rmtree(backup.parent)
    backup.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal, match="没有继续"):
        restore_over(kept, database, author)
    assert signed(sit_down(database)) == "李"


def test_a_lost_database_comes_back_where_it_was(worked: tuple[Path, Path, Author], sit_down: Sit) -> None:
    database, backup, _ = worked
    database.unlink()
    database.with_name(f"{database.name}-wal").write_bytes(b"left behind")
    restore(backup, database)
    known = mark_of(backup)
    assert known is not None
    assert Witness(database).last(known.store_key) == known
    assert signed(sit_down(database)) == "王"


class Watcher:
    """Hears of every stage, and wants to stop from the first of a step on."""

    def __init__(self, stop: str = "") -> None:
        self.stages: list[Stage] = []
        self._stop = stop

    def __call__(self, stage: Stage) -> None:
        self.stages.append(stage)
        if self._stop in {one.step for one in self.stages}:
            raise Cancelled

    @property
    def steps(self) -> list[tuple[Doing, str]]:
        return list(dict.fromkeys((one.doing, one.step) for one in self.stages))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is told, however quick it is, and there is much of it."""
    monkeypatch.setattr("db.steps._SOON", 0)
    monkeypatch.setattr("desktop.operations.restore._PAGES", 8)


@pytest.mark.usefixtures("impatient")
def test_how_far_going_back_is_can_be_watched(worked: tuple[Path, Path, Author]) -> None:
    database, backup, author = worked
    watcher = Watcher()
    restore_over(backup, database, author, watcher)
    assert watcher.steps[:4] == [(Doing.REPLACING, step) for step in ("copy", "compare", "read", "put")]
    written = [one.done for one in watcher.stages if one.step == "put"]
    assert written == sorted(written)
    assert len(written) > 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("step", ["copy", "compare", "read", "put"])
def test_going_back_that_is_stopped_leaves_the_database_as_it_was(
    worked: tuple[Path, Path, Author], sit_down: Sit, dump: Callable[[Desk], dict[str, list[Any]]], step: str
) -> None:
    database, backup, author = worked
    desk = sit_down(database)
    before = dump(desk)
    desk.close()
    with pytest.raises(Cancelled):
        restore_over(backup, database, author, Watcher(step))
    desk = sit_down(database)
    assert desk.store.condition.whole
    assert desk.store.condition.lost is None
    assert dump(desk) == before
    desk.close()
    assert check(database) == []


@pytest.mark.usefixtures("impatient")
def test_where_nothing_is_any_more_it_is_too_late_to_stop(worked: tuple[Path, Path, Author], sit_down: Sit) -> None:
    database, backup, author = worked
    database.unlink()
    restore_over(backup, database, author, Watcher("put"))
    assert signed(sit_down(database)) == "王"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("step", ["put", "confirm"])
def test_a_new_database_that_is_stopped_leaves_nothing(headquarters_database: Path, tmp_path: Path, step: str) -> None:
    (tmp_path / "空").mkdir()
    watcher = Watcher(step)
    with pytest.raises(Cancelled):
        restore(headquarters_database, tmp_path / "空" / "台账.db", watcher)
    assert {one.count for one in watcher.stages} == {2}
    assert list((tmp_path / "空").iterdir()) == []
