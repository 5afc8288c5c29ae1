import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Refusal
from desktop.exchange.files import apart, read_bytes, refusal_of, replacing


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
    ("error", "there", "said"),
    [
        (PermissionError(errno.EACCES, "in use"), True, "正被别的程序（例如 Excel）打开"),
        (PermissionError(errno.EACCES, "denied"), False, "不能写入"),
        (OSError(errno.ENOSPC, "full"), True, "磁盘满了"),
        (OSError(errno.EIO, "io"), True, "不能写入"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(tmp_path: Path, error: OSError, there: bool, said: str) -> None:
    path = tmp_path / "a.xlsx"
    if there:
        path.touch()
    assert said in str(refusal_of(error, path))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S603, S607


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
    others = [tmp_path / "A.xlsx", tmp_path / "a_2.XLSX"]
    assert apart(tmp_path / "b.xlsx", others) == tmp_path / "b.xlsx"
    assert apart(tmp_path / "a.xlsx", others) == tmp_path / "a_3.xlsx"
