"""What of a plan travels to a unit in a workbook, and how such rows are written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from db.batches import Journal
from db.initials import store_initials
from db.models import Base
from db.plans import PlanView
from db.rows import Row, table, to_plain
from db.spelling import Spelt, SpeltRows
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


class Views:
    """What of a plan each of its units needs to report on its targets; what is the same for all is read once."""

    def __init__(self, connection: Connection, plan: PlanView) -> None:
        self._connection = connection
        self._plan = plan
        depth = {unit: len(_above(plan, {unit})) for unit in plan.units}
        in_plan = _T["targets"].c.plan_key == plan.key
        self._mine = select(_T["targets"].c.key).where(in_plan)
        leads = _T["assignments"].c.role == Role.LEAD
        self._units = sorted(self._read("units"), key=lambda row: depth[row["key"]])
        self._areas = self._read("areas")
        self._targets = self._read("targets", in_plan)
        self._belonging = {
            "schedules": self._read("schedules", _T["schedules"].c.target_key.in_(self._mine)),
            "nodes": self._read("nodes", _T["nodes"].c.target_key.in_(self._mine)),
            # Of the others only who leads; how the rest is shared out is not a unit's business.
            "assignments": self._read("assignments", _T["assignments"].c.target_key.in_(self._mine), leads),
        }
        self._same = {
            "lamp_policies": SpeltRows(self._read("lamp_policies")),
            "lamp_thresholds": SpeltRows(self._read("lamp_thresholds")),
            "plans": SpeltRows(self._read("plans", _T["plans"].c.key == plan.key)),
            "periods": SpeltRows(self._read("periods", _T["periods"].c.plan_key == plan.key)),
        }

    def of(self, units: Sequence[str]) -> dict[str, dict[str, SpeltRows]]:
        """The rows that each of these units needs, as JSON can carry them."""
        given = self._given(units)
        return {unit: self._of(unit, given.get(unit, ())) for unit in units}

    def _of(self, unit_key: str, own: Iterable[Row]) -> dict[str, SpeltRows]:
        plan, mine = self._plan, self._plan.of_unit(unit_key)
        keys = {target.key for target in mine}
        leads = {lead for target in mine if (lead := target.lead) is not None}
        having = leads | {unit_key, plan.owner_key, *_above(plan, leads | {unit_key})}
        targets = [row for row in self._targets if row["key"] in keys]
        areas = {row["area_key"] for row in targets}
        belonging = {name: [row for row in rows if row["target_key"] in keys] for name, rows in self._belonging.items()}
        shared = [row for row in own if row["target_key"] in keys]
        return {
            "units": SpeltRows(row for row in self._units if row["key"] in having),
            **self._same,
            "areas": SpeltRows(row for row in self._areas if row["key"] in areas),
            "targets": SpeltRows(targets),
            "schedules": SpeltRows(belonging["schedules"]),
            "nodes": SpeltRows(belonging["nodes"]),
            "assignments": SpeltRows(belonging["assignments"], shared),
        }

    def _given(self, units: Sequence[str]) -> dict[str, list[Row]]:
        """What units support of the plan, as JSON can carry it: rows in bulk, of which each goes out once."""
        table = _T["assignments"]
        here = (table.c.unit_key.in_(units), table.c.target_key.in_(self._mine), table.c.role != Role.LEAD)
        found: dict[str, list[Row]] = {}
        for key, unit, role, share in self._connection.execute(
            select(table.c.target_key, table.c.unit_key, table.c.role, table.c.share)
            .where(*here)
            .order_by(*table.primary_key)
        ).all():
            row = {"target_key": key, "unit_key": unit, "role": str(role), "share": share}
            found.setdefault(unit, []).append(row)
        return found

    def _read(self, name: str, *where: ColumnElement[bool]) -> list[Spelt]:
        columns = _T[name].columns.keys()
        found = self._connection.execute(select(_T[name]).where(*where).order_by(*_T[name].primary_key))
        return [Spelt(to_plain(name, dict(zip(columns, row, strict=True)))) for row in found]


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
