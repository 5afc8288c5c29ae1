"""Backups of a database: whole, as of one moment, in the order of the commits, and never of another database."""

import errno
import os
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection, insert, select
from sqlcipher3 import dbapi2 as sqlite3

import db.backups
import db.copies
from db.backups import back_up, back_up_written, backups_of, folder_of
from db.copies import copy
from db.engine import connect
from db.errors import Refusal
from db.keeping import NEWEST
from db.models import Base
from db.store import Store, create, open_store
from db.vocabulary import BackupReason

UNITS = Base.metadata.tables["units"]
BY_HAND = BackupReason.BY_HAND


def unit(number: int) -> dict[str, object]:
    return {"key": f"{number:032x}", "parent_key": None, "name": f"单位{number}", "position": number}


def write(store: Store, *numbers: int) -> None:
    with store.write() as connection:
        connection.execute(insert(UNITS), [unit(number) for number in numbers])


def names(path: Path) -> list[str]:
    store = open_store(path)
    with store.read() as connection:
        found = list(connection.execute(select(UNITS.c.name).order_by(UNITS.c.position)).scalars())
    store.close()
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments of the backups that are made, one after another."""
    moments: list[datetime] = []

    def now() -> datetime:
        return moments.pop(0) if moments else datetime.now(UTC)

    monkeypatch.setattr(db.backups, "clock", SimpleNamespace(now=now))
    return moments


def test_a_backup_holds_what_was_written_last_while_somebody_reads(empty: Store) -> None:
    write(empty, 1)
    with empty.read() as connection:
        connection.execute(select(UNITS))
        made = back_up(empty.path, BY_HAND)
    assert [path.name for path in folder_of(empty.path).iterdir()] == [made.path.name]
    assert names(made.path) == ["单位1"]


def test_a_backup_is_of_the_moment_it_was_begun(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write(empty, 1)
    ledger = db.copies._ledger
    asked: list[object] = []

    def and_write(raw: object, there: Collection[str]) -> object:
        found = ledger(raw, there)
        if not asked:
            asked.append(raw)
            write(empty, 2)
        return found

    monkeypatch.setattr("db.copies._ledger", and_write)
    assert names(back_up(empty.path, BY_HAND).path) == ["单位1"]
    assert names(empty.path) == ["单位1", "单位2"]


@pytest.mark.parametrize(("closed", "told"), [(False, "tally"), (True, "_schema")])
def test_a_copy_that_counts_otherwise_is_thrown_away(
    empty: Store, monkeypatch: pytest.MonkeyPatch, closed: bool, told: str
) -> None:
    write(empty, 1)
    if closed:
        empty.close()
    asked, tell = count(), getattr(db.copies, told)
    monkeypatch.setattr(db.copies, told, lambda raw: (tell(raw), next(asked)))
    with pytest.raises(Refusal) as refused:
        back_up(empty.path, BY_HAND)
    assert refused.value.sentence.code == "refusal.bad_copy"
    assert list(folder_of(empty.path).iterdir()) == []


def test_a_damaged_database_gives_no_backup(empty: Store) -> None:
    with empty.write() as connection:
        rows = [{**unit(n), "name": f"{n}" * 60} for n in range(400)]
        connection.execute(insert(UNITS), rows)
    empty.close()
    content = bytearray(empty.path.read_bytes())
    # The last pages are of the table: their first cells say that they lie elsewhere.
    content[-4096 + 8 : -4096 + 64] = b"\xff" * 56
    empty.path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        back_up(empty.path, BY_HAND)
    assert refused.value.sentence.code in {"refusal.bad_copy", "refusal.damaged"}
    assert list(folder_of(empty.path).iterdir()) == []


def test_a_database_that_was_closed_is_counted_only_where_its_pages_are_others_since(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally, counted = db.copies.tally, list[object]()

    def count_it(raw: object) -> object:
        counted.append(raw)
        return tally(raw)

    monkeypatch.setattr("db.copies.tally", count_it)
    write(empty, 1)
    empty.close()
    assert names(back_up(empty.path, BY_HAND).path) == ["单位1"]
    assert not counted
    content = empty.path.read_bytes()
    empty.path.write_bytes(content.replace("单位1".encode(), "单位9".encode()))
    assert "单位9".encode() in back_up(empty.path, BY_HAND).path.read_bytes()
    assert len(counted) == 2
    empty.path.write_bytes(content)
    store = open_store(empty.path)
    write(store, 2)
    assert names(back_up(empty.path, BY_HAND).path) == ["单位1", "单位2"]
    assert len(counted) == 4
    store.close()


def test_what_another_program_wrote_is_in_a_backup_also_before_it_reaches_the_file(empty: Store) -> None:
    write(empty, 1)
    empty.close()
    with closing(connect(empty.path, "rw")) as other:
        other.execute("INSERT INTO units (key, name, position) VALUES (:key, :name, :position)", unit(2))
        other.commit()
        assert names(back_up(empty.path, BY_HAND).path) == ["单位1", "单位2"]


def test_a_full_disk_leaves_nothing_and_is_said(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write(empty, 1)

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Refusal, match="腾出磁盘空间"):
        back_up(empty.path, BY_HAND)
    assert list(folder_of(empty.path).iterdir()) == []
    monkeypatch.undo()
    write(empty, 2)
    assert names(empty.path) == ["单位1", "单位2"]


def test_nothing_written_makes_no_new_backup(empty: Store) -> None:
    write(empty, 1)
    assert back_up_written(empty.path, BackupReason.BEFORE_IMPORT) is not None
    assert back_up_written(empty.path, BackupReason.BEFORE_UNDO) is None
    write(empty, 2)
    assert back_up_written(empty.path, BackupReason.BEFORE_UNDO) is not None
    assert [one.reason for one in backups_of(empty.path, folder_of(empty.path))] == [
        BackupReason.BEFORE_UNDO,
        BackupReason.BEFORE_IMPORT,
    ]


def test_a_clock_that_jumped_changes_neither_the_order_nor_what_is_kept(empty: Store, clock: list[datetime]) -> None:
    days = [datetime(2024, 5, day, 9, tzinfo=UTC) for day in range(1, 21)]
    clock += [*days, datetime(2034, 5, 21, 9, tzinfo=UTC), datetime(2014, 5, 22, 9, tzinfo=UTC)]
    for number in range(22):
        write(empty, number)
        if number == 20:
            before = {one.path for one in backups_of(empty.path, folder_of(empty.path))}
        back_up(empty.path, BY_HAND)
    found = backups_of(empty.path, folder_of(empty.path))
    assert [one.at.year for one in found[:3]] == [2014, 2034, 2024]
    assert before <= {one.path for one in found}
    assert 14 <= len(before) < 20


def test_what_lies_beside_is_no_backup_of_this_database(tmp_path: Path) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(insert(UNITS).values(unit(1)))

    ours = create(tmp_path / "台账[1].db", fill)
    (tmp_path / "other").mkdir()
    other = create(tmp_path / "other" / "台账[1].db", fill)
    folder = folder_of(ours.path)
    mine = back_up(ours.path, BY_HAND)
    theirs = [back_up(other.path, BY_HAND).path for _ in range(NEWEST + 1)]
    for path in theirs:
        os.replace(path, folder / path.name)
    (folder / mine.path.name.replace("by_hand", "daily")).write_text("broken", encoding="utf-8")
    (folder / "台账[1]-备注.db").write_text("a note", encoding="utf-8")
    for store in (ours, other):
        store.close()
    assert backups_of(ours.path, folder) == [mine]
    back_up(ours.path, BY_HAND)
    assert len(list(folder.iterdir())) == len(theirs) + 4


def test_sums_of_figures_beyond_what_sqlite_counts_to_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE entries (value INTEGER)")
        raw.executemany("INSERT INTO entries VALUES (?)", [(2**63 - 1,), (2**63 - 1,), (-(2**63),), (None,)])
        raw.commit()
        assert db.copies.tally(raw).sums == (("entries.value", 2**63 - 2),)
    copy(path, tmp_path / "b.db")
