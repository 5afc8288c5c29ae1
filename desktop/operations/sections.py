"""A bureau with sections of its own: a plan for them, made of what the bureau was given, and their figures going up.

The sections' plan is a headquarters' database like any other, so that the bureau issues, receives and reviews with the
same program; what it consolidates there is entered into its own report from here.
"""

from pathlib import Path

from db.board import BoardLine, load_board
from db.errors import refuse
from db.figures import plain
from desktop.desk import Desk, open_desk, require_period
from desktop.operations.catalogue import catalogue_of
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, load_entry
from desktop.operations.importing_targets import take
from desktop.operations.new import Created, new_empty
from desktop.operations.proposing import TAKEN_FIELDS, Named, Proposed
from desktop.operations.target_details import load_details, set_nodes, set_shares


def found_below(desk: Desk, database: Path) -> Created:
    """Make the database in which a unit consolidates its sections, with the targets that the unit was given."""
    if desk.is_headquarters:
        raise refuse("refusal.is_headquarters")
    with desk.read() as (connection, plan):
        mine = {target.key for target in plan.of_unit(desk.unit_key)}
        rows = [row for row in catalogue_of(connection, plan).rows if row.target.key in mine]
        year = plan.year
    made = new_empty(database, year, desk.unit, desk.author.origin)
    below = open_desk(database, desk.author.origin)
    try:
        names = [name for name in TAKEN_FIELDS if name not in {"lead", "support", "consolidation", "weight"}]
        take(
            below,
            [
                Proposed(
                    Named(row.target.key, row.target.code, row.target.title, row.target.area),
                    number,
                    "",
                    # What several sections do of one target adds up, where it can be added.
                    {**{name: row.text(name) for name in names}, "consolidation": "sum"},
                    "",
                    frozenset(),
                    (),
                    (),
                )
                for number, row in enumerate(rows, 1)
            ],
        )
        _copy_details(desk, below)
    finally:
        below.close()
    return Created(made.database, made.title, made.unit, len(rows), 0)


def _copy_details(desk: Desk, below: Desk) -> None:
    """Nodes and schedules go along."""
    with below.read() as (_, plan):
        made = {target.code: target.key for target in plan.targets}
    with desk.read() as (_, plan):
        mine = [target for target in plan.of_unit(desk.unit_key) if target.nodes or target.goal.shares]
    for target in mine:
        details = load_details(desk, target.key)
        if details.nodes:
            set_nodes(below, made[target.code], details.nodes)
        if target.goal.shares:
            set_shares(below, made[target.code], details.shares)


def drawn(desk: Desk, code: str, database: Path) -> tuple[CellEdit, ...]:
    """What the sections' consolidated figures would put into a unit's report; texts only where it says nothing yet."""
    below = open_desk(database, desk.author.origin)
    try:
        if not below.is_headquarters or below.unit != desk.unit:
            raise refuse("refusal.not_our_sections", path=database.name, unit=desk.unit)
        with below.read() as (connection, plan):
            board = load_board(connection, plan, require_period(plan, code))
    finally:
        below.close()
    lines = {line.target.code: line for line in board.lines}
    sheet = load_entry(desk, code)
    return tuple(
        edit for row in sheet.rows if (line := lines.get(row.target.code)) is not None for edit in _edits(row, line)
    )


def _edits(row: EntryRow, line: BoardLine) -> list[CellEdit]:
    """What one target takes over."""
    key, found = row.target.key, []
    if line.figure.value is not None:
        found.append(CellEdit(key, "value", plain(line.figure.value)))
    if row.answer.status is None and line.lead is not None and line.lead.answer.status is not None:
        found.append(CellEdit(key, "status", str(line.lead.answer.status)))
    for name in ("narrative", "problems", "next_steps"):
        said = [f"{voice.unit}：{text}" for voice in line.voices if (text := getattr(voice.answer, name).strip())]
        if said and not getattr(row.answer, name).strip():
            found.append(CellEdit(key, name, "\n".join(said)))
    return found
