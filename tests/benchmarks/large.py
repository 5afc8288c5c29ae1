"""A year of a very large plan, made once in a folder: every unit has every target, and reports on all of them.

Of the last period some units' reports are workbooks that have not come in yet. Beside the database lies one of the
same plan into which nothing ever came. `python tests/benchmarks/large.py FOLDER` makes one of 1,000 units × 300 targets
× 12 periods.
"""
# ruff: noqa: T201 - a benchmark prints

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from material import head_of
from sqlalchemy import Connection, insert

from db import clock
from db.batches import Journal
from db.checks import Answer
from db.copies import copy
from db.figures import SCALE
from db.models import Base
from db.periods import Period, months_of
from db.plans import PlanView, TargetLine
from db.reports import entry_lines, entry_row, newest
from db.rows import Row
from db.vocabulary import Kind, Origin, ReportState, Role, Status
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.write_form import write_form
from desktop.exchange.layout import file_name
from desktop.exchange.lists.catalogue import HEADQUARTERS
from desktop.operations.forms import report_form
from desktop.operations.new import PlanName, build

YEAR = 2024
_REPORTS, _ENTRIES = Base.metadata.tables["reports"], Base.metadata.tables["entries"]
_AREA_SIZE = 20
# Kind, whether it adds up over units and months, and its unit: most are counted together, of a rate the lead's stands.
_KINDS = (
    ("quantity", "个"),
    ("quantity", "万元"),
    ("rate", "%"),
    ("quantity", "项"),
    ("qualitative", ""),
    ("quantity", "户"),
)
_SPEEDS = (80, 90, 95, 100, 105, 110, 125)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is of everything; `workbooks` is how many units' last reports are still to come in."""

    units: int
    targets: int
    periods: int
    workbooks: int

    @property
    def name(self) -> str:
        """What a folder of this extent is called."""
        return f"{self.units}x{self.targets}x{self.periods}-{self.workbooks}"


@dataclass(frozen=True, slots=True)
class Large:
    """The full database, the empty one of the same plan, the workbooks for both, and the last period."""

    full: Path
    empty: Path
    workbooks: tuple[Path, ...]
    last: Period


def large(folder: Path, extent: Extent) -> Large:
    """The material of this extent in a folder, made where it is not there yet."""
    place = folder / extent.name
    last = months_of(YEAR)[extent.periods - 1]
    full, empty, reports = place / "full.db", place / "empty.db", place / "reports"
    if not reports.exists():
        reports.mkdir(parents=True)
        _make(full, empty, reports, extent)
    return Large(full, empty, tuple(sorted(reports.iterdir())), last)


def _make(full: Path, empty: Path, reports: Path, extent: Extent) -> None:
    for begun in (full, empty):
        begun.unlink(missing_ok=True)
    build(full, list(_lines(extent)), PlanName(YEAR, f"{YEAR} 年", ""), HEADQUARTERS, Origin.PRACTICE)
    copy(full, empty)
    # Opened and closed once, it is known outside how it was left.
    open_desk(empty, Origin.PRACTICE).close()
    desk = open_desk(full, Origin.PRACTICE)
    try:
        for period in months_of(YEAR)[: extent.periods]:
            left = extent.workbooks if period.index == extent.periods else 0
            _report(desk, period, extent.units - left)
            print(f"{period}: all but {left} units have reported", file=sys.stderr)
        _write(desk, months_of(YEAR)[extent.periods - 1], reports, extent.workbooks)
    finally:
        desk.close()


def _lines(extent: Extent) -> Iterator[tuple[int, dict[str, str]]]:
    """The catalogue: every target has one lead, and all other units support it."""
    units = [f"单位{number:04}" for number in range(1, extent.units + 1)]
    for number in range(extent.targets):
        kind, unit = _KINDS[number % len(_KINDS)]
        lead = units[number % len(units)]
        wanted = {"quantity": 12 * (number % 40 + 1) * (extent.units + 2), "rate": 100, "qualitative": ""}[kind]
        yield (
            number + 2,
            {
                "code": f"T{number + 1:03}",
                "area": f"板块{number // _AREA_SIZE + 1}",
                "title": f"目标{number + 1:03}",
                "kind": kind,
                "comparator": "" if kind == "qualitative" else "at_least",
                "target": str(wanted),
                "unit": unit,
                "accumulation": {"quantity": "cumulative", "rate": "level", "qualitative": ""}[kind],
                "lead": lead,
                "support": ";".join(other for other in units if other != lead),
                "note": "",
                "consolidation": "sum" if kind == "quantity" else "lead",
            },
        )


