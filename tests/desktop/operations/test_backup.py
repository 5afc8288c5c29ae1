"""The day's copy: one a day, whole, and refused in words where it cannot be made."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from db.errors import Refusal
from desktop.desk import Desk
from desktop.operations.backup import back_up_daily
from desktop.operations.diagnostics import diagnose

Sit = Callable[[Path], Desk]


def test_one_copy_a_day_that_opens(sit_down: Sit, practice_database: Path, tmp_path: Path) -> None:
    desk, folder = sit_down(practice_database), tmp_path / "备份"
    folder.mkdir()
    made = back_up_daily(desk, folder, date(2024, 3, 1))
    written = made.stat().st_mtime_ns
    assert back_up_daily(desk, folder, date(2024, 3, 1)) == made
    assert made.stat().st_mtime_ns == written
    back_up_daily(desk, folder, date(2024, 3, 2))
    assert len(list(folder.iterdir())) == 2
    assert diagnose(sit_down(made)).counts == diagnose(desk).counts


def test_a_folder_that_is_gone_is_said(sit_down: Sit, practice_database: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="备份文件夹"):
        back_up_daily(sit_down(practice_database), tmp_path / "gone", date(2024, 3, 1))
