"""The catalogue: headquarters' targets as a table that can be edited, each change of a reported one a revision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from db.batches import Journal
from db.errors import refuse
from db.figures import SCALE, decimals_of, shown
from db.initials import store_initials
from db.keys import new_key
from db.models import Base
from db.plans import PlanView, TargetLine, load, target_row, usual_schedule, usual_tolerance
from db.rows import Row
from db.vocabulary import Measure
from desktop.desk import Desk
from desktop.operations.catalogue_fields import WORDS, meaning
from desktop.operations.editing import CellEdit, Edited
from desktop.operations.revising import Revision, revising

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One target as headquarters keeps it; `policy` is empty where it goes by the plan's own."""

    target: TargetLine
    lead: str
    policy: str
    weight: int
    revisions: int
    withdrawn: str

    def text(self, field: str) -> str:
        """What an editor of this field starts from, such that entering it again changes nothing."""
        goal, target = self.target.goal, self.target
        if field in WORDS:
            held = target.consolidation if field == "consolidation" else getattr(goal, field)
            return str(held)
        texts: dict[str, Callable[[], str]] = {
            "target": lambda: "" if goal.target is None else shown(goal.target, target.decimals),
            "unit": lambda: goal.unit,
            "tolerance": lambda: shown(goal.tolerance) if goal.tolerance else "",
            "decimals": lambda: str(target.decimals),
            "policy": lambda: self.policy,
            "weight": lambda: shown(self.weight),
        }
        return texts[field]() if field in texts else str(getattr(target, field))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every target, the areas in their order, and the lamp policies by name, the plan's own first."""

    rows: tuple[CatalogueRow, ...]
    areas: tuple[str, ...]
    policies: tuple[str, ...]


def load_catalogue(desk: Desk) -> Catalogue:
    """The catalogue as it is now."""
    with desk.read() as (connection, plan):
        return catalogue_of(connection, plan)


def catalogue_of(connection: Connection, plan: PlanView) -> Catalogue:
    """The catalogue of a plan."""
    policies, targets, areas, plans = (_T[name] for name in ("lamp_policies", "targets", "areas", "plans"))
    names = dict(connection.execute(select(policies.c.key, policies.c.name)).all())
    own = dict(connection.execute(select(targets.c.key, targets.c.lamp_policy_key)).all())
    usual = connection.scalars(select(plans.c.lamp_policy_key).where(plans.c.key == plan.key)).one()
    rows = tuple(
        CatalogueRow(
            target,
            plan.units.get(target.lead or "", ""),
            names.get(own[target.key] or "", ""),
            plan.weights.get(target.key, SCALE),
            len(plan.past.get(target.key, ())),
            plan.withdrawn[target.key].code if target.key in plan.withdrawn else "",
        )
        for target in plan.targets
    )
    titles = connection.scalars(select(areas.c.name).where(areas.c.plan_key == plan.key).order_by(areas.c.position))
    ordered = sorted(names.items(), key=lambda one: (one[0] != usual, one[1]))
    return Catalogue(rows, tuple(titles), tuple(name for _, name in ordered))


def require_fit(catalogue: Catalogue, edit: CellEdit) -> None:
    """Refused where an edit's text means nothing in its field."""
    row = next((row for row in catalogue.rows if row.target.key == edit.target_key), None)
    if row is None:
        raise refuse("refusal.target_gone")
    meaning(edit.field, edit.text, row.target.goal.unit, catalogue.policies)


def edit_targets(desk: Desk, edits: Sequence[CellEdit], revision: Revision | None = None) -> Edited[CatalogueRow]:
    """Enter these values, all of them or none."""
    with desk.write() as (connection, plan):
        known = catalogue_of(connection, plan)
        with revising(desk, connection, plan, [edit.target_key for edit in edits], revision) as journal:
            change = Change(connection, plan, known)
            for edit in edits:
                change.take(journal, edit)
            change.write(journal)
        store_initials(connection)
        before = {row.target.key: row for row in known.rows}
        now = catalogue_of(connection, load(connection, plan.key))
        after = {row.target.key: row for row in now.rows if any(row.target.key == edit.target_key for edit in edits)}
        places = dict.fromkeys((edit.target_key, edit.field) for edit in edits)
        back = (CellEdit(key, field, before[key].text(field)) for key, field in places)
        changed = tuple(edit for edit in back if edit.text != after[edit.target_key].text(edit.field))
        return Edited(tuple(after.values()), changed)


