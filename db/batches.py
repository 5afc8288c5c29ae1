"""Batches: what one file changed, row by row, so that taking it can be taken back exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from db import clock
from db.errors import Refusal, refuse
from db.history import WHOLE_ROW, Altered, Author, differences, record
from db.inserting import Lines, Values, put_lines
from db.models import Base, Batch, BatchChange
from db.numbers import Numbers
from db.rows import Row, from_text, identity, row_key, table, to_text
from db.slots import placed, slot_in
from db.vocabulary import Kind, Origin, ReportState

# How many keys are looked up in one statement.
_AT_ONCE = 500
_BATCHES: Table = Base.metadata.tables[Batch.__tablename__]
_REPORTS: Table = Base.metadata.tables["reports"]
_CHANGES: Table = Base.metadata.tables[BatchChange.__tablename__]


def where(target: Table, values: Mapping[str, Any]) -> Any:
    """The condition that finds the row with this primary key."""
    return and_(*(target.columns[name] == value for name, value in values.items()))


@dataclass(slots=True)
class Journal:
    """Writes rows and keeps what stood there before: `close` as the changes of a batch, `finish` in the history."""

    connection: Connection
    author: Author
    _kept: list[dict[str, Any]] = field(default_factory=list)
    _history: list[Altered] = field(default_factory=list)

    def put(self, name: str, rows: Sequence[Row]) -> None:
        """Make these rows, or change the ones with their primary keys; what stands there already is left alone."""
        rows = placed(self.connection, name, rows)
        there = self._there(name, rows)
        new = []
        # Of two rows with one key the later stands, as if each had been put by itself.
        for row in {row_key(name, row): row for row in rows}.values():
            before = there.get(row_key(name, row))
            if before is None:
                new.append(row)
            elif before != row:
                here = where(table(name), identity(name, row))
                self.connection.execute(update(table(name)).where(here).values(row))
                self._keep(name, before, row)
        self.put_new(name, new)

    def _there(self, name: str, rows: Sequence[Row]) -> dict[str, Row]:
        """Those of the rows that are there already, as they are, by their keys."""
        target = table(name)
        columns = list(target.primary_key)
        found: dict[str, Row] = {}
        for start in range(0, len(rows), _AT_ONCE):
            keys = [tuple(row[column.name] for column in columns) for row in rows[start : start + _AT_ONCE]]
            for known in self.connection.execute(select(target).where(tuple_(*columns).in_(keys))).mappings():
                row = dict(known)
                found[row_key(name, row)] = row
        return found

    def put_new(self, name: str, rows: Sequence[Row]) -> None:
        """Make many rows that are known to be new."""
        if not rows:
            return
        rows = self._numbers().given(name, placed(self.connection, name, rows))
        self.put_owned(name, Lines.of(rows))
        for row in rows:
            self._keep(name, None, row)

    def put_owned(self, name: str, lines: Lines) -> None:
        """Make many rows that are known to be new and go away with a row that is kept: they are not."""
        put_lines(self.connection, name, lines)

    def _numbers(self) -> Numbers:
        # Others number rows as well between two of a journal's.
        return Numbers(self.connection)

    def remove(self, name: str, row: Row) -> None:
        """Delete a row."""
        self.connection.execute(delete(table(name)).where(where(table(name), identity(name, row))))
        self._keep(name, row, None)

    def _keep(self, name: str, before: Row | None, after: Row | None) -> None:
        known = before or after or {}
        old = None if before is None else to_text(name, before)
        new = None if after is None else to_text(name, after)
        key = row_key(name, known)
        self._kept.append({"table_name": name, "row_key": key, "before": old, "after": new})
        if before is None or after is None:
            self._history.append(Altered(name, key, WHOLE_ROW, old, new, slot_in(known)))
        else:
            self._history += differences(name, key, before, after, slot_in(known))

    def close(self, batch: Row) -> None:
        """Store the batch with its changes, which are all that were kept since the batch before."""
        self.put_owned(_BATCHES.name, Lines.of(self._numbers().given(_BATCHES.name, [batch])))
        changes = [{**kept, "batch_key": batch["key"], "position": n} for n, kept in enumerate(self._kept)]
        self.put_owned(_CHANGES.name, Lines.of(changes))
        self._kept.clear()

    def finish(self) -> None:
        """Add what was written to the history."""
        record(self.connection, self.author, self._history)


class Gathered(Journal):
    """A journal of files that come in together: their new rows are written table by table, at its end at the latest."""

    def __init__(self, connection: Connection, author: Author) -> None:
        super().__init__(connection, author)
        # By table and columns; what rows are linked to was put before them.
        self._waiting: dict[tuple[str, tuple[str, ...]], list[Values]] = {}
        self._given = Numbers(connection)

    def put_owned(self, name: str, lines: Lines) -> None:
        """Keep many rows that are known to be new until they may be looked for."""
        if lines.values:
            self._waiting.setdefault((name, lines.columns), []).extend(lines.values)

    def remove(self, name: str, row: Row) -> None:
        """Delete a row."""
        self._write()
        super().remove(name, row)

    def finish(self) -> None:
        """Write the rows, and add them to the history."""
        self._write()
        super().finish()

    def _there(self, name: str, rows: Sequence[Row]) -> dict[str, Row]:
        self._write()
        return super()._there(name, rows)

    def _numbers(self) -> Numbers:
        return self._given

    def _write(self) -> None:
        for (name, columns), values in self._waiting.items():
            put_lines(self.connection, name, Lines(columns, values))
        self._waiting.clear()


def find(connection: Connection, name: str) -> Row:
    """The batch with this key, or with a beginning of it that only one has; refused otherwise."""
    found = (
        connection.execute(select(_BATCHES).where(_BATCHES.c.key.startswith(name.lower(), autoescape=True)).limit(2))
        .mappings()
        .all()
    )
    if len(found) != 1 or not name:
        raise refuse("refusal.no_such_batch", batch=name)
    return dict(found[0])


def merged_upon(connection: Connection, batch: Row) -> list[str]:
    """The names of files that came later and were merged with the report that a batch brought: they hold its values."""
    brought = select(_CHANGES.c.batch_key).where(
        _CHANGES.c.batch_key == batch["key"], _CHANGES.c.table_name == "reports", _CHANGES.c.before.is_(None)
    )
    # A report that a unit's program exported stands for itself; a form that was filled in by hand is merged.
    next_one = (_BATCHES.c.kind == Kind.ASSIGNMENT) & (_BATCHES.c.revision == batch["revision"] + 1)
    same = (_BATCHES.c.unit_key == batch["unit_key"]) & (_BATCHES.c.period == batch["period"])
    later = select(_BATCHES.c.file_name).where(same, next_one, _BATCHES.c.undone_at.is_(None), brought.exists())
    received = _REPORTS.c.state == ReportState.RECEIVED
    # Which plan it is of, and with it the slot, a batch does not say: this one is asked once, before an undo.
    of_others = select(_REPORTS.c.key).where(
        _REPORTS.c.unit_key == batch["unit_key"], _REPORTS.c.period == batch["period"], received
    )
    return list(connection.scalars(later.where(of_others.exists())))


def written_over(connection: Connection, batch: Row) -> list[str]:
    """The names of files that came later and wrote rows which a batch wrote."""
    rows = tuple_(_CHANGES.c.table_name, _CHANGES.c.row_key)
    own = select(_CHANGES.c.table_name, _CHANGES.c.row_key).where(_CHANGES.c.batch_key == batch["key"])
    others = (
        select(_BATCHES.c.file_name)
        .join(_CHANGES, _CHANGES.c.batch_key == _BATCHES.c.key)
        .where(rows.in_(own), _BATCHES.c.key != batch["key"], _BATCHES.c.undone_at.is_(None))
        .where(_BATCHES.c.number > batch["number"])
        .distinct()
    )
    return list(connection.scalars(others))


def undo(connection: Connection, name: str, who: str) -> Row:
    """Put back what stood there before a batch; refused, changing nothing, where later work rests on it."""
    batch = find(connection, name)
    if batch["undone_at"] is not None:
        raise refuse("refusal.undone_already", batch=batch["key"][:8])
    merged = merged_upon(connection, batch)
    if merged:
        raise refuse("refusal.rests_on", table="reports", files="、".join(merged))
    kept = connection.execute(
        select(_CHANGES).where(_CHANGES.c.batch_key == batch["key"]).order_by(_CHANGES.c.position.desc())
    ).mappings()
    history: list[Altered] = []
    for change in kept:
        name = change["table_name"]
        old, new = kept_row(connection, name, change["before"]), kept_row(connection, name, change["after"])
        if not _put_back(connection, name, old, new):
            raise _in_the_way(connection, batch, name)
        slot = slot_in(old or new or {})
        history.append(Altered(name, change["row_key"], WHOLE_ROW, change["after"], change["before"], slot))
    connection.execute(update(_BATCHES).where(_BATCHES.c.key == batch["key"]).values(undone_at=clock.now()))
    record(connection, Author(who, Origin.UNDO), history)
    return batch


def _in_the_way(connection: Connection, batch: Row, name: str) -> Refusal:
    """Why a row cannot go back: the files that wrote it later, else what somebody did since."""
    files = written_over(connection, batch)
    if files:
        return refuse("refusal.rests_on", table=name, files="、".join(files))
    return refuse("refusal.changed_since", table=name)


def kept_row(connection: Connection, name: str, text: str | None) -> Row | None:
    """A row as a batch kept it, where it lies or lay; None where there was none."""
    return None if text is None else placed(connection, name, [from_text(name, text)])[0]


def _put_back(connection: Connection, name: str, old: Row | None, new: Row | None) -> bool:
    """Make a row what it was; whether that could be done: not where it is no longer as it was left, or is used."""
    target = table(name)
    here = where(target, identity(name, old or new or {}))
    found = connection.execute(select(target).where(here)).mappings().first()
    if (None if found is None else dict(found)) != new:
        return False
    try:
        # A server answers nothing more in a transaction in which something failed, but for what it goes back over.
        with connection.begin_nested():
            if old is None:
                connection.execute(delete(target).where(here))
            elif new is None:
                connection.execute(insert(target).values(old))
            else:
                connection.execute(update(target).where(here).values(old))
    except IntegrityError:
        return False
    return True
