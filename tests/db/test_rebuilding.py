"""An old database is upgraded beside itself: what takes its place is whole, no larger than it has to be, and alone."""

import shutil
import subprocess
import sys
from collections import namedtuple
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite3
from systems import not_on_windows

from db import keyring
from db.condition import examine
from db.encrypting import encrypt
from db.engine import connect
from db.errors import Refusal
from db.integrity import problems
from db.schema import SCHEMA_VERSION
from db.secret import Secret
from db.steps import Stage
from db.store import open_store
from db.version import version_of
from db.witness import Witness

OLD = Path(__file__).parent / "schemas" / "0011.db"
_FREE = "PRAGMA freelist_count"
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil has it


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of an earlier schema, most of which is free."""
    path = Path(shutil.copy(OLD, tmp_path))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE filling AS SELECT zeroblob(2000000) AS content")
        raw.execute("DROP TABLE filling")
    return path


def free(path: Path) -> int:
    with closing(connect(path, "ro")) as raw:
        return int(raw.execute(_FREE).fetchone()[0])


def whole(path: Path) -> bool:
    store = open_store(path)
    try:
        return store.condition.whole and not problems(store)
    finally:
        store.close()


@pytest.mark.parametrize("secret", [None, Secret.make()], ids=["plain", "encrypted"])
def test_what_was_free_is_given_back(old: Path, secret: Secret | None) -> None:
    if secret is not None:
        encrypt(old, secret)
        with closing(connect(old)) as raw, raw:
            raw.execute("CREATE TABLE filling AS SELECT zeroblob(2000000) AS content")
            raw.execute("DROP TABLE filling")
    before = old.stat().st_size
    assert free(old) > 400
    open_store(old).close()
    assert free(old) == 0
    assert old.stat().st_size < before / 2
    assert keyring.secret_of(old) == secret
    assert whole(old)
    assert list(old.parent.rglob(".*")) == []


def test_where_the_disk_has_no_room_for_that_it_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as crowded:
        crowded.setattr("db.rebuilding.shutil.disk_usage", lambda _: Usage(2**40, 2**40, 2**24))
        open_store(old).close()
    assert version_of(old) == SCHEMA_VERSION
    assert free(old) > 0
    assert whole(old)


def test_the_pages_are_vouched_for_at_once(old: Path) -> None:
    # Not closed: the program was killed as soon as it was opened.
    store = open_store(old)
    sums = Witness(old).sums()
    store.engine.dispose()
    assert sums is not None
    assert sums.commits == 1 + commits(old.parent / "backups")
    with old.open("rb+") as file:
        file.seek(-2000, 2)
        file.write(b"x")
    assert examine(old).pages


def commits(folder: Path) -> int:
    (backup,) = folder.iterdir()
    with closing(connect(backup, "ro")) as raw:
        return int(raw.execute("SELECT commits FROM ledger").fetchone()[0])


def test_one_that_somebody_else_has_open_is_refused_as_it_is(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.engine.BUSY_MS", 10)
    with closing(connect(old)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("SELECT count(*) FROM plans").fetchone()
        with pytest.raises(Refusal) as refused:
            open_store(old)
    assert refused.value.sentence.code == "refusal.busy"
    assert version_of(old) == "0011"
    assert list(old.parent.rglob(".*")) == []
    assert whole(old)


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_no_other_program_writes_in_it_meanwhile(old: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.steps._SOON", 0)
    with closing(sqlite3.connect(old)) as raw:
        raw.execute(f"PRAGMA journal_mode = {mode}")
    write = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).executescript('UPDATE seats SET practice = 1')"
    said: list[str] = []

    def meddle(stage: Stage) -> None:
        if stage.step == "tables" and not said:
            other = subprocess.run([sys.executable, "-c", write, old], capture_output=True, check=False, text=True)  # noqa: S603 - our own
            said.append(other.stderr)

    open_store(old, meddle).close()
    assert "database is locked" in said[0]


def test_one_that_somebody_writes_in_at_the_last_moment_is_refused_as_it_is(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.steps._SOON", 0)
    journal = old.with_name(f"{old.name}-journal")

    def write(stage: Stage) -> None:
        if stage.step == "write":
            journal.write_bytes(b"half of it" * 60)

    with pytest.raises(Refusal) as refused:
        open_store(old, write)
    journal.unlink()
    assert refused.value.sentence.code == "refusal.busy"
    assert version_of(old) == "0011"


def test_where_others_fill_the_disk_meanwhile_it_stays_as_large_as_it_is(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(sqlite3.Connection):  # type: ignore[misc]
        def execute(self, statement: str, *values: object) -> Any:
            if statement.startswith("VACUUM"):
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(statement, *values)

    with monkeypatch.context() as crowded:
        crowded.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Full))
        open_store(old).close()
    assert free(old) > 0
    assert whole(old)


def test_what_one_that_was_killed_left_is_taken_away(old: Path) -> None:
    for end in ("upgrade", "upgrade-journal", "smaller"):
        old.with_name(f".{old.name}.{end}").write_bytes(b"half of it")
    assert whole(old)
    assert list(old.parent.rglob(".*")) == []


@not_on_windows("files have no modes, and links are for few")
def test_it_is_read_by_those_who_read_it_before(old: Path) -> None:
    old.chmod(0o640)
    link = old.with_name("link.db")
    link.symlink_to(old)
    open_store(link).close()
    assert link.is_symlink()
    assert old.stat().st_mode & 0o777 == 0o640
    assert version_of(old) == SCHEMA_VERSION
