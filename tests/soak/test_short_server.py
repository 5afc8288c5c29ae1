"""A short run of officers at one server."""

import subprocess
import sys
from pathlib import Path

import pytest
from clusters import NoServerError, programs
from systems import not_on_windows

HERE = Path(__file__).parent
SMALL = ("--officers", "3", "--minutes", "0.1", "--pause", "0.05", "--units", "3", "--targets", "6", "--revisions", "1")


@not_on_windows("starts a PostgreSQL")
def test_what_officers_were_told_is_stored_is_there() -> None:
    try:
        programs()
    except NoServerError as missing:
        pytest.skip(str(missing))
    command = [sys.executable, str(HERE / "officers.py"), *SMALL]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE.parents[1], encoding="utf-8")  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors, 0 lost" in done.stdout
