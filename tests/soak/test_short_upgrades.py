"""A short run of upgrades that are killed."""

from pathlib import Path

import upgrade_kill

KEPT = upgrade_kill.KEPT / "0007.db"


def test_an_upgrade_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    case = upgrade_kill.case_of(KEPT, "wal", tmp_path / "case")
    # Within the backup, in the middle, once it is committed, before the witness is written.
    steps = [case.steps // 20, case.steps // 2, case.steps - 2, case.steps - 1]
    found = upgrade_kill.counts(case, steps, tmp_path / "kills")
    assert found == {"old and whole, then completed": 2, "new and whole, then completed": 2}
