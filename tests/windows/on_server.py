"""Try a program on a PostgreSQL that is started for it: `python tests/windows/on_server.py DATABASE PROGRAM…`.

PROGRAM… is the command that starts the program. It prepares a database there, moves DATABASE to it and has to say the
same of both; then the server is gone, and it has to say so. Where no PostgreSQL is installed, only that is tried.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from clusters import NoServerError, running

_GONE: Final = "postgresql+psycopg://nobody@127.0.0.1:1/desk"
_UNREACHED: Final = "cannot be reached"


def said(program: list[str], *words: str, ends_with: int = 0) -> str:
    """What it prints; SystemExit where it ends with anything else."""
    done = subprocess.run(  # noqa: S603 - the program that we were given
        [*program, *words, "--lang", "en"], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    told = done.stdout.decode() + done.stderr.decode()
    if done.returncode != ends_with:
        raise SystemExit(f"{words[0]} ended with {done.returncode}: {told}")
    return told


def try_with_a_server(program: list[str], database: str) -> None:
    """Have it move a database to a server and read it there."""
    with running() as cluster:
        address = cluster.server("desk").url
        said(program, "prepare", address)
        said(program, "move", database, address)
        of_file, of_server = (said(program, "year", one, "--json") for one in (database, address))
        if of_file != of_server:
            raise SystemExit(f"not the same:\n{of_file}\n{of_server}")
        said(program, "check", address)


def main() -> int:
    """Print what was tried."""
    database, *program = sys.argv[1:]
    try:
        try_with_a_server(program, database)
        tried = "prepared, moved, and the same there as in the file"
    except NoServerError as why:
        tried = str(why)
    told = said(program, "year", _GONE, ends_with=1)
    if _UNREACHED not in told:
        raise SystemExit(f"a server that is not there: {told}")
    sys.stdout.write(f"{tried}\n{told.strip()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
