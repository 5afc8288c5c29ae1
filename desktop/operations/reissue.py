"""What of a unit's assignment is other than when it was last issued."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from db.figures import shown
from db.history import WHOLE_ROW
from db.models import Base
from db.plans import PlanView, TargetLine
from db.vocabulary import Kind
from desktop.operations.catalogue_fields import WORDS
from resources.texts import Sentence, say

_HISTORY: Final = Base.metadata.tables["history"]
_DISPATCHES: Final = Base.metadata.tables["dispatches"]
_NODES: Final = Base.metadata.tables["nodes"]
_TABLES: Final = ("targets", "assignments", "schedules", "nodes", "withdrawals")
_FIGURES: Final = frozenset({"target", "tolerance"})
# What a unit's workbook does not show.
_UNSEEN: Final = frozenset({"position", "lamp_policy_key", "area_key", "decimals", "consolidation"})


class Changes:
    """What changed for the units of a plan since each was last issued a workbook."""

    def __init__(self, connection: Connection, plan: PlanView) -> None:
        issued = select(_DISPATCHES.c.unit_key, func.max(_DISPATCHES.c.history_id)).where(
            _DISPATCHES.c.kind == Kind.ASSIGNMENT
        )
        self._last = dict(connection.execute(issued.group_by(_DISPATCHES.c.unit_key)).all())
        self._targets = {target.key: target for target in plan.targets}
        self._nodes = dict(connection.execute(select(_NODES.c.key, _NODES.c.target_key)).all())
        told = select(_HISTORY).where(
            _HISTORY.c.id > min(self._last.values(), default=0), _HISTORY.c.table_name.in_(_TABLES)
        )
        self._rows = connection.execute(told.order_by(_HISTORY.c.id)).all() if self._last else []

    def of(self, unit_key: str) -> tuple[Sentence, ...]:
        """What changed for a unit; nothing where it never was issued one."""
        last = self._last.get(unit_key)
        found: dict[tuple[str, ...], Sentence] = {}
        first: dict[tuple[str, ...], str] = {}
        for row in self._rows if last is not None else ():
            owner = self._nodes.get(row.row_key, "") if row.table_name == "nodes" else row.row_key.split("/")[0]
            target = self._targets.get(owner)
            if row.id > last and target is not None and _concerns(row, target, unit_key):
                found |= dict(_said(row, target, unit_key, first))
        return tuple(found.values())


def _concerns(row: Row[Any], target: TargetLine, unit_key: str) -> bool:
    """Whether a change is one of this unit's: of a target that it has, or had until then."""
    if row.table_name == "assignments":
        return str(row.row_key).endswith(f"/{unit_key}")
    return target.role_of(unit_key) is not None


def _said(
    row: Row[Any], target: TargetLine, unit_key: str, first: dict[tuple[str, ...], str]
) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    """The sentence of a change by its place; of several changes of one field, from the first value to the last."""
    if row.table_name == "assignments":
        role = target.role_of(unit_key)
        place = (target.key, "assignments")
        if role is None:
            yield place, say("reissue.taken", target=_named(target))
        else:
            yield place, say("reissue.given", target=_named(target), role=say(f"role.{role}"))
    elif row.table_name == "withdrawals":
        yield (target.key, "withdrawals"), say("reissue.withdrawn", target=_named(target))
    elif row.table_name == "targets" and row.field != WHOLE_ROW and row.field not in _UNSEEN:
        place = (target.key, row.field)
        old = first.setdefault(place, _value(row.field, row.old))
        yield (
            place,
            say(
                "reissue.field",
                target=_named(target),
                field=say(f"field.{row.field}"),
                old=old or "—",
                new=_value(row.field, row.new) or "—",
            ),
        )
    elif row.table_name in {"schedules", "nodes"}:
        yield (
            (target.key, row.table_name),
            say("reissue.belonging", target=_named(target), what=say(f"thing.{row.table_name}")),
        )


def _named(target: TargetLine) -> str:
    return f"{target.code} {target.title}"


def _value(field: str, text: str | None) -> str:
    """A value of the history as people read it."""
    if not text:
        return ""
    if field in _FIGURES:
        return shown(int(text))
    return str(say(f"{field}.{text}")) if field in WORDS else text
