"""分工: which unit leads or supports a target, with which share of its figure; and who has nothing or nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.errors import refuse
from db.models import Base
from db.plans import PlanView, TargetLine
from db.rows import Row
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.operations.revising import Revision, revising

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class Given:
    """What a unit is to a target, and its share of the figure (scaled) where one is agreed."""

    role: Role
    share: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Targets × units: what each unit is to each target, by target and unit key."""

    targets: tuple[TargetLine, ...]
    # The units that can be given targets, by key, in their order.
    units: Mapping[str, str]
    given: Mapping[tuple[str, str], Given]

    @property
    def unassigned(self) -> list[TargetLine]:
        """The targets that nobody leads."""
        return [target for target in self.targets if target.lead is None]

    def count(self, unit_key: str, role: Role) -> int:
        """How many targets a unit leads or supports."""
        return sum(one.role is role for (_, unit), one in self.given.items() if unit == unit_key)

    def shares_of(self, target_key: str) -> int | None:
        """The sum of the shares of a target's figure; None where nobody has one."""
        shares = [one.share for (target, _), one in self.given.items() if target == target_key]
        known = [share for share in shares if share is not None]
        return sum(known) if known else None


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
    given, mergers = _T["assignments"], _T["mergers"]
    gone = set(connection.scalars(select(mergers.c.unit_key)))
    targets = tuple(target for target in plan.targets if target.key not in plan.withdrawn)
    keys = {target.key for target in targets}
    return Matrix(
        targets=targets,
        units={key: name for key, name in plan.units.items() if key != plan.owner_key and key not in gone},
        given={
            (row.target_key, row.unit_key): Given(row.role, row.share)
            for row in connection.execute(select(given))
            if row.target_key in keys
        },
    )


def assign(desk: Desk, changes: Sequence[Assign], revision: Revision | None = None) -> int:
    """Give targets to units or take them away, all or nothing; how many assignments are other than before.

    A target has one lead: giving the lead to another unit makes the one before support it no longer.
    """
    with desk.write() as (connection, plan):
        with revising(desk, connection, plan, [one.target_key for one in changes], revision) as journal:
            before = _rows(connection)
            after = dict(before)
            for change in changes:
                _apply(after, change)
            for place in before.keys() - after.keys():
                journal.remove("assignments", before[place])
            journal.put("assignments", list(after.values()))
        _require_lead(plan, after, changes)
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
