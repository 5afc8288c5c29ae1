"""A short run of backing up and restoring."""

from pathlib import Path

import backups
import pytest

from desktop.operations.demo import Size


def test_a_small_database_is_backed_up_and_restored_round_after_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "SIZE", Size(3, 8))
    found = backups.rounds(tmp_path, 3, 2)
    assert backups.tell(found, 2 * 2**20) == 0
    assert "3 rounds on 2 MB: 0 with other totals" in capsys.readouterr().out
    assert backups.tell([backups.Round(1.0, 1.0, same=False)], 0) == 1
