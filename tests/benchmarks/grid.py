"""How long 100,000 rows ever keep a person waiting: the longest stall of the window's thread, against Qt's own proxy.

Run it with `python tests/benchmarks/grid.py`: headquarters' catalogue and board of a plan whose targets are spread over
1,000 units, and the entry page of a unit that has all of them, in the real window. Each is opened, scrolled by a page,
sorted, filtered and searched by pinyin initials, then put back as it was. The peer is a bare QTableView on a
QSortFilterProxyModel over the same rows; the limit is what a plain list takes to be sorted and filtered.
`--check` fails where a stall, as the median of the rounds, is longer than a person is to be kept waiting.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, QSortFilterProxyModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QTableView
from room import Room
from rounds import machine
from sqlalchemy import update
from watch import Step

from db.copies import copy
from db.models import Base
from db.periods import Period
from db.vocabulary import Lamp, Origin
from desktop.app import application_of, speak_in
from desktop.desk import open_desk
from desktop.exchange.lists.catalogue import HEADQUARTERS
from desktop.operations.demo import Size, synthetic
from desktop.operations.new import PlanName, build
from desktop.operations.practice import seed_earlier
from desktop.pages.board import BoardPage
from desktop.pages.catalogue.page import CataloguePage
from desktop.pages.entry.page import EntryPage
from desktop.widgets.arranging import Arranging
from desktop.widgets.filter_box import FilterBox
from desktop.widgets.grid import Grid
from desktop.widgets.sheet_model import SheetModel

_T: Final = Base.metadata.tables
# January has been reported by then.
FEBRUARY: Final = Period(2024, "month", 2)
ROOT: Final = QModelIndex()
# Milliseconds that each may keep the window waiting.
LIMITS: Final = {"open": 300.0, "scroll a page": 16.0, "sort": 200.0, "filter": 200.0, "find by initials": 50.0}
UNITS: Final = 1_000
AREAS: Final = 20
VERBS: Final = ("推进", "完成", "建设", "引进", "培育", "改造", "落实")
THINGS: Final = ("重点项目", "高新技术企业", "招商引资", "城市更新", "民生实事", "产业园区")
# Of 建设高新技术企业.
INITIALS: Final = "jsgxjs"


@dataclass(frozen=True, slots=True)
class Databases:
    """Headquarters' with everybody's targets, and one unit's with all of them."""

    headquarters: Path
    unit: Path


def make(folder: Path, rows: int) -> Databases:
    """Both, the second from the first by giving everything to one unit and letting it sit there."""
    headquarters, unit = folder / "hq.db", folder / "unit.db"
    name = PlanName(FEBRUARY.year, f"{FEBRUARY.year} 年", "")
    build(headquarters, list(_lines(rows)), name, HEADQUARTERS, Origin.PRACTICE)
    copy(headquarters, unit)
    desk = open_desk(unit, Origin.PRACTICE)
    try:
        with desk.write() as (connection, plan):
            one = plan.reporting[0]
            connection.execute(update(_T["assignments"]).values(unit_key=one))
        seed_earlier(desk, FEBRUARY)
        with desk.write() as (connection, _):
            connection.execute(update(_T["seats"]).values(unit_key=one))
    finally:
        desk.close()
    desk = open_desk(headquarters, Origin.PRACTICE)
    try:
        seed_earlier(desk, FEBRUARY)
    finally:
        desk.close()
    return Databases(headquarters, unit)


