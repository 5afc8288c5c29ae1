"""What taking an import back would put back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from db.models import Base
from db.plans import PlanView
from db.rehearsal import Moved, Obstacle, Place, rehearse
from desktop.desk import Desk
from desktop.operations.exchanges import Exchange, came_in
from resources.texts import Sentence, say

# More lines than this nobody reads; the counts tell of the rest.
LISTED: Final = 200
_NAMED: Final = ("units", "areas", "lamp_policies")
_NODES: Final = Base.metadata.tables["nodes"]


@dataclass(frozen=True, slots=True)
class PutBack:
    """One thing that an undo moves: what it is of, and what stands there now and afterwards.

    `thing` is the table, `field` the column; with "*" the whole row comes or goes. None: nothing stands there.
    """

    thing: str
    subject: str
    field: str
    now: str | None
    then: str | None


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What stands in the way of an undo, as a sentence."""

    thing: str
    subject: str
    message: Sentence
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do: the first lines, how many of each thing, and what stands in its way."""

    exchange: Exchange
    lines: tuple[PutBack, ...]
    counts: Mapping[str, int]
    in_the_way: tuple[InTheWay, ...]
    # The files that came later and have to be undone before.
    first: str = ""

    @property
    def total(self) -> int:
        """How many lines there are, listed or not."""
        return sum(self.counts.values())


def undo_preview(desk: Desk, batch: str) -> UndoPreview:
    """What an undo of this import would put back, changing nothing; refused where it was undone already."""
    with desk.write() as (connection, plan):
        names = _names(connection, plan)
        seen = rehearse(connection, batch, desk.author.who)
    order = {target.key: place for place, target in enumerate(plan.targets, 1)}
    lines = [_line(moved, names) for moved in sorted(seen.moved, key=lambda one: _place_of(one, order))]
    return UndoPreview(
        exchange=came_in(seen.batch, plan.units.get(seen.batch["unit_key"], "")),
        lines=tuple(lines[:LISTED]),
        counts=Counter(line.thing for line in lines),
        in_the_way=tuple(_in_the_way(obstacle, names) for obstacle in seen.obstacles[:LISTED]),
        first=seen.files,
    )


def _names(connection: Connection, plan: PlanView) -> dict[str, str]:
    """What the rows that others point to are called, by their keys."""
    names = {target.key: f"{target.code} {target.title}" for target in plan.targets}
    for name in _NAMED:
        rows = Base.metadata.tables[name]
        names |= {row.key: row.name for row in connection.execute(select(rows.c.key, rows.c.name))}
    for key, target, title in connection.execute(select(_NODES.c.key, _NODES.c.target_key, _NODES.c.title)):
        names[key] = f"{names.get(target, '')} {title}".strip()
    return names


def _line(moved: Moved, names: Mapping[str, str]) -> PutBack:
    place = moved.place
    pointing = place.field.endswith("_key")
    now, then = (names.get(text, text) if pointing and text else text for text in (moved.now, moved.then))
    return PutBack(place.table_name, _subject(place, names), place.field, now, then)


def _place_of(moved: Moved, order: Mapping[str, int]) -> int:
    """Where a line stands: what is of no target first, then the targets as the plan has them."""
    row = moved.place.row
    return order.get(row.get("target_key") or row.get("key") or "", 0)


def _subject(place: Place, names: Mapping[str, str]) -> str:
    """What a row is of, in the words of people."""
    row = place.row
    pointed = [names.get(row.get(key) or "", "") for key in ("target_key", "node_key", "unit_key", "policy_key")]
    own = [str(row[name]) for name in ("code", "title", "name", "period") if row.get(name)]
    return " ".join(part for part in (*pointed, *own) if part)


def _in_the_way(obstacle: Obstacle, names: Mapping[str, str]) -> InTheWay:
    place = obstacle.place
    if not place.row:
        message = say("undo.used_elsewhere", thing=say(f"thing.{place.table_name}"))
    elif place.field == "*":
        message = say("undo.row_gone", thing=say(f"thing.{place.table_name}"))
    else:
        message = say(
            "undo.changed_since",
            field=say(f"field.{place.field}"),
            taken=obstacle.taken or "",
            now=obstacle.now or "",
        )
    return InTheWay(place.table_name, _subject(place, names), message, obstacle.who, obstacle.at)
