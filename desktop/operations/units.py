"""Units: their names, contacts and place in the tree, and what happens when one is renamed or merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.checks import TEXT_LIMIT
from db.errors import refuse
from db.keys import new_key
from db.models import Base
from db.plans import PlanView
from db.rows import Row
from db.vocabulary import Role
from desktop.desk import Desk, require_period
from desktop.operations.revising import Revision, require_headquarters, revising

_T: Final = Base.metadata.tables
_NAME_LIMIT: Final = 200
CONTACT: Final = ("person", "phone", "mail")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: whom it reports to, whom to call, what it has, and into which unit it was merged."""

    key: str
    name: str
    parent_key: str | None
    depth: int
    person: str
    phone: str
    mail: str
    leads: int
    supports: int
    merged_into: str


def load_units(desk: Desk) -> tuple[UnitLine, ...]:
    """Every unit, each below the one it reports to."""
    with desk.read() as (connection, plan):
        known = contacts(connection)
        mergers = _T["mergers"]
        merged = dict(connection.execute(select(mergers.c.unit_key, mergers.c.into_key)).all())
        return tuple(_line(plan, key, depth, known, merged) for key, depth in _tree(plan))


def contacts(connection: Connection) -> dict[str, Row]:
    """Whom to call, by unit."""
    return {str(row["unit_key"]): dict(row) for row in connection.execute(select(_T["contacts"])).mappings()}


def _tree(plan: PlanView) -> list[tuple[str, int]]:
    """The units from the top down, with how deep each lies."""
    below: dict[str | None, list[str]] = {}
    for key in plan.units:
        below.setdefault(plan.parents[key], []).append(key)
    found: list[tuple[str, int]] = []

    def walk(parent: str | None, depth: int) -> None:
        for key in below.get(parent, ()):
            found.append((key, depth))
            walk(key, depth + 1)

    walk(None, 0)
    return found


def _line(plan: PlanView, key: str, depth: int, called: Mapping[str, Row], merged: Mapping[str, str]) -> UnitLine:
    known = called.get(key, {})
    roles = [target.role_of(key) for target in plan.targets if target.key not in plan.withdrawn]
    return UnitLine(
        key=key,
        name=plan.units[key],
        parent_key=plan.parents[key],
        depth=depth,
        person=known.get("person", ""),
        phone=known.get("phone", ""),
        mail=known.get("mail", ""),
        leads=roles.count(Role.LEAD),
        supports=roles.count(Role.SUPPORT),
        merged_into=plan.units.get(merged.get(key, ""), ""),
    )


def add_unit(desk: Desk, name: str, parent_key: str | None = None) -> str:
    """A new unit below another one, by default below headquarters; its key."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        row: Row = {
            "key": new_key(),
            "parent_key": parent_key or plan.owner_key,
            "name": _free_name(plan, name),
            "position": len(plan.units),
        }
        _put(connection, desk, "units", row)
        return str(row["key"])


def rename_unit(desk: Desk, unit_key: str, name: str) -> None:
    """Another name for a unit; what it has reported stays its own, and the history says both names."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        if plan.units[unit_key] != name.strip():
            _put(connection, desk, "units", {**_unit(connection, unit_key), "name": _free_name(plan, name)})


def move_unit(desk: Desk, unit_key: str, parent_key: str) -> None:
    """Put a unit below another one; refused where that one lies below it itself."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        above: str | None = parent_key
        while above is not None:
            if above == unit_key:
                raise refuse("refusal.unit_below_itself", unit=plan.units[unit_key])
            above = plan.parents[above]
        _put(connection, desk, "units", {**_unit(connection, unit_key), "parent_key": parent_key})


def set_contact(desk: Desk, unit_key: str, contact: Mapping[str, str]) -> None:
    """Whom to call at a unit: `person`, `phone` and `mail`."""
    with desk.write() as (connection, _):
        require_headquarters(desk)
        row = {name: contact.get(name, "").strip()[:_NAME_LIMIT] for name in CONTACT}
        _put(connection, desk, "contacts", {"unit_key": unit_key, **row})


def merge_unit(desk: Desk, unit_key: str, into_key: str, revision: Revision) -> int:
    """Give all that a unit has to another one from a period on; how many targets. Its reports stay its own."""
    with desk.write() as (connection, plan):
        require_headquarters(desk)
        given = _T["assignments"]
        had = [dict(row) for row in connection.execute(select(given).where(given.c.unit_key == unit_key)).mappings()]
        keys = [row["target_key"] for row in had]
        since = require_period(plan, revision.since)
        with revising(desk, connection, plan, keys, revision) as journal:
            for row in had:
                target = next(one for one in plan.targets if one.key == row["target_key"])
                stronger = target.role_of(into_key) is Role.LEAD
                journal.remove("assignments", row)
                journal.put("assignments", [{**row, "unit_key": into_key, **({"role": Role.LEAD} if stronger else {})}])
            merger = {"unit_key": unit_key, "into_key": into_key, "since": since.code, "reason": revision.reason}
            journal.put("mergers", [{**merger, "who": desk.author.who, "at": clock.now()}])
        return len(had)


def _free_name(plan: PlanView, name: str) -> str:
    wanted = name.strip()
    if not wanted or len(wanted) > min(_NAME_LIMIT, TEXT_LIMIT):
        raise refuse("refusal.unit_name", limit=_NAME_LIMIT)
    if wanted in plan.units.values():
        raise refuse("refusal.unit_taken", unit=wanted)
    return wanted


def _unit(connection: Connection, key: str) -> Row:
    units = _T["units"]
    return dict(connection.execute(select(units).where(units.c.key == key)).mappings().one())


def _put(connection: Connection, desk: Desk, name: str, row: Row) -> None:
    journal = Journal(connection, desk.author)
    journal.put(name, [row])
    journal.finish()
