"""The history edited or cut by another program: `python tests/soak/edited_history.py --n 200`.

Lines are changed, deleted, put in, moved and given new digests with a plain SQLite tool, its guards taken off and put
back. `check` must find every one. Exits 1 where it did not.
"""
# ruff: noqa: T201, S311, S608 - a soak run prints, its dice need no secrecy, and columns are named by the table below

import argparse
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1] / "helpers"))

from round_at_rest import copied, make_round

from db.condition import Condition
from db.digests import chain
from db.engine import make_engine
from db.integrity import problems
from db.store import FileStore

Edit = Callable[[sqlite3.Connection, random.Random, int], None]
_TEXTS = ("who", "row_key", "field", "old", "new", "at")


def _change(raw: sqlite3.Connection, dice: random.Random, line: int) -> None:
    raw.execute(f"UPDATE history SET {dice.choice(_TEXTS)} = ? WHERE id = ?", (f"改{dice.random()}", line))


def _blank(raw: sqlite3.Connection, dice: random.Random, line: int) -> None:
    raw.execute("UPDATE history SET old = CASE WHEN old IS NULL THEN '' END WHERE id = ?", (line,))
    raw.execute("UPDATE history SET field = field || ' ' WHERE id = ? AND ? < 0.5", (line, dice.random()))


def _delete(raw: sqlite3.Connection, dice: random.Random, line: int) -> None:
    raw.execute("DELETE FROM history WHERE id BETWEEN ? AND ?", (line, line + dice.randrange(3)))


def _delete_last(raw: sqlite3.Connection, dice: random.Random, _line: int) -> None:
    last = raw.execute("SELECT max(id) FROM history").fetchone()[0]
    raw.execute("DELETE FROM history WHERE id > ?", (last - 1 - dice.randrange(5),))


def _delete_all(raw: sqlite3.Connection, _dice: random.Random, _line: int) -> None:
    raw.execute("DELETE FROM history")


def _insert(raw: sqlite3.Connection, _dice: random.Random, line: int) -> None:
    rest = "at, who, origin, table_name, row_key, field, old, new, digest"
    raw.execute(f"INSERT INTO history ({rest}) SELECT {rest} FROM history WHERE id = ?", (line,))


def _swap(raw: sqlite3.Connection, _dice: random.Random, line: int) -> None:
    for old, new in ((line, -1), (line + 1, line), (-1, line + 1)):
        raw.execute("UPDATE history SET id = ? WHERE id = ?", (new, old))


def _renumber(raw: sqlite3.Connection, _dice: random.Random, line: int) -> None:
    raw.execute("DELETE FROM history WHERE id = ?", (line,))
    for (number,) in raw.execute("SELECT id FROM history WHERE id > ? ORDER BY id", (line,)).fetchall():
        raw.execute("UPDATE history SET id = ? WHERE id = ?", (number - 1, number))


def _redigest(raw: sqlite3.Connection, dice: random.Random, line: int) -> None:
    """Change a line and chain it and all that follow anew, as somebody who knows the program may."""
    _change(raw, dice, line)
    before = raw.execute("SELECT digest FROM history WHERE id = ?", (line - 1,)).fetchone()
    digest = "" if before is None else before[0]
    columns = "id, at, who, origin, table_name, row_key, field, old, new"
    for row in raw.execute(f"SELECT {columns} FROM history WHERE id >= ? ORDER BY id", (line,)).fetchall():
        digest = chain(digest, row)
        raw.execute("UPDATE history SET digest = ? WHERE id = ?", (digest, row[0]))


def _redigest_and_sign(raw: sqlite3.Connection, dice: random.Random, line: int) -> None:
    """The same, with the end of the history in the ledger put right as well: what lies outside still tells."""
    _redigest(raw, dice, line)
    raw.execute("UPDATE ledger SET head = (SELECT digest FROM history ORDER BY id DESC LIMIT 1)")


EDITS: tuple[Edit, ...] = (
    _change,
    _blank,
    _delete,
    _delete_last,
    _delete_all,
    _insert,
    _swap,
    _renumber,
    _redigest,
    _redigest_and_sign,
)


def tamper(database: Path, edit: Edit, dice: random.Random) -> None:
    """Edit the history with its guards off, and put them back."""
    with closing(sqlite3.connect(database)) as raw, raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'")
        kept = guards.fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        last = raw.execute("SELECT max(id) FROM history").fetchone()[0]
        edit(raw, dice, dice.randrange(1, last))
        for _, statement in kept:
            raw.execute(statement)


def found(database: Path) -> bool:
    """Whether `check` says that the history is not what was written."""
    store = FileStore(database, make_engine(database), Condition())
    try:
        return any(sentence.code.startswith("check.line_") for sentence in problems(store))
    finally:
        store.engine.dispose()


def counts(database: Path, folder: Path, n: int, seed: int) -> Counter[tuple[str, bool]]:
    """How often each edit was found, or not."""
    dice = random.Random(seed)
    seen: Counter[tuple[str, bool]] = Counter()
    for number in range(n):
        edit = EDITS[number % len(EDITS)]
        copy = copied(database, folder / "copy")
        tamper(copy, edit, dice)
        seen[edit.__name__.lstrip("_").replace("_", " "), found(copy)] += 1
    return seen


def main() -> int:
    """Edit, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        database = make_round(Path(name) / "round", units=3, targets=10)
        seen = counts(database, Path(name), given.n, given.seed)
    for (what, told), count in sorted(seen.items()):
        print(f"{count:6} {what}: {'found' if told else 'NOT FOUND'}")
    good = sum(count for (_, told), count in seen.items() if told)
    print(f"{good} of {given.n} edits of the history found")
    return int(good < given.n)


if __name__ == "__main__":
    sys.exit(main())
