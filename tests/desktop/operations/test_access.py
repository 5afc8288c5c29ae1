"""A desk behind a passphrase: set, changed, removed; its evidence and its copies; and nothing of it in any file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook
from systems import not_on_windows

from db import keyring
from db.backups import back_up
from db.errors import Locked, Refusal
from db.evidence import EvidenceFile
from db.store import open_store
from db.vocabulary import BackupReason
from desktop.desk import Desk
from desktop.operations import shown_files
from desktop.operations.access import (
    change_passphrase,
    encrypt_rest,
    load_access,
    recovery_key,
    remove_passphrase,
    replace_passphrase,
    require_passphrase,
    set_passphrase,
)
from desktop.operations.backups import put_in_second_place
from desktop.operations.changes import Wanted, load_changes
from desktop.operations.check import check
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, edit_entries, load_entry
from desktop.operations.evidence import (
    FileCondition,
    add_bytes,
    add_files,
    conditions,
    folder_of,
    open_copy,
    remove_file,
)
from desktop.operations.issue import Order, issue
from desktop.operations.kept_files import KeptFiles
from desktop.operations.restore import restore
from desktop.operations.shown_files import put_all_away, put_away
from desktop.operations.unlocking import open_locked

PERIOD = "2024-03"
PASSPHRASE, OTHER = "春眠不觉晓 2024", "处处闻啼鸟 2025"
MARKER = "MINGWEN明文标记"
Sit = Callable[[Path], Desk]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    keyring._opened.clear()
    monkeypatch.setattr("db.envelope._MEMORY", 64)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    yield
    put_away()
    keyring._opened.clear()


@pytest.fixture
def desk(practice_database: Path, sit_down: Sit) -> Desk:
    return sit_down(practice_database)


def first(desk: Desk) -> EntryRow:
    return load_entry(desk, PERIOD).rows[0]


def attach(desk: Desk, content: bytes, name: str = "验收单.pdf") -> EvidenceFile:
    add_bytes(desk, PERIOD, first(desk).target.key, name, content)
    return next(file for file in first(desk).files if file.name == name)


def holding(folder: Path, text: str) -> list[str]:
    """The files below a folder in which a text stands, in the encodings that the program writes."""
    wanted = [text.encode(code) for code in ("utf-8", "utf-16-le", "gbk")]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        deed()
    return refused.value.sentence.code


def test_nothing_can_be_read_without_the_passphrase_that_was_set(desk: Desk, tmp_path: Path, sit_down: Sit) -> None:
    edit_entries(desk, PERIOD, [CellEdit(first(desk).target.key, "narrative", MARKER)])
    attach(desk, MARKER.encode() * 9)
    back_up(desk.store.path, BackupReason.BY_HAND)
    folder = tmp_path / "copies"
    folder.mkdir()
    put_in_second_place(desk, folder)
    put_away()
    assert len(holding(tmp_path, MARKER)) >= 4
    told = set_passphrase(desk, PASSPHRASE)
    left = load_access(desk, [folder]).in_clear
    assert (len(left.evidence), len(left.copies)) == (1, 2)
    encrypt_rest(desk, [folder])
    assert load_access(desk, [folder]).in_clear.count == 0
    # Work goes on at the same desk, in the log as well.
    edit_entries(desk, PERIOD, [CellEdit(first(desk).target.key, "problems", f"{MARKER}二")])
    assert first(desk).answer.narrative == MARKER
    assert holding(tmp_path, MARKER) == []
    for secret in (PASSPHRASE, told, told.replace("-", ""), str(keyring.secret_of(desk.store.path).value.hex())):
        assert holding(tmp_path, secret) == []
    assert (tmp_path / f"{desk.store.path.name}-wal").exists()
    desk.close()
    keyring.forget(desk.store.path)
    with pytest.raises(Locked):
        sit_down(desk.store.path)
    keyring.unlock(desk.store.path, PASSPHRASE)
    assert first(sit_down(desk.store.path)).answer.narrative == MARKER


def test_it_is_as_whole_as_before_and_the_history_tells_of_it(desk: Desk) -> None:
    before = check(desk.store.path)
    set_passphrase(desk, PASSPHRASE)
    change_passphrase(desk, OTHER, ())
    assert check(desk.store.path) == before
    remove_passphrase(desk)
    assert check(desk.store.path) == before
    lines = load_changes(desk, Wanted(imported=True), None, 3).lines
    assert [str(line.new) for line in lines] == ["已去掉", "已更换", "已设置"]


def test_what_is_not_right_is_refused_and_changes_nothing(desk: Desk) -> None:
    path = desk.store.path
    assert refusal(lambda: set_passphrase(desk, "123")) == "refusal.weak_passphrase"
    for deed in (lambda: encrypt_rest(desk, ()), lambda: remove_passphrase(desk), lambda: recovery_key(desk)):
        assert refusal(deed) == "refusal.no_passphrase"
    assert not keyring.is_encrypted(path)
    told = set_passphrase(desk, PASSPHRASE)
    assert refusal(lambda: set_passphrase(desk, OTHER)) == "refusal.has_passphrase"
    assert refusal(lambda: require_passphrase(desk, OTHER)) == "refusal.wrong_passphrase"
    assert refusal(lambda: change_passphrase(desk, "123", ())) == "refusal.weak_passphrase"
    require_passphrase(desk, PASSPHRASE)
    assert recovery_key(desk) == told
    replace_passphrase(path, told, OTHER)
    require_passphrase(desk, OTHER)


def test_a_changed_passphrase_holds_for_the_copies_too(desk: Desk, tmp_path: Path) -> None:
    set_passphrase(desk, PASSPHRASE)
    (copy,) = (tmp_path / "backups").glob("*.db")
    change_passphrase(desk, OTHER, ())
    assert refusal(lambda: keyring.opened_by(copy, PASSPHRASE)) == "refusal.wrong_passphrase"
    keyring.opened_by(copy, OTHER)


def test_a_backup_is_restored_with_its_passphrase(desk: Desk, tmp_path: Path, sit_down: Sit) -> None:
    edit_entries(desk, PERIOD, [CellEdit(first(desk).target.key, "narrative", MARKER)])
    set_passphrase(desk, PASSPHRASE)
    made = back_up(desk.store.path, BackupReason.BY_HAND).path
    desk.close()
    keyring.forget(made)
    away = tmp_path / "新电脑"
    away.mkdir()
    with pytest.raises(Locked):
        restore(made, away / "台账.db")
    keyring.unlock(made, PASSPHRASE)
    restore(made, away / "台账.db")
    assert holding(away, MARKER) == []
    keyring.forget(made)
    keyring.unlock(away / "台账.db", PASSPHRASE)
    assert first(sit_down(away / "台账.db")).answer.narrative == MARKER


@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20 + 5])
def test_evidence_of_any_size_comes_back_as_it_was(desk: Desk, tmp_path: Path, size: int) -> None:
    set_passphrase(desk, PASSPHRASE)
    source = tmp_path / "原件.bin"
    source.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    add_files(desk, PERIOD, first(desk).target.key, [source])
    (file,) = first(desk).files
    assert conditions(desk, [file]) == [FileCondition.GOOD]
    shown = open_copy(desk, file)
    assert shown.read_bytes() == source.read_bytes()
    (kept,) = folder_of(desk).iterdir()
    assert file.sha256 not in kept.name
    assert kept.stat().st_size > size
    put_away()
    assert not list((tmp_path / "tmp").iterdir())


def test_evidence_that_was_cut_turned_round_or_altered_is_told(desk: Desk) -> None:
    set_passphrase(desk, PASSPHRASE)
    file = attach(desk, b"a" * 2**20 + b"b" * 2**20 + b"c")
    (kept,) = folder_of(desk).iterdir()
    whole = kept.read_bytes()
    head, piece = whole[:20], 2**20 + 16
    one, two, three = whole[20 : 20 + piece], whole[20 + piece : 20 + 2 * piece], whole[20 + 2 * piece :]
    for bad in (
        head + one + two,
        head + two + one + three,
        head + one + three,
        head + one + one + two + three,
        whole[:-1],
        whole + b"x",
        whole[:99] + bytes([whole[99] ^ 1]) + whole[100:],
        whole[:9] + bytes([whole[9] ^ 1]) + whole[10:],
        b"",
        b"TgE1",
    ):
        kept.write_bytes(bad)
        assert conditions(desk, [file]) == [FileCondition.CHANGED]
        assert refusal(lambda: open_copy(desk, file)) == "refusal.evidence_missing"
    kept.write_bytes(whole)
    assert conditions(desk, [file]) == [FileCondition.GOOD]


def test_evidence_from_before_and_after_is_there_all_the_time(desk: Desk) -> None:
    before = attach(desk, b"before", "前.txt")
    set_passphrase(desk, PASSPHRASE)
    after = attach(desk, b"after", "后.txt")
    assert set(conditions(desk, [before, after])) == {FileCondition.GOOD}
    encrypt_rest(desk, ())
    assert set(conditions(desk, [before, after])) == {FileCondition.GOOD}
    # What was taken off an entry can be put back, also when there is no passphrase any more.
    remove_file(desk, PERIOD, first(desk).target.key, before)
    remove_passphrase(desk)
    assert set(conditions(desk, [before, after])) == {FileCondition.GOOD}
    assert {path.name for path in folder_of(desk).iterdir()} == {before.sha256, after.sha256}
    assert not list(desk.store.path.parent.glob("*.key"))


@not_on_windows("what lies in a person's own folders is for nobody else there, and says nothing of it")
def test_what_is_looked_at_is_for_nobody_else(desk: Desk) -> None:
    shown = open_copy(desk, attach(desk, b"content"))
    assert {one.stat().st_mode & 0o077 for one in (shown, *list(shown.parents)[:2])} == {0}


def test_what_is_looked_at_is_gone_afterwards(desk: Desk, tmp_path: Path) -> None:
    file = attach(desk, b"content")
    shown = open_copy(desk, file)
    again = open_copy(desk, file)
    assert shown != again
    # Another start while this program runs leaves them alone; a later one finds what one that was killed left.
    code = "from desktop.operations.shown_files import put_all_away; put_all_away()"
    surroundings = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    subprocess.run([sys.executable, "-c", code], check=True, env=surroundings)  # noqa: S603 - our own words
    assert shown.exists()
    for lock in shown_files._held.values():
        lock.close()
    shown_files._held.clear()
    put_all_away()
    assert not list((tmp_path / "tmp").iterdir())


def test_the_folder_of_a_copied_database_goes_with_it(desk: Desk, tmp_path: Path) -> None:
    set_passphrase(desk, PASSPHRASE)
    attach(desk, MARKER.encode())
    kept = KeptFiles.of(desk.store.path)
    assert holding(kept.folder, MARKER) == []
    desk.close()
    moved = tmp_path / "搬家"
    shutil.copytree(kept.folder, moved / "台账.evidence")
    shutil.copy(desk.store.path, moved / "台账.db")
    open_store(moved / "台账.db").close()
    assert KeptFiles.of(moved / "台账.db").find(sha256(MARKER.encode()).hexdigest()) is not None


def test_the_passwords_of_issued_workbooks_stand_in_the_covering_list_alone(
    headquarters_database: Path, sit_down: Sit, tmp_path: Path
) -> None:
    issued = tmp_path / "issued"
    desk = sit_down(headquarters_database)
    made = issue(desk, PERIOD, issued, order=Order(locked=True))
    rows = load_workbook(made.covering).worksheets[0].iter_rows(values_only=True)
    passwords = {str(row[2]): str(row[6]) for row in rows if str(row[2]).endswith(".xlsx")}
    assert set(passwords) == {path.name for path in made.files}
    for path in made.files[:1]:
        (opened,) = open_locked([path], [path], passwords[path.name], shown_files.place_to_show())
        assert tmp_path / "tmp" in opened.parents
    put_away()
    # A list is packed; what it says is not found as bytes.
    assert [name for password in passwords.values() for name in holding(tmp_path, password)] == []
