"""Plans: their rows in the database, and what a unit is given of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.initials import initials, store_initials
from db.keys import key_of
from db.lamps import Policy, Threshold
from db.models import Base
from db.periods import Period
from db.progress import Goal
from db.rows import Row, table, to_plain
from db.vocabulary import (
    Accumulation,
    Comparator,
    Consolidation,
    Measure,
    PeriodState,
    Role,
    ScheduleKind,
)

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


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A milestone node of a target."""

    key: str
    target_key: str
    title: str
    begins_on: date | None
    due_on: date


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as reports and boards need it, with its goal, its policy and who has it."""

    key: str
    code: str
    title: str
    area: str
    note: str
    goal: Goal
    decimals: int
    consolidation: Consolidation
    policy: Policy
    nodes: tuple[NodeLine, ...]
    # Unit keys, leads before supports, each in the units' order.
    units: tuple[tuple[str, Role], ...]
    # Of its title's pinyin, to be found by.
    initials: str = ""
    # `units` by key, always made from it: a target may have hundreds, and every one is asked for.
    roles: Mapping[str, Role] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", dict(self.units))

    def role_of(self, unit_key: str) -> Role | None:
        """What a unit is to this target."""
        return self.roles.get(unit_key)

    @property
    def lead(self) -> str | None:
        """The key of the unit that leads it."""
        return next((unit for unit, role in self.units if role is Role.LEAD), None)


@dataclass(frozen=True, slots=True)
class PlanView:
    """A whole plan in memory: its targets in order, the names of its units and its periods."""

    key: str
    title: str
    year: int
    note: str
    owner_key: str
    targets: tuple[TargetLine, ...]
    units: Mapping[str, str]
    parents: Mapping[str, str | None]
    due: Mapping[str, date]
    closed: frozenset[str]

    def of_unit(self, unit_key: str) -> list[TargetLine]:
        """The targets that are given to a unit, in the plan's order."""
        return [target for target in self.targets if target.role_of(unit_key) is not None]

    @property
    def reporting(self) -> list[str]:
        """The keys of the units that are to report, in their order.

        A unit that only supports, where the lead's figure is the figure, has nothing of its own to report.
        """
        having = {
            unit
            for target in self.targets
            for unit, role in target.units
            if role is Role.LEAD or target.consolidation is not Consolidation.LEAD
        }
        return [key for key in self.units if key in having]


def load(connection: Connection, plan_key: str) -> PlanView:
    """The plan with this key."""
    plan = connection.execute(select(_T["plans"]).where(_T["plans"].c.key == plan_key)).mappings().one()
    units = (
        connection.execute(select(_T["units"]).order_by(_T["units"].c.position, _T["units"].c.name)).mappings().all()
    )
    periods = connection.execute(select(_T["periods"]).where(_T["periods"].c.plan_key == plan_key)).mappings().all()
    return PlanView(
        key=plan_key,
        title=plan["title"],
        year=plan["year"],
        note=plan["note"],
        owner_key=plan["owner_key"],
        targets=tuple(_targets(connection, plan, {row["key"]: n for n, row in enumerate(units)})),
        units={row["key"]: row["name"] for row in units},
        parents={row["key"]: row["parent_key"] for row in units},
        due={row["code"]: row["due_on"] for row in periods},
        closed=frozenset(row["code"] for row in periods if row["state"] is PeriodState.CLOSED),
    )


