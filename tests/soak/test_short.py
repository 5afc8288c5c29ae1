"""Short runs of what is run for long before a release."""

from pathlib import Path

import foreign
import fuzz
import pytest
from hazards import kinds, locked
from made.packages import workbook

SOME = (*kinds.HAZARDS[::3], *locked.HAZARDS[::5])


def test_no_damage_makes_the_program_fail_or_take_a_wrong_value() -> None:
    found = fuzz.counts(96, seed=5, office=None)
    assert found.total() == 96
    assert not [verdict for verdict in found if verdict[1].startswith(fuzz.BAD)]
    assert len({said for _, said in found}) > 4


def test_a_folder_of_foreign_workbooks_is_told_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, hazard in enumerate(SOME):
        (tmp_path / f"{number}.xlsx").write_bytes(hazard.make(workbook()))
    seen = list(foreign.all_in(tmp_path))
    assert len(seen) == len(SOME)
    assert foreign.tell(seen) == 0
    assert f"{len(SOME)} files" in capsys.readouterr().out
