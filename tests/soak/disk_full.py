"""A disk that is full at every point where something is written: `python tests/soak/disk_full.py`.

Puts databases and the files of an earlier run on a small disk in memory, fills it so far that a few kilobytes are left,
more at each step, and does everything that writes: an entry, a reception, a report, a summary, the issue of a period, a
briefing, receipts, a backup, evidence, an upgrade, a settings file, a log. Each time it must either be done or refused
in a sentence; old files must be what they were, the database must be whole and say what it said; and with room again
the same must succeed. Mounting takes root, or a system on which anybody may mount in a name space of his own; where
neither is given it says so and exits 2. Exits 1 where something is not as it must be.
"""
# ruff: noqa: T201 - a soak run prints

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite3

from db.backups import back_up
from db.errors import Refusal
from db.integrity import problems
from db.models import Base
from db.vocabulary import BackupReason, Origin
from desktop import log
from desktop.desk import Desk, open_desk
from desktop.exchange.opening.confined import workers
from desktop.exchange.opening.sheets import read_sheets
from desktop.operations import briefing
from desktop.operations.backups import back_up_now
from desktop.operations.carrying import carry_in, carry_out
from desktop.operations.demo import Size, demo
from desktop.operations.editing import CellEdit
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.evidence import add_bytes
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.receipts import send_receipts
from desktop.operations.receive import receive
from desktop.operations.report import report
from desktop.operations.restore import restore
from desktop.operations.summary import summarize
from desktop.settings import FILLED_BY, Settings

PERIOD = "2024-03"
UNIT = "练习单位001"
SIZE = 24 * 2**20
# What is left of the disk, in kilobytes.
LEFT = (0, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 2048)
_TRACES = {"ledger"}
# These write over the files of an earlier run.
_REPLACING = {"report", "summary", "issue", "briefing", "receipts"}
# These commit what they did step by step, or what they are refused for.
_STEPWISE = {"receive", "receipts", "issue", "carry out"}


@dataclass(frozen=True)
class Deed:
    """Something that writes: at which desk, if at one, and where to."""

    name: str
    database: str
    run: Callable[[Desk, Path], object]


def _entry(desk: Desk, text: str) -> None:
    key = load_entry(desk, PERIOD).rows[0].target.key
    edit_entries(desk, PERIOD, [CellEdit(key, "narrative", text)])


def _evidence(desk: Desk, _out: Path) -> None:
    key = load_entry(desk, PERIOD).rows[0].target.key
    add_bytes(desk, PERIOD, key, "图.png", b"\x89PNG" + bytes(30_000))


def _receipts(desk: Desk, out: Path) -> None:
    bad = out.parent / "bad"
    send_receipts(desk, receive(desk, [bad]), out)


def _settings(_desk: Desk, out: Path) -> None:
    """Settings tell nobody; what was set before must stay."""
    settings = Settings(QSettings(str(out / "window.ini"), QSettings.Format.IniFormat))
    settings.set(FILLED_BY, "王" * 300)
    if settings.store.status() is not QSettings.Status.NoError:
        raise _Unsaid


def _log(_desk: Desk, out: Path) -> None:
    handlers, folder = list(log.LOG.handlers), log.log_folder
    log.log_folder = lambda: out / "log"
    try:
        log.start_log()
        log.log_fault("x" * 200)
    finally:
        log.log_folder = folder
        for handler in set(log.LOG.handlers) - set(handlers):
            with contextlib.suppress(OSError):
                handler.close()
            log.LOG.removeHandler(handler)


class _Unsaid(Exception):  # noqa: N818 - an answer
    """It was not done, and there is nobody to say so to."""


def _second_place(desk: Desk, out: Path) -> None:
    """A backup with its copy in another folder: what could not be made is told, and is a refusal here."""
    made = back_up_now(desk, out)
    if made.troubles:
        raise Refusal(made.troubles[0])