def _targets(connection: Connection, plan: Mapping[Any, Any], order: Mapping[str, int]) -> Iterable[TargetLine]:
    targets, areas = _T["targets"], _T["areas"]
    rows = connection.execute(
        select(targets, areas.c.name.label("area"))
        .join(areas, targets.c.area_key == areas.c.key)
        .where(targets.c.plan_key == plan["key"])
        .order_by(areas.c.position, targets.c.position, targets.c.code)
    ).mappings()
    policies = load_policies(connection)
    shares = _grouped(connection, "schedules", "target_key")
    nodes = _grouped(connection, "nodes", "target_key")
    given = _grouped(connection, "assignments", "target_key")
    letters = initials(connection)
    for row in rows:
        key = row["key"]
        has = sorted(
            given.get(key, ()),
            key=lambda one: (one["role"] is not Role.LEAD, order[one["unit_key"]]),
        )
        yield TargetLine(
            key=key,
            code=row["code"],
            title=row["title"],
            area=row["area"],
            note=row["note"],
            goal=_goal(row, {share["period"]: share["share"] for share in shares.get(key, ())}),
            decimals=row["decimals"],
            consolidation=row["consolidation"],
            policy=policies[row["lamp_policy_key"] or plan["lamp_policy_key"]],
            nodes=tuple(
                NodeLine(node["key"], key, node["title"], node["begins_on"], node["due_on"])
                for node in sorted(
                    nodes.get(key, ()),
                    key=lambda node: (node["position"], node["due_on"]),
                )
            ),
            units=tuple((one["unit_key"], one["role"]) for one in has),
            initials=letters.get(key, ""),
        )


def _goal(row: Mapping[Any, Any], shares: Mapping[str, int]) -> Goal:
    return Goal(
        measure=row["measure"],
        comparator=row["comparator"],
        accumulation=row["accumulation"],
        target=row["target"],
        unit=row["unit"],
        tolerance=row["tolerance"],
        schedule=row["schedule"],
        shares=shares,
    )


def _grouped(connection: Connection, name: str, by: str) -> dict[str, list[Mapping[Any, Any]]]:
    groups: dict[str, list[Mapping[Any, Any]]] = {}
    for row in connection.execute(select(_T[name])).mappings():
        groups.setdefault(row[by], []).append(row)
    return groups


def load_policies(connection: Connection) -> dict[str, Policy]:
    """Every lamp policy by its key."""
    rows = _grouped(connection, "lamp_thresholds", "policy_key")
    return {
        policy["key"]: Policy(
            policy["name"],
            policy["source"],
            tuple(
                Threshold(row["lamp"], row["basis"], row["bound"])
                for row in sorted(rows.get(policy["key"], ()), key=lambda row: row["position"])
            ),
        )
        for policy in connection.execute(select(_T["lamp_policies"])).mappings()
    }


def policy_rows(policies: Sequence[Policy]) -> dict[str, list[Row]]:
    """The rows of lamp policies; a policy's key comes from its name."""
    rows: dict[str, list[Row]] = {"lamp_policies": [], "lamp_thresholds": []}
    for policy in policies:
        key = key_of("lamp_policy", policy.name)
        rows["lamp_policies"].append({"key": key, "name": policy.name, "source": policy.source})
        for position, row in enumerate(policy.thresholds):
            rows["lamp_thresholds"].append(
                {
                    "policy_key": key,
                    "position": position,
                    "lamp": row.lamp,
                    "basis": row.basis,
                    "bound": row.bound,
                }
            )
    return rows


def period_row(plan_key: str, period: Period) -> Row:
    """The row of a period that is open and due when periods usually are."""
    return {
        "plan_key": plan_key,
        "code": period.code,
        "due_on": period.due_on,
        "state": PeriodState.OPEN,
    }


def target_row(plan_key: str, code: str, **values: Any) -> Row:
    """A target's row with the usual defaults for what is not given."""
    row: Row = {
        "key": key_of(plan_key, "target", code),
        "plan_key": plan_key,
        "code": code,
        "lamp_policy_key": None,
        "comparator": Comparator.AT_LEAST,
        "accumulation": Accumulation.LEVEL,
        "consolidation": Consolidation.LEAD,
        "target": None,
        "tolerance": 0,
        "unit": "",
        "decimals": 0,
        "note": "",
        "position": 0,
        **values,
    }
    row.setdefault("schedule", usual_schedule(row["measure"], row["comparator"]))
    return row


def usual_schedule(measure: Measure, comparator: Comparator) -> ScheduleKind:
    """Months passed for amounts to be reached; none for rates, ranks, upper limits and narratives."""
    paced = measure is Measure.QUANTITY and comparator is Comparator.AT_LEAST
    return ScheduleKind.EVEN if paced else ScheduleKind.NONE


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
