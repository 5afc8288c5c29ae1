"""Mending: what is damaged comes back from backups or from the workbooks that came in, and the history says so."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite3

from db.backups import back_up
from db.condition import Damaged, Harm
from db.errors import Refusal
from db.models import Base
from db.store import open_store
from db.vocabulary import BackupReason, Origin
from desktop.desk import Desk, open_desk
from desktop.operations.check import check
from desktop.operations.mending import accept_loss, damages, decided, mend_database
from desktop.operations.receive import receive

T = Base.metadata.tables
SCHEMAS = Path(__file__).parents[2] / "db" / "schemas"
Dump = dict[str, list[tuple[object, ...]]]


def alter(path: Path, *statements: str) -> None:
    """What another program does to the file, its guards taken off."""
    with closing(sqlite3.connect(path)) as raw, raw:
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, statement in kept:
            raw.execute(statement)


def first_entry(desk: Desk) -> str:
    """The condition that finds the first entry of the report that came in."""
    with desk.store.read() as connection:
        report = connection.scalar(select(T["reports"].c.key).where(T["reports"].c.period == "2024-03"))
        entries = T["entries"]
        target = connection.scalar(
            select(entries.c.target_key).where(entries.c.report_key == report, entries.c.value.is_not(None)).limit(1)
        )
    return f"report_key = '{report}' AND target_key = '{target}'"


@pytest.fixture
def whole(headquarters: Desk, report_file: Path, dump: Callable[[Desk], Dump]) -> tuple[Path, str, Dump]:
    """Headquarters' database with a report in it, closed; how to find one entry; and everything it says."""
    receive(headquarters, [report_file])
    where, said = first_entry(headquarters), dump(headquarters)
    headquarters.close()
    return headquarters.store.path, where, said


def mended(path: Path, rest: str) -> Desk:
    found = damages(path)
    aside = mend_database(found, decided(found, rest), Origin.COMMAND)
    assert aside.is_file()
    assert check(path) == []
    return open_desk(path, Origin.COMMAND)


def last_changes(desk: Desk, count: int) -> Sequence[str]:
    with desk.store.read() as connection:
        history = T["history"]
        return connection.scalars(select(history.c.table_name).order_by(history.c.id.desc()).limit(count)).all()


def test_a_damaged_database_is_not_sat_at(whole: tuple[Path, str, Dump]) -> None:
    path, where, _ = whole
    alter(path, f"UPDATE entries SET value = value + 1 WHERE {where}")  # noqa: S608 - keys of our own
    with pytest.raises(Damaged) as caught:
        open_desk(path, Origin.COMMAND)
    assert "1 处" in str(caught.value)


def test_an_entry_comes_back_from_the_workbook_that_brought_it(
    whole: tuple[Path, str, Dump], dump: Callable[[Desk], Dump]
) -> None:
    path, where, said = whole
    alter(path, f"UPDATE entries SET value = value + 1 WHERE {where}")  # noqa: S608 - keys of our own
    (one,) = damages(path).rows
    assert one.harm is Harm.CHANGED
    assert "2024-03" in one.subject
    assert "练习单位001" in one.subject
    assert one.sources[0].proven
    assert [field for field, _, _ in one.differing(one.sources[0])] == ["value"]
    desk = mended(path, "keep")
    assert dump(desk) == said
    assert last_changes(desk, 1) == ["entries"]
    desk.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries WHERE {where}",
        "UPDATE entries SET narrative = narrative || '！' WHERE {where}",
        "UPDATE targets SET target = 1 WHERE position = 1",
        "UPDATE batches SET content = X'00'",
        "DELETE FROM assignments WHERE rowid = 2",
        "INSERT INTO units SELECT 'x', parent_key, '多出', 9 FROM units LIMIT 1",
        "UPDATE history SET who = '别人' WHERE id = 1",
        "DELETE FROM history WHERE id > 3",
    ],
)
def test_what_a_backup_has_comes_back_exactly(
    whole: tuple[Path, str, Dump], dump: Callable[[Desk], Dump], statement: str
) -> None:
    path, where, said = whole
    back_up(path, BackupReason.BY_HAND)
    alter(path, statement.format(where=where))
    desk = mended(path, "omit")
    assert dump(desk) == said
    desk.close()


