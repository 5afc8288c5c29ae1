"""The library: a log is used only by a SQLite that is safe with one, and what is written is the same either way."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select

import db.engine
from db.engine import journal_mode, library_version, log_is_safe
from db.integrity import problems
from db.keys import new_key
from db.models import Base
from db.store import create, open_store

UNITS = Base.metadata.tables["units"]
ZONE = {"key": "a" * 32, "parent_key": None, "name": "目标办", "position": 0}


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_a_log_is_used_from_the_release_on_that_mended_it(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, safe: bool
) -> None:
    monkeypatch.setattr(db.engine, "library_version", lambda: version)
    assert log_is_safe() is safe
    assert journal_mode() == ("wal" if safe else "truncate")


def test_the_library_that_is_installed_is_safe() -> None:
    assert log_is_safe(), library_version()


def test_a_database_moves_to_a_rollback_journal_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.db"
    create(path, lambda connection: connection.execute(insert(UNITS).values(ZONE)) and None).close()
    with monkeypatch.context() as old:
        old.setattr(db.engine, "log_is_safe", lambda: False)
        store = open_store(path)
        with store.write() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "truncate"
            connection.execute(insert(UNITS).values({**ZONE, "key": "b" * 32, "name": "商务局"}))
        assert not path.with_name(f"{path.name}-wal").exists()
        store.close()
    store = open_store(path)
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert set(connection.scalars(select(UNITS.c.name))) == {"目标办", "商务局"}
    assert problems(store) == []
    store.close()


def test_what_a_person_types_is_folded_in_soon_and_bulk_seldom(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    store = create(path, lambda connection: connection.execute(insert(UNITS).values(ZONE)) and None)
    log = path.with_name(f"{path.name}-wal")
    pages = []
    for rows, commits in ((1, 130), (1500, 8)):
        for _ in range(commits):
            made = [{**ZONE, "key": key, "name": key} for key in (new_key() for _ in range(rows))]
            with store.write() as connection:
                connection.execute(insert(UNITS), made)
        pages.append(log.stat().st_size // 4096)
    store.close()
    assert pages[0] < 550 < pages[1]
