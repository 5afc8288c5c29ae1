"""The whole round on practice data: issue, enter, report, receive, consolidate."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.copies import copy
from db.errors import refuse
from db.periods import Period
from db.vocabulary import FileState, Origin
from desktop.desk import open_desk
from desktop.exchange.lists.catalogue import HEADQUARTERS
from desktop.operations.issue import issue, make_folder
from desktop.operations.new import SHIPPED_YEAR, Created, PlanName, build, new
from desktop.operations.practice import enter, seed_earlier
from desktop.operations.progress import Progress, silent
from desktop.operations.receive import receive, receive_into
from desktop.operations.report import report, suggested_name
from desktop.operations.summary import summarize

_AREA_SIZE: Final = 20
_KINDS: Final = (
    ("quantity", "at_least", "cumulative", "个"),
    ("quantity", "at_least", "cumulative", "万平方米"),
    ("quantity", "at_least", "level", "亿元"),
    ("rate", "at_least", "level", "%"),
    ("quantity", "at_most", "level", "天"),
    ("qualitative", "", "", ""),
)


@dataclass(frozen=True, slots=True)
class Size:
    """A synthetic plan: so many units, every one of which reports on so many targets."""

    units: int
    targets: int


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demonstration made."""

    folder: Path
    period: str
    targets: int
    issued: int
    reported: int
    taken: int


def demo(folder: Path, size: Size | None, code: str, progress: Progress = silent) -> Demo:
    """Make the whole round in a folder; refused where a round is already there."""
    period = Period.parse(code)
    if size is None and period.year != SHIPPED_YEAR:
        raise refuse("refusal.other_year", period=period.code, year=str(SHIPPED_YEAR))
    headquarters = folder / "hq.db"
    if headquarters.exists():
        raise refuse("refusal.exists", path=str(headquarters))
    for place in (folder, folder / "units", folder / "reports"):
        make_folder(place)
    created = _plan(headquarters, size, period)
    desk = open_desk(headquarters, Origin.PRACTICE)
    try:
        seed_earlier(desk, period)
        issued = issue(desk, period.code, folder / "issued", progress).files
        copy(headquarters, folder / "hq-issued.db")
        reported = []
        for done, path in enumerate(issued):
            progress(done, len(issued), path.stem)
            reported.append(_unit_round(folder, path, period.code))
        results = receive(desk, [folder / "reports"], progress)
        summarize(desk, period.code, folder / "summary.xlsx", progress)
    finally:
        desk.close()
    taken = sum(result.state is FileState.TAKEN for result in results)
    return Demo(folder, period.code, created.targets, len(issued), len(reported), taken)


def _plan(database: Path, size: Size | None, period: Period) -> Created:
    if size is None:
        return new(database, None, None, Origin.PRACTICE)
    name = PlanName(period.year, f"{period.year} 年练习计划（{size.units} 个单位，{size.targets} 个目标）", "")
    return build(database, list(synthetic(size)), name, HEADQUARTERS, Origin.PRACTICE)


def synthetic(size: Size) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a catalogue in which every unit has every target: one leads, the others support."""
    units = [f"练习单位{number:03}" for number in range(1, size.units + 1)]
    for number in range(size.targets):
        kind, comparator, accumulation, unit = _KINDS[number % len(_KINDS)]
        lead = units[number % len(units)]
        yield (
            number + 2,
            {
                "code": f"T{number + 1:03}",
                "area": f"练习板块{number // _AREA_SIZE + 1}",
                "title": f"练习目标{number + 1:03}",
                "kind": kind,
                "comparator": comparator,
                "target": "" if kind == "qualitative" else str(12 * (number % 40 + 1)),
                "unit": unit,
                "accumulation": accumulation,
                "lead": lead,
                "support": ";".join(other for other in units if other != lead),
                "note": "",
                "consolidation": "sum" if accumulation == "cumulative" else "maximum" if unit == "亿元" else "lead",
            },
        )


def _unit_round(folder: Path, issued: Path, code: str) -> Path:
    """One unit's month: import the assignment, fill it in, export the report."""
    database = folder / "units" / f"{issued.stem.split('_')[1]}.db"
    receive_into(database, [issued], Origin.PRACTICE)
    desk = open_desk(database, Origin.PRACTICE)
    try:
        enter(desk, code)
        out = folder / "reports" / suggested_name(desk, code)
        report(desk, code, out)
    finally:
        desk.close()
    return out
