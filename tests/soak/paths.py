"""Names that lead somewhere else, through every door: `python tests/soak/paths.py --n 60`.

Each trick of tests/helpers/tricks.py is the name of a file that is attached, pasted, or stands in the database already;
of a unit to which workbooks are issued; of a workbook that is received and answered by a receipt. Nothing may be
written outside the folder that was chosen, and whatever is written there must have a name that Windows takes and that
looks like what it is. With `--pure` only the rule for names itself is tried, which needs nothing but Python's own
library. Exits 1 where a file came to lie elsewhere, or under another kind of name.
"""
# ruff: noqa: T201 - a soak run prints, and finds what it shares with the tests by its path

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).parents[1] / "helpers"))
sys.path.append(str(Path(__file__).parents[2]))

from tricks import TRICKS

from db.names import inside, marked

if TYPE_CHECKING:
    from desktop.desk import Desk

PERIOD = "2024-03"
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)


def fits(path: Path) -> bool:
    """Whether Windows takes a name for a file, and a person for what it is."""
    name = path.name
    return (
        PureWindowsPath(name).name == name
        and not any(sign in '<>:"/\\|?*' for sign in name)
        and marked(name) == name
        and not name.endswith((" ", "."))
        and not name.startswith(("~$", "-"))
        and _DEVICE.fullmatch(name.split(".")[0].rstrip()) is None
        and len(name.encode()) <= 255
        and len(str(path)) < 260
    )


