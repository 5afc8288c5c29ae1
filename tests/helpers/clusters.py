"""A PostgreSQL of the tests' own: started where its programs are found, on this computer alone."""

import os
import shutil
import socket
import subprocess
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
PASSWORD = "of-the-tests"  # noqa: S105 - there is nothing behind it
# Nothing of it has to outlive the tests; whoever connects waits for nobody's disk.
_SWIFT = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=80")


class NoServerError(Exception):
    """Why there is no PostgreSQL here."""


def programs() -> Path:
    """The folder with its programs: on the path, where Debian has it, or in a wheel that carries it."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))
    wheel = find_spec("pgserver")
    if wheel is not None and wheel.origin is not None:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for place in reversed(places):
        if (place / "initdb").exists():
            return place
    raise NoServerError("no PostgreSQL is installed here (Debian: apt-get install postgresql)")


@dataclass(frozen=True)
class Cluster:
    """A server that runs; every database is made from a template."""

    port: int
    _numbers: Iterator[int]
    # Files that were moved here already, and the databases that they became.
    _moved: dict[Path, str]

    def server(self, database: str, user: str = ACCOUNT, password: str = PASSWORD) -> Server:
        return Server(f"postgresql+psycopg://{quote(user)}:{quote(password)}@127.0.0.1:{self.port}/{quote(database)}")

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each by itself, as who may do everything."""
        import psycopg

        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]  # our own text

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
    """A server of these settings while it is needed; NoServerError where none can be."""
    place, folder = programs(), Path(tempfile.mkdtemp(prefix="target-desk-"))
    who: dict[str, Any] = {}
    if os.name == "posix" and os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        who = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
    secret, data, port = folder / "secret", folder / "data", _free_port()
    secret.write_text(PASSWORD, encoding="ascii")
    secret.chmod(0o644)

    def run(name: str, *words: str) -> None:
        told = subprocess.run(  # noqa: S603 - what was found above
            [place / name, "-D", data, *words], cwd=folder, capture_output=True, check=False, **who
        )
        if told.returncode:
            raise NoServerError(told.stderr.decode(errors="replace") or told.stdout.decode(errors="replace"))

    try:
        run(
            "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256",
            f"--username={ACCOUNT}", f"--pwfile={secret}",
        )  # fmt: skip
        how = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *_SWIFT, *settings)
        options = " ".join(f"-c {one}" for one in how)
        # What it has to say goes to a file: a pipe would be kept open by it.
        run("pg_ctl", "-w", "-s", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Cluster(port, count(1), {})
        finally:
            run("pg_ctl", "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
