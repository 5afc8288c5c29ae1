"""Rehearsing an undo: what it would put back, seen by carrying it out and taking that back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, select

from db.batches import find, kept_row, undo, where
from db.checks import ANSWER_FIELDS
from db.errors import Refusal
from db.figures import plain
from db.history import WHOLE_ROW
from db.models import Base
from db.reports import answers, newest, node_answers
from db.rows import SLOT, Row, identity, row_key, table
from db.slots import slot_in

_T: Final = Base.metadata.tables
# These go away and come back with the report they stand in, and are looked at through the newest one.
_SAID: Final = frozenset({"reports", "entries", "node_entries", "findings"})


@dataclass(frozen=True, slots=True)
class Place:
    """One field of one row; of an answer, the target or node it is of, the unit and the period."""

    table_name: str
    # The row itself, or of an answer no more than what is asked and of whom.
    row: Mapping[str, Any]
    field: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What stands in a field now and what would stand there afterwards; None where there is no such thing."""

    place: Place
    now: str | None
    then: str | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A field that is no longer as the file left it, and who changed it when; what is used elsewhere has no field."""

    place: Place
    taken: str | None
    now: str | None
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All that an undo would move, or all that stands in its way."""

    batch: Row
    moved: tuple[Moved, ...]
    obstacles: tuple[Obstacle, ...]
    # The files that came later and rest on this one.
    files: str


_Key = tuple[str, str, str]
_Picture = dict[_Key, tuple[Place, str]]


def rehearse(connection: Connection, name: str, who: str) -> Rehearsal:
    """What an undo of this batch would do; nothing is left of it. Refused where it was undone already."""
    batch = find(connection, name)
    changes = _changes(connection, batch["key"])
    before = _picture(connection, changes)
    point = connection.begin_nested()
    try:
        undo(connection, batch["key"], who)
        after = _picture(connection, changes)
    except Refusal as refusal:
        if refusal.sentence.code not in {"refusal.changed_since", "refusal.rests_on"}:
            raise
        after = before
        refused = str(refusal.sentence.values["table"])
        files = str(refusal.sentence.values.get("files", ""))
    else:
        refused = files = ""
    finally:
        point.rollback()
    obstacles = tuple(_obstacles(connection, changes, refused)) if refused else ()
    return Rehearsal(batch, tuple(_differences(before, after)), obstacles, files)


def _changes(connection: Connection, batch: str) -> list[tuple[str, Row | None, Row | None]]:
    """What the batch wrote: the table, the row before and the row after."""
    changes = _T["batch_changes"]
    rows = connection.execute(
        select(changes.c.table_name, changes.c.before, changes.c.after)
        .where(changes.c.batch_key == batch)
        .order_by(changes.c.position)
    )
    return [
        (name, kept_row(connection, name, before), kept_row(connection, name, after)) for name, before, after in rows
    ]


def _picture(connection: Connection, changes: Iterable[tuple[str, Row | None, Row | None]]) -> _Picture:
    """Every field that the changes can move, as text."""
    found: _Picture = {}
    heads: dict[str, None] = {}
    for name, before, after in changes:
        row = after or before or {}
        if name in _SAID:
            heads[row["key"] if name == "reports" else row["report_key"]] = None
        else:
            _add_row(found, name, _row_now(connection, name, row))
    places: dict[tuple[str, str, str], None] = {}
    for name, before, after in changes:
        if name == "reports":
            row = after or before or {}
            places[row["plan_key"], row["unit_key"], row["period"]] = None
            _add_row(found, name, _row_now(connection, name, row))
    reports = _T["reports"]
    query = select(reports.c.plan_key, reports.c.unit_key, reports.c.period).where(reports.c.key.in_(list(heads)))
    places |= dict.fromkeys((plan, unit, period) for plan, unit, period in connection.execute(query))
    for place in places:
        _add_answers(connection, found, *place)
    return found


def _row_now(connection: Connection, name: str, row: Row) -> Row | None:
    target = table(name)
    known = connection.execute(select(target).where(where(target, identity(name, row)))).mappings().first()
    return None if known is None else dict(known)


