"""Plans: their rows in the database, and a whole plan in memory, as it is and as it was."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Connection, String, select, type_coerce

from db.figures import SCALE
from db.initials import initials
from db.keys import key_of
from db.lamps import Policy, Threshold
from db.lists import ListOf
from db.models import Base
from db.periods import Period
from db.progress import Goal
from db.rows import Row, from_plain
from db.screening import Screen, screen_of
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
_ROLES: Final = {str(role): role for role in Role}
_LEADS_FIRST: Final = (Role.LEAD, Role.SUPPORT)
# Of how many targets the assignments are taken at a time.
_AT_ONCE: Final = 10
# The rows that belong to one target and change with it.
BELONGING: Final = ("schedules", "nodes", "assignments")


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
    # What its entries are looked at through, by the code of a period; made when first asked for.
    _screens: dict[str, Screen] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", dict(self.units))

    def screen(self, code: str) -> Screen:
        """What tells quickly that the checks have nothing to say of an entry of the period with this code."""
        known = self._screens.get(code)
        if known is None:
            made = screen_of(self.goal, self.policy, Period.parse(code), has_nodes=bool(self.nodes))
            known = self._screens[code] = made
        return known

    def role_of(self, unit_key: str) -> Role | None:
        """What a unit is to this target."""
        return self.roles.get(unit_key)

    def leads(self, unit_key: str) -> bool:
        """Whether a unit leads it."""
        return self.roles.get(unit_key) is Role.LEAD

    @property
    def lead(self) -> str | None:
        """The key of the unit that leads it."""
        # Leads stand first; a list of a hundred thousand asks for each.
        return self.units[0][0] if self.units and self.units[0][1] is Role.LEAD else None


@dataclass(frozen=True, slots=True)
class Past:
    """A target as it was before a change that holds from a period on."""

    since: Period
    at: datetime
    line: TargetLine

    def over(self, period: Period, moment: datetime | None) -> bool:
        """Whether a period goes by what came after, as far as that was known at a moment."""
        return self.since.start <= period.end and (moment is None or self.at <= moment)


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
    # What targets were before they were changed, oldest first.
    past: Mapping[str, tuple[Past, ...]] = field(default_factory=dict, repr=False)
    # Targets that are no longer asked for, and since when.
    withdrawn: Mapping[str, Period] = field(default_factory=dict)
    # How much a target weighs, scaled, where that is not 1.
    weights: Mapping[str, int] = field(default_factory=dict)
    # By unit and target, who led the target before this unit did.
    predecessors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # The targets of each unit, made when one is first asked for: of a thousand units every one is.
    _given: dict[str, list[TargetLine]] = field(default_factory=dict, init=False, repr=False, compare=False)
    # `targets` by key, always made from it: an edit asks for one of perhaps thousands.
    by_key: Mapping[str, TargetLine] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {target.key: target for target in self.targets})

    def at(self, period: Period, moment: datetime | None = None) -> "PlanView":
        """The plan as it holds for a period, and as far as it was known at a moment (None: now)."""
        if not self.past and not self.withdrawn:
            return self
        targets: list[TargetLine] = []
        predecessors: dict[tuple[str, str], str] = {}
        for target in self.targets:
            gone = self.withdrawn.get(target.key)
            if gone is not None and gone.start <= period.end:
                continue
            steps = self.past.get(target.key, ())
            newer = next((n for n, one in enumerate(steps) if not one.over(period, moment)), len(steps))
            line = target if newer == len(steps) else steps[newer].line
            targets.append(line)
            led = next((one.line.lead for one in reversed(steps[:newer]) if one.line.lead != line.lead), None)
            if led is not None and line.lead is not None:
                predecessors[line.lead, line.key] = led
        return replace(self, targets=tuple(targets), predecessors=predecessors, past={}, withdrawn={})

    def of_unit(self, unit_key: str) -> list[TargetLine]:
        """The targets that are given to a unit, in the plan's order."""
        if not self._given:
            given: dict[str, list[TargetLine]] = {}
            for target in self.targets:
                for unit, _ in target.units:
                    given.setdefault(unit, []).append(target)
            # At once: several threads may ask first.
            self._given.update(given)
        return [*self._given.get(unit_key, ())]

    @property
    def reporting(self) -> list[str]:
        """The keys of the units that are to report, in their order.

        A unit that only supports, where the lead's figure is the figure, has nothing of its own to report.
        """
        having: set[str] = set()
        for target in self.targets:
            alone = target.consolidation is Consolidation.LEAD
            having.update(takewhile(target.leads, target.roles) if alone else target.roles)
        return [key for key in self.units if key in having]


