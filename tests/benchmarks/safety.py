"""What it costs that a hostile file does no harm: every unit's report read unsafely and safely, in turn.

Unsafely is python-calamine in this process and the same reader of forms; safely is what reception does: processes that
may die, the guard, and the scan that every sheet is held against. Run it with `python tests/benchmarks/safety.py`;
`--check 1.5` fails where the safe way takes more than one and a half times as long by the clock.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import io
import pickle
import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from material import Material, make
from python_calamine import CalamineWorkbook
from rounds import interleaved, machine, medians, table

from db.vocabulary import Origin
from desktop.desk import open_desk
from desktop.exchange.forms.read_form import find_document, read_forms
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.opening.lesson import Lesson
from desktop.exchange.opening.sheets import Sheet
from desktop.operations.bulk import uncollected
from desktop.operations.demo import Size
from desktop.operations.opened import Opened
from desktop.operations.reading import book_of, read_ahead

UNSAFE, SAFE = "unsafely", "safely"


def unsafely(material: Material, book: Lesson) -> Iterator[ReadForm]:
    """Every cell as the library gives it, in this process."""
    known = pickle.loads(book.packed)  # noqa: S301 - packed here
    for path in material.workbooks:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as opened:
            sheets = [_bare(opened, name) for name in opened.sheet_names]
        document = find_document(sheets)
        yield from read_forms(sheets, document, known, path.name, {})


def _bare(opened: CalamineWorkbook, name: str) -> Sheet:
    rows = opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Sheet(name, rows, {}, frozenset(), (), frozenset(), filtered=False, carried=())


def safely(material: Material, book: Lesson) -> Iterator[ReadForm]:
    """As reception reads them."""
    for path, opened in chain.from_iterable(read_ahead(material.workbooks, book)):
        if not isinstance(opened, Opened) or opened.form is None:
            raise SystemExit(f"{path.name} was not read")
        yield opened.form


def said(forms: Iterator[ReadForm]) -> list[tuple[object, ...]]:
    """What the forms say, to see that both ways read the same."""
    return [(form.unit_key, form.answers, form.nodes, form.errors, form.repairs) for form in forms]


def main() -> int:
    """Run the rounds and print the medians; 1 where the check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--check", type=float, help="fail where the safe way takes so many times as long, or longer")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        material = make(Path(folder), Size(chosen.units, chosen.targets))
        desk = open_desk(material.headquarters, Origin.COMMAND)
        try:
            with desk.read() as (connection, plan):
                book = book_of(desk, connection, plan)
        finally:
            desk.close()
        # Also warms up the processes, which live as long as the program does.
        if said(safely(material, book)) != said(unsafely(material, book)):
            raise SystemExit("the two ways read something else")
        ways = {name: partial(_run, way, material, book) for name, way in ((UNSAFE, unsafely), (SAFE, safely))}
        found = {name: medians(times) for name, times in interleaved(chosen.rounds, ways, print).items()}
    ratio = found[SAFE].wall / found[UNSAFE].wall
    print(machine("python-calamine", "lxml"))
    print(f"{chosen.units} reports × {chosen.targets} rows, medians of {chosen.rounds} rounds")
    print("\n".join(table(found, UNSAFE)))
    print(f"safely takes {ratio:.2f} times as long by the clock")
    return int(chosen.check is not None and ratio > chosen.check)


def _run(way: object, material: Material, book: Lesson, _: int) -> None:
    with uncollected():
        for _form in way(material, book):  # type: ignore[operator]
            pass


if __name__ == "__main__":
    sys.exit(main())