def _lines(rows: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a catalogue, each led by one unit, with titles that differ."""
    for number, (line, fields) in enumerate(synthetic(Size(1, rows))):
        verb, thing = VERBS[number % len(VERBS)], THINGS[number % len(THINGS)]
        lead = f"练习单位{number * UNITS // rows + 1:04}"
        area = f"练习板块{number % AREAS + 1}"
        yield line, {**fields, "title": f"{verb}{thing}{number + 1:06}", "area": area, "lead": lead, "support": ""}


def sheet_steps(
    grid: Grid, arranging: Arranging, page: CataloguePage | EntryPage, sort: str, values: str
) -> Iterator[Step]:
    """What a person does on a page with a grid; steps without a name put back what was."""
    model: SheetModel[Any] = page.model
    place = {column.key: number for number, column in enumerate(model.columns)}
    search = page.search if isinstance(page, CataloguePage) else page.head.search
    yield Step("open", page.refresh)
    yield Step("", lambda: grid.go_to(0, place[sort]))
    yield Step("scroll a page", lambda: QTest.keyClick(grid, Qt.Key.Key_PageDown))
    yield Step("sort", lambda: grid.header.sort_wanted.emit(place[sort], False))
    yield Step("", lambda: arranging.arrange(type(model.view)()))
    yield Step("filter", lambda: _narrow(grid, arranging, place[values]))
    yield Step("", lambda: arranging.arrange(type(model.view)()))
    yield Step("find by initials", lambda: search.setText(INITIALS))
    yield Step("", search.clear)


def _narrow(grid: Grid, arranging: Arranging, column: int) -> None:
    """Open the box of a column's values and leave one of them."""
    arranging.open_filter(column, QPoint(400, 200))
    box = grid.findChild(FilterBox)
    if box is None:
        sys.exit("the column has no values")
    box.values.tick_only(box.values.index(0))
    box.close()


def board_steps(page: BoardPage) -> Iterator[Step]:
    """What a person does on the board, which has no search of its own."""
    header = page.target_table.horizontalHeader()
    yield Step("open", page.refresh)
    yield Step("scroll a page", lambda: QTest.keyClick(page.target_table, Qt.Key.Key_PageDown))
    yield Step("sort", lambda: header.setSortIndicator(4, Qt.SortOrder.DescendingOrder))
    yield Step("", lambda: header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder))
    yield Step("filter", page.totals.buttons[Lamp.GREY].click)
    yield Step("", page.totals.release)


class BareModel(QAbstractTableModel):
    """The same rows as Qt's own way has it: every cell is asked for by the proxy."""

    def __init__(self, rows: Sequence[Any], texts: Sequence[Callable[[Any], str]]) -> None:
        super().__init__()
        self._rows = rows
        self._texts = texts

    def rowCount(self, parent: Any = ROOT) -> int:  # noqa: N802 - Qt's name
        """So many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Any = ROOT) -> int:  # noqa: N802 - Qt's name
        """So many columns."""
        return 0 if parent.isValid() else len(self._texts)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        return self._texts[index.column()](self._rows[index.row()]) if role == Qt.ItemDataRole.DisplayRole else None


def peer_stalls(rows: Sequence[Any], texts: Sequence[Callable[[Any], str]]) -> dict[str, float]:
    """How long each takes a bare table on a proxy, by the clock: all of it is on the window's thread."""
    model, proxy, view = BareModel(rows, texts), QSortFilterProxyModel(), QTableView()
    view.resize(1280, 800)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.show()

    def begin() -> None:
        proxy.setSourceModel(model)
        view.setModel(proxy)

    def narrow(column: int, words: str) -> None:
        proxy.setFilterKeyColumn(column)
        proxy.setFilterFixedString(words)

    found = {}
    for name, deed in (
        ("open", begin),
        ("scroll a page", lambda: QTest.keyClick(view, Qt.Key.Key_PageDown)),
        ("filter", lambda: narrow(1, "9")),
        ("", lambda: narrow(1, "")),
        ("find by initials", lambda: narrow(2, INITIALS)),
        ("", lambda: narrow(2, "")),
        ("sort", lambda: proxy.sort(1)),
    ):
        began = time.perf_counter()
        deed()
        view.viewport().repaint()
        found[name] = (time.perf_counter() - began) * 1000
    view.deleteLater()
    return {name: spent for name, spent in found.items() if name}


