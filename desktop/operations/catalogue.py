"""The catalogue: headquarters' targets as a table that can be edited, each change of a reported one a revision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.checks import TEXT_LIMIT
from db.errors import Refusal, refuse
from db.figures import DECIMALS, SCALE, FigureError, parse, shown
from db.initials import store_initials
from db.keys import new_key
from db.models import Base
from db.plans import PlanView, TargetLine, target_row
from db.rows import Row
from db.vocabulary import Accumulation, Comparator, Consolidation, Measure, ScheduleKind
from desktop.desk import Desk
from desktop.operations.revising import Revision, revising
from resources.texts import Sentence, say

_T: Final = Base.metadata.tables
WORDS: Final[Mapping[str, Any]] = {
    "measure": Measure,
    "comparator": Comparator,
    "accumulation": Accumulation,
    "schedule": ScheduleKind,
    "consolidation": Consolidation,
}
FIELDS: Final = (
    *("code", "area", "title", "measure", "comparator", "target", "unit", "accumulation", "tolerance", "decimals"),
    *("schedule", "consolidation", "policy", "weight", "note"),
)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One target as headquarters keeps it; `policy` is empty where it goes by the plan's own."""

    target: TargetLine
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


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What is entered in one field of a target."""

    target_key: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """An edit that cannot be taken, and why."""

    edit: FieldEdit
    why: Sentence


def load_catalogue(desk: Desk) -> Catalogue:
    """The catalogue as it is now."""
    with desk.read() as (connection, plan):
        return _catalogue(connection, plan)


def _catalogue(connection: Connection, plan: PlanView) -> Catalogue:
    policies, targets, areas = _T["lamp_policies"], _T["targets"], _T["areas"]
    names = dict(connection.execute(select(policies.c.key, policies.c.name)).all())
    own = dict(connection.execute(select(targets.c.key, targets.c.lamp_policy_key)).all())
    plans = _T["plans"]
    usual = connection.scalars(select(plans.c.lamp_policy_key).where(plans.c.key == plan.key)).one()
    rows = tuple(
        CatalogueRow(
            target,
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


def unfit(desk: Desk, edits: Sequence[FieldEdit]) -> list[Unfit]:
    """Those of the edits that could not be taken, each with its reason; changes nothing."""
    with desk.read() as (connection, plan):
        known = {row.target.key: row for row in _catalogue(connection, plan).rows}
        found = []
        for edit in edits:
            try:
                _Change(connection, plan, known).value(edit)
            except Refusal as refusal:
                found.append(Unfit(edit, refusal.sentence))
        return found


def edit_targets(desk: Desk, edits: Sequence[FieldEdit], revision: Revision | None = None) -> int:
    """Enter these values, all of them or none; how many fields are other than before."""
    with desk.write() as (connection, plan):
        known = {row.target.key: row for row in _catalogue(connection, plan).rows}
        with revising(desk, connection, plan, [edit.target_key for edit in edits], revision) as journal:
            change = _Change(connection, plan, known)
            for edit in edits:
                change.take(journal, edit)
            changed = change.write(journal)
        store_initials(connection)
        return changed


def add_target(desk: Desk, code: str, area: str, title: str) -> str:
    """A new target, which nobody has yet and which asks for words until it is said how it is counted; its key."""
    with desk.write() as (connection, plan):
        if not (code.strip() and area.strip() and title.strip()):
            raise refuse("refusal.target_blank")
        if any(target.code == code.strip() for target in plan.targets):
            raise refuse("refusal.code_taken", code=code.strip())
        with revising(desk, connection, plan, (), None) as journal:
            area_key = _area(connection, journal, plan, area.strip())
            row = target_row(
                plan.key,
                code.strip(),
                key=new_key(),
                area_key=area_key,
                title=title.strip(),
                measure=Measure.QUALITATIVE,
                position=len(plan.targets),
            )
            journal.put_new("targets", [row])
        store_initials(connection)
        return str(row["key"])


class _Change:
    """Collects edits of targets' rows, so that each row is written once."""

    def __init__(self, connection: Connection, plan: PlanView, known: Mapping[str, CatalogueRow]) -> None:
        self._connection = connection
        self._plan = plan
        self._known = known
        self._rows: dict[str, Row] = {}
        self._weights: dict[str, int] = {}
        self._changed = 0

    def take(self, journal: Journal, edit: FieldEdit) -> None:
        """Note one edit; refused where its text is none for the field."""
        value = self.value(edit)
        if edit.field == "weight":
            self._weights[edit.target_key] = value
            self._changed += value != self._known[edit.target_key].weight
            return
        row = self._row(edit.target_key)
        name = {"area": "area_key", "policy": "lamp_policy_key"}.get(edit.field, edit.field)
        if edit.field == "area":
            value = _area(self._connection, journal, self._plan, value)
        self._changed += row[name] != value
        row[name] = value

    def write(self, journal: Journal) -> int:
        """Write what was noted; how many fields are other than before."""
        codes = [self._rows[key]["code"] if key in self._rows else row.target.code for key, row in self._known.items()]
        twice = next((code for code in codes if codes.count(code) > 1), None) if self._rows else None
        if twice is not None:
            raise refuse("refusal.code_taken", code=twice)
        for row in self._rows.values():
            _require_whole(row)
        journal.put("targets", list(self._rows.values()))
        journal.put("weights", [{"target_key": key, "weight": weight} for key, weight in self._weights.items()])
        return self._changed

    def value(self, edit: FieldEdit) -> Any:
        """What a text means in a field; refused with a sentence where it means nothing."""
        known = self._known.get(edit.target_key)
        if known is None:
            raise refuse("refusal.target_gone")
        text = edit.text.strip()
        if edit.field in WORDS:
            return _word(edit.field, text)
        if edit.field in {"target", "tolerance", "weight"}:
            return _figure(edit.field, text, self._rows.get(edit.target_key, {}).get("unit", known.target.goal.unit))
        if edit.field == "decimals":
            return _decimals(text)
        if edit.field == "policy":
            return _policy(self._connection, text)
        if len(text) > TEXT_LIMIT or (edit.field in {"code", "area", "title"} and not text):
            raise refuse("refusal.target_blank" if not text else "refusal.text_long", limit=TEXT_LIMIT)
        return text

    def _row(self, key: str) -> Row:
        if key not in self._rows:
            targets = _T["targets"]
            found = self._connection.execute(select(targets).where(targets.c.key == key)).mappings().one()
            self._rows[key] = dict(found)
        return self._rows[key]


