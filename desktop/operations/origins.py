"""Where a figure comes from: the reports behind it, down to the cell of each workbook as it was received."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from db.board import Board, BoardLine, Voice, load_board
from db.errors import refuse
from db.models import Base
from db.plans import PlanView
from db.reports import Report
from desktop.desk import Desk, require_period
from desktop.exchange.files import put_bytes
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.forms.seal import check_code
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.summaries.page import Source
from desktop.operations.opened import Opened
from desktop.operations.reading import form_for

_BATCHES: Final = Base.metadata.tables["batches"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What one unit gave to a target: its report and, where that came as a file, the cell that says it."""

    voice: Voice
    report: Report
    check_code: str
    # Empty where the report was not received as a file, or where the file has no such row.
    batch_key: str
    file_name: str
    sheet: str
    cell: str
    typed: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Origins:
    """A target of a board with everything that made its figure."""

    board: Board
    line: BoardLine
    origins: tuple[Origin, ...]


def load_origins(desk: Desk, code: str, target_key: str) -> Origins:
    """Where a target's figure of a period comes from."""
    with desk.read() as (connection, plan):
        board = load_board(connection, plan, require_period(plan, code))
        line = next((line for line in board.lines if line.target.key == target_key), None)
        if line is None:
            raise refuse("refusal.target_gone")
        heads = {voice.unit_key: board.reports.get(voice.unit_key) for voice in line.voices}
        origins = tuple(
            _origin(connection, plan, line, voice, head)
            for voice in line.voices
            if (head := heads[voice.unit_key]) is not None
        )
        return Origins(board, line, origins)


def sources(connection: Connection, board: Board) -> dict[str, Source]:
    """The workbooks that a board's reports came in, by unit."""
    rows = connection.execute(
        select(_BATCHES.c.unit_key, _BATCHES.c.revision, _BATCHES.c.file_name, _BATCHES.c.taken_at)
        .where(_BATCHES.c.period == board.period.code, _BATCHES.c.undone_at.is_(None))
        .order_by(_BATCHES.c.number)
    )
    return {
        row.unit_key: Source(row.file_name, row.taken_at)
        for row in rows
        if (report := board.reports.get(row.unit_key)) is not None and report.revision == row.revision
    }


def save_original(desk: Desk, batch_key: str, out: Path) -> Path:
    """Write a file that was received just as it came."""
    with desk.store.read() as connection:
        content = connection.scalars(select(_BATCHES.c.content).where(_BATCHES.c.key == batch_key)).one()
    put_bytes(out, content)
    return out


def _origin(connection: Connection, plan: PlanView, line: BoardLine, voice: Voice, report: Report) -> Origin:
    row = connection.execute(
        select(_BATCHES.c.key, _BATCHES.c.file_name, _BATCHES.c.content, _BATCHES.c.taken_at)
        .where(
            _BATCHES.c.unit_key == report.unit_key,
            _BATCHES.c.period == report.period,
            _BATCHES.c.revision == report.revision,
            _BATCHES.c.undone_at.is_(None),
        )
        .order_by(_BATCHES.c.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return Origin(voice, report, check_code(report.seal), "", "", "", "", "", None)
    sheet, cell, typed = _cell(connection, plan, report.unit_key, row, line)
    return Origin(voice, report, check_code(report.seal), row.key, row.file_name, sheet, cell, typed, row.taken_at)


def _cell(connection: Connection, plan: PlanView, unit_key: str, row: Any, line: BoardLine) -> tuple[str, str, str]:
    """The sheet and cell of a workbook that say a target's figure, or its status, and what is written there."""
    try:
        sheets, document = confined(open_form, row.content)
        form = form_for(connection, plan, unit_key, Opened(Path(row.file_name), row.content, sheets, document))
    except Unsafe:
        # Taken by an earlier version of the program, whose workbooks this one reads no more.
        return "", "", ""
    fields = ("value", "increment") if line.target.goal.measure.has_figure else ("status", "narrative")
    places = [form.cells[line.target.key, name] for name in fields if (line.target.key, name) in form.cells]
    cell, typed = next((place for place in places if place[1]), places[0] if places else ("", ""))
    return (form.sheet if cell else "", cell, typed)
