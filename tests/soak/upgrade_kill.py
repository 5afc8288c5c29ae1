"""An upgrade killed at each of its steps: `python tests/soak/upgrade_kill.py --every 1`.

Databases as every earlier schema left them are opened by a process that is killed at its k-th step: before a statement,
within the backup that precedes the upgrade, before a file is renamed or flushed. What is left must be the old database
whole or the new one complete, every backup a whole one, and the next opening must come to what an upgrade that nobody
disturbs comes to. With `--mode` in a rollback journal instead of the log. Exits 1 otherwise.
"""
# ruff: noqa: T201, S608 - a soak run prints, and tables and columns are our own

import argparse
import multiprocessing
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2 as sqlite3

from db.integrity import problems
from db.schema import SCHEMA_VERSION
from db.store import open_store

KEPT = Path(__file__).parents[1] / "db" / "schemas"
# Made anew by every upgrade: whose the file is, and when that was written.
_OWN = {"ledger": ("commits", "head")}
_PAGES = 16
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
# A process that comes from the server has loaded everything already.
_START = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None)
_START.set_forkserver_preload(["alembic.command", "db.integrity", "db.store"])

Dump = dict[str, list[tuple[Any, ...]]]


@dataclass
class Steps:
    """Counts the steps of this process, and kills it at one of them."""

    last: int
    count: int = 0

    def take(self, *_: object) -> None:
        """One more step."""
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), _KILL)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that is a step itself."""

        def stepped(*arguments: Any, **values: Any) -> Any:
            self.take()
            return function(*arguments, **values)

        return stepped

    def watch(self) -> None:
        """Take a step at every statement, every few pages of a backup, every renaming and every flush."""
        steps = self

        class Watched(sqlite3.Connection):  # type: ignore[misc]
            def __init__(self, *arguments: Any, **values: Any) -> None:
                super().__init__(*arguments, **values)
                self.set_trace_callback(steps.take)

            def backup(self, target: Any, **_: Any) -> None:
                super().backup(target, pages=_PAGES, progress=steps.take)

        sqlite3.connect = partial(sqlite3.connect, factory=Watched)
        os.replace, os.fsync = self.before(os.replace), self.before(os.fsync)


def opened(path: Path, last: int) -> None:
    """Open a database and close it again, killed at a step; where it is not, say how many there were."""
    steps = Steps(last)
    steps.watch()
    open_store(path).close()
    path.with_name("steps").write_text(str(steps.count), encoding="ascii")


def in_a_process(path: Path, last: int) -> int | None:
    """How many steps opening takes in a process of its own; None where it was killed."""
    process = _START.Process(target=opened, args=(path, last))
    process.start()
    process.join()
    if process.exitcode in (-_KILL, _KILL):
        return None
    return int(path.with_name("steps").read_text(encoding="ascii"))


def said(path: Path) -> tuple[str, Dump]:
    """The schema of a database and all that it says, read in a copy so that the next opening finds it as it is."""
    with TemporaryDirectory() as folder:
        for one in path.parent.glob(f"{path.name}*"):
            shutil.copyfile(one, Path(folder) / one.name)
        with closing(sqlite3.connect(Path(folder) / path.name)) as raw:
            if raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "damaged", {}
            (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            dump = {name: sorted(raw.execute(_query(name)), key=repr) for name in names}
            dump["sqlite_master"] = sorted(raw.execute("SELECT type, name, sql FROM sqlite_master"), key=repr)
    return str(version), dump


def _query(name: str) -> str:
    return f"SELECT {', '.join(_OWN.get(name, '*'))} FROM {name}"


@dataclass(frozen=True)
class Case:
    """A kept database, what it says, what it says once it is upgraded, and how many steps that takes."""

    kept: Path
    mode: str
    before: tuple[str, Dump]
    after: tuple[str, Dump]
    steps: int

    def copied(self, folder: Path) -> Path:
        """A copy of it in a folder of its own."""
        return copied(self.kept, folder, self.mode)


def copied(kept: Path, folder: Path, mode: str) -> Path:
    """A copy of a kept database that commits by this journal."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = Path(shutil.copy(kept, folder))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA journal_mode = {mode}")
    return path


def case_of(kept: Path, mode: str, folder: Path) -> Case:
    """Upgrade a kept database undisturbed."""
    path = copied(kept, folder, mode)
    before = said(path)
    steps = in_a_process(path, 0)
    if steps is None:
        raise RuntimeError(kept.name)
    return Case(kept, mode, before, said(path), steps)


def verdict(case: Case, step: int, folder: Path) -> str:
    """What a kill at a step left behind; "LOST ..." must not be."""
    path = case.copied(folder)
    if in_a_process(path, step) is not None:
        return "LOST: was not killed"
    left = said(path)
    if left not in (case.before, case.after):
        return f"LOST: neither old nor new at step {step}"
    for backup in (path.parent / "backups").glob("*.db"):
        if said(backup) != case.before:
            return f"LOST: a backup that is not whole at step {step}"
    store = open_store(path)
    found = problems(store)
    store.close()
    if found or not store.condition.whole or said(path) != case.after:
        return f"LOST: not completed by the next opening at step {step}: {'; '.join(map(str, found))}"
    if list(folder.glob(".*")):
        return f"LOST: room on the disk, which a kill at step {step} took"
    shutil.rmtree(folder)
    return f"{'old' if left[0] < SCHEMA_VERSION else 'new'} and whole, then completed"


def counts(case: Case, steps: Iterable[int], folder: Path) -> Counter[str]:
    """The verdicts of kills at these steps."""
    return Counter(verdict(case, step, folder) for step in steps)


def main() -> int:
    """Kill, look, print; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="which steps: every n-th")
    parser.add_argument("--only", default="*.db", help="which databases, as a pattern")
    parser.add_argument("--mode", default="wal", choices=("wal", "delete", "truncate"))
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        for kept in sorted(KEPT.glob(asked.only)):
            case = case_of(kept, asked.mode, Path(name) / "case")
            found = counts(case, range(1, case.steps + 1, asked.every), Path(name) / "kills")
            for what, count in found.most_common():
                print(f"{kept.name:13} {case.steps:5} steps {count:6} {what}", flush=True)
            total += found
    lost = sum(count for what, count in total.items() if what.startswith("LOST"))
    print(f"{total.total()} upgrades killed, {lost} that lost something")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