def load(connection: Connection, plan_key: str) -> PlanView:
    """The plan with this key."""
    plan = connection.execute(select(_T["plans"]).where(_T["plans"].c.key == plan_key)).mappings().one()
    units = (
        connection.execute(select(_T["units"]).order_by(_T["units"].c.position, _T["units"].c.name)).mappings().all()
    )
    periods = connection.execute(select(_T["periods"]).where(_T["periods"].c.plan_key == plan_key)).mappings().all()
    lines = _Lines(connection, plan, {row["key"]: n for n, row in enumerate(units)})
    withdrawn, weights = _T["withdrawals"], _T["weights"]
    return PlanView(
        key=plan_key,
        title=plan["title"],
        year=plan["year"],
        note=plan["note"],
        owner_key=plan["owner_key"],
        targets=tuple(lines.all(connection)),
        units={row["key"]: row["name"] for row in units},
        parents={row["key"]: row["parent_key"] for row in units},
        due={row["code"]: row["due_on"] for row in periods},
        closed=frozenset(row["code"] for row in periods if row["state"] is PeriodState.CLOSED),
        past=lines.past(connection),
        withdrawn={
            key: Period.parse(code)
            for key, code in connection.execute(select(withdrawn.c.target_key, withdrawn.c.since))
        },
        weights=dict(connection.execute(select(weights.c.target_key, weights.c.weight)).all()),
    )


class _Lines:
    """Makes the lines of a plan's targets, as they are and as they were."""

    def __init__(self, connection: Connection, plan: Mapping[Any, Any], order: Mapping[str, int]) -> None:
        self._plan = plan
        self._order = order
        # Of hundreds of thousands of assignments each names its unit with a text of its own; one for each unit and
        # role will do.
        self._parts = {(key, role): (key, role) for key in order for role in Role}
        self._areas = dict(connection.execute(select(_T["areas"].c.key, _T["areas"].c.name)).all())
        self._policies = load_policies(connection)
        self._letters = initials(connection)

    def all(self, connection: Connection) -> Iterable[TargetLine]:
        """Every target, in the plan's order."""
        targets, areas = _T["targets"], _T["areas"]
        rows = connection.execute(
            select(targets)
            .join(areas, targets.c.area_key == areas.c.key)
            .where(targets.c.plan_key == self._plan["key"])
            .order_by(areas.c.position, targets.c.position, targets.c.code)
        ).mappings()
        belonging = {name: _grouped(connection, name, "target_key") for name in ("schedules", "nodes")}
        given: dict[str, list[tuple[str, Role]]] = {}
        has = _T["assignments"].c
        # Each role as it is stored: there may be hundreds of thousands.
        stored = select(has.target_key, ListOf(has.unit_key), ListOf(type_coerce(has.role, String)))
        for some in connection.execute(stored.group_by(has.target_key)).partitions(_AT_ONCE):
            for key, units, roles in some:
                given[key] = [*map(self._parts.__getitem__, zip(units, map(_ROLES.__getitem__, roles), strict=True))]
        for row in rows:
            key = row["key"]
            yield self._line(row, {name: of.get(key, ()) for name, of in belonging.items()}, given.get(key, ()))

    def past(self, connection: Connection) -> dict[str, tuple[Past, ...]]:
        """What targets were, oldest first."""
        revisions = _T["target_revisions"]
        found: dict[str, tuple[Past, ...]] = {}
        for row in connection.execute(select(revisions).order_by(revisions.c.number)).mappings():
            before = json.loads(row["before"])
            belonging = {name: [from_plain(name, one) for one in before[name]] for name in BELONGING}
            given = [(one["unit_key"], one["role"]) for one in belonging["assignments"]]
            line = self._line(from_plain("targets", before["target"]), belonging, given)
            step = Past(Period.parse(row["since"]), row["at"], line)
            found[line.key] = (*found.get(line.key, ()), step)
        return found

    def _line(
        self,
        row: Mapping[Any, Any],
        belonging: Mapping[str, Sequence[Mapping[Any, Any]]],
        given: Iterable[tuple[str, Role]],
    ) -> TargetLine:
        key = row["key"]
        roles = dict(given)
        has = sorted(roles, key=self._order.__getitem__)
        nodes = sorted(belonging["nodes"], key=lambda node: (node["position"], node["due_on"]))
        return TargetLine(
            key=key,
            code=row["code"],
            title=row["title"],
            area=self._areas[row["area_key"]],
            note=row["note"],
            goal=_goal(row, {share["period"]: share["share"] for share in belonging["schedules"]}),
            decimals=row["decimals"],
            consolidation=row["consolidation"],
            policy=self._policies[row["lamp_policy_key"] or self._plan["lamp_policy_key"]],
            nodes=tuple(NodeLine(node["key"], key, node["title"], node["begins_on"], node["due_on"]) for node in nodes),
            units=tuple([self._parts[unit, role] for role in _LEADS_FIRST for unit in has if roles[unit] is role]),
            initials=self._letters.get(key, ""),
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


def usual_tolerance(comparator: Comparator, target: int | None, unit: str) -> int:
    """How far "about" reaches where nobody has said: half a percentage point, or a twentieth of the figure."""
    if comparator is not Comparator.ABOUT or target is None:
        return 0
    return SCALE // 2 if unit == "%" else abs(target) // 20
