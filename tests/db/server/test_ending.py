"""A server of the tests' own ends with them, also where they were killed."""

import subprocess
import sys
from pathlib import Path

import clusters
import pytest

_KILLED = """
import os, signal
from clusters import running
with running() as cluster:
    print(cluster.programs.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("cluster")
def test_whoever_is_killed_leaves_no_server_behind() -> None:
    helpers = Path(clusters.__file__).parent
    words = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(helpers)!r}){_KILLED}"]
    # Ends when nobody is left who could say anything: what ends the server is the last.
    told = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert told.returncode < 0
    assert told.stdout.strip()
    assert not Path(told.stdout.strip()).exists()
