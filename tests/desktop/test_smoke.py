"""The program tries itself: what a bundle is released by."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import smoke


def test_a_sound_program_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR")}
    tried = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "desktop", "--smoke"],
        env=os.environ | places,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (tried.returncode, tried.stdout) == (0, "ok\n"), tried.stderr
    assert not list(tmp_path.rglob("*.db"))


def test_what_goes_wrong_in_a_slot_fails_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_folder: Path) -> None:
        sys.excepthook(RuntimeError, RuntimeError("没有画出来"), None)

    monkeypatch.setattr(smoke, "_go_round", fail)
    monkeypatch.setattr(smoke, "_show_pages", lambda _folder: None)
    assert smoke.smoke() == 1
    assert "没有画出来" in capsys.readouterr().err
