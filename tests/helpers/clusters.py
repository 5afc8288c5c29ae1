"""A PostgreSQL of the tests' own: started where its programs are found, on this computer alone."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from db.address import Server
from db.server.moving import move
from db.store import open_store

# Who is asked to run it where root, whom it refuses, runs the tests.
ACCOUNT = "postgres"
# Who works at its databases, and who only looks.
OFFICER, READER = "officer", "reader"
_ENDING = Path(__file__).with_name("ending.py")
PASSWORD = "of-the-tests"  # noqa: S105 - there is nothing behind it
# Nothing of it has to outlive the tests; whoever connects waits for nobody's disk.
_SWIFT = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=80")


# As this system calls it: where Windows is made up by another one, that one's lie about as well.
_INITDB = "initdb.exe" if sys.platform == "win32" else "initdb"


class NoServerError(Exception):
    """Why there is no PostgreSQL here: what it would show is skipped."""


class ServerFailedError(Exception):
    """What a PostgreSQL that is here said when it did not do as it was told: nothing is skipped for that."""


def programs() -> Path:
    """The folder with its programs: on the path, where Debian has it, or in a wheel that carries it."""
    found = shutil.which(_INITDB)
    if found is not None:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))
    wheel = find_spec("pgserver")
    if wheel is not None and wheel.origin is not None:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for place in reversed(places):
        if (place / _INITDB).exists():
            return place
    raise NoServerError("no PostgreSQL is installed here (Debian: apt-get install postgresql)")


@dataclass(frozen=True)
class _Programs:
    """What a server is run with, and where."""

    place: Path
    folder: Path
    as_root: bool
    options: str

    def run(self, name: str, *words: str) -> None:
        who: dict[str, Any] = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if self.as_root else {}
        told = subprocess.run(  # noqa: S603 - what was found above
            [self.place / name, "-D", self.folder / "data", *words],
            cwd=self.folder,
            capture_output=True,
            check=False,
            **who,
        )
        if told.returncode:
            raise ServerFailedError(told.stderr.decode(errors="replace") or told.stdout.decode(errors="replace"))


@dataclass(frozen=True)
class Cluster:
    """A server that runs; every database is made from a template."""

    port: int
    programs: _Programs
    _numbers: Iterator[int]
    # Files that were moved here already, and the databases that they became.
    _moved: dict[Path, str]

    def start(self) -> None:
        """Let it run, after it was stopped too."""
        # What it has to say goes to a file: a pipe would be kept open by it.
        log = str(self.programs.folder / "log")
        self.programs.run("pg_ctl", "-w", "-s", "-l", log, "-o", self.programs.options, "start")

    def kill(self) -> None:
        """Take it away from whoever is connected, in the midst of what it does."""
        self.programs.run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")

    def server(self, database: str, user: str = ACCOUNT, password: str = PASSWORD) -> Server:
        return Server(f"postgresql+psycopg://{quote(user)}:{quote(password)}@127.0.0.1:{self.port}/{quote(database)}")

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each by itself, as who may do everything."""
        import psycopg

        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def dsn(self, database: str = "postgres") -> str:
        return f"host=127.0.0.1 port={self.port} user={ACCOUNT} password={PASSWORD} dbname={database}"

    def database(self, template: str = "template0", user: str = ACCOUNT) -> Server:
        """A new database, by the address of who works at it."""
        name = f"desk_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.server(name, user)

    def restore(self, dump: Path) -> Server:
        """A new database with what a dump holds."""
        server = self.database()
        subprocess.run(  # noqa: S603 - what was found above
            [programs() / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", dump, self.dsn(server.name)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return server

    def moved(self, file: Path) -> str:
        """What a database is called that has everything of a file: made once, to make others from."""
        if file not in self._moved:
            server, store = self.database("prepared"), open_store(file)
            move(store, server).close()
            store.close()
            self._moved[file] = server.name
        return self._moved[file]

    def drop(self, server: Server) -> None:
        """Remove one that nobody is connected to."""
        self.run(f'DROP DATABASE "{server.name}"')


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*settings: str) -> Iterator[Cluster]:
    """A server of these settings while it is needed; NoServerError where none is installed.

    It ends with whoever started it, even where these were killed.
    """
    place, folder = programs(), Path(tempfile.mkdtemp(prefix="target-desk-"))
    as_root = os.name == "posix" and os.geteuid() == 0
    if as_root:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    secret, port = folder / "secret", _free_port()
    secret.write_text(PASSWORD, encoding="ascii")
    secret.chmod(0o644)
    how = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *_SWIFT, *settings)
    made = Cluster(port, _Programs(place, folder, as_root, " ".join(f"-c {one}" for one in how)), count(1), {})
    with _ending(place / "pg_ctl", folder, as_root):
        made.programs.run(
            "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256",
            f"--username={ACCOUNT}", f"--pwfile={secret}",
        )  # fmt: skip
        made.start()
        yield made


@contextmanager
def _ending(program: Path, folder: Path, as_root: bool) -> Iterator[None]:
    """Have what runs in a folder end with this, or with this process."""
    words: list[str | Path] = [sys.executable, _ENDING, program, folder, *([ACCOUNT] if as_root else [])]
    # In a session of its own: what ends all of these tests at once, from the keyboard too, is to leave it alone.
    with subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True) as ending:  # noqa: S603 - our own
        yield
    if ending.returncode:
        raise ServerFailedError(f"the server did not end: {folder}")