def pure(folder: Path, tricks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Files of such names, written here and now."""
    for trick, name in tricks.items():
        place = folder / str(abs(hash(trick)))
        place.mkdir()
        path = inside(place, name)
        path.write_bytes(b"x")
        there = os.listdir(place)  # noqa: PTH208 - as the system says it, and nothing else
        yield "rule", trick, "inside" if there == [path.name] and fits(path) else f"OUTSIDE {there}"


class Sandbox:
    """A folder in which everything lies, and what of it is new."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known = self._all()

    def new(self) -> set[Path]:
        """The files that came since the last time."""
        before, self._known = self._known, self._all()
        return self._known - before

    def _all(self) -> set[Path]:
        return {path for path in self.root.rglob("*") if path.is_file()}


def verdict(new: set[Path], folder: Path) -> str:
    """What became of a trick by the files that are new; what belongs to the database is meant to be beside it."""
    own = re.compile(r"\.db(\.witness|-wal|-shm|-journal)?$|/backups/|/target-desk-shown-\w+/lock$")
    written = {path for path in new if not own.search(path.as_posix())}
    strange = [path for path in written if path.parent != folder or not fits(path)]
    return f"OUTSIDE {strange}" if strange else "inside" if written else "nothing written"


def evidence(desk: "Desk", box: Sandbox, folder: Path, tricks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Attached from a file where a system can have such a name, pasted under it, or found in the database."""
    from db.errors import Refusal
    from db.evidence import EvidenceFile
    from desktop.operations.entry import load_entry
    from desktop.operations.evidence import add_bytes, add_files, attach_all, folder_of, open_copy

    key = load_entry(desk, PERIOD).rows[0].target.key

    def add(way: str, trick: str, name: str) -> None:
        content = f"{way}/{trick}".encode()
        if way == "attached":
            source = folder / "sources" / "x"
            source = source.with_name(name)
            source.parent.mkdir(exist_ok=True)
            source.write_bytes(content)
            add_files(desk, PERIOD, key, [source])
        elif way == "pasted":
            add_bytes(desk, PERIOD, key, name, content)
        else:
            kept = next(iter(folder_of(desk).iterdir()))
            if "\ud800" not in name:
                attach_all(desk, PERIOD, key, [EvidenceFile(name, kept.stat().st_size, kept.name)])

    for way in ("pasted", "attached", "stored"):
        for trick, name in tricks.items():
            before = len(load_entry(desk, PERIOD).rows[0].files)
            try:
                add(way, trick, name)
            except (Refusal, OSError, ValueError) as error:
                # A name that no file can have here cannot be attached here.
                yield way, trick, "no such file" if way == "attached" else f"REFUSED {error}"
                box.new()
                continue
            box.new()
            files = load_entry(desk, PERIOD).rows[0].files
            if len(files) == before:
                yield way, trick, "no such file"
                continue
            shown = open_copy(desk, files[-1])
            place = Path(tempfile.gettempdir())
            said = verdict(box.new(), shown.parent)
            yield way, trick, said if shown.parent.parent.parent == place else f"OUTSIDE {shown}"


def units(folder: Path, box: Sandbox, tricks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Workbooks that are issued to units of such names."""
    from db.errors import Refusal
    from db.vocabulary import Origin
    from desktop.desk import open_desk
    from desktop.operations.demo import Size, synthetic
    from desktop.operations.issue import issue
    from desktop.operations.new import PlanName, build

    for number, (trick, name) in enumerate(tricks.items()):
        database, out = folder / f"units{number}.db", folder / f"issued{number}"
        lines = [(line, {**row, "lead": name, "support": ""}) for line, row in synthetic(Size(1, 1))]
        try:
            build(database, lines, PlanName(2024, "计划", ""), "目标办", Origin.COMMAND)
        except (Refusal, UnicodeEncodeError):
            # Half a character is in no file from which units could be read.
            yield "unit", trick, "refused"
            box.new()
            continue
        desk = open_desk(database, Origin.COMMAND)
        try:
            issue(desk, PERIOD, out)
            yield "unit", trick, verdict(box.new(), out)
        except Refusal:
            yield "unit", trick, "refused"
        finally:
            desk.close()


def received(desk: "Desk", folder: Path, box: Sandbox, tricks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Workbooks of such names that are received, and the receipts that answer them."""
    from desktop.operations.receipts import send_receipts
    from desktop.operations.receive import receive

    for number, (trick, name) in enumerate(tricks.items()):
        mail, out = folder / f"mail{number}", folder / f"receipts{number}"
        mail.mkdir()
        try:
            (mail / "x").with_name(name).write_bytes(b"no workbook")
        except (OSError, ValueError):
            yield "receipt", trick, "no such file"
            continue
        box.new()
        send_receipts(desk, receive(desk, list(mail.iterdir())), out)
        yield "receipt", trick, verdict(box.new(), out)


def through_the_doors(tricks: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every trick through every door."""
    from db.vocabulary import Origin
    from desktop.desk import open_desk
    from desktop.exchange.opening.confined import workers
    from desktop.operations.demo import Size, demo
    from desktop.operations.shown_files import put_away

    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "temp").mkdir()
        (root / "here").mkdir()
        demo(root / "round", Size(2, 3), PERIOD)
        before = Path.cwd(), tempfile.tempdir
        os.chdir(root / "here")
        tempfile.tempdir = str(root / "temp")
        desks = [open_desk(root / "round" / name, Origin.COMMAND) for name in ("units/练习单位001.db", "hq.db")]
        try:
            box = Sandbox(root)
            yield from evidence(desks[0], box, root, tricks)
            yield from units(root, box, tricks)
            yield from received(desks[1], root, box, tricks)
        finally:
            for desk in desks:
                desk.close()
            workers().close()
            put_away()
            os.chdir(before[0])
            tempfile.tempdir = before[1]


def main() -> int:
    """Try them all and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=len(TRICKS))
    parser.add_argument("--pure", action="store_true")
    options = parser.parse_args()
    tricks = dict(islice(TRICKS.items(), options.n))
    outside = [path for path in (Path("/etc/out.xlsx"), Path("/out.xlsx")) if path.exists()]
    with tempfile.TemporaryDirectory() as place:
        found = list(pure(Path(place), tricks)) + ([] if options.pure else list(through_the_doors(tricks)))
    counts = Counter((door, said.split()[0]) for door, _, said in found)
    for (door, said), count in sorted(counts.items()):
        print(f"{door:9} {count:3} × {said}")
    bad = [one for one in found if one[2].startswith(("OUTSIDE", "REFUSED"))]
    bad += [("system", str(path), "OUTSIDE") for path in (Path("/etc/out.xlsx"), Path("/out.xlsx")) if path.exists()]
    for door, trick, said in bad:
        print(f"  {door}: {trick}: {said}")
    print(f"{len(tricks)} tricks, {len(found)} tries, {len(bad) - len(outside)} outside")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
