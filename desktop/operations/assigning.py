"""分工: which unit leads or supports a target, with which share of its figure; and who has nothing or nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.errors import refuse
from db.figures import FigureError, parse, shown
from db.models import Base
from db.plans import PlanView, TargetLine
from db.rows import Row
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.operations.editing import CellEdit, Edited
from desktop.operations.revising import Revision, revising
from resources.texts import say

_T: Final = Base.metadata.tables
# How a role is written into a cell; the longer word first, since the shorter is its beginning.
_ROLES: Final[Mapping[str, Role]] = {
    "牵头": Role.LEAD,
    "主办": Role.LEAD,
    "lead": Role.LEAD,
    "牵": Role.LEAD,
    "l": Role.LEAD,
    "配合": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "support": Role.SUPPORT,
    "配": Role.SUPPORT,
    "s": Role.SUPPORT,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a unit is to a target, and its share of the figure (scaled) where one is agreed."""

    role: Role
    share: int | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A target with what each unit is to it, by unit key."""

    target: TargetLine
    given: Mapping[str, Given]

    @property
    def lead(self) -> str | None:
        """The key of the unit that leads it."""
        return next((unit for unit, one in self.given.items() if one.role is Role.LEAD), None)

    @property
    def shared(self) -> int | None:
        """The sum of the shares of its figure (scaled); None where nobody has one."""
        known = [one.share for one in self.given.values() if one.share is not None]
        return sum(known) if known else None

    def text(self, unit_key: str) -> str:
        """What an editor of a unit's cell starts from, such that entering it again changes nothing."""
        one = self.given.get(unit_key)
        if one is None:
            return ""
        share = "" if one.share is None else f" {shown(one.share)}"
        return f"{say(f'role.{one.role}')}{share}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Targets × units: what each unit is to each target."""

    rows: tuple[MatrixRow, ...]
    # The units that can be given targets, by key, in their order.
    units: Mapping[str, str]

    @property
    def unassigned(self) -> list[TargetLine]:
        """The targets that nobody leads."""
        return [row.target for row in self.rows if row.lead is None]

    def count(self, unit_key: str, role: Role) -> int:
        """How many targets a unit leads or supports."""
        return sum(unit_key in row.given and row.given[unit_key].role is role for row in self.rows)


@dataclass(frozen=True, slots=True)
class Assign:
    """What a unit is to be to a target from now on; no role takes it away."""

    target_key: str
    unit_key: str
    role: Role | None
    share: int | None = None


def load_matrix(desk: Desk) -> Matrix:
    """Who has what."""
    with desk.read() as (connection, plan):
        return _matrix(connection, plan)


def _matrix(connection: Connection, plan: PlanView) -> Matrix:
    assignments, mergers = _T["assignments"], _T["mergers"]
    gone = set(connection.scalars(select(mergers.c.unit_key)))
    given: dict[str, dict[str, Given]] = {}
    for row in connection.execute(select(assignments)):
        given.setdefault(row.target_key, {})[row.unit_key] = Given(row.role, row.share)
    return Matrix(
        tuple(
            MatrixRow(target, given.get(target.key, {})) for target in plan.targets if target.key not in plan.withdrawn
        ),
        {key: name for key, name in plan.units.items() if key != plan.owner_key and key not in gone},
    )


def read_assign(edit: CellEdit, unit: str) -> Assign:
    """What a text in a unit's cell means: a role, and behind it a share of the figure, which is counted in `unit`."""
    text = edit.text.strip()
    if not text:
        return Assign(edit.target_key, edit.field, None)
    found = next((word for word in _ROLES if text.lower().startswith(word)), None)
    if found is None:
        words = "、".join(str(say(f"role.{role}")) for role in Role)
        raise refuse("refusal.no_role", found=text, words=words)
    rest = text[len(found) :].strip(" :：")
    try:
        share = parse(rest, unit) if rest else None
    except FigureError as error:
        raise refuse("refusal.no_figure", found=rest) from error
    return Assign(edit.target_key, edit.field, _ROLES[found], share)


def edit_matrix(desk: Desk, edits: Sequence[CellEdit], revision: Revision | None = None) -> Edited[MatrixRow]:
    """Enter roles and shares into cells, all of them or none; the field of an edit is the unit's key."""
    before = {row.target.key: row for row in load_matrix(desk).rows}
    changes = [read_assign(edit, before[edit.target_key].target.goal.unit) for edit in edits]
    assign(desk, changes, revision)
    touched = dict.fromkeys(edit.target_key for edit in edits)
    after = {row.target.key: row for row in load_matrix(desk).rows if row.target.key in touched}
    back = tuple(
        CellEdit(key, unit, before[key].text(unit))
        for key in touched
        # What was a lead before comes last: it takes the lead back from whoever has it by then.
        for unit in sorted({*before[key].given, *after[key].given}, key=lambda one: one == before[key].lead)
        if before[key].text(unit) != after[key].text(unit)
    )
    return Edited(tuple(after.values()), back)


def assign(desk: Desk, changes: Sequence[Assign], revision: Revision | None = None) -> int:
    """Give targets to units or take them away, all or nothing; how many assignments are other than before.

    A target has one lead: giving the lead to another unit makes the one before support it no longer.
    """
    with (
        desk.write() as (connection, plan),
        revising(desk, connection, plan, [one.target_key for one in changes], revision) as journal,
    ):
        return put_assignments(connection, journal, plan, changes)


def put_assignments(connection: Connection, journal: Journal, plan: PlanView, changes: Sequence[Assign]) -> int:
    """Write changes of assignments as a part of something larger; how many are other than before."""
    before = _rows(connection)
    after = dict(before)
    for change in changes:
        _apply(after, change)
    _require_lead(plan, after, changes)
    for place in before.keys() - after.keys():
        journal.remove("assignments", before[place])
    journal.put("assignments", list(after.values()))
    return sum(before.get(place) != after.get(place) for place in before.keys() | after.keys())


def _rows(connection: Connection) -> dict[tuple[str, str], Row]:
    found = connection.execute(select(_T["assignments"])).mappings()
    return {(row["target_key"], row["unit_key"]): dict(row) for row in found}


def _apply(rows: dict[tuple[str, str], Row], change: Assign) -> None:
    place = (change.target_key, change.unit_key)
    if change.role is None:
        rows.pop(place, None)
        return
    if change.role is Role.LEAD:
        for other, row in list(rows.items()):
            if other[0] == change.target_key and other[1] != change.unit_key and row["role"] is Role.LEAD:
                del rows[other]
    rows[place] = {
        "target_key": change.target_key,
        "unit_key": change.unit_key,
        "role": change.role,
        "share": change.share,
    }


def _require_lead(plan: PlanView, rows: Mapping[tuple[str, str], Row], changes: Sequence[Assign]) -> None:
    """Refused where a target that had a lead would have supports alone: nobody would answer for it."""
    leads = {place[0] for place, row in rows.items() if row["role"] is Role.LEAD}
    supported = {place[0] for place in rows} - leads
    for target in plan.targets:
        if target.key in supported and any(one.target_key == target.key for one in changes):
            raise refuse("refusal.no_lead", code=target.code)
