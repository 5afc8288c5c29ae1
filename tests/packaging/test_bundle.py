"""What the bundle may hold; and whether the one that was built, where one was, holds nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "dist" / "target-desk"
Script = Callable[[str], ModuleType]
_WITHOUT_OPENSSL = """
import sys

class Nowhere:
    def find_spec(self, name, *_):
        if name == "ssl":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Nowhere())
import psycopg, asyncio
assert "ssl" not in sys.modules
"""


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small one in which everything is as it should be."""
    for name in ("target-desk.exe", "target-desk-window.exe", "licences.txt", "_internal/python311.dll"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"MZ")
    driver = ("psycopg_binary/pq.cp313-win_amd64.pyd", "psycopg_binary.libs/libpq-16d00050fdffffeae97527f26415b111.dll")
    for name in ("modules.pyz", "resources/third-party.md", "PySide6/Qt6Core.dll", *driver):
        (tmp_path / "_internal" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "_internal" / name).write_bytes(b"MZ")
    return tmp_path


def test_a_bundle_of_what_is_known_is_sound(script: Script, bundle: Path) -> None:
    assert list(script("check_bundle").problems(bundle)) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("_internal/PySide6/opengl32sw.dll", "unknown: PySide6/opengl32sw.dll"),
        ("_internal/libcrypto-3.dll", "unknown: libcrypto-3.dll"),
        ("_internal/numpy/_core/_umath.cp311-win_amd64.pyd", "unknown: numpy/_core/_umath.cp311-win_amd64.pyd"),
        ("_internal/PySide6/plugins/platforms/qwindows2.DLL", "unknown: PySide6/plugins/platforms/qwindows2.DLL"),
        ("_internal/PySide6/Qt6Charts.dll", "under the GPL alone: PySide6/Qt6Charts.dll"),
        ("_internal/PySide6/qml/QtQuick/VirtualKeyboard/qtvirtualkeyboard.qm", "under the GPL alone: "),
    ],
)
def test_what_is_not_known_or_not_allowed_is_told(script: Script, bundle: Path, name: str, told: str) -> None:
    (bundle / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / name).write_bytes(b"MZ")
    [problem] = script("check_bundle").problems(bundle)
    assert problem.startswith(told)


def test_a_bundle_without_licences_or_of_too_many_bytes_is_told(
    script: Script, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = script("check_bundle")
    (bundle / "licences.txt").unlink()
    monkeypatch.setitem(check.RULES, "most_unpacked", 10)
    missing, large = check.problems(bundle)
    assert "licences.txt" in missing
    assert "more than" in large


def test_what_is_left_out_and_what_is_not(script: Script) -> None:
    contents = script("contents")
    runtime = [(f"{folder}MSVCP140.dll", "", "BINARY") for folder in ("", "PySide6\\", "shiboken6\\")]
    alone = [("PySide6\\MSVCP140_2.dll", "", "BINARY")]
    assert contents.kept([*runtime, *alone]) == [runtime[0], *alone]
    assert contents.kept(runtime[1:]) == runtime[1:]
    for place in ("PySide6\\opengl32sw.dll", "PySide6\\plugins\\tls\\qschannelbackend.dll", "lxml\\etree.pyi"):
        assert not contents.is_kept(place)
    for place in ("PySide6\\Qt6Core.dll", "PySide6\\translations\\qtbase_zh_CN.qm", "resources\\help\\home.md"):
        assert contents.is_kept(place)


def test_the_driver_of_servers_loads_where_there_is_no_openssl_of_pythons() -> None:
    tried = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _WITHOUT_OPENSSL],
        env={**os.environ, "PYTHONPATH": str(ROOT / "packaging" / "bundled")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stderr


@pytest.mark.bundle
@pytest.mark.skipif(not BUILT.is_dir(), reason="no bundle was built")
def test_the_bundle_that_was_built_holds_what_is_known_and_works(script: Script, tmp_path: Path) -> None:
    assert list(script("check_bundle").problems(BUILT)) == []
    executable = BUILT / ("target-desk.exe" if os.name == "nt" else "target-desk")
    tried, asked = (
        subprocess.run(  # noqa: S603 - what we built
            [str(executable), *words], capture_output=True, encoding="utf-8", check=False, cwd=tmp_path
        )
        for words in (("--smoke",), ("year", "postgresql+psycopg://nobody@127.0.0.1:1/desk", "--lang", "en"))
    )
    assert (tried.returncode, tried.stdout.strip()) == (0, "ok"), tried.stderr
    # The driver of servers is in it, and loads.
    assert asked.returncode == 1
    assert "cannot be reached" in asked.stdout + asked.stderr
