"""Two revisions of a report side by side: what a unit says otherwise than before."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.checks import ANSWER_FIELDS, BLANK
from db.figures import plain
from db.models import Base
from db.reports import Report, answers
from db.slots import Placed
from db.vocabulary import ReportState

FIELDS: Final = tuple(name for name in ANSWER_FIELDS if not name.endswith("_typed"))
_REPORTS: Final = Base.metadata.tables["reports"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One field of one target, as it was said before and as it is said now."""

    target_key: str
    field: str
    before: str
    after: str


def revision_before(connection: Connection, report: Report) -> Placed | None:
    """The sealed report that this one follows; None for the first."""
    query = select(_REPORTS.c.slot, _REPORTS.c.key).where(
        _REPORTS.c.slot == report.slot,
        _REPORTS.c.plan_key == report.plan_key,
        _REPORTS.c.unit_key == report.unit_key,
        _REPORTS.c.period == report.period,
        _REPORTS.c.state != ReportState.DRAFT,
        _REPORTS.c.revision < report.revision,
        _REPORTS.c.revision > 0,
    )
    return connection.execute(query.order_by(_REPORTS.c.revision.desc()).limit(1)).first()


def moved(connection: Connection, report: Report) -> tuple[Moved, ...]:
    """What a report says otherwise than the one it follows; nothing where it is the first."""
    before = revision_before(connection, report)
    if before is None:
        return ()
    said = answers(connection, [before, report])
    found = []
    for target in sorted({*said[before.key], *said[report.key]}):
        old, new = said[before.key].get(target, BLANK), said[report.key].get(target, BLANK)
        found += [
            Moved(target, name, _text(getattr(old, name)), _text(getattr(new, name)))
            for name in FIELDS
            if getattr(old, name) != getattr(new, name)
        ]
    return tuple(found)


def _text(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, int) else str(value)
