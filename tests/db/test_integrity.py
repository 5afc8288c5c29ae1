"""Integrity: a whole database has nothing to say, and each kind of damage is named."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import Connection, insert, select
from sqlcipher3 import dbapi2 as sqlite3

from db.batches import Journal
from db.checks import Answer
from db.history import Altered, Author, record
from db.inserting import Lines
from db.integrity import problems
from db.models import Base
from db.reports import Report
from db.rows import Row
from db.store import Store
from db.vocabulary import Kind

Seal = Callable[..., Report]
TABLES = Base.metadata.tables


def found(store: Store) -> dict[str, str]:
    return {sentence.code.removeprefix("check."): str(sentence) for sentence in problems(store)}


def damage(store: Store, *statements: str) -> None:
    """What somebody with another program may do to the file."""
    store.close()
    with closing(sqlite3.connect(store.path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def batch(rows: int) -> Row:
    return {
        "key": "b" * 32,
        "kind": Kind.REPORT,
        "file_name": "上报.xlsx",
        "content": b"a workbook",
        "sha256": sha256(b"a workbook").hexdigest(),
        "seal": "",
        "unit_key": "",
        "period": "2024-03",
        "revision": 1,
        "rows": rows,
        "edited": False,
        "who": "王科员",
        "taken_at": datetime.now(UTC),
        "undone_at": None,
    }


def receive(connection: Connection, sealed: Report, author: Author, rows: int) -> None:
    """Keep a sealed report as one that came with a batch of so many rows."""
    reports, entries = TABLES["reports"], TABLES["entries"]
    head = dict(connection.execute(select(reports).where(reports.c.key == sealed.key)).mappings().one())
    said = [dict(row) for row in connection.execute(select(entries)).mappings()]
    connection.execute(reports.delete())
    journal = Journal(connection, author)
    journal.put_new("reports", [head])
    journal.put_owned("entries", Lines.of(said))
    journal.close(batch(rows))
    journal.finish()


@pytest.fixture
def received(store: Store, trade: str, report: Seal, author: Author) -> Store:
    with store.write() as connection:
        sealed = report(connection, trade, "2024-03", {"B1": Answer(value=1), "B2": Answer(narrative="好")})
        receive(connection, sealed, author, rows=2)
    return store


def test_a_whole_database_has_nothing_to_say(received: Store) -> None:
    assert problems(received) == []


def test_how_far_it_is_is_told_part_by_part(received: Store) -> None:
    told: list[tuple[str, int, int]] = []
    assert problems(received, lambda *one: told.append(one)) == []
    steps = [step for step, _, _ in told]
    assert list(dict.fromkeys(steps)) == ["check", "originals", "lines", "file", "links", "totals"]
    assert ("originals", 1, 1) in told


def test_an_empty_database_is_whole(empty: Store) -> None:
    assert problems(empty) == []


def test_a_row_that_was_taken_out_of_a_report_is_missed(received: Store) -> None:
    damage(received, "DELETE FROM entries WHERE narrative = '好'")
    said = found(received)
    assert said["rows"] == "“上报.xlsx”接收时有 2 行，现在只有 1 行。请从备份恢复。"
    assert said["row_gone"].startswith("填报内容“商务局 · 2024-03”不见了")


def test_a_batch_that_was_undone_is_not_counted(received: Store) -> None:
    damage(received, "DELETE FROM entries", "UPDATE batches SET undone_at = '2024-04-01 00:00:00'")
    assert "rows" not in found(received)


@pytest.mark.parametrize("content", ["X'00'", "'another'"])
def test_an_altered_original_is_noticed(received: Store, content: str) -> None:
    damage(received, f"UPDATE batches SET content = {content}")  # noqa: S608 - one of the two above
    said = found(received)
    assert set(said) == {"row_changed"}
    assert said["row_changed"].startswith("接收的文件“上报.xlsx”被别的程序改过")


def test_a_report_without_its_seal_is_noticed(received: Store) -> None:
    damage(received, "UPDATE reports SET seal = ''")
    said = found(received)
    assert said["unsealed"] == "1 份上报件没有校验码。请从备份恢复。"
    assert said["row_changed"].startswith("上报件“商务局 · 2024-03”被别的程序改过")


def test_a_target_that_nobody_has_is_noticed(store: Store) -> None:
    damage(store, "DELETE FROM assignments WHERE target_key = (SELECT key FROM targets WHERE code = 'A2')")
    assert found(store)["unassigned"] == "目标 A2 生产总值增速 没有分给任何单位。"


def test_lines_missing_from_the_history_are_counted(empty: Store, author: Author) -> None:
    with empty.write() as connection:
        record(connection, author, [Altered("units", "a", "name", None, str(n)) for n in range(5)])
    trigger = "CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, ''); END"
    damage(empty, "DROP TRIGGER history_no_delete", "DELETE FROM history WHERE id IN (2, 3)", trigger)
    assert found(empty) == {"line_gone": "历史记录第 4 条处少了记录。请用“修复数据库”恢复。"}


@pytest.mark.parametrize("instead", ["SELECT 1", "CREATE TRIGGER other BEFORE DELETE ON units BEGIN SELECT 1; END"])
def test_a_history_without_its_guard_is_noticed(empty: Store, instead: str) -> None:
    damage(empty, "DROP TRIGGER history_no_delete", instead)
    assert set(found(empty)) == {"no_guard"}


def test_a_missing_table_and_a_missing_column_are_named(received: Store) -> None:
    damage(received, "PRAGMA foreign_keys = OFF", "DROP TABLE findings", "ALTER TABLE plans DROP COLUMN note")
    said = found(received)
    assert said["no_table"] == "缺少表 findings。请从备份恢复。"
    assert said["no_column"] == "表 plans 缺少字段 note。请从备份恢复。"


def test_a_link_to_nothing_is_named(store: Store) -> None:
    damage(store, "PRAGMA foreign_keys = OFF", "DELETE FROM areas WHERE name = '创新'")
    assert found(store)["links"].endswith("所指的 areas 不存在。请从备份恢复。")


@pytest.mark.parametrize("statement", ["UPDATE periods SET state = 'ajar'", "UPDATE targets SET measure = 'feeling'"])
def test_a_word_that_the_vocabulary_does_not_have_is_named(store: Store, statement: str) -> None:
    damage(store, "PRAGMA ignore_check_constraints = ON", statement)
    assert "CHECK constraint failed" in found(store)["file"]


def test_a_damaged_file_is_named(empty: Store) -> None:
    with empty.write() as connection:
        rows = [{"key": f"{n:032}", "parent_key": None, "name": f"{n}" * 50, "position": 0} for n in range(500)]
        connection.execute(insert(TABLES["units"]), rows)
    empty.close()
    content = bytearray(empty.path.read_bytes())
    for page in range(len(content) // 4096 - 20, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    empty.path.write_bytes(bytes(content))
    assert "file" in found(empty)
