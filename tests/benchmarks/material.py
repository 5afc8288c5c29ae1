"""The material of the main job, made once by our own writer: a plan, headquarters' database, everybody's reports."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from db.copies import copy
from db.keys import key_of
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.reports import entry_row, newest
from db.rows import Row
from db.slots import slot_of
from db.vocabulary import Kind, Origin, ReportState
from desktop.desk import Desk, open_desk
from desktop.exchange.forms.write_form import FormPress
from desktop.exchange.layout import file_name
from desktop.exchange.lists.catalogue import HEADQUARTERS
from desktop.operations.demo import Size, synthetic
from desktop.operations.forms import report_form
from desktop.operations.issue import issue
from desktop.operations.new import PlanName, build
from desktop.operations.practice import answer_of, seed_earlier
from desktop.operations.receive import receive_into

PERIOD = Period.parse("2024-03")
YEARS_END = Period.parse("2024-12")


@dataclass(frozen=True, slots=True)
class Material:
    """What every contender starts from."""

    headquarters: Path
    workbooks: tuple[Path, ...]


def make(folder: Path, size: Size, together: int | None = None) -> Material:
    """Headquarters' database as it stands before reception, and one sealed report workbook per unit."""
    headquarters = make_headquarters(folder, size, together)
    reports = folder / "reports"
    reports.mkdir()
    desk = open_desk(make_reported(headquarters, folder / "units.db"), Origin.PRACTICE)
    try:
        return Material(headquarters, tuple(_write_all(desk, reports)))
    finally:
        desk.close()


def make_headquarters(folder: Path, size: Size, together: int | None = None) -> Path:
    """Headquarters' database with a plan and the periods before; all units have the same targets, or so many do."""
    headquarters = folder / "hq-issued.db"
    name = PlanName(PERIOD.year, f"{PERIOD.year} 年练习计划", "")
    lines = list(synthetic(size) if together is None else _by_groups(size, together))
    build(headquarters, lines, name, HEADQUARTERS, Origin.PRACTICE)
    desk = open_desk(headquarters, Origin.PRACTICE)
    try:
        seed_earlier(desk, PERIOD)
    finally:
        desk.close()
    return headquarters


def copied_desk(headquarters: Path, database: Path) -> None:
    """Headquarters' database once more, opened and closed as on the day before: its first opening reads every row."""
    copy(headquarters, database)
    open_desk(database, Origin.COMMAND).close()


def make_reported(headquarters: Path, database: Path) -> Path:
    """The same database once everybody has reported."""
    copy(headquarters, database)
    desk = open_desk(database, Origin.PRACTICE)
    try:
        _answer_all(desk)
    finally:
        desk.close()
    return database


def _by_groups(size: Size, together: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a catalogue in which groups of units have targets of their own."""
    for group in range(size.units // together):
        for number, line in synthetic(Size(together, size.targets)):
            units = {key: line[key].replace("练习单位", f"练习{group + 1:02}组单位") for key in ("lead", "support")}
            code, title = f"G{group + 1:02}{line['code']}", f"{group + 1:02}组{line['title']}"
            yield group * size.targets + number, {**line, **units, "code": code, "title": title}


def make_clerk(folder: Path, targets: int) -> Path:
    """A clerk's database in the year's last period, with eleven behind it."""
    headquarters, database = folder / "hq.db", folder / "unit.db"
    name = PlanName(YEARS_END.year, f"{YEARS_END.year} 年", "")
    build(headquarters, list(synthetic(Size(1, targets))), name, HEADQUARTERS, Origin.PRACTICE)
    desk = open_desk(headquarters, Origin.PRACTICE)
    try:
        seed_earlier(desk, YEARS_END)
        issued = issue(desk, YEARS_END.code, folder / "issued").files
    finally:
        desk.close()
    receive_into(database, issued, Origin.PRACTICE)
    return database


def _answer_all(desk: Desk) -> None:
    """Put an invented report of every unit into the scratch database."""
    with desk.write() as (connection, plan):
        for unit in plan.reporting:
            _answer(connection, plan, unit)


def _answer(connection: Connection, plan: PlanView, unit: str) -> None:
    head = head_of(plan, unit, PERIOD, ReportState.EXPORTED)
    connection.execute(insert(Base.metadata.tables["reports"]).values(head))
    said = [entry_row(head, target.key, answer_of(target, plan.units[unit], PERIOD)) for target in plan.of_unit(unit)]
    connection.execute(insert(Base.metadata.tables["entries"]), said)


def head_of(plan: PlanView, unit: str, period: Period, state: ReportState) -> Row:
    """The head of a report, as a unit that is made up signs it."""
    now, key = datetime.now(UTC), key_of(plan.key, unit, period.code, "benchmark")
    return {
        "key": key,
        "slot": slot_of(plan.key, unit),
        "plan_key": plan.key,
        "unit_key": unit,
        "period": period.code,
        "revision": 1,
        "state": state,
        "filled_by": "填报员",
        "checked_by": "审核员",
        "phone": "027-0000 0000",
        "seal": key,
        "created_at": now,
        "sealed_at": now,
    }


def _write_all(desk: Desk, reports: Path) -> list[Path]:
    paths, press = [], FormPress()
    with desk.read() as (connection, plan):
        heads = newest(connection, plan.key, PERIOD.code)
        for done, (unit, head) in enumerate(heads.items(), 1):
            path = reports / file_name(Kind.REPORT, PERIOD, plan.units[unit], head.revision)
            press.write(report_form(connection, plan, head, practice=True, by="-"), path)
            paths.append(path)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{done}/{len(heads)}")
    return paths
