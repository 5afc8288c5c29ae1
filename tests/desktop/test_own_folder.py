"""Where the program keeps what is its own: on this computer, or beside itself where a file says so."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.log import log_folder
from desktop.main_window import MainWindow
from desktop.own_folder import MARKER, own_folder, settings_store, unwritable


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of a program that was built, with a name as people give it."""
    folder = tmp_path / "目标 & 台账"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "target-desk-window.exe"))
    return folder


@pytest.mark.usefixtures("qapp")
def test_an_installed_program_keeps_nothing_beside_itself(bundle: Path) -> None:
    for place in (own_folder(), log_folder(), Path(settings_store().fileName())):
        assert not place.is_relative_to(bundle)


def test_a_portable_copy_keeps_everything_beside_itself(bundle: Path) -> None:
    (bundle / MARKER).touch()
    assert own_folder() == bundle / "data"
    assert log_folder() == bundle / "data" / "log"
    settings = settings_store()
    settings.setValue("look/theme", "dark")
    settings.sync()
    assert "dark" in (bundle / "data" / "window.ini").read_text(encoding="utf-8")
    assert unwritable() is None


def test_a_portable_copy_where_nothing_can_be_written_says_so(
    bundle: Path, window: MainWindow, qapp: QApplication
) -> None:
    (bundle / MARKER).touch()
    # Nobody can make a folder of this name, whatever the user of the tests may do.
    (bundle / "data").touch()
    window.say_unkept(unwritable())
    qapp.processEvents()
    assert "便携版" in window.view.work.notice.text
    assert str(bundle / "data") in window.view.work.notice.text
