"""What of a plan travels to a unit in a workbook, and how such rows are written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.initials import store_initials
from db.models import Base
from db.plans import PlanView
from db.rows import Row, table, to_plain
from db.vocabulary import Role

_T: Final = Base.metadata.tables
# Parents before children, so that rows can be written in this order and deleted in the other.
TRAVELLING: Final = (
    "units",
    "lamp_policies",
    "lamp_thresholds",
    "plans",
    "periods",
    "areas",
    "targets",
    "schedules",
    "nodes",
    "assignments",
)


def write(journal: Journal, rows: Mapping[str, Sequence[Row]]) -> None:
    """Make or change these rows, parents first."""
    for name in TRAVELLING:
        journal.put(name, rows.get(name, ()))
    store_initials(journal.connection)


def view_for(connection: Connection, plan: PlanView, unit_key: str) -> dict[str, list[Row]]:
    """All rows of a plan that a unit needs to report on its targets, as JSON can carry them."""
    targets = [target.key for target in plan.of_unit(unit_key)]
    leads = {target.lead for target in plan.of_unit(unit_key) if target.lead is not None}
    having = leads | {unit_key, plan.owner_key, *_above(plan, leads | {unit_key})}
    chosen: dict[str, Any] = {
        "units": _T["units"].c.key.in_(having),
        "plans": _T["plans"].c.key == plan.key,
        "periods": _T["periods"].c.plan_key == plan.key,
        "areas": _T["areas"].c.key.in_(select(_T["targets"].c.area_key).where(_T["targets"].c.key.in_(targets))),
        "targets": _T["targets"].c.key.in_(targets),
        "schedules": _T["schedules"].c.target_key.in_(targets),
        "nodes": _T["nodes"].c.target_key.in_(targets),
        # Of the others only who leads; how the rest is shared out is not this unit's business.
        "assignments": _T["assignments"].c.target_key.in_(targets)
        & ((_T["assignments"].c.unit_key == unit_key) | (_T["assignments"].c.role == Role.LEAD)),
    }
    view = {
        name: [
            to_plain(name, dict(row))
            for row in connection.execute(
                select(_T[name]).where(chosen[name]) if name in chosen else select(_T[name])
            ).mappings()
        ]
        for name in TRAVELLING
    }
    view["units"].sort(key=lambda row: len(_above(plan, {row["key"]})))
    return view


def _above(plan: PlanView, units: Iterable[str]) -> set[str]:
    """The units above these, up to the top."""
    found: set[str] = set()
    for unit in units:
        above = plan.parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = plan.parents.get(above)
    return found


def withdrawn(connection: Connection, plan_key: str, unit_key: str, kept: Iterable[str]) -> list[Row]:
    """The assignments of a unit to targets of a plan that it no longer has."""
    given, targets = table("assignments"), table("targets")
    rows = connection.execute(
        select(given)
        .join(targets, targets.c.key == given.c.target_key)
        .where(
            targets.c.plan_key == plan_key,
            given.c.unit_key == unit_key,
            given.c.target_key.not_in(list(kept)),
        )
    ).mappings()
    return [dict(row) for row in rows]
