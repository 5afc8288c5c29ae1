"""What is said of the plan as a whole: its title, the note that goes with it, its lamps, its areas in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.errors import refuse
from db.models import Base
from db.rows import Row
from desktop.desk import Desk
from desktop.operations.revising import require_headquarters

_T: Final = Base.metadata.tables


@dataclass(frozen=True, slots=True)
class PlanCard:
    """The plan's title, its note and the lamp policy that its targets go by unless they have their own."""

    title: str
    note: str
    policy: str


def load_card(desk: Desk) -> PlanCard:
    """What is said of the plan."""
    plans, policies = _T["plans"], _T["lamp_policies"]
    with desk.store.read() as connection:
        row = connection.execute(
            select(plans.c.title, plans.c.note, policies.c.name)
            .join(policies, policies.c.key == plans.c.lamp_policy_key)
            .where(plans.c.key == desk.plan_key)
        ).one()
        return PlanCard(row.title, row.note, row.name)


def set_card(desk: Desk, card: PlanCard) -> None:
    """Say something else of the plan; another policy holds for every period, also those that were judged before."""
    require_headquarters(desk)
    if not card.title.strip():
        raise refuse("refusal.plan_blank")
    with desk.store.write() as connection:
        policies = _T["lamp_policies"]
        policy = connection.scalars(select(policies.c.key).where(policies.c.name == card.policy)).first()
        if policy is None:
            raise refuse("refusal.no_such_word", found=card.policy, words="、".join(_names(connection)))
        row = _row(connection, desk.plan_key)
        changed = {"title": card.title.strip(), "note": card.note.strip(), "lamp_policy_key": policy}
        _write(connection, desk, "plans", [{**row, **changed}])


def set_areas(desk: Desk, names: Sequence[tuple[str, str]]) -> None:
    """Put the areas in this order, each by the name it has and the name it is to have."""
    require_headquarters(desk)
    wanted = [new.strip() for _, new in names]
    if not all(wanted):
        raise refuse("refusal.area_blank")
    twice = next((name for name in wanted if wanted.count(name) > 1), None)
    if twice is not None:
        raise refuse("refusal.area_twice", name=twice)
    with desk.store.write() as connection:
        areas = _T["areas"]
        known = {
            row["name"]: dict(row)
            for row in connection.execute(select(areas).where(areas.c.plan_key == desk.plan_key)).mappings()
        }
        if known.keys() != {old for old, _ in names}:
            raise refuse("refusal.areas_changed")
        rows = [{**known[old], "name": new.strip(), "position": place} for place, (old, new) in enumerate(names)]
        # By way of names that nobody has, since two areas may swap theirs.
        _write(connection, desk, "areas", [{**row, "name": row["key"]} for row in rows if _renamed(row, known)])
        _write(connection, desk, "areas", rows)


def _renamed(row: Row, known: dict[str, Row]) -> bool:
    return not any(row["key"] == one["key"] and row["name"] == one["name"] for one in known.values())


def _names(connection: Connection) -> list[str]:
    return list(connection.scalars(select(_T["lamp_policies"].c.name)))


def _row(connection: Connection, key: str) -> Row:
    plans = _T["plans"]
    return dict(connection.execute(select(plans).where(plans.c.key == key)).mappings().one())


def _write(connection: Connection, desk: Desk, name: str, rows: Sequence[Row]) -> None:
    journal = Journal(connection, desk.author)
    journal.put(name, rows)
    journal.finish()
