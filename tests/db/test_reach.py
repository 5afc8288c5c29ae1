"""Paths that are longer than most of Windows takes."""

import sys
from pathlib import Path, PureWindowsPath

import pytest

from db.reach import long_name, reachable
from resources.paths import usual_name
from resources.texts import say


@pytest.mark.parametrize(
    ("usual", "long"),
    [
        ("C:\\王 & 李\\收件 📎\\a.xlsx", "\\\\?\\C:\\王 & 李\\收件 📎\\a.xlsx"),
        ("\\\\server\\共享\\a.xlsx", "\\\\?\\UNC\\server\\共享\\a.xlsx"),
        ("\\\\?\\D:\\a", "\\\\?\\D:\\a"),
    ],
)
def test_a_long_name_is_the_usual_one_with_a_prefix_and_is_shown_without(usual: str, long: str) -> None:
    assert long_name(PureWindowsPath(usual)) == long
    assert usual_name(long) == usual.removeprefix("\\\\?\\")
    assert f"找不到 {usual_name(long)}，" in say("refusal.not_found", path=long).text("zh")


@pytest.mark.parametrize(
    "text", ["C:\\a", "\\\\server\\a", "甲", "\\\\?\\Volume{1}\\a", "\\\\?\\GLOBALROOT\\Device\\Mup\\a"]
)
def test_other_names_are_shown_as_they_are(text: str) -> None:
    assert usual_name(text) == text


@pytest.mark.skipif(sys.platform == "win32", reason="reached by its long name there")
def test_elsewhere_a_path_is_what_it_is() -> None:
    path = Path("/", *["很长的文件夹"] * 60)
    assert reachable(path) == reachable(path, beneath=True) == path


@pytest.mark.skipif(sys.platform != "win32", reason="of Windows")
def test_a_file_in_the_deepest_folder_is_written_and_found(tmp_path: Path) -> None:
    deep = reachable(tmp_path.joinpath(*["科技创新局 & 目标办"] * 30))
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x", encoding="ascii")
    assert [path.name for path in reachable(tmp_path, beneath=True).rglob("*.txt")] == ["a.txt"]
    assert reachable(tmp_path) == tmp_path
