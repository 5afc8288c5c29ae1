"""What else reads a database file leaves SQLite its locks: nobody throws away the log that is written to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.file_state import state_of
from db.held import opened
from db.keyring import secret_of
from db.models import Base
from db.store import Store
from db.witness import sums_of

UNITS = Base.metadata.tables["units"]
# Another program looks at the file, and is the last to close it as far as it knows.
LOOK = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
print(*{name for (name,) in database.execute("SELECT name FROM units")})
database.close()
"""


def rename(store: Store, name: str) -> None:
    with store.write() as connection:
        key = connection.scalars(select(UNITS.c.key).order_by(UNITS.c.key)).first()
        connection.execute(update(UNITS).where(UNITS.c.key == key).values(name=name))


def seen_elsewhere(path: Path) -> set[str]:
    look = [sys.executable, "-c", LOOK, path]
    looked = subprocess.run(look, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return set(looked.stdout.split())


@pytest.mark.skipif(os.name == "nt", reason="a lock goes with its own handle")
def test_what_is_written_after_another_program_looked_is_seen_by_the_next(store: Store) -> None:
    path = store.path
    rename(store, "甲局")
    with store.read() as first, store.read() as second:
        # A second connection asks for the passphrase once more.
        assert first.execute(select(UNITS)).all() == second.execute(select(UNITS)).all()
    assert secret_of(path) is None
    sums_of(path, 0)
    state_of(path)
    assert "甲局" in seen_elsewhere(path)
    rename(store, "乙局")
    assert "乙局" in seen_elsewhere(path)


def test_a_held_file_is_read_as_it_is(store: Store) -> None:
    rename(store, "甲局")
    with opened(store.path) as file:
        assert file.read(16) == b"SQLite format 3\0"
        assert file.seek(0, 2) == store.path.stat().st_size
        file.seek(18)
        assert file.read(2) == b"\2\2"
    store.close()
    with opened(store.path) as file:
        assert file.read(16) == b"SQLite format 3\0"