DEEDS = (
    Deed("open", "unit.db", lambda _desk, out: open_desk(out.parent / "issued.db", Origin.COMMAND).close()),
    Deed("entry", "unit.db", lambda desk, _out: _entry(desk, "进展" * 900)),
    Deed("evidence", "unit.db", _evidence),
    Deed("report", "unit.db", lambda desk, out: report(desk, PERIOD, out / "上报.xlsx")),
    Deed("receive", "issued.db", lambda desk, out: receive(desk, [out.parent / "reports"])),
    Deed("receipts", "issued.db", _receipts),
    Deed("issue", "hq.db", lambda desk, out: issue(desk, PERIOD, out)),
    Deed("summary", "hq.db", lambda desk, out: summarize(desk, PERIOD, out / "汇总.xlsx")),
    Deed("briefing", "hq.db", lambda desk, out: briefing.write(desk, PERIOD, out / "通报.docx")),
    Deed("backup", "hq.db", _second_place),
    Deed("backup beside", "hq.db", lambda desk, _out: back_up(desk.store.path, BackupReason.BY_HAND)),
    Deed("new", "hq.db", lambda _desk, out: new(_free(out, "new"), None, None, Origin.COMMAND)),
    Deed("restore", "hq.db", lambda desk, out: restore(desk.store.path, _free(out, "restored"))),
    Deed("carry in", "hq.db", lambda desk, out: carry_in(desk.store.path, _free(out, "carried"))),
    Deed("carry out", "carried.db", lambda desk, _out: _carry_back(desk)),
    Deed("settings", "hq.db", _settings),
    Deed("log", "hq.db", _log),
)


def _carry_back(desk: Desk) -> None:
    _entry(desk, "改动" * 400)
    carry_out(desk)


def _free(out: Path, name: str) -> Path:
    """A name that no run before has used."""
    return next(path for number in range(99) if not (path := out / f"{name}{number}.db").exists())


