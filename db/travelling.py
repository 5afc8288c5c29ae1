"""What of a plan travels to a unit in a workbook, and how such rows are written."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, String, select, type_coerce

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


class _Given(NamedTuple):
    """What is the same for all units that have the same targets: rows, who leads them, and those with all above."""

    keys: frozenset[str]
    rows: Mapping[str, SpeltRows]
    leads: Sequence[Spelt]
    above: AbstractSet[str]


class Views:
    """What of a plan each of its units needs to report on its targets; what is the same for all is read once."""

    def __init__(self, connection: Connection, plan: PlanView) -> None:
        self._connection = connection
        self._plan = plan
        depth = {unit: len(_above(plan, {unit})) for unit in plan.units}
        in_plan = _T["targets"].c.plan_key == plan.key
        mine = select(_T["targets"].c.key).where(in_plan)
        leads = _T["assignments"].c.role == Role.LEAD
        self._units = sorted(self._read("units"), key=lambda row: depth[row["key"]])
        self._areas = self._read("areas")
        self._targets = self._read("targets", in_plan)
        self._belonging = {
            "schedules": self._read("schedules", _T["schedules"].c.target_key.in_(mine)),
            "nodes": self._read("nodes", _T["nodes"].c.target_key.in_(mine)),
            # Of the others only who leads; how the rest is shared out is not a unit's business.
            "assignments": self._read("assignments", _T["assignments"].c.target_key.in_(mine), leads),
        }
        self._last: _Given | None = None
        self._same = {
            "lamp_policies": SpeltRows(self._read("lamp_policies")),
            "lamp_thresholds": SpeltRows(self._read("lamp_thresholds")),
            "plans": SpeltRows(self._read("plans", _T["plans"].c.key == plan.key)),
            "periods": SpeltRows(self._read("periods", _T["periods"].c.plan_key == plan.key)),
        }

    def of(self, units: Sequence[str]) -> dict[str, Spelt]:
        """The rows that each of these units needs, as JSON can carry them."""
        supported = self._supported(units)
        return {unit: self._of(unit, supported.get(unit, ())) for unit in units}

    def _of(self, unit_key: str, own: Sequence[Row]) -> Spelt:
        plan = self._plan
        keys = frozenset([target.key for target in plan.of_unit(unit_key)])
        if self._last is None or self._last.keys != keys:
            # Units that stand together often have the same targets.
            self._last = self._given(keys)
        last = self._last
        having = last.above | {unit_key, plan.owner_key, *_above(plan, {unit_key})}
        rows = {
            "units": SpeltRows([row for row in self._units if row["key"] in having]),
            **self._same,
            **last.rows,
            "assignments": SpeltRows(last.leads, [row for row in own if row["target_key"] in keys]),
        }
        return Spelt(rows)

    def _given(self, keys: frozenset[str]) -> "_Given":
        """What is the same for all units that have these targets."""
        targets = [row for row in self._targets if row["key"] in keys]
        areas = {row["area_key"] for row in targets}
        belonging = {name: [row for row in rows if row["target_key"] in keys] for name, rows in self._belonging.items()}
        leads = {lead for key in keys if (lead := self._plan.by_key[key].lead) is not None}
        rows = {
            "areas": SpeltRows([row for row in self._areas if row["key"] in areas]),
            "targets": SpeltRows(targets),
            "schedules": SpeltRows(belonging["schedules"]),
            "nodes": SpeltRows(belonging["nodes"]),
        }
        return _Given(keys, rows, belonging["assignments"], leads | _above(self._plan, leads))

    def _supported(self, units: Sequence[str]) -> dict[str, list[Row]]:
        """What each of these units supports, as JSON can carry it: rows in bulk, of which each goes out once."""
        given = _T["assignments"]
        # As it is stored: there are too many to make a Role of each.
        chosen = select(given.c.target_key, given.c.unit_key, type_coerce(given.c.role, String), given.c.share)
        here = (given.c.unit_key.in_(units), given.c.role != Role.LEAD)
        found: dict[str, list[Row]] = {}
        for target, unit, role, share in self._connection.execute(
            chosen.where(*here).order_by(*given.primary_key)
        ).all():
            found.setdefault(unit, []).append({"target_key": target, "unit_key": unit, "role": role, "share": share})
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