def list_times(rows: Sequence[Any]) -> dict[str, float]:
    """What sorting and filtering take at least: a plain list, its keys at hand."""
    keyed = [(row.value is not None, row.value or 0) for row in rows]
    said = [f"{row.target.title} {row.target.initials}" for row in rows]
    found = {}
    for name, deed in (
        ("sort", lambda: sorted(range(len(keyed)), key=keyed.__getitem__)),
        ("filter", lambda: [row for row in rows if row.value is None]),
        ("find by initials", lambda: [place for place, words in enumerate(said) if INITIALS in words]),
    ):
        began = time.perf_counter()
        deed()
        found[name] = (time.perf_counter() - began) * 1000
    return found


Found = dict[str, dict[str, list[float]]]


def note(found: Found, name: str, spent: Mapping[str, float]) -> None:
    """Put down what a round took."""
    for step, one in spent.items():
        found.setdefault(name, {}).setdefault(step, []).append(one)


def walk(room: Room, steps: Iterator[Step]) -> dict[str, float]:
    """Take the steps one after the other; the stalls of those that have a name."""
    found = {}
    for step in steps:
        stall = room.stall(step.deed)
        if step.name:
            found[step.name] = stall
    return found


def run(folder: Path, databases: Databases, rounds: int) -> Found:
    """Every page, the proxy and the list once a round, both windows open."""
    found: Found = {}
    headquarters, unit = Room(folder, databases.headquarters), Room(folder, databases.unit)
    catalogue, board, entry = headquarters.bring("catalogue"), headquarters.bring("board"), unit.bring("entry")
    texts = [one.text for one in entry.model.columns if one.key in {"code", "value"}]
    for number in range(rounds):
        headquarters.bring("catalogue")
        steps = sheet_steps(catalogue.sheet.grid, catalogue.sheet.arranging, catalogue, "target", "measure")
        note(found, "catalogue", walk(headquarters, steps))
        headquarters.bring("board")
        note(found, "board", walk(headquarters, board_steps(board)))
        note(found, "entry", walk(unit, sheet_steps(entry.grid, entry.arranging, entry, "value", "lamp")))
        rows = entry.model.rows
        note(found, "proxy over Python", peer_stalls(rows, [*texts, lambda row: row.target.initials]))
        note(found, "plain list (limit)", list_times(rows))
        print(f"round {number + 1} done", file=sys.stderr)
    for room in (unit, headquarters):
        room.leave()
    return found


def report(found: Found) -> bool:
    """Print the medians; whether every page keeps to what it is allowed."""
    print(f"{'':<20}" + "".join(f"{step:>18}" for step in LIMITS))
    print(f"{'allowed':<20}" + "".join(f"{limit:>15.0f} ms" for limit in LIMITS.values()))
    kept = True
    for name, steps in found.items():
        middle = {step: median(spent) for step, spent in steps.items()}
        cells = (f"{middle[step]:>15.1f} ms" if step in middle else f"{'':>18}" for step in LIMITS)
        print(f"{name:<20}" + "".join(cells))
        if name in {"catalogue", "board", "entry"}:
            kept = kept and all(spent <= LIMITS[step] for step, spent in middle.items())
    return kept


def main() -> int:
    """Run the rounds and print the longest stalls; 1 where one is too long and that is asked about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="fail where a stall is longer than is allowed")
    chosen = parser.parse_args()
    speak_in(application_of([]), "zh")
    with TemporaryDirectory() as place:
        folder = Path(place)
        # In a process of its own: what it leaves in the memory would be the window's burden.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            databases = apart.submit(make, folder, chosen.rows).result()
        found = run(folder, databases, chosen.rounds)
    print(machine("PySide6-Essentials"))
    print(f"{chosen.rows} rows, longest stall of the window's thread, medians of {chosen.rounds} rounds")
    kept = report(found)
    return int(chosen.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
