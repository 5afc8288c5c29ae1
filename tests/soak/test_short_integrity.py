"""Short runs of what damages databases and logs and edits histories by the hundred."""

from pathlib import Path

import bit_flips
import edited_history
import lost_log
import pytest
from round_at_rest import make_round


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_round(tmp_path_factory.mktemp("round") / "made", units=2, targets=8)


def test_no_flipped_bit_goes_unnoticed(database: Path, tmp_path: Path) -> None:
    found = bit_flips.counts(database, tmp_path, 30, seed=3, alone=False)
    assert {what for what, _ in found} == {bit_flips.FOUND}


def test_without_the_file_beside_it_no_flipped_bit_is_read_as_a_figure(database: Path, tmp_path: Path) -> None:
    found = bit_flips.counts(database, tmp_path, 30, seed=4, alone=True)
    assert found.total() == 30
    assert not {what for what, _ in found} - {bit_flips.FOUND, bit_flips.HARMLESS}


def test_every_commit_that_a_damaged_log_lost_is_told(tmp_path: Path) -> None:
    found = lost_log.counts(lost_log.interrupted(tmp_path / "round"), tmp_path, 20, seed=5)
    assert found.total() == 20
    assert lost_log.bad(found) == 0


def test_every_edit_of_the_history_is_found(database: Path, tmp_path: Path) -> None:
    seen = edited_history.counts(database, tmp_path, len(edited_history.EDITS), seed=6)
    assert {what for what, told in seen if not told} == set()
    assert seen.total() == len(edited_history.EDITS)