def _add_row(found: _Picture, name: str, row: Row | None) -> None:
    """A row of the plan field by field, and that it is there; of a report only that."""
    if row is None:
        return
    key = row_key(name, row)
    found[name, key, WHOLE_ROW] = (Place(name, row, WHOLE_ROW), str(row["revision"]) if name == "reports" else "")
    for field, value in row.items() if name != "reports" else ():
        if value is not None and field != SLOT and field not in identity(name, row):
            found[name, key, field] = (Place(name, row, field), text_of(name, field, value))


def _add_answers(connection: Connection, found: _Picture, plan: str, unit: str, period: str) -> None:
    """What the newest report of a unit for a period says."""
    report = newest(connection, plan, period, [unit], drafts=True).get(unit)
    if report is None:
        return
    for target, answer in answers(connection, [report])[report.key].items():
        row = {"unit_key": unit, "period": period, "target_key": target}
        for field in ANSWER_FIELDS:
            value = getattr(answer, field)
            if value is not None and value != "":
                key = ("entries", f"{unit}/{period}/{target}", field)
                found[key] = (Place("entries", row, field), text_of("entries", field, value))
    for node, (day, note) in node_answers(connection, [report])[report.key].items():
        row = {"unit_key": unit, "period": period, "node_key": node}
        for field, value in (("done_on", day), ("note", note)):
            if value:
                key = ("node_entries", f"{unit}/{period}/{node}", field)
                found[key] = (Place("node_entries", row, field), text_of("node_entries", field, value))


def text_of(name: str, field: str, value: object) -> str:
    """A value of a field as text: a figure unscaled, a day as it is written, a word by its code."""
    if isinstance(value, int) and isinstance(table(name).columns[field].type, BigInteger):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _differences(before: _Picture, after: _Picture) -> Iterable[Moved]:
    """What moved; of a row that comes or goes as a whole, only that."""
    whole = {
        (name, key)
        for (name, key, field) in {*before, *after}
        if field == WHOLE_ROW and ((name, key, field) in before) != ((name, key, field) in after)
    }
    for place in [*before, *(key for key in after if key not in before)]:
        name, key, field = place
        if (name, key) in whole and field != WHOLE_ROW:
            continue
        now, then = before.get(place), after.get(place)
        known = now or then
        if known is not None and (now and now[1]) != (then and then[1]):
            yield Moved(known[0], now[1] if now else None, then[1] if then else None)


def _obstacles(
    connection: Connection, changes: Iterable[tuple[str, Row | None, Row | None]], refused: str
) -> Iterable[Obstacle]:
    """The fields that are no longer as the batch left them; where all are, the table whose rows are used elsewhere."""
    # Of a row that the batch wrote twice, the last time counts.
    last = {(name, row_key(name, after or before or {})): (name, before, after) for name, before, after in changes}
    alone = True
    for name, before, after in last.values():
        row = after or before or {}
        now = _row_now(connection, name, row)
        if now == after:
            continue
        alone = False
        if now is None or after is None:
            yield _obstacle(connection, Place(name, row, WHOLE_ROW), None, None)
            continue
        for field, value in now.items():
            if value != after[field]:
                taken = None if after[field] is None else text_of(name, field, after[field])
                left = None if value is None else text_of(name, field, value)
                yield _obstacle(connection, Place(name, row, field), taken, left)
    if alone:
        yield Obstacle(Place(refused, {}, WHOLE_ROW), None, None, "", None)


def _obstacle(connection: Connection, place: Place, taken: str | None, now: str | None) -> Obstacle:
    """With whoever changed the row last."""
    history = _T["history"]
    key = row_key(place.table_name, place.row)
    last = connection.execute(
        select(history.c.who, history.c.at)
        .where(history.c.slot == slot_in(place.row))
        .where(history.c.table_name == place.table_name, history.c.row_key == key)
        .where(history.c.field.in_([place.field, WHOLE_ROW]))
        .order_by(history.c.id.desc())
        .limit(1)
    ).first()
    return Obstacle(place, taken, now, last.who if last else "", last.at if last else None)
