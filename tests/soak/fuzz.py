"""Our own report workbook, damaged in every way: `python tests/soak/fuzz.py --n 10000`.

Flips bits, cuts files off, and edits the XML of the form's sheet (packed again with good check sums). Each copy is
read as reception reads it. What comes out must be a refusal, something that waits for a person, what was sent to the
last figure, or a form that says it was edited; of those the cells are held against what openpyxl reads in them.
Prints the counts by kind of damage and verdict; exits 1 where the program failed or a wrong value would be taken.
"""
# ruff: noqa: T201, S311 - a soak run prints, and its dice need no secrecy

import argparse
import io
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import openpyxl

from db.figures import FigureError, from_float
from db.plans import PlanView
from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.opening.confined import Lesson, workers
from desktop.exchange.opening.guard import Unsafe
from desktop.operations.demo import Size, demo
from desktop.operations.reading import book_of, read_with_book

SHEET: Final = "xl/worksheets/sheet1.xml"
_CELL: Final = re.compile(rb"<c [^>]*?/>|<c [^>]*>.*?</c>", re.DOTALL)
Damage = Callable[[random.Random, bytes], bytes]


def flip(dice: random.Random, content: bytes) -> bytes:
    """One to three bits the other way round."""
    out = bytearray(content)
    for _ in range(dice.randint(1, 3)):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def cut(dice: random.Random, content: bytes) -> bytes:
    """Something missing at the end or in the middle."""
    at = dice.randrange(len(content))
    return content[:at] + (content[at + dice.randint(1, 400) :] if dice.random() < 0.5 else b"")


