"""A file is replaced as a whole or not at all, and whatever is in the way is a sentence."""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from systems import not_on_windows

from db.errors import FileInUse, Refusal
from desktop.exchange.files import (
    NotAsWrittenError,
    apart,
    folded,
    put_bytes,
    read_bytes,
    refusal_of,
    replacing,
    second_name,
    where_written,
)

Keep = Callable[..., list[float]]


def of_windows(number: int) -> PermissionError:
    """What Windows raises, on any system."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]  # other systems have no such number
    return error


def inside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_takes_its_place_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.xlsx") as beside:
        beside.write_bytes(b"new")
        assert not (tmp_path / "a.xlsx").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_when_writing_fails_the_old_file_is_whole_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def fail(beside: Path) -> None:
        beside.write_bytes(b"half")
        raise KeyError

    with pytest.raises(KeyError), replacing(tmp_path / "a.xlsx") as beside:
        fail(beside)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="文件夹"), replacing(tmp_path / "没有" / "a.xlsx") as beside:
        beside.write_bytes(b"new")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "denied"), "里不能写入文件"),
        (OSError(errno.EROFS, "read-only"), "里不能写入文件"),
        (OSError(errno.ENOSPC, "full"), "磁盘满了"),
        (OSError(errno.EDQUOT, "quota"), "磁盘满了"),
        (OSError(errno.EIO, "io"), "不能写入"),
        (OSError(errno.ESTALE, "stale"), "连不上了"),
        (OSError(errno.EHOSTDOWN, "down"), "连不上了"),
        (of_windows(64), "连不上了"),
        (FileNotFoundError(errno.ENOENT, "gone"), "不存在"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(tmp_path: Path, error: OSError, said: str) -> None:
    (tmp_path / "a.xlsx").touch()
    assert said in str(refusal_of(error, tmp_path / "a.xlsx"))


def test_a_file_that_is_marked_read_only_is_told_from_one_that_is_open(
    tmp_path: Path, kept_open: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = kept_open(tmp_path / "a.xlsx", number=5)
    # Who is root may write what nobody may.
    monkeypatch.setattr("desktop.exchange.files.os.access", lambda _path, _mode: False)
    with pytest.raises(Refusal, match="只读文件"):
        put_bytes(tmp_path / "a.xlsx", b"new")
    assert (inside(tmp_path), waits) == ({"a.xlsx": b"old"}, [])


@pytest.mark.parametrize(
    ("what", "error", "said"),
    [
        ("fsync", OSError(errno.ENOSPC, "full"), "磁盘满了"),
        ("fsync", OSError(errno.EIO, "io"), "不能写入"),
        ("replace", OSError(errno.ESTALE, "stale"), "连不上了"),
        ("replace", PermissionError(errno.EACCES, "denied"), "里不能写入文件"),
    ],
)
def test_whatever_goes_wrong_the_old_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: OSError, said: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def fail(*_arguments: Any) -> None:
        raise error

    monkeypatch.setattr(f"desktop.exchange.files.os.{what}", fail)
    with pytest.raises(Refusal, match=said):
        put_bytes(tmp_path / "a.xlsx", b"new")
    assert inside(tmp_path) == {"a.xlsx": b"old"}


def test_a_folder_that_cannot_be_flushed_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(errno.EINVAL, "not on this share")

    monkeypatch.setattr("desktop.exchange.files.os.open", fail)
    put_bytes(tmp_path / "a.xlsx", b"new")
    assert inside(tmp_path) == {"a.xlsx": b"new"}


def test_what_does_not_read_back_never_takes_the_place_of_what_does(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def verify(found: bytes) -> None:
        assert found == b"new"
        raise NotAsWrittenError("a bug")

    with pytest.raises(NotAsWrittenError), replacing(tmp_path / "a.xlsx", verify) as beside:
        beside.write_bytes(b"new")
    assert inside(tmp_path) == {"a.xlsx": b"old"}


def test_bytes_are_flushed_before_they_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def corrupt(handle: int) -> None:
        os.pwrite(handle, b"X", 0) if hasattr(os, "pwrite") else os.write(handle, b"X")

    monkeypatch.setattr("desktop.exchange.files.os.fsync", corrupt)
    with pytest.raises(NotAsWrittenError):
        put_bytes(tmp_path / "a.xlsx", b"new")
    assert inside(tmp_path) == {}


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_is_let_go_of_soon_is_waited_for(tmp_path: Path, kept_open: Keep, number: int) -> None:
    waits = kept_open(tmp_path / "a.xlsx", tries=3, number=number)
    put_bytes(tmp_path / "a.xlsx", b"new")
    assert (inside(tmp_path), len(waits)) == ({"a.xlsx": b"new"}, 3)


def test_a_file_that_stays_open_is_left_alone_and_a_free_name_offered(tmp_path: Path, kept_open: Keep) -> None:
    (tmp_path / "a_2.xlsx").write_bytes(b"older")
    waits = kept_open(tmp_path / "a.xlsx")
    with pytest.raises(FileInUse, match=r"正被别的程序（例如 Excel）打开.*另存为“a_3.xlsx”") as refused:
        put_bytes(tmp_path / "a.xlsx", b"new")
    assert refused.value.other == tmp_path / "a_3.xlsx"
    assert inside(tmp_path) == {"a.xlsx": b"old", "a_2.xlsx": b"older"}
    assert sum(waits) == pytest.approx(3)


def test_where_several_are_written_the_second_name_is_taken_at_once(tmp_path: Path, kept_open: Keep) -> None:
    waits = kept_open(tmp_path / "a.xlsx")
    path = where_written(tmp_path / "a.xlsx", lambda out: put_bytes(out, b"new"))
    assert inside(tmp_path) == {"a.xlsx": b"old", "a_2.xlsx": b"new"}
    assert (path, len(waits)) == (tmp_path / "a_2.xlsx", 5)
    assert where_written(tmp_path / "b.xlsx", lambda out: put_bytes(out, b"new")) == tmp_path / "b.xlsx"


def test_a_name_with_no_room_for_another_letter_can_be_written(tmp_path: Path) -> None:
    name = f"{'一' * 83}.xlsx"
    put_bytes(tmp_path / name, b"new")
    assert inside(tmp_path) == {name: b"new"}


def test_a_second_name_is_one_that_no_file_has(tmp_path: Path) -> None:
    assert second_name(tmp_path / "a.xlsx") == tmp_path / "a_2.xlsx"
    (tmp_path / "a_2.xlsx").touch()
    assert second_name(tmp_path / "a.xlsx") == tmp_path / "a_3.xlsx"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S603, S607


@not_on_windows("mounts a disk in memory")
def test_on_a_full_disk_the_old_file_is_whole(small_disk: Path) -> None:
    (small_disk / "a.xlsx").write_bytes(b"old")
    with pytest.raises(Refusal, match="磁盘满了"), replacing(small_disk / "a.xlsx") as beside:
        beside.write_bytes(bytes(10**6))
    assert [(path.name, path.read_bytes()) for path in small_disk.iterdir()] == [("a.xlsx", b"old")]


def test_files_are_read_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a.xlsx", 5) == b"12345"
    assert read_bytes(tmp_path / "a.xlsx", 4) is None
    with pytest.raises(Refusal, match="找不到"):
        read_bytes(tmp_path / "b.xlsx", 5)
    with pytest.raises(Refusal, match="打不开"):
        read_bytes(tmp_path, 5)


def test_a_name_that_is_taken_gets_a_number_whatever_its_capitals(tmp_path: Path) -> None:
    others = {folded(tmp_path / "A.xlsx"), folded(tmp_path / "a_2.XLSX")}
    assert apart(tmp_path / "b.xlsx", others) == tmp_path / "b.xlsx"
    assert apart(tmp_path / "a.xlsx", others) == tmp_path / "a_3.xlsx"
