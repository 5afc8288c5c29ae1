"""One bit of a database flipped while it is closed: `python tests/soak/bit_flips.py --n 500`.

The bit is in a page that is used. Each copy is opened as the window opens it. It must be said that the file is damaged;
where it is not, every figure must be what was stored. The same with the file beside the database gone (`--alone`), when
only the digests of rows can tell. Exits 1 below 99.5 % found, or where a wrong figure was read and nothing said.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "helpers"))

from round_at_rest import copied, figures, make_round

from db.engine import connect
from db.errors import Refusal
from db.store import open_store

PASS = 0.995
FOUND, HARMLESS, WRONG = "found", "not found, nothing different", "NOT FOUND AND DIFFERENT"


def used_pages(database: Path) -> tuple[int, list[int]]:
    """The bytes of a page, and the numbers from 0 of the pages that are not free."""
    raw = connect(database)
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    count = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    content = database.read_bytes()
    free: set[int] = set()
    trunk = int.from_bytes(content[32:36], "big")
    while trunk:
        page = content[(trunk - 1) * size : trunk * size]
        leaves = int.from_bytes(page[4:8], "big")
        free |= {trunk, *(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(leaves))}
        trunk = int.from_bytes(page[:4], "big")
    return size, [page for page in range(count) if page + 1 not in free]


def flip(database: Path, offset: int, bit: int) -> None:
    """Turn one bit over."""
    with database.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))


def verdict(database: Path, stored: list[tuple[Any, ...]]) -> tuple[str, str]:
    """Whether the damage was found, and how it was said."""
    try:
        store = open_store(database)
    except Refusal as refusal:
        return FOUND, refusal.sentence.code
    store.close()
    condition = store.condition
    if condition.rows or condition.lines:
        return FOUND, "rows named"
    if not condition.whole or condition.lost is not None:
        return FOUND, "file damaged, rows whole"
    return (HARMLESS if figures(database) == stored else WRONG), "nothing said"


def counts(database: Path, folder: Path, n: int, seed: int, *, alone: bool) -> Counter[tuple[str, str]]:
    """The verdicts of so many flips."""
    dice = random.Random(seed)
    size, pages = used_pages(database)
    stored = figures(database)
    found: Counter[tuple[str, str]] = Counter()
    for _ in range(n):
        copy = copied(database, folder / "copy")
        if alone:
            copy.with_name(f"{copy.name}.witness").unlink()
        flip(copy, dice.choice(pages) * size + dice.randrange(size), dice.randrange(8))
        found[verdict(copy, stored)] += 1
    return found


def main() -> int:
    """Flip, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        database = make_round(Path(name) / "round")
        seen = counts(database, Path(name), given.n, given.seed, alone=given.alone)
    for (what, how), count in seen.most_common():
        print(f"{count:6} {what}: {how}")
    found = sum(count for (what, _), count in seen.items() if what == FOUND)
    wrong = sum(count for (what, _), count in seen.items() if what == WRONG)
    print(f"{found} of {given.n} flips found ({found / given.n:.2%}), {wrong} read as something else and nothing said")
    return int(wrong > 0 or (found / given.n < PASS and not given.alone))


if __name__ == "__main__":
    sys.exit(main())