def material(folder: Path) -> None:
    """What the deeds start from."""
    demo(folder / "round", Size(3, 8), PERIOD)
    made = folder / "round"
    for source, name in ((made / "hq.db", "hq.db"), (made / "hq-issued.db", "issued.db")):
        shutil.copy(source, folder / name)
    shutil.copy(made / "units" / f"{UNIT}.db", folder / "unit.db")
    desk = open_desk(folder / "unit.db", Origin.COMMAND)
    _entry(desk, "又有进展")
    desk.close()
    shutil.copytree(made / "reports", folder / "reports")
    (folder / "bad").mkdir()
    content = next((made / "reports").glob("*.xlsx")).read_bytes()
    (folder / "bad" / "坏.xlsx").write_bytes(content[: len(content) // 2])
    shutil.rmtree(made)


def lay_out(source: Path, disk: Path) -> None:
    """Empty the disk and put what the deeds start from on it."""
    for old in disk.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(source, disk, dirs_exist_ok=True)
    (disk / "out").mkdir()
    (disk / "there").mkdir()
    shutil.copy(disk / "unit.db", disk / "there" / "台账.db")
    carry_in(disk / "there" / "台账.db", disk / "carried.db")


def fill(disk: Path, kilobytes: int) -> None:
    """Take all of the disk but so much."""
    with (disk / "filler").open("wb", buffering=0) as out:
        room = os.statvfs(disk)
        left = room.f_bavail * room.f_frsize - kilobytes * 1024
        with contextlib.suppress(OSError):
            while left > 0:
                left -= out.write(bytes(min(left, 2**20)))


def says(database: Path) -> str:
    """A digest of all that a database says."""
    desk = open_desk(database, Origin.COMMAND)
    try:
        found = problems(desk.store)
        if found or desk.store.condition.lost is not None:
            raise AssertionError(str([str(one) for one in found] or "commits are missing"))
        total = hashlib.sha256()
        with desk.store.read() as connection:
            for name, table in Base.metadata.tables.items():
                if name not in _TRACES:
                    rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                    total.update(f"{name} {rows}".encode())
        return total.hexdigest()
    finally:
        desk.close()


def files(disk: Path) -> dict[str, str]:
    """The digests of all files but the databases in use and what lies beside them."""
    return {
        str(path.relative_to(disk)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in disk.rglob("*")
        if path.is_file() and path.name != "filler" and not path.name.endswith((".witness", "-wal", "-shm", ".log"))
    }


def attempt(deed: Deed, disk: Path, kilobytes: int | None) -> str:
    """Do it with so much left when the desk is open; "done", the code of its refusal, or what must not be."""
    try:
        desk = open_desk(disk / deed.database, Origin.COMMAND)
        try:
            if kilobytes is not None:
                fill(disk, kilobytes)
            deed.run(desk, disk / "out")
        finally:
            desk.close()
    except Refusal as refusal:
        return refusal.sentence.code
    except _Unsaid:
        return "unsaid"
    except Exception as error:  # noqa: BLE001 - to be counted and shown
        return f"FAILED {error!r:.120} {traceback.format_exc().splitlines()[-4:]}"
    finally:
        (disk / "filler").unlink(missing_ok=True)
    return "done"


def _whole(path: Path) -> bool:
    """Whether a file that was written over opens."""
    if not path.is_file():
        return False
    if path.suffix == ".docx":
        return zipfile.ZipFile(path).testzip() is None
    return path.suffix != ".xlsx" or bool(read_sheets(path.read_bytes()))


def one(deed: Deed, disk: Path, kilobytes: int) -> tuple[str, list[str]]:
    """What came of a deed with so much left, and what was not as it must be."""
    database, wrong = disk / deed.database, []
    before, said = files(disk), says(database)
    came = attempt(deed, disk, kilobytes)
    if came.startswith("FAILED"):
        wrong.append(came)
    after = files(disk)
    ours = {str(path.relative_to(disk)) for path in disk.glob("*.db")}
    changed = [name for name, digest in before.items() if name not in ours and after.get(name) != digest]
    # What was put in its place before the database had no room for the commit is whole.
    wrong += [f"damaged: {name}" for name in changed if not _whole(disk / name)]
    parts = [name for name in after if Path(name).name.startswith(".") or name.endswith(".part")]
    if parts:
        wrong.append(f"left behind: {parts}")
    try:
        if came != "done" and deed.name not in _STEPWISE and says(database) != said:
            wrong.append("the database says something else")
        says(database)
    except (AssertionError, Refusal, sqlite3.Error) as error:
        wrong.append(f"the database is not whole: {error}")
    again = attempt(deed, disk, None)
    if again != "done":
        wrong.append(f"with room again: {again}")
    return came, wrong


def runs(source: Path, disk: Path, deeds: Sequence[Deed], left: Sequence[int]) -> Iterator[tuple[str, str, list[str]]]:
    """Every deed with everything that may be left."""
    for deed in deeds:
        for kilobytes in left:
            lay_out(source, disk)
            if deed.name in _REPLACING and attempt(deed, disk, None) != "done":
                raise RuntimeError(f"{deed.name} is not done on a disk with room")
            came, wrong = one(deed, disk, kilobytes)
            yield deed.name, came, [f"{kilobytes} KB: {fault}" for fault in wrong]


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """A disk of its own; None where none can be mounted."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    with TemporaryDirectory() as place:
        options = ["-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place]
        command = [mount or "mount", *options]
        if mount is None or unmount is None or subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - a tool of the system
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run([unmount, "-l", place], check=True)  # noqa: S603 - as before


def in_a_name_space(arguments: list[str]) -> int | None:
    """Run this again where a user who is not root may mount; None where no such place can be made."""
    tool = shutil.which("unshare")
    if tool is None or os.environ.get("DISK_FULL_INSIDE"):
        return None
    inside = {**os.environ, "DISK_FULL_INSIDE": "1"}
    command = [tool, "--map-root-user", "--mount", sys.executable, *arguments]
    return subprocess.run(command, check=False, env=inside).returncode  # noqa: S603 - a tool of the system


def main() -> int:
    """Fill the disk at every point and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--left", type=int, nargs="+", default=LEFT, help="kilobytes that are left")
    parser.add_argument("--only", nargs="+", choices=[deed.name for deed in DEEDS])
    options = parser.parse_args()
    deeds = [deed for deed in DEEDS if options.only is None or deed.name in options.only]
    with small_disk() as disk, TemporaryDirectory() as place:
        if disk is None:
            again = in_a_name_space(sys.argv)
            if again is None:
                print("no disk can be mounted here: run it as root")
            return 2 if again is None else again
        material(Path(place))
        found: Counter[tuple[str, str]] = Counter()
        bad: Counter[str] = Counter()
        for name, came, wrong in runs(Path(place), disk, deeds, options.left):
            found[name, came.split(" ")[0]] += 1
            bad.update(f"{name}: {fault}" for fault in wrong)
        workers().close()
    for (name, came), count in sorted(found.items()):
        print(f"{name:14} {count:3} × {came}")
    for fault, count in bad.most_common():
        print(f"  {count} × {fault}")
    print(f"{found.total()} runs, {bad.total()} that must not be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
