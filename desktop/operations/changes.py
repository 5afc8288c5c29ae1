"""The history as people read it: what was changed, when, by whom and through which door; and a value put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from db.errors import refuse
from db.figures import plain, shown
from db.history import WHOLE_ROW
from db.keys import KEY_LENGTH
from db.models import Base
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.slots import slot_of
from db.vocabulary import Origin
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EDITABLE, FIGURES, edit_entries, load_entry
from resources.texts import Sentence, say

_H: Final = Base.metadata.tables["history"]
_REPORTS: Final = Base.metadata.tables["reports"]
_TYPED: Final = {f"{name}_typed": name for name in FIGURES}
# What a clerk writes, what becomes of the report it stands in, and of all; the rest came with the plan.
_WRITTEN: Final = ("entries", "node_entries", "evidence_files", "reports", "ledger")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are shown; what is left empty asks for nothing. `since` is in UTC."""

    # The keys of targets; None where every one is wanted.
    targets: frozenset[str] | None = None
    field: str = ""
    origin: Origin | None = None
    since: datetime | None = None
    # Also what came in by files: the plan, who its targets are given to, whole entries of reports.
    imported: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the history; `old` and `new` as a person reads them."""

    id: int
    at: datetime
    who: str
    origin: Origin
    thing: str
    target_key: str
    # The target, or whatever else the line is about.
    subject: str
    period: Period | None
    field: str
    old: str | Sentence
    new: str | Sentence
    # Whether the old value can be put back.
    restorable: bool


@dataclass(frozen=True, slots=True)
class Restoring:
    """A value that is to be put back: its line, what stands there now, and the edit that does it."""

    line: ChangeLine
    now: str
    edit: CellEdit


@dataclass(frozen=True, slots=True)
class Changes:
    """Some lines, and how many there are of their kind."""

    lines: tuple[ChangeLine, ...]
    total: int


def load_changes(desk: Desk, wanted: Wanted, before: int | None, limit: int) -> Changes:
    """The newest changes with an id below `before`, of all where it is None."""
    with desk.read() as (connection, plan):
        asked = _asked(plan, wanted)
        total: int = connection.execute(select(func.count()).select_from(_H).where(*asked)).scalar_one()
        query = select(_H).where(*asked).order_by(_H.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(_H.c.id < before)
        return Changes(_lines(connection, plan, query), total)


def cell_history(desk: Desk, code: str, target_key: str, field: str) -> tuple[ChangeLine, ...]:
    """What became of one cell in a period, over all its reports, the newest first."""
    with desk.read() as (connection, plan):
        slot = slot_of(plan.key, desk.unit_key)
        own = (_REPORTS.c.slot == slot, _REPORTS.c.plan_key == plan.key, _REPORTS.c.unit_key == desk.unit_key)
        reports = connection.scalars(select(_REPORTS.c.key).where(*own, _REPORTS.c.period == code))
        places = [f"{report}/{target_key}" for report in reports]
        of_cell = (_H.c.slot == slot, _H.c.table_name == "entries", _H.c.row_key.in_(places))
        query = select(_H).where(*of_cell, _H.c.field.in_([field, f"{field}_typed"]))
        return _lines(connection, plan, query.order_by(_H.c.id.desc()))


def restoring(desk: Desk, change_id: int) -> Restoring:
    """What putting the old value of a change back would do; refused where it cannot be put back."""
    with desk.read() as (connection, plan):
        found = _lines(connection, plan, select(_H).where(_H.c.id == change_id))
        old = connection.execute(select(_H.c.old).where(_H.c.id == change_id)).scalar()
    line = found[0] if found else None
    if line is None or line.period is None or not line.restorable:
        raise refuse("refusal.not_restorable")
    field = _TYPED.get(line.field, line.field)
    text = plain(int(old)) if old and line.field in FIGURES else old or ""
    rows = load_entry(desk, line.period.code).rows
    now = next((row.text(field) for row in rows if row.target.key == line.target_key), "")
    return Restoring(line, now, CellEdit(line.target_key, field, text))


def restore_value(desk: Desk, change_id: int) -> None:
    """Put the old value of a change back, as a new change; refused where it cannot be put back."""
    wanted = restoring(desk, change_id)
    if wanted.line.period is not None:
        edit_entries(desk, wanted.line.period.code, [wanted.edit])


def _asked(plan: PlanView, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if not wanted.imported:
        asked += [_H.c.table_name.in_(_WRITTEN), _H.c.field != WHOLE_ROW]
    if wanted.targets is not None:
        nodes = {node.key for target in plan.targets if target.key in wanted.targets for node in target.nodes}
        # What is said of a target is filed under its report and itself; what came with the plan, under itself.
        last = func.substr(_H.c.row_key, func.length(_H.c.row_key) - KEY_LENGTH + 1)
        asked.append(last.in_(wanted.targets | nodes))
    if wanted.field:
        asked.append(_H.c.field.in_([wanted.field, f"{wanted.field}_typed"]))
    if wanted.origin is not None:
        asked.append(_H.c.origin == wanted.origin)
    if wanted.since is not None:
        asked.append(_H.c.at >= wanted.since)
    return asked


def _lines(connection: Connection, plan: PlanView, query: Select[Any]) -> tuple[ChangeLine, ...]:
    heads = {
        key: (Period.parse(code), unit)
        for key, code, unit in connection.execute(select(_REPORTS.c.key, _REPORTS.c.period, _REPORTS.c.unit_key))
    }
    names = _Names(plan, heads)
    return tuple(names.line(row) for row in connection.execute(query).mappings())


class _Names:
    """Knows what the rows of the history are called."""

    def __init__(self, plan: PlanView, heads: Mapping[str, tuple[Period, str]]) -> None:
        self._plan = plan
        self._heads = heads
        self._targets = {target.key: target for target in plan.targets}
        self._nodes = {node.key: (target, node.title) for target in plan.targets for node in target.nodes}

    def line(self, row: Mapping[Any, Any]) -> ChangeLine:
        """A row of the history as a line."""
        report, _, inner = row["row_key"].partition("/")
        period, unit = self._heads.get(report, (None, ""))
        target, subject = self._subject(row, inner)
        field = row["field"]
        return ChangeLine(
            id=row["id"],
            at=row["at"],
            who=row["who"],
            origin=row["origin"],
            thing=row["table_name"],
            target_key=target.key if target else "",
            # What is of no report may be of a unit.
            subject=subject or self._plan.units.get(unit or report, ""),
            period=period,
            field=field,
            old=_text(field, row["old"], target),
            new=_text(field, row["new"], target),
            restorable=row["table_name"] == "entries"
            and target is not None
            and (field in EDITABLE or field in _TYPED)
            and period is not None
            and period.code not in self._plan.closed,
        )

    def _subject(self, row: Mapping[Any, Any], inner: str) -> tuple[TargetLine | None, str]:
        target, node = self._targets.get(inner) or self._targets.get(row["row_key"]), ""
        if row["table_name"] in {"node_entries", "nodes"}:
            target, node = self._nodes.get(inner or row["row_key"], (None, ""))
        return target, f"{target.code} {target.title} {node}".strip() if target else ""


def _text(field: str, text: str | None, target: TargetLine | None) -> str | Sentence:
    """A value of the history as a person reads it; a whole row is told by that it came or went."""
    if text is None or not text:
        return ""
    if field == WHOLE_ROW:
        return say("history.row")
    if field in FIGURES and target is not None:
        figure = shown(int(text), target.decimals)
        return f"{figure}{'' if target.goal.unit == '%' else ' '}{target.goal.unit}".strip()
    if field == "restored":
        # How far what stood there reached, and what stands there now.
        return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    if field == "status":
        return say(f"status.{text}")
    if field == "state":
        return say(f"state.{text}")
    if field == "edited_policy":
        return say(f"policy.{text}")
    if field == "passphrase":
        return say(f"passphrase.{text}")
    if field == "seal_method":
        return say(f"method.{text}")
    return f"“{text}”" if field in _TYPED else text