def add_target(desk: Desk, code: str, area: str, title: str) -> str:
    """A new target, which nobody has yet and which asks for words until it is said how it is counted; its key."""
    with desk.write() as (connection, plan):
        with revising(desk, connection, plan, (), None) as journal:
            key = new_target(connection, journal, plan, code, area, title)
        store_initials(connection)
        return key


def new_target(connection: Connection, journal: Journal, plan: PlanView, code: str, area: str, title: str) -> str:
    """Make a target with a code of its own in an area, which is made if it is not there; its key."""
    if not (code.strip() and area.strip() and title.strip()):
        raise refuse("refusal.target_blank")
    if any(target.code == code.strip() for target in plan.targets):
        raise refuse("refusal.code_taken", code=code.strip())
    targets = _T["targets"]
    count = connection.scalars(select(func.count()).select_from(targets).where(targets.c.plan_key == plan.key)).one()
    row = target_row(
        plan.key,
        code.strip(),
        key=new_key(),
        area_key=area_key(connection, journal, plan, area.strip()),
        title=title.strip(),
        measure=Measure.QUALITATIVE,
        position=count,
    )
    journal.put_new("targets", [row])
    return str(row["key"])


class Change:
    """Collects edits of targets' rows, so that each row is written once."""

    def __init__(self, connection: Connection, plan: PlanView, known: Catalogue) -> None:
        self._connection = connection
        self._plan = plan
        self._known = {row.target.key: row for row in known.rows}
        self._policies = known.policies
        self._rows: dict[str, Row] = {}
        self._weights: dict[str, int] = {}

    def take(self, journal: Journal, edit: CellEdit) -> None:
        """Note one edit; refused where its text is none for the field."""
        known = self._known.get(edit.target_key)
        if known is None:
            raise refuse("refusal.target_gone")
        unit = self._rows.get(edit.target_key, {}).get("unit", known.target.goal.unit)
        value = meaning(edit.field, edit.text, unit, self._policies)
        if edit.field == "weight":
            self._weights[edit.target_key] = value
        elif edit.field == "area":
            self._row(edit.target_key)["area_key"] = area_key(self._connection, journal, self._plan, value)
        elif edit.field == "policy":
            self._row(edit.target_key)["lamp_policy_key"] = self._policy(value)
        else:
            _set(self._row(edit.target_key), edit.field, value)

    def write(self, journal: Journal) -> None:
        """Write what was noted; refused where two targets would have one code, or one lacks its figure."""
        codes = [self._rows[key]["code"] if key in self._rows else row.target.code for key, row in self._known.items()]
        twice = next((code for code in codes if codes.count(code) > 1), None) if self._rows else None
        if twice is not None:
            raise refuse("refusal.code_taken", code=twice)
        for row in self._rows.values():
            if row["measure"].has_figure and row["target"] is None:
                raise refuse("refusal.no_target_figure", code=row["code"])
        journal.put("targets", list(self._rows.values()))
        journal.put("weights", [{"target_key": key, "weight": weight} for key, weight in self._weights.items()])

    def _row(self, key: str) -> Row:
        if key not in self._rows:
            targets = _T["targets"]
            found = self._connection.execute(select(targets).where(targets.c.key == key)).mappings().one()
            self._rows[key] = dict(found)
        return self._rows[key]

    def _policy(self, name: str) -> Any:
        policies = _T["lamp_policies"]
        return self._connection.scalars(select(policies.c.key).where(policies.c.name == name)).first()


def _set(row: Row, field: str, value: Any) -> None:
    """Put a value into a row; what was as usual for how the target was counted stays as usual."""
    scheduled = row["schedule"] is usual_schedule(row["measure"], row["comparator"])
    tolerated = row["tolerance"] == usual_tolerance(row["comparator"], row["target"], row["unit"])
    shown = row["decimals"] == decimals_of(row["target"] or 0)
    row[field] = value
    if scheduled and field != "schedule":
        row["schedule"] = usual_schedule(row["measure"], row["comparator"])
    if tolerated and field != "tolerance":
        row["tolerance"] = usual_tolerance(row["comparator"], row["target"], row["unit"])
    if shown and field != "decimals":
        row["decimals"] = decimals_of(row["target"] or 0)


def area_key(connection: Connection, journal: Journal, plan: PlanView, name: str) -> str:
    """The key of the area with this name, made where there is none yet."""
    areas = _T["areas"]
    found = connection.execute(select(areas.c.key, areas.c.name).where(areas.c.plan_key == plan.key)).all()
    for key, known in found:
        if known == name:
            return str(key)
    row = {"key": new_key(), "plan_key": plan.key, "name": name, "position": len(found)}
    journal.put("areas", [row])
    return str(row["key"])
