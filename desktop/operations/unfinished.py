"""Texts that are still being typed: kept while they are, and offered again after the program was ended by force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db import unfinished
from db.models import Base
from db.unfinished import Place
from desktop.desk import Desk
from desktop.operations.editing import CellEdit
from desktop.operations.entry import EntryRow, EntrySheet

_HISTORY = Base.metadata.tables["history"]


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text that was not finished, the row it was meant for, and what stands there now."""

    row: EntryRow
    field: str
    text: str
    stored: str
    at: datetime

    @property
    def edit(self) -> CellEdit:
        """What puts it where it was meant for."""
        return CellEdit(self.row.target.key, self.field, self.text)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a session that was ended by force left: changes that are stored, texts that were being typed."""

    changes: int
    texts: int


def keep_unfinished(desk: Desk, code: str, texts: Mapping[Place, str]) -> None:
    """Keep what has been typed into fields of targets so far."""
    with desk.store.write() as connection:
        unfinished.keep(connection, code, texts)


def give_up_unfinished(desk: Desk, code: str, place: Place) -> None:
    """Forget what was being typed into a field."""
    with desk.store.write() as connection:
        unfinished.give_up(connection, code, [place])


def leftovers(desk: Desk, sheet: EntrySheet) -> tuple[Leftover, ...]:
    """What was being typed into a sheet when the program ended; a text that stands there by now is none."""
    rows = {row.target.key: row for row in sheet.rows}
    with desk.store.read() as connection:
        kept = unfinished.kept(connection, sheet.period.code)
    found = ((rows[one.place], one) for one in kept if one.place in rows)
    left = (Leftover(row, one.field, one.text, row.text(one.field), one.at) for row, one in found)
    return tuple(one for one in left if one.text != one.stored)


def texts_left(desk: Desk, place: str) -> dict[Place, str]:
    """What was being typed on a sheet of questions when the program ended."""
    with desk.store.read() as connection:
        kept = unfinished.kept(connection, "")
    return {(one.place, one.field): one.text for one in kept if one.place == place}


def recovered(desk: Desk, since: datetime) -> Recovered:
    """What became of a session that began at a moment and was ended by force."""
    with desk.store.read() as connection:
        changes = connection.scalar(select(func.count()).where(_HISTORY.c.at >= since)) or 0
        return Recovered(changes, unfinished.count(connection))
