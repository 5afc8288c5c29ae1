"""Spreadsheets from everywhere through reception: `python tests/soak/foreign.py DIR`.

Every file below DIR whose name ends like a workbook's is received by a headquarters of practice, one at a time, and
must come out with a state and a sentence. Prints each file's state, time and what it says; then counts by state, the
slowest ten, and the most memory that a reading process took. Exits 1 where a file made the program fail, took longer
than the limit, or came out without a sentence.
"""
# ruff: noqa: T201 - a soak run prints, and finds what it shares with the tests by its path

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1] / "helpers"))

from cost import measured

from db.vocabulary import FileState, Origin
from desktop.desk import Desk, open_desk
from desktop.exchange.layout import MAX_MEMORY, MAX_SECONDS
from desktop.operations.demo import Size, demo
from desktop.operations.receive import FileResult, files_in, receive

# A file that is given up at the limit costs a new process on top of it.
_LONGEST = MAX_SECONDS + 5


@dataclass(frozen=True)
class Seen:
    """What became of one file: its result, or how the program failed."""

    path: Path
    seconds: float
    result: FileResult | None
    failure: str = ""
    # The most that the reading process took for it, in megabytes; 0 where the system does not say.
    memory: float = 0

    @property
    def state(self) -> str:
        """The state that people read, or that there is none."""
        return str(self.result.state) if self.result is not None else "FAILED"

    @property
    def sentence(self) -> str:
        """What is said of it."""
        findings = self.result.findings if self.result is not None else ()
        return str(findings[0].message) if findings else self.failure

    @property
    def bad(self) -> str:
        """What must not be, in a word."""
        if self.result is None:
            return "failed"
        if self.seconds > _LONGEST:
            return "slow"
        spoken = self.sentence or self.result.state in {FileState.TAKEN, FileState.UNCHANGED}
        return "" if spoken and "{" not in self.sentence and "Traceback" not in self.sentence else "no sentence"


def see(desk: Desk, path: Path) -> Seen:
    """Receive one file; whatever the program raises is what this run is looking for."""
    (result, failure), seconds, memory = measured(lambda: _received(desk, path))
    return Seen(path, seconds, result, failure, memory)


def _received(desk: Desk, path: Path) -> tuple[FileResult | None, str]:
    try:
        return next(iter(receive(desk, [path])), None), ""
    except Exception as error:  # noqa: BLE001 - to be counted and shown
        return None, repr(error)


def all_in(folder: Path) -> Iterator[Seen]:
    """What becomes of every workbook below a folder at a headquarters of practice."""
    with TemporaryDirectory() as place:
        demo(Path(place) / "demo", Size(4, 5), "2024-03")
        desk = open_desk(Path(place) / "demo" / "hq-issued.db", Origin.PRACTICE)
        try:
            for path in files_in([folder]):
                yield see(desk, path)
        finally:
            desk.close()


def main() -> int:
    """Receive them all and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    seen = []
    for one in all_in(parser.parse_args().folder):
        seen.append(one)
        cost = f"{one.seconds:6.2f} s {one.memory:4.0f} MB"
        print(f"{one.state:10} {cost}  {one.path.name}  {one.bad.upper()} {one.sentence}")
    return tell(seen)


def tell(seen: list[Seen]) -> int:
    """The counts, the slowest, the memory; 1 where something must not be."""
    print(f"\n{len(seen)} files")
    for state, count in Counter(one.state for one in seen).most_common():
        print(f"  {state:10} {count}")
    for sentence, count in Counter(one.sentence for one in seen).most_common(12):
        print(f"  {count:5} × {sentence}")
    print("the slowest ten")
    for one in sorted(seen, key=lambda one: -one.seconds)[:10]:
        print(f"  {one.seconds:6.2f} s  {one.state:10} {one.path.name}")
    print("the ten that took most memory")
    for one in sorted(seen, key=lambda one: -one.memory)[:10]:
        print(f"  {one.memory:6.0f} MB  {one.state:10} {one.path.name}")
    most = max((one.memory for one in seen), default=0)
    print(f"the most memory of a reading process: {most:.0f} MB, limit {MAX_MEMORY / 2**20:.0f} MB")
    bad = [one for one in seen if one.bad]
    print(f"{len(bad)} that must not be: {', '.join(f'{one.path.name} ({one.bad})' for one in bad) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