def _word(field: str, text: str) -> Any:
    """One of the fixed words, by its code or as people say it in either language."""
    for member in WORDS[field]:
        sentence = say(f"{field}.{member}")
        if text in {str(member), sentence.text("zh"), sentence.text("en")}:
            return member
    words = "、".join(str(say(f"{field}.{member}")) for member in WORDS[field])
    raise refuse("refusal.no_such_word", found=text, words=words)


def _figure(field: str, text: str, unit: str) -> int | None:
    if not text:
        return {"target": None, "tolerance": 0, "weight": SCALE}[field]
    try:
        figure = parse(text, unit if field != "weight" else "")
    except FigureError as error:
        raise refuse("refusal.no_figure", found=text) from error
    if field != "target" and figure < 0:
        raise refuse("refusal.no_figure", found=text)
    return figure


def _decimals(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > DECIMALS:
        raise refuse("refusal.no_decimals", found=text, most=DECIMALS)
    return int(text)


def _policy(connection: Connection, text: str) -> str | None:
    if not text:
        return None
    policies = _T["lamp_policies"]
    key = connection.scalars(select(policies.c.key).where(policies.c.name == text)).first()
    if key is None:
        words = "、".join(connection.scalars(select(policies.c.name)))
        raise refuse("refusal.no_such_word", found=text, words=words)
    return str(key)


def _area(connection: Connection, journal: Journal, plan: PlanView, name: str) -> str:
    """The key of the area with this name, made where there is none yet."""
    areas = _T["areas"]
    found = connection.execute(select(areas.c.key, areas.c.name).where(areas.c.plan_key == plan.key)).all()
    for key, known in found:
        if known == name:
            return str(key)
    row = {"key": new_key(), "plan_key": plan.key, "name": name, "position": len(found)}
    journal.put("areas", [row])
    return str(row["key"])


def _require_whole(row: Row) -> None:
    """Refused where a target that is counted by a figure has none."""
    if row["measure"].has_figure and row["target"] is None:
        raise refuse("refusal.no_target_figure", code=row["code"])
