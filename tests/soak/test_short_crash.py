"""Short runs of killing the program while somebody enters and types."""

import subprocess
import sys
from pathlib import Path

from systems import not_on_windows

pytestmark = not_on_windows("they fork and kill")


def soak(name: str, count: int) -> "subprocess.CompletedProcess[str]":
    """A soak run in a process of its own, since it forks."""
    script = Path(__file__).with_name(f"{name}.py")
    command = [sys.executable, str(script), "--n", str(count)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - ours


def test_no_edit_is_lost_or_torn_where_the_program_is_killed() -> None:
    ran = soak("entry_kill", 4)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 edits lost or torn" in ran.stdout


def test_no_more_than_two_seconds_of_typing_are_lost_where_the_program_is_killed() -> None:
    ran = soak("typing_kill", 1)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 lost more than 2.0 s" in ran.stdout
