"""What is made around the bundle: the icon, the licences, the zip, the sums, and the workflow that makes a release."""

import os
import re
import shlex
import struct
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from PySide6.QtGui import QImage

from desktop.identity import TASKBAR_ID

ROOT = Path(__file__).parents[2]
Script = Callable[[str], ModuleType]


@pytest.mark.usefixtures("qapp")
def test_the_icon_holds_the_drawing_in_every_size(script: Script) -> None:
    data = script("icon").icon()
    _, kind, count = struct.unpack_from("<HHH", data)
    assert kind == 1
    sizes = []
    for number in range(count):
        width, *_, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        picture = QImage.fromData(data[place : place + length])
        assert picture.width() == picture.height() == (width or 256)
        assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() == 255
        sizes.append(picture.width())
    assert {16, 32, 48, 256} <= set(sizes)
    assert QImage.fromData(script("icon").side()).width() == 164


def test_the_licences_of_what_is_in_the_bundle_are_collected(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    licences = script("licences")
    starter = licences.Part("PyInstaller bootloader", "6", "GPL-2.0-or-later WITH Bootloader-exception", "…")
    monkeypatch.setattr(licences, "_starter", lambda: starter)
    files = ["desktop.app", "sqlalchemy.orm", "PySide6\\Qt6Core.dll", "lxml/etree.pyd", "json", "psycopg\\rows.pyc"]
    files += ["psycopg_binary.libs\\libpq-1.dll"]
    licences.write(tmp_path / "licences.txt", tmp_path / "third-party.md", files)
    texts = (tmp_path / "licences.txt").read_text(encoding="utf-8")
    for words in ("Apache License", "PYTHON SOFTWARE FOUNDATION LICENSE", "GNU LESSER GENERAL PUBLIC", "SQLAlchemy"):
        assert words in texts
    # The driver of servers says where it may be replaced, and what it carries is named.
    assert "_internal/psycopg_binary" in texts
    assert "PostgreSQL Global Development Group" in texts
    table = (tmp_path / "third-party.md").read_text(encoding="utf-8")
    assert "| lxml |" in table
    assert "openpyxl" not in table


@pytest.mark.parametrize("licence", ["GPL-3.0-only", ""])
def test_a_licence_that_is_not_allowed_ends_the_build(
    script: Script, monkeypatch: pytest.MonkeyPatch, licence: str
) -> None:
    licences = script("licences")
    monkeypatch.setattr(licences, "licence_of", lambda _name: licence)
    with pytest.raises(SystemExit, match="lxml"):
        licences.parts(["lxml.etree"])


def test_the_portable_zip_is_the_folder_and_the_file_that_says_so(script: Script, tmp_path: Path) -> None:
    bundle = tmp_path / "target-desk"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "target-desk.exe").write_bytes(b"MZ")
    (bundle / "_internal" / "说明.txt").write_text("…", encoding="utf-8")
    packed = script("portable").make(bundle, tmp_path)
    top = f"target-desk-{version('target-desk')}-portable"
    with ZipFile(packed) as there:
        names = {f"{top}/{name}" for name in ("target-desk.exe", "_internal/说明.txt", "portable.txt")}
        assert set(there.namelist()) == names
        assert "data" in there.read(f"{top}/portable.txt").decode("utf-8-sig")
    sums = script("sums").write([packed])
    assert re.fullmatch(rf"[0-9a-f]{{64}}  {packed.name}\n", sums.read_text(encoding="utf-8"))


def _parsed(manifest: str) -> list[ET.Element]:
    return list(ET.fromstring(manifest).iter())  # noqa: S314 - our own file


def test_windows_is_told_how_the_program_draws_and_names_files(script: Script) -> None:
    manifest = (ROOT / "packaging" / "target-desk.manifest").read_text(encoding="utf-8")
    said = {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in _parsed(manifest)}
    assert said["dpiAwareness"].startswith("PerMonitorV2")
    assert said["longPathAware"] == "true"
    assert said["activeCodePage"] == "UTF-8"
    assert 'level="asInvoker"' in manifest
    assert "Common-Controls" in manifest
    assert script("stamp").numbers("1.20.3") == (1, 20, 3, 0)


def test_what_a_windows_python_needs_is_told_without_conditions(script: Script) -> None:
    needed = script("requirements").requirements(["build"])
    assert any(one.startswith("PySide6-Essentials==6.11") for one in needed)
    assert any(one.startswith("pyinstaller") for one in needed)
    # The bundle opens databases on a server as well.
    assert set(script("requirements").requirements(["postgres"])) <= set(needed)
    assert not any(";" in one for one in needed)


def test_every_command_of_the_release_is_one_of_the_repository() -> None:
    workflow = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    commands = [shlex.split(line) for line in re.findall(r"^ +run: (\S.*)$", workflow, re.MULTILINE)]
    scripts = [word for words in commands for word in words if word.startswith("packaging/")]
    assert len(scripts) >= 6
    assert all((ROOT / script).is_file() for script in scripts)
    assert ["pyinstaller", "--noconfirm", "build.spec"] in commands
    assert (ROOT / "build.spec").is_file()
    assert not re.search(r"https?://", workflow)


def test_a_tag_that_is_not_the_version_is_told() -> None:
    told = version("target-desk")
    for tag, code in ((f"v{told}", 0), ("v99.0", 1)):
        checked = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, str(ROOT / "packaging" / "tag.py"), tag], capture_output=True, check=False
        )
        assert checked.returncode == code


@pytest.mark.skipif(os.name == "nt", reason="run by a shell of Linux")
def test_the_trial_under_wine_says_how_it_is_used() -> None:
    asked = subprocess.run(  # noqa: S603 - our own script
        [str(ROOT / "tests" / "windows" / "package")], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert "MAKER" in asked.stdout


def test_the_shortcut_and_the_window_are_one_button_of_the_taskbar() -> None:
    assert f'!define TASKBAR_ID "{TASKBAR_ID}"' in (ROOT / "packaging" / "installer.nsi").read_text(encoding="utf-8")