def _report(desk: Desk, period: Period, count: int) -> None:
    """What this many units report of a period, each taken as a file is, in one transaction."""
    with desk.write() as (connection, plan):
        for number, unit in enumerate(plan.reporting[:count]):
            head = head_of(plan, unit, period, ReportState.RECEIVED)
            journal = Journal(connection, desk.author)
            journal.put_new("reports", [head])
            journal.put_owned("entries", entry_lines(head, dict(_entries(plan, head, period, number))))
            journal.close(_batch(desk, head, len(plan.targets)))
            journal.finish()


def _entries(plan: PlanView, head: Row, period: Period, number: int) -> Iterator[tuple[str, Answer]]:
    for place, target in enumerate(plan.targets):
        yield target.key, _answer(target, head["unit_key"], period, number, place)


def _answer(target: TargetLine, unit: str, period: Period, number: int, place: int) -> Answer:
    """An invented answer: one in forty is blank, and one in two thousand contradicts the lead's."""
    dice = (number * 7919 + place * 104_729 + period.index * 1_299_709) % 1_000_003
    if dice % 40 == 0:
        return Answer()
    lead = target.role_of(unit) is Role.LEAD
    value = None
    if target.goal.adds_up:
        speed = 300 if lead else _SPEEDS[(number + 3 * place) % len(_SPEEDS)]
        value = (place % 40 + 1) * period.index * speed * SCALE // 100
    elif target.goal.measure.has_figure and (lead or dice % 2000 == 1):
        value = (80 + period.index + number % 3) * SCALE
    return Answer(
        value=value,
        status=Status.IN_PROGRESS,
        narrative=f"{target.title}：{period.by_now}按计划推进，第 {dice} 号事项已落实责任人，已召开专题调度会。",
        problems="用地手续办理较慢，两项联合单位合同尚未签订。" if dice % 10 < 3 else "",
        next_steps="按周调度，倒排工期，下月完成合同签订。",
    )


def _batch(desk: Desk, head: Row, rows: int) -> Row:
    """The file that a report came in."""
    same = {name: head[name] for name in ("key", "seal", "unit_key", "period", "revision")}
    file = {"kind": Kind.REPORT, "file_name": f"{head['key']}.xlsx", "content": b"", "sha256": head["key"] * 2}
    taken = {"who": desk.author.who, "taken_at": clock.now(), "undone_at": None, "folder": ""}
    return {**same, **file, **taken, "rows": rows, "edited": False}


def _write(desk: Desk, period: Period, reports: Path, count: int) -> None:
    """The workbooks of the units that have not reported, out of a transaction of which nothing is left."""
    with desk.write() as (connection, plan):
        point = connection.begin_nested()
        first = len(plan.reporting) - count
        for number, unit in enumerate(plan.reporting[first:], first):
            _write_one(connection, plan, unit, period, number, reports)
        point.rollback()


def _write_one(connection: Connection, plan: PlanView, unit: str, period: Period, number: int, reports: Path) -> None:
    head = head_of(plan, unit, period, ReportState.EXPORTED)
    connection.execute(insert(_REPORTS).values(head))
    said = [entry_row(head, key, answer) for key, answer in _entries(plan, head, period, number)]
    connection.execute(insert(_ENTRIES), said)
    report = newest(connection, plan.key, period.code, [unit])[unit]
    path = reports / file_name(Kind.REPORT, period, plan.units[unit], report.revision)
    write_form(report_form(connection, plan, report, practice=True, by="-"), path)


def extent_of(parser: argparse.ArgumentParser) -> None:
    """Let a benchmark be asked for another extent."""
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--targets", type=int, default=300, help="every unit reports on all of them")
    parser.add_argument("--periods", type=int, default=12)
    parser.add_argument("--workbooks", type=int, default=12, help="how many are left to come in, one by one")


def main() -> int:
    """Make it, and say how large it came out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    extent_of(parser)
    asked = parser.parse_args()
    begun = time.perf_counter()
    made = large(asked.folder, Extent(asked.units, asked.targets, asked.periods, asked.workbooks))
    print(f"{made.full}: {made.full.stat().st_size / 2**20:,.0f} MB, {time.perf_counter() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
