"""A backup becomes a database again, whole, or nothing is left."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from db.backups import back_up
from db.errors import Refusal
from db.vocabulary import BackupReason
from desktop.desk import Desk
from desktop.operations.restore import restore

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
