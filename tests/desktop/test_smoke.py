"""The program tries itself: what a bundle is released by."""

import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import smoke
from desktop.cli import run


def test_a_sound_program_says_so_and_leaves_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # There is one application in a process.
    monkeypatch.setattr(smoke, "application_of", lambda _arguments: qapp)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(["--smoke"]) == 0
    assert capsys.readouterr().out == "ok\n"
    assert not list(tmp_path.iterdir())


def test_what_goes_wrong_in_a_slot_fails_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_folder: Path) -> None:
        sys.excepthook(RuntimeError, RuntimeError("没有画出来"), None)

    monkeypatch.setattr(smoke, "_go_round", fail)
    monkeypatch.setattr(smoke, "_show_pages", lambda _folder: None)
    assert smoke.smoke() == 1
    assert "没有画出来" in capsys.readouterr().err
