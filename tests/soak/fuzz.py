"""Our own report workbook, damaged in every way: `python tests/soak/fuzz.py --n 10000`.

Flips bits, cuts files off, and edits the XML of a workbook's parts (packed again with good check sums), also of the
same report as other programs save it, by LibreOffice where it is installed. Each copy is read as reception reads it.
What comes out must be a refusal, something that waits for a person, what was sent to the last figure, or a form that
says it was edited; the cells of an edited .xlsx are held against what openpyxl reads in them. Prints the counts by kind
of damage and verdict; exits 1 where the program failed or a wrong value would be taken.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import io
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

sys.path.append(str(Path(__file__).parents[1] / "helpers"))

from damages import DAMAGES
from made.saved import binary_form, document_form, old_form

from db.figures import FigureError, from_float
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.exchange.forms.read_book import read_with_book
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.layout import FIGURE_KEYS
from desktop.exchange.opening.confined import workers
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.locking import DEFAULT_PASSWORD, lock
from desktop.exchange.texts import clean
from desktop.operations.demo import Size, demo
from desktop.operations.reading import book_of

# How the verdicts begin that must not be.
BAD = ("WRONG", "FAILED")
NAME = "上报.xlsx"


@dataclass(frozen=True)
class Source:
    """A report as one program saves it, and what it says when it is whole."""

    kind: str
    content: bytes
    sent: ReadForm


def verdict(book: Lesson, source: Source, content: bytes) -> str:
    """What would become of a copy; "WRONG ..." and "FAILED ..." must not be."""
    try:
        _, _, forms = workers().call(read_with_book, content, NAME, {}, lesson=book)
    except Unsafe as unsafe:
        return f"refused: {unsafe.code}"
    except Exception as error:  # noqa: BLE001 - to be counted
        return f"FAILED: {error!r:.300}"
    if not forms:
        return "held: of another kind"
    form = forms[0]
    if form.errors or form.repairs:
        return "rejected for an error" if form.errors else "held for a person"
    if not form.edited:
        return "taken: as sent" if _says(form) == _says(source.sent) else "WRONG: taken as sent, and it is not"
    if source.kind != "xlsx":
        return "taken: marked as edited"
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "taken: marked as edited, and openpyxl does not open it"
    wrong = _otherwise(form, book)
    return f"WRONG: {wrong}" if wrong else "taken: marked as edited, and so to openpyxl"


def _says(form: ReadForm) -> tuple[Any, ...]:
    return form.answers, form.nodes, form.unit_key, form.period, form.revision


def _otherwise(form: ReadForm, book: openpyxl.Workbook) -> str:
    """The first cell of a form that openpyxl reads otherwise; "" where there is none."""
    sheets = {name: book[name] for name in (form.sheet, form.node_sheet) if name}
    for (owner, key), (place, shown) in form.cells.items():
        answer = form.answers.get(owner)
        cell = sheets[form.node_sheet if answer is None else form.sheet][place]
        ours = getattr(answer, key) if answer is not None and key in FIGURE_KEYS else None
        if not _is_the_same(cell, shown, ours):
            return f"{owner} {key} in {place} is {shown!r} ({ours}), and {cell.value!r} to openpyxl"
        whose = cell.parent.cell(cell.row, 1).value
        if whose not in (owner, None):
            return f"row {cell.row} is taken for {owner}, and is that of {whose} to openpyxl"
    return ""


def _is_the_same(cell: Any, shown: str, ours: int | None) -> bool:
    """Whether a cell is to openpyxl what it is to us: `ours` where it is a figure, as it is shown elsewhere."""
    theirs = cell.value
    if theirs is None:
        return not shown
    if isinstance(theirs, bool) or not isinstance(theirs, int | float):
        said = theirs.date() if isinstance(theirs, datetime) and not isinstance(theirs, str) else theirs
        return clean(str(said)).strip() == shown.removesuffix(" 00:00:00")
    if ours is None:
        return not isinstance(theirs, date) and float(shown or "nan") == float(f"{theirs:.15g}")
    try:
        return (
            from_float(float(theirs) * (100 if "%" in cell.number_format else 1)) == ours or from_float(theirs) == ours
        )
    except FigureError:
        return False


def material(folder: Path) -> tuple[Path, Lesson]:
    """A report as a unit exports it, and what headquarters holds it against."""
    demo(folder, Size(4, 8), "2024-03")
    desk = open_desk(folder / "hq-issued.db", Origin.PRACTICE)
    try:
        with desk.read() as (connection, plan):
            book = book_of(desk, connection, plan)
    finally:
        desk.close()
    return next(iter(sorted((folder / "reports").iterdir()))), book


def saved(report: Path, office: str | None) -> Iterator[tuple[str, bytes]]:
    """The report as each program saves it: LibreOffice where there is one, or what makes the same here."""
    content = report.read_bytes()
    yield "xlsx", content
    yield "locked", lock(content, DEFAULT_PASSWORD)
    yield "xlsb", binary_form(content, {})
    for kind, made in (("xls", old_form), ("ods", document_form)):
        yield kind, _by_office(office, report, kind) if office else made(content, {})


def _by_office(office: str, report: Path, kind: str) -> bytes:
    profile, folder = report.parent.parent / "office", report.parent.parent / kind
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([office, *options, str(report)], check=True, capture_output=True, timeout=300)  # noqa: S603
    return (folder / f"{report.stem}.{kind}").read_bytes()


def sources(folder: Path, office: str | None) -> tuple[Lesson, Mapping[str, Source]]:
    """What every copy is held against, and the reports that are damaged."""
    report, book = material(folder / "demo")
    found = {}
    for kind, content in saved(report, office):
        _, _, (sent,) = workers().call(read_with_book, content, NAME, {}, lesson=book)
        assert not sent.edited, kind
        found[kind] = Source(kind, content, sent)
    return book, found


def counts(count: int, seed: int, office: str | None) -> Counter[tuple[str, str]]:
    """Damage, read, count: how often each kind of damage came to each verdict."""
    with TemporaryDirectory() as folder:
        book, found = sources(Path(folder), office)
    dice = random.Random(seed)
    names = list(islice(cycle(DAMAGES), count))
    copies = ((found[DAMAGES[name][0]], DAMAGES[name][1]) for name in names)
    damaged = ((source, damage(dice, source.content)) for source, damage in copies)
    with ThreadPoolExecutor(workers().count) as pool:
        said = list(pool.map(lambda one: verdict(book, *one), damaged))
    return Counter(zip(names, said, strict=True))


def main() -> int:
    """Print what became of the copies; 1 where something must not be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=10_000, help="how many copies")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = counts(asked.n, asked.seed, shutil.which("soffice"))
    for (name, said), count in sorted(found.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"{name:13} {count:6}  {said}")
    bad = sum(count for (_, said), count in found.items() if said.startswith(BAD))
    print(f"\n{asked.n} copies of one report, seed {asked.seed}: {bad} crashes or wrong values")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
