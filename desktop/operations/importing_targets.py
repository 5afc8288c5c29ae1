"""Taking targets from somebody else's list: looked at line by line first, then taken as one change of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from db.errors import Refusal
from db.initials import store_initials
from db.plans import PlanView, load
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.exchange.lists.target_list import LIST_FIELDS, ListColumn, ListLine, read_list
from desktop.exchange.texts import plain_word
from desktop.operations.assigning import Assign, put_assignments
from desktop.operations.catalogue import Change, catalogue_of, new_target
from desktop.operations.editing import CellEdit
from desktop.operations.proposing import ROLES, STRANGER, TAKEN_FIELDS, Book, LineState, Proposed, names_in
from desktop.operations.revising import Revision, require_headquarters, revising
from desktop.operations.units import add_unit

# What a column of a list may be.
COLUMN_FIELDS: Final = LIST_FIELDS


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it would be taken: where it was found, its columns, its lines and what else stands in the file."""

    path: Path
    sheet: str
    header_row: int
    columns: tuple[ListColumn, ...]
    lines: tuple[Proposed, ...]
    left_out: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    added: int
    changed: int


def look(desk: Desk, path: Path, words: Mapping[str, str]) -> Looked:
    """What a file would bring; changes nothing. `words` says of headers what their columns are."""
    found = read_list(path, words)
    with desk.read() as (connection, plan):
        book = Book(connection, plan)
        lines = book.propose(found.lines)
    return Looked(path, found.sheet, found.header_row, found.columns, lines, found.left_out)


def learn(words: Mapping[str, str], columns: Sequence[ListColumn], fields: Sequence[str]) -> dict[str, str]:
    """What is known of headers, with what a person said of these columns where that is something else."""
    said = {
        plain_word(column.header): field for column, field in zip(columns, fields, strict=True) if field != column.field
    }
    return {**words, **said}


def amend(desk: Desk, lines: Sequence[Proposed], edits: Sequence[CellEdit]) -> tuple[Proposed, ...]:
    """The lines with what a person put into them, looked at again; what was typed is read out of no phrase."""
    wanted: dict[str, dict[str, str]] = {}
    for edit in edits:
        wanted.setdefault(edit.target_key, {})[edit.field] = edit.text.strip()
    with desk.read() as (connection, plan):
        book = Book(connection, plan)
        return tuple(
            book.judge(replace(line, fields={**line.fields, **typed}, read=line.read - typed.keys()))
            if (typed := wanted.get(line.target.key)) is not None
            else line
            for line in lines
        )


def strangers(lines: Sequence[Proposed]) -> tuple[str, ...]:
    """The units that lines name and the plan does not know, in the order they are named."""
    problems = (problem for line in lines for problem in line.problems if problem.code == STRANGER)
    return tuple(dict.fromkeys(str(problem.values["unit"]) for problem in problems))


def add_strangers(desk: Desk, lines: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """Add the units that lines name and the plan does not know below headquarters; the lines looked at again."""
    for name in strangers(lines):
        add_unit(desk, name)
    with desk.read() as (connection, plan):
        book = Book(connection, plan)
        return tuple(book.judge(line) if line.number else line for line in lines)


def take(desk: Desk, lines: Sequence[Proposed], revision: Revision | None = None) -> Imported:
    """Take these lines, all of them or none; refused where one is unclear."""
    require_headquarters(desk)
    unclear = next((line for line in lines if line.state is LineState.UNCLEAR), None)
    if unclear is not None:
        raise Refusal(unclear.problems[0])
    wanted = [line for line in lines if line.state in {LineState.NEW, LineState.CHANGED}]
    with desk.write() as (connection, plan):
        with revising(desk, connection, plan, [line.known for line in wanted if line.known], revision) as journal:
            keys = {}
            for line in wanted:
                if not line.known:
                    fields = line.fields
                    code, area, title = fields["code"], fields["area"], fields["title"]
                    keys[line.number] = new_target(connection, journal, plan, code, area, title)
            larger = load(connection, plan.key)
            change = Change(connection, larger, catalogue_of(connection, larger))
            assigns: list[Assign] = []
            for line in wanted:
                key = line.known or keys[line.number]
                for name in _written(line):
                    change.take(journal, CellEdit(key, name, line.fields[name]))
                if not line.known or any(name in ROLES for name, _, _ in line.moved):
                    assigns += _assigns(larger, key, line.fields)
            change.write(journal)
            put_assignments(connection, journal, larger, assigns)
        store_initials(connection)
    return Imported(len(keys), len(wanted) - len(keys))


def _written(line: Proposed) -> list[str]:
    """The fields of a target's own row that a line changes, the unit before the figure."""
    moved = {name for name, _, _ in line.moved}
    return [
        name
        for name in TAKEN_FIELDS
        if name not in ROLES and name in line.fields and (line.fields[name] if not line.known else name in moved)
    ]


def _assigns(plan: PlanView, key: str, fields: Mapping[str, str]) -> list[Assign]:
    """Who leads and who supports, in place of who did; of roles that a list leaves blank it says nothing."""
    by_name = {name: unit for unit, name in plan.units.items()}
    roles = next(target for target in plan.targets if target.key == key).roles
    wanted: dict[str, Role] = {}
    for name, role in zip(ROLES, (Role.LEAD, Role.SUPPORT), strict=True):
        named = [by_name[one] for one in names_in(fields.get(name, ""))]
        units = named or [unit for unit, has in roles.items() if has is role]
        # Whoever leads does not support as well.
        wanted |= {unit: role for unit in units if unit not in wanted}
    gone = [Assign(key, unit, None) for unit in roles if unit not in wanted]
    return gone + [Assign(key, unit, role) for unit, role in wanted.items() if roles.get(unit) is not role]
