"""Ends a PostgreSQL with whoever started it: `python ending.py PG_CTL FOLDER [ACCOUNT]`, with a pipe of theirs to read.

The pipe ends when they close it, and also when they were killed: nothing that runs is left behind, and no folder.
"""

import shutil
import subprocess
import sys
from pathlib import Path


def main(program: str, folder: Path, *account: str) -> int:
    """Wait for the end of the pipe, then stop the server and remove its folder; what stopping it came to."""
    sys.stdin.buffer.read()
    words = [program, "-D", folder / "data", "-w", "-s", "-m", "immediate", "stop"]
    done = subprocess.run(words, cwd=folder, check=False, user=account[0] if account else None)  # noqa: S603
    shutil.rmtree(folder, ignore_errors=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
