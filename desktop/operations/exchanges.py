"""What came in and went out: taking the one back, sending the other once more."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from db import batches
from db.errors import refuse
from db.models import Base
from db.plans import PlanView
from db.reports import revision_of
from db.rows import Row
from db.vocabulary import BackupReason, Direction, ExchangeState, Kind
from desktop.desk import Desk
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.write_form import write_form
from desktop.operations.backups import back_up_before
from desktop.operations.dispatching import dispatch_of, store_sent
from desktop.operations.forms import report_form
from desktop.operations.report import Reported
from desktop.operations.vouching import mark_form

_BATCHES: Final = Base.metadata.tables["batches"]
_DISPATCHES: Final = Base.metadata.tables["dispatches"]
_REFUSED: Final = Base.metadata.tables["refused_files"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One workbook that came in or went out, and what became of it."""

    key: str
    direction: Direction
    state: ExchangeState
    # What could not be read is of no kind.
    kind: Kind | None
    file_name: str
    # Where it lay or was put; empty where that was not kept.
    folder: str
    unit: str
    period: str
    revision: int
    rows: int
    check_code: str
    # Why it was not taken.
    reason: str
    who: str
    at: datetime
    # In which order they came in and went out.
    number: int

    @property
    def path(self) -> Path | None:
        """Where the file was when it came in or went out, if that is known."""
        return Path(self.folder) / self.file_name if self.folder else None

    @property
    def can_undo(self) -> bool:
        """Whether it changed something that can be put back."""
        return self.state is ExchangeState.TAKEN

    @property
    def can_repeat(self) -> bool:
        """Whether it can be written again just as it went out."""
        return self.state is ExchangeState.SENT and self.kind is Kind.REPORT


def load_exchanges(desk: Desk) -> list[Exchange]:
    """Everything that came in or went out, the newest first."""
    with desk.read() as (connection, plan):
        found = [*_came_in(connection, plan), *_went_out(connection, plan), *_refused(connection)]
    return sorted(found, key=lambda one: one.number, reverse=True)


def export_again(desk: Desk, key: str, out: Path) -> Reported:
    """Write a report that went out once more: the same report, the same revision, the same seal."""
    with desk.write() as (connection, plan):
        sent = connection.execute(select(_DISPATCHES).where(_DISPATCHES.c.key == key)).mappings().one()
        report = revision_of(connection, plan.key, sent["unit_key"], sent["period"], sent["revision"])
        if report is None or report.seal != sent["seal"]:
            raise refuse("refusal.report_gone", revision=sent["revision"])
        form = mark_form(connection, report_form(connection, plan, report, practice=desk.practice, by=desk.author.who))
        if form.document.seal != report.seal:
            raise refuse("refusal.plan_moved_on", revision=report.revision)
        write_form(form, out)
        store_sent(connection, [dispatch_of(desk, form, out)])
    return Reported(out, report.revision, check_code(report.seal), ())


def undo(desk: Desk, batch: str) -> Exchange:
    """Take an import back exactly, after a backup; refused where later work rests on it."""
    back_up_before(desk, BackupReason.BEFORE_UNDO)
    with desk.write() as (connection, plan):
        row = batches.undo(connection, batch, desk.author.who)
    return came_in({**row, "undone_at": row["taken_at"]}, plan.units.get(row["unit_key"], ""))


def came_in(row: Row, unit: str) -> Exchange:
    """A file that was taken, out of its batch."""
    return Exchange(
        key=row["key"],
        direction=Direction.IN,
        state=ExchangeState.TAKEN if row["undone_at"] is None else ExchangeState.UNDONE,
        kind=row["kind"],
        file_name=row["file_name"],
        folder=row["folder"],
        unit=unit,
        period=row["period"],
        revision=row["revision"],
        rows=row["rows"],
        check_code=check_code(row["seal"]),
        reason="",
        who=row["who"],
        at=row["taken_at"],
        number=row["number"],
    )


def _came_in(connection: Connection, plan: PlanView) -> list[Exchange]:
    columns = [column for column in _BATCHES.columns if column.name != "content"]
    rows = connection.execute(select(*columns)).mappings()
    return [came_in(dict(row), plan.units.get(row["unit_key"], "")) for row in rows]


def _went_out(connection: Connection, plan: PlanView) -> list[Exchange]:
    return [
        Exchange(
            key=row["key"],
            direction=Direction.OUT,
            state=ExchangeState.SENT,
            kind=row["kind"],
            file_name=row["file_name"],
            folder=row["folder"],
            unit=plan.units.get(row["unit_key"], ""),
            period=row["period"],
            revision=row["revision"],
            rows=row["rows"],
            check_code=check_code(row["seal"]),
            reason="",
            who=row["who"],
            at=row["sent_at"],
            number=row["number"],
        )
        for row in connection.execute(select(_DISPATCHES)).mappings()
    ]


def _refused(connection: Connection) -> list[Exchange]:
    return [
        Exchange(
            key=row["key"],
            direction=Direction.IN,
            state=ExchangeState(row["state"]),
            kind=row["kind"],
            file_name=row["file_name"],
            folder=row["folder"],
            unit=row["unit"],
            period=row["period"],
            revision=row["revision"],
            rows=row["rows"],
            check_code="",
            reason=row["reason"],
            who=row["who"],
            at=row["at"],
            number=row["number"],
        )
        for row in connection.execute(select(_REFUSED)).mappings()
    ]
