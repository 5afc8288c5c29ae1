"""Encrypted databases: read by whoever has the passphrase or the recovery key, and by nobody else."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import insert, select

import db.keyring
from db import keyring
from db.backups import back_up
from db.condition import examine
from db.copies import copy
from db.encrypting import decrypt, encrypt
from db.engine import connect, make_engine
from db.envelope import beside
from db.errors import Locked, Refusal
from db.history import Author
from db.integrity import problems
from db.mending import mend
from db.models import Base
from db.schema import SCHEMA_VERSION, migrations
from db.secret import Secret, require_strong
from db.store import APPLICATION_ID, Store, open_store
from db.vocabulary import BackupReason

UNITS = Base.metadata.tables["units"]
MARKER = "明文标记单位"
ZONE = {"key": "a" * 32, "parent_key": None, "name": MARKER, "position": 0}
PASSPHRASE, OTHER = "春眠不觉晓 2024", "处处闻啼鸟 2025"


@pytest.fixture(autouse=True)
def nothing_opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    db.keyring._opened.clear()
    # A passphrase is meant to take long to try.
    monkeypatch.setattr("db.envelope._MEMORY", 64)
    yield
    db.keyring._opened.clear()


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.sentence.code == f"refusal.{code}"


@pytest.fixture
def secret() -> Secret:
    return Secret.make()


@pytest.fixture
def encrypted(empty: Store, secret: Secret) -> Path:
    """A database behind a passphrase, which nobody has given yet."""
    with empty.write() as connection:
        connection.execute(insert(UNITS).values(ZONE))
    empty.close()
    keyring.wrap(empty.path, secret, PASSPHRASE)
    encrypt(empty.path, secret)
    keyring.forget(empty.path)
    return empty.path


def name_in(path: Path) -> str:
    store = open_store(path)
    try:
        with store.read() as connection:
            return connection.scalars(select(UNITS.c.name)).one()
    finally:
        store.close()


def test_only_the_passphrase_opens_it(encrypted: Path) -> None:
    with pytest.raises(Locked):
        open_store(encrypted)
    for wrong in ("", OTHER, PASSPHRASE.upper() + "x"):
        with refused("wrong_passphrase"):
            keyring.unlock(encrypted, wrong)
    with pytest.raises(Locked):
        open_store(encrypted)
    # Full-width digits and a blank at the end are the same passphrase.
    keyring.unlock(encrypted, PASSPHRASE.replace("2024", "２０２４") + " ")
    assert name_in(encrypted) == MARKER
    store = open_store(encrypted)
    found = [one for one in problems(store) if one.code != "check.unassigned"]
    store.close()
    assert found == []


def test_nothing_in_the_folder_says_what_it_holds(encrypted: Path) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    store = open_store(encrypted)
    with store.write() as connection:
        connection.execute(insert(UNITS).values({**ZONE, "key": "b" * 32, "name": f"{MARKER}二"}))
    back_up(encrypted, BackupReason.BY_HAND)
    files = [path for path in encrypted.parent.rglob("*") if path.is_file()]
    assert f"{encrypted.name}-wal" in {path.name for path in files}
    assert not [path for path in files if MARKER.encode() in path.read_bytes()]
    store.close()


def test_a_backup_of_one_that_was_closed_is_its_file_as_it_lies(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(_raw: object) -> None:
        raise AssertionError

    keyring.unlock(encrypted, PASSPHRASE)
    name_in(encrypted)
    monkeypatch.setattr("db.copies.tally", counted)
    backup = back_up(encrypted, BackupReason.BY_HAND).path
    assert MARKER.encode() not in backup.read_bytes()
    assert name_in(backup) == MARKER


def test_the_recovery_key_opens_it_also_without_the_key_file_and_sets_a_new_passphrase(
    encrypted: Path, secret: Secret
) -> None:
    beside(encrypted).unlink()
    with pytest.raises(Locked):
        open_store(encrypted)
    assert not keyring.has_envelope(encrypted)
    with refused("no_key_file"):
        keyring.unlock(encrypted, PASSPHRASE)
    typed = secret.recovery_key.lower().replace("-", " ").replace("0", "o")
    keyring.wrap(encrypted, keyring.recover(encrypted, typed), OTHER)
    assert name_in(encrypted) == MARKER
    keyring.forget(encrypted)
    keyring.unlock(encrypted, OTHER)
    assert name_in(encrypted) == MARKER


def test_a_recovery_key_that_was_misread_or_is_anothers_is_told(encrypted: Path, secret: Secret) -> None:
    right = secret.recovery_key
    assert len(right) == 41
    for place in (0, 17, 40):
        other = "7" if right[place] != "7" else "8"
        with refused("no_recovery_key"):
            keyring.recover(encrypted, right[:place] + other + right[place + 1 :])
    for wrong in ("", right[:-1], right + "0", "恢复密钥"):
        with refused("no_recovery_key"):
            keyring.recover(encrypted, wrong)
    with refused("other_recovery_key"):
        keyring.recover(encrypted, Secret.make().recovery_key)


def test_another_passphrase_leaves_the_database_as_it_is(encrypted: Path) -> None:
    before = encrypted.read_bytes()
    keyring.wrap(encrypted, keyring.opened_by(encrypted, PASSPHRASE), OTHER)
    assert encrypted.read_bytes() == before
    with refused("wrong_passphrase"):
        keyring.unlock(encrypted, PASSPHRASE)
    keyring.unlock(encrypted, OTHER)
    assert name_in(encrypted) == MARKER


def test_a_backup_is_encrypted_and_opens_by_itself_elsewhere(encrypted: Path, tmp_path: Path) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    made = back_up(encrypted, BackupReason.BY_HAND).path
    keyring.forget(encrypted)
    away = tmp_path / "u盘"
    shutil.move(made.parent, away)
    restored = away / "改名.db"
    (away / made.name).rename(restored)
    with pytest.raises(Locked):
        open_store(restored)
    keyring.unlock(restored, PASSPHRASE)
    assert name_in(restored) == MARKER


def test_an_older_envelope_does_not_bring_an_old_passphrase_back(encrypted: Path, tmp_path: Path) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    away = tmp_path / "away"
    away.mkdir()
    copy(encrypted, away / "old.db")
    keyring.wrap(encrypted, keyring.opened_by(encrypted, PASSPHRASE), OTHER)
    copy(away / "old.db", encrypted.with_name("back.db"))
    keyring.forget(encrypted)
    with refused("wrong_passphrase"):
        keyring.unlock(encrypted, PASSPHRASE)
    # And a copy made now takes the new one along.
    keyring.unlock(encrypted, OTHER)
    copy(encrypted, away / "new.db")
    with refused("wrong_passphrase"):
        keyring.opened_by(away / "old.db", PASSPHRASE)


def test_an_older_schema_is_upgraded_encrypted(tmp_path: Path, secret: Secret) -> None:
    path = tmp_path / "old.db"
    engine = make_engine(path, watched=False)
    config = migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()
    keyring.wrap(path, secret, PASSPHRASE)
    encrypt(path, secret)
    open_store(path).close()
    with closing(connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA_VERSION,)
    (saved,) = (tmp_path / "backups").glob("*.db")
    assert keyring.is_encrypted(saved)
    with closing(connect(saved)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0008",)


def test_taking_the_key_away_leaves_the_same_plain_file(encrypted: Path) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    decrypt(encrypted)
    assert not keyring.is_encrypted(encrypted)
    assert MARKER.encode() in encrypted.read_bytes()
    assert name_in(encrypted) == MARKER


def test_a_database_that_is_in_use_is_left_as_it_is(
    empty: Store, secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_MS", 20)
    with closing(connect(empty.path)) as other:
        other.execute("SELECT count(*) FROM units").fetchone()
        before = empty.path.read_bytes()
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM units").fetchone()
        with refused("busy"):
            encrypt(empty.path, secret)
    assert empty.path.read_bytes()[:16] == before[:16]
    assert not list(empty.path.parent.glob(".*.new"))


@pytest.mark.parametrize("weak", ["", "  ", "1234567890", "abcdefghijk", "aaaaaaaaaaaa", "春天2024", "密码密码密码"])
def test_a_passphrase_that_could_be_guessed_is_refused(weak: str) -> None:
    with refused("weak_passphrase"):
        require_strong(weak)


def test_an_envelope_that_was_altered_is_of_no_use_and_asks_for_no_mountain_of_memory(encrypted: Path) -> None:
    path = beside(encrypted)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"passes": 3', '"passes": 1'), encoding="utf-8")
    with refused("wrong_passphrase"):
        keyring.unlock(encrypted, PASSPHRASE)
    for bad in (
        text.replace('"memory_kib": 64', '"memory_kib": 99999999'),
        text[:-9],
        "[]",
        text.replace('"salt"', '"Salt"'),
    ):
        path.write_text(bad, encoding="utf-8")
        with refused("no_key_file"):
            keyring.unlock(encrypted, PASSPHRASE)


def test_a_secret_is_not_in_what_a_traceback_would_print(secret: Secret) -> None:
    assert secret.value.hex() not in repr(secret)
    assert secret.recovery_key not in repr(secret)


def test_a_damaged_one_is_mended_encrypted(encrypted: Path, author: Author) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    with closing(connect(encrypted)) as raw, raw:
        raw.execute("UPDATE units SET name = '别人改的'")
    condition = examine(encrypted)
    assert [one.table_name for one in condition.rows] == ["units"]
    aside = encrypted.with_name("aside.db")
    mend(encrypted, condition, {("units", 1): ZONE}, {}, author, aside)
    assert name_in(encrypted) == MARKER
    assert keyring.is_encrypted(encrypted)
    assert keyring.is_encrypted(aside)
    assert not [path for path in encrypted.parent.iterdir() if MARKER.encode() in path.read_bytes()]


@pytest.mark.parametrize("page", [0, 5])
def test_a_page_that_was_altered_is_told(encrypted: Path, page: int) -> None:
    keyring.unlock(encrypted, PASSPHRASE)
    open_store(encrypted).close()
    content = bytearray(encrypted.read_bytes())
    content[page * 4096 + 99] ^= 1
    encrypted.write_bytes(content)
    if page == 0:
        with refused("damaged"):
            open_store(encrypted)
        return
    store = open_store(encrypted)
    assert store.condition.pages == (page + 1,)
    store.close()
