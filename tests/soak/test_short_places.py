"""Short runs of what is run for long: names that lead elsewhere, a disk that is full, exports that are killed."""

import subprocess
import sys
from pathlib import Path

import disk_full
import paths
import pytest
from systems import not_on_windows
from tricks import TRICKS

HERE = Path(__file__).parent
# A few; the rule itself is tried with all of them in tests/db.
SOME = ("far up", "com with a superscript", "right to left")


def run(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A soak run in a process of its own: it forks."""
    command = [sys.executable, str(HERE / name), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parents[1], encoding="utf-8")  # noqa: S603


def test_no_name_leads_out_of_its_folder() -> None:
    found = list(paths.through_the_doors({trick: TRICKS[trick] for trick in SOME}))
    assert len(found) == 5 * len(SOME)
    assert not [one for one in found if one[2].startswith(("OUTSIDE", "REFUSED"))]
    assert {one[2] for one in found} >= {"inside"}


@not_on_windows("forks a process")
def test_an_export_that_is_killed_leaves_the_old_file_or_a_new_one() -> None:
    done = run("export_kill.py", "--n", "2", "--only", "report")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 runs" in done.stdout


@not_on_windows("mounts a disk in memory")
def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path) -> None:
    with disk_full.small_disk() as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        disk_full.material(tmp_path)
        deeds = [deed for deed in disk_full.DEEDS if deed.name in {"report", "carry out"}]
        found = list(disk_full.runs(tmp_path, disk, deeds, [16]))
    assert [one[1:] for one in found] == [("refusal.disk_full", [])] * 2
