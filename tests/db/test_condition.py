"""The condition of a database: what is missing, and what is not as it was written, is found when it is opened."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlcipher3 import dbapi2 as sqlite3

from db.condition import Harm, _harmed_of, _is_untouched, text_of
from db.digests import row_digest, told_columns
from db.history import Altered, Author, record
from db.models import Base
from db.store import Store, create, open_store

UNITS = Base.metadata.tables["units"]
NAMES = ("目标办", "商务局", "科技局", "城建局")


def row(number: int) -> dict[str, object]:
    return {"key": f"{number:032}", "parent_key": None, "name": NAMES[number], "position": number}


@pytest.fixture
def written(tmp_path: Path, author: Author) -> Path:
    path = tmp_path / "台账.db"
    store = create(path, lambda _: None)
    for number in range(len(NAMES)):
        with store.write() as connection:
            connection.execute(insert(UNITS).values(row(number)))
            record(connection, author, [Altered("units", row(number)["key"], "name", None, NAMES[number])])  # type: ignore[arg-type]  # a text
    store.close()
    return path


def alter(path: Path, *statements: str) -> None:
    """What another program does to the file."""
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def opened(path: Path) -> Store:
    store = open_store(path)
    store.close()
    return store


def test_what_was_closed_and_left_alone_is_whole(written: Path) -> None:
    assert opened(written).condition.whole
    assert opened(written).condition.lost is None


@pytest.mark.parametrize(
    ("statement", "harm"),
    [
        ("UPDATE units SET name = '财政局' WHERE position = 1", Harm.CHANGED),
        ("DELETE FROM units WHERE position = 1", Harm.GONE),
        ("INSERT INTO units VALUES ('x', NULL, '多出', 9)", Harm.STRANGE),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_what_another_program_did_to_a_row_is_found(written: Path, statement: str, harm: Harm, *, alone: bool) -> None:
    alter(written, statement)
    if alone:
        written.with_name(f"{written.name}.witness").unlink()
    (harmed,) = opened(written).condition.rows
    assert (harmed.table_name, harmed.harm) == ("units", harm)


def test_it_is_found_again_at_each_opening_until_it_is_mended(written: Path) -> None:
    alter(written, "UPDATE units SET name = '财政局' WHERE position = 1")
    assert not opened(written).condition.whole
    assert not opened(written).condition.whole


def test_a_change_of_what_no_row_says_is_found_as_well(written: Path) -> None:
    with closing(sqlite3.connect(written)) as raw:
        (size,) = raw.execute("PRAGMA page_size").fetchone()
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_units_parent_key'").fetchone()
    content = bytearray(written.read_bytes())
    # Between what an index has at the beginning of its page and at the end of it is nothing.
    content[size * (page - 1) + size // 2] ^= 1
    written.write_bytes(content)
    condition = opened(written).condition
    assert condition.pages


def test_this_programs_own_writing_is_not_taken_for_damage(written: Path) -> None:
    store = open_store(written)
    with store.write() as connection:
        connection.execute(update(UNITS).values(name=UNITS.c.name + "（新）"))
        connection.exec_driver_sql("INSERT OR REPLACE INTO units VALUES (?, NULL, '重写', 5)", (row(1)["key"],))
        connection.execute(UNITS.delete().where(UNITS.c.position == 2))
    store.close()
    assert opened(written).condition.whole
    written.with_name(f"{written.name}.witness").unlink()
    assert opened(written).condition.whole


def test_what_the_power_cut_short_is_whole_and_nothing_is_missing(written: Path, tmp_path: Path) -> None:
    store = open_store(written)
    with store.write() as connection:
        connection.execute(update(UNITS).values(position=7))
    left = tmp_path / "left"
    left.mkdir()
    for path in tmp_path.glob(f"{written.name}*"):
        shutil.copyfile(path, left / path.name)
    store.close()
    condition = opened(left / written.name).condition
    assert (condition.whole, condition.lost) == (True, None)


def cut_log(folder: Path, name: str) -> None:
    (folder / f"{name}-wal").unlink()


def older_file(folder: Path, name: str) -> None:
    cut_log(folder, name)
    (folder / name).write_bytes((folder / "older.db").read_bytes())


@pytest.mark.parametrize(("lose", "missing"), [(cut_log, 3), (older_file, 3)])
def test_commits_that_are_missing_are_counted(
    written: Path, tmp_path: Path, lose: Callable[[Path, str], None], missing: int
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    shutil.copyfile(written, left / "older.db")
    store = open_store(written)
    for position in range(missing):
        with store.write() as connection:
            connection.execute(update(UNITS).values(position=position))
    for path in tmp_path.glob(f"{written.name}*"):
        shutil.copyfile(path, left / path.name)
    store.close()
    lose(left, written.name)
    condition = opened(left / written.name).condition
    assert condition.lost is not None
    assert condition.lost.commits == missing
    assert condition.lost.since < condition.lost.until
    assert condition.whole


def test_a_line_of_the_history_that_is_changed_or_gone_is_found(written: Path) -> None:
    guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
    with closing(sqlite3.connect(written)) as raw, raw:
        for (name,) in raw.execute(guards).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE history SET who = '别人' WHERE id = 2")
        raw.execute("DELETE FROM history WHERE id = 4")
    lines = opened(written).condition.lines
    assert [(one.id, one.harm) for one in lines] == [(2, Harm.CHANGED), (4, Harm.GONE)]


ROW = st.integers(1, len(NAMES) + 1)
TEXTS = st.text(st.sampled_from("目标a\0"), max_size=3) | st.sampled_from(NAMES)
VALUES = st.one_of(st.none(), st.integers(-2, 2), st.floats(allow_nan=False, width=16), st.binary(max_size=2), TEXTS)
ALTERED = st.one_of(
    st.tuples(st.just("UPDATE OR IGNORE units SET name = ? WHERE rowid = ?"), st.tuples(VALUES, ROW)),
    st.tuples(st.just("UPDATE OR IGNORE units SET parent_key = ? WHERE rowid = ?"), st.tuples(VALUES, ROW)),
    st.tuples(st.just("UPDATE OR IGNORE units SET position = ? WHERE rowid = ?"), st.tuples(VALUES, ROW)),
    # A function of SQL is not told of what stands behind such a character.
    st.tuples(st.just("UPDATE units SET name = name || char(0) || '多' WHERE rowid = ?"), st.tuples(ROW)),
    # Bytes that are no text, where one has to be.
    st.tuples(st.just("UPDATE OR IGNORE units SET name = CAST(x'61FF' AS TEXT) WHERE rowid = ?"), st.tuples(ROW)),
    st.tuples(st.just("INSERT OR IGNORE INTO units VALUES (?, NULL, ?, ?)"), st.tuples(TEXTS, TEXTS, VALUES)),
    st.tuples(st.just("DELETE FROM units WHERE rowid = ?"), st.tuples(ROW)),
    st.tuples(st.just("UPDATE OR IGNORE row_digests SET digest = ? WHERE row_id = ?"), st.tuples(VALUES, ROW)),
    st.tuples(st.just("UPDATE OR IGNORE row_digests SET row_id = ? WHERE row_id = ?"), st.tuples(ROW, ROW)),
    st.tuples(st.just("DELETE FROM row_digests WHERE row_id = ?"), st.tuples(ROW)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ALTERED, max_size=3))
def test_the_quick_look_at_a_table_finds_what_looking_at_each_row_does(
    written: Path, alterations: list[tuple[str, tuple[Any, ...]]]
) -> None:
    seen: list[int] = []
    with closing(sqlite3.connect(written, isolation_level=None)) as raw:
        raw.text_factory = text_of
        raw.execute("BEGIN")
        for statement, values in alterations:
            raw.execute(statement, values)
        raw.create_function("row_digest", -1, row_digest, deterministic=True)
        columns = told_columns(raw.execute)["units"]
        (count,) = raw.execute("SELECT count(*) FROM row_digests WHERE table_name = 'units'").fetchone()
        untouched = _is_untouched(raw, "units", columns, count, seen.append)
        assert untouched is not any(_harmed_of(raw, "units", columns))
        assert not untouched or seen == [count]
        raw.execute("ROLLBACK")