def test_what_is_found_nowhere_is_kept_as_it_reads_or_left_out(whole: tuple[Path, str, Dump]) -> None:
    path, _, _ = whole
    alter(path, "UPDATE contacts SET person = '别人'", "INSERT INTO weights SELECT key, 7 FROM targets LIMIT 1")
    (one,) = damages(path).rows
    assert (one.harm, one.sources) == (Harm.STRANGE, ())
    desk = mended(path, "omit")
    with desk.store.read() as connection:
        assert connection.execute(select(T["weights"])).all() == []
    desk.close()


def test_rows_that_would_point_to_nothing_are_not_mended(whole: tuple[Path, str, Dump]) -> None:
    path, _, _ = whole
    shutil.rmtree(path.parent / "backups")
    alter(path, "PRAGMA foreign_keys = OFF", "UPDATE areas SET name = '改' WHERE rowid = 1")
    found = damages(path)
    with pytest.raises(Refusal) as caught:
        mend_database(found, decided(found, "omit"), Origin.COMMAND)
    assert caught.value.sentence.code == "refusal.mend_links"
    assert len(damages(path).rows) == 1
    assert not list(path.parent.glob(".*mended*"))


def test_a_page_that_cannot_be_read_takes_no_other_row_with_it(
    whole: tuple[Path, str, Dump], dump: Callable[[Desk], Dump]
) -> None:
    path, _, said = whole
    back_up(path, BackupReason.BY_HAND)
    with closing(sqlite3.connect(path)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'assignments'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    assert {one.harmed.table_name for one in damages(path).rows} == {"assignments"}
    desk = mended(path, "omit")
    assert dump(desk) == said
    desk.close()


def test_a_whole_database_is_not_mended(whole: tuple[Path, str, Dump]) -> None:
    path, _, _ = whole
    with pytest.raises(Refusal) as caught:
        damages(path)
    assert caught.value.sentence.code == "refusal.not_damaged"


@pytest.mark.parametrize("schema", ["0009", "0010", "0011"])
def test_a_damaged_database_of_an_earlier_schema_is_mended_and_brought_up_to_date(schema: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(SCHEMAS / f"{schema}.db", tmp_path))
    alter(path, "UPDATE entries SET narrative = narrative || '！' WHERE rowid = 1")
    with pytest.raises(Damaged):
        open_desk(path, Origin.COMMAND)
    desk = mended(path, "keep")
    assert last_changes(desk, 1) == ["entries"]
    desk.close()


def test_a_copy_from_before_an_upgrade_gives_back_what_it_has(tmp_path: Path) -> None:
    path = Path(shutil.copy(SCHEMAS / "0011.db", tmp_path))
    open_store(path).close()
    said = "SELECT narrative FROM entries WHERE rowid = 1"
    with closing(sqlite3.connect(path)) as raw:
        before = raw.execute(said).fetchone()
    alter(path, "UPDATE entries SET narrative = narrative || '！' WHERE rowid = 1")
    mended(path, "older").close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(said).fetchone() == before


def test_missing_commits_are_told_once_and_then_by_the_history(
    whole: tuple[Path, str, Dump], tmp_path: Path, department: Desk
) -> None:
    del whole
    path = department.store.path
    copy = tmp_path / "older"
    copy.mkdir()
    department.close()
    shutil.copyfile(path, copy / path.name)
    store = open_store(path)
    with store.write() as connection:
        connection.execute(T["units"].update().values(position=T["units"].c.position + 1))
    store.close()
    shutil.copyfile(copy / path.name, path)
    desk = open_desk(path, Origin.COMMAND)
    told = accept_loss(desk)
    assert told is not None
    assert "最后 1 次保存" in str(told)
    assert last_changes(desk, 1) == ["ledger"]
    desk.close()
    again = open_desk(path, Origin.COMMAND)
    assert accept_loss(again) is None
    again.close()
    assert check(path) == []
