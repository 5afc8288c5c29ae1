"""What was reached in the year before: by the same period, or by each month of it."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, select

from db import slots
from db.models import Base
from db.periods import Period, months_of
from db.reports import answers_of, are_of, newest
from db.vocabulary import ReportState

_T: Final = Base.metadata.tables
_REPORTS, _ENTRIES = _T["reports"], _T["entries"]


def last_year(
    connection: Connection, plan_key: str, period: Period, unit_key: str, targets: Collection[str]
) -> dict[str, int]:
    """What a unit had reached by the same period of the year before, by target, where that is known of these."""
    report = newest(connection, plan_key, period.year_ago.code, [unit_key]).get(unit_key)
    if report is None:
        return {}
    said = answers_of(connection, report, targets)
    return {target: answer.value for target, answer in said.items() if answer.value is not None}


def year_before(
    connection: Connection, plan_key: str, year: int, units: Collection[str]
) -> dict[str, dict[str, dict[str, int]]]:
    """What units had reached by each month of the year before a year: by unit, month and target, where known."""
    query = select(_REPORTS.c.unit_key, _REPORTS.c.period, _REPORTS.c.slot, _REPORTS.c.key).where(
        _REPORTS.c.slot.in_(slots.of_units(plan_key, units)),
        _REPORTS.c.plan_key == plan_key,
        _REPORTS.c.unit_key.in_(units),
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.period.in_([month.code for month in months_of(year - 1)]),
    )
    last = {(row.unit_key, row.period): row for row in connection.execute(query.order_by(_REPORTS.c.revision))}
    holder = {report.key: place for place, report in last.items()}
    rows = select(_ENTRIES.c.report_key, _ENTRIES.c.target_key, _ENTRIES.c.value).where(
        are_of(_ENTRIES, last.values()), _ENTRIES.c.value.is_not(None)
    )
    found: dict[str, dict[str, dict[str, int]]] = {}
    for key, target, value in connection.execute(rows) if holder else ():
        unit, code = holder[key]
        found.setdefault(unit, {}).setdefault(code, {})[target] = value
    return found