def edit(dice: random.Random, content: bytes) -> bytes:
    """The form's sheet with one to three of its cells or tags changed, in a package that is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(dice.randint(1, 3)):
        parts[SHEET] = dice.choice(_EDITS)(dice, parts[SHEET])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _cell(dice: random.Random, text: bytes) -> re.Match[bytes]:
    return dice.choice(list(_CELL.finditer(text)))


def _drop(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    return text[: cell.start()] + text[cell.end() :]


def _double(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    return text[: cell.end()] + cell[0] + text[cell.end() :]


def _move(dice: random.Random, text: bytes) -> bytes:
    cell, at = _cell(dice, text), _cell(dice, text).start()
    return text[:at] + cell[0] + text[at:]


def _rename(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    name = f"{dice.choice('ABCDKLMNOPQ')}{dice.randint(1, 15)}".encode()
    return text[: cell.start()] + re.sub(rb'r="[^"]*"', b'r="' + name + b'"', cell[0], count=1) + text[cell.end() :]


def _unplace(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    return text[: cell.start()] + re.sub(rb' r="[^"]*"', b"", cell[0], count=1) + text[cell.end() :]


def _retype(dice: random.Random, text: bytes) -> bytes:
    cell, kind = _cell(dice, text), dice.choice([b"n", b"s", b"str", b"b", b"e", b"d", b"inlineStr", b"x"])
    new = re.sub(rb' t="[^"]*"', b"", cell[0]).replace(b"<c ", b'<c t="' + kind + b'" ', 1)
    return text[: cell.start()] + new + text[cell.end() :]


def _revalue(dice: random.Random, text: bytes) -> bytes:
    values = list(re.finditer(rb"<v>([^<]*)</v>", text))
    value = dice.choice(values)
    new = dice.choice(
        [b"1_000", b"nan", b"1e5", b" 7 ", b"", b"-0", b"1E+400", b"0x10", b"12345678901234567890", b"5."]
    )
    return text[: value.start(1)] + new + text[value.end(1) :]


def _formula(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    return text[: cell.start()] + re.sub(rb">(<v>|$)", rb"><f>1+1</f>\1", cell[0], count=1) + text[cell.end() :]


def _comment_out(dice: random.Random, text: bytes) -> bytes:
    cell = _cell(dice, text)
    return text[: cell.start()] + b"<!--" + cell[0].replace(b"--", b"") + b"-->" + text[cell.end() :]


def _cut_tag(dice: random.Random, text: bytes) -> bytes:
    tag = dice.choice(list(re.finditer(rb"<[^>]*>", text)))
    return text[: tag.start()] + text[tag.end() :]


def _redimension(dice: random.Random, text: bytes) -> bytes:
    return re.sub(
        rb'<dimension ref="[^"]*"', f'<dimension ref="A1:{dice.choice("BZ")}{dice.randint(1, 9)}"'.encode(), text
    )


_EDITS: Final[tuple[Damage, ...]] = (
    *(_drop, _double, _move, _rename, _unplace, _retype, _revalue, _formula, _comment_out, _cut_tag, _redimension),
)
DAMAGES: Final[dict[str, Damage]] = {"bits flipped": flip, "cut": cut, "XML edited": edit}


def verdict(book: Lesson, sent: ReadForm, content: bytes) -> str:
    """What would become of a copy; "WRONG ..." and "FAILED ..." must not be."""
    try:
        _, _, form = workers().call(read_with_book, content, lesson=book)
    except Unsafe as unsafe:
        return f"refused: {unsafe.code}"
    except Exception as error:  # noqa: BLE001 - to be counted
        return f"FAILED: {error!r:.300}"
    if form is None:
        return "held: of another kind"
    if form.errors or form.repairs:
        return "rejected for an error" if form.errors else "held for a person"
    if not form.edited:
        same = (form.answers, form.nodes, form.unit_key, form.period, form.revision)
        whole = same == (sent.answers, sent.nodes, sent.unit_key, sent.period, sent.revision)
        return "taken: as sent" if whole else "WRONG: taken as sent, and it is not"
    wrong = _otherwise(form, content)
    return f"WRONG: {wrong}" if wrong else "taken: marked as edited"


def _otherwise(form: ReadForm, content: bytes) -> str:
    """The first figure of a form that openpyxl reads otherwise; "" where there is none."""
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[form.sheet]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return f"openpyxl does not open it: {error.__cause__ or error!r}"
    for (target, key), (cell, _) in form.cells.items():
        if key not in ("increment", "value"):
            continue
        theirs = sheet[cell].value
        ours = getattr(form.answers[target], key)
        if isinstance(theirs, int | float) and not isinstance(theirs, bool):
            try:
                if from_float(float(theirs)) != ours:
                    return f"{cell} is {ours}, and {theirs} to openpyxl"
            except FigureError:
                return f"{cell} is {ours}, and {theirs} to openpyxl"
        elif theirs is None and ours is not None:
            return f"{cell} is {ours}, and blank to openpyxl"
    return ""


def material(folder: Path) -> tuple[bytes, PlanView]:
    """A report as a unit exports it, and the plan that headquarters holds it against."""
    demo(folder, Size(4, 8), "2024-03")
    desk = open_desk(folder / "hq-issued.db", Origin.PRACTICE)
    try:
        with desk.read() as (_, plan):
            pass
    finally:
        desk.close()
    return next(iter(sorted((folder / "reports").iterdir()))).read_bytes(), plan


def main() -> int:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=10_000, help="how many copies")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        content, plan = material(Path(folder) / "demo")
    book = book_of(plan)
    _, _, sent = workers().call(read_with_book, content, lesson=book)
    assert sent is not None
    assert not sent.edited
    dice = random.Random(asked.seed)
    names = [name for name, _ in zip(_turns(), range(asked.n), strict=False)]
    copies = (DAMAGES[name](dice, content) for name in names)
    with ThreadPoolExecutor(workers().count) as pool:
        verdicts = list(pool.map(partial(verdict, book, sent), copies))
    counts = Counter(zip(names, verdicts, strict=True))
    for (name, said), count in sorted(counts.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"{name:13} {count:6}  {said}")
    bad = sum(count for (_, said), count in counts.items() if said.startswith(("WRONG", "FAILED")))
    print(f"\n{asked.n} copies of one report, seed {asked.seed}: {bad} crashes or wrong values")
    return 1 if bad else 0


def _turns() -> Iterator[str]:
    while True:
        yield from DAMAGES


if __name__ == "__main__":
    sys.exit(main())
