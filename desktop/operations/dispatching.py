"""What went out: one row for each workbook that was written to be sent."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from db import clock
from db.errors import refuse
from db.keys import new_key
from db.models import Base
from db.numbers import add
from db.rows import Row
from db.vocabulary import Kind
from desktop.desk import Desk
from desktop.exchange.forms.form import Form

_HISTORY: Final = Base.metadata.tables["history"]


def dispatch_of(desk: Desk, form: Form, path: Path) -> Row:
    """The row of a form that was just written."""
    document = form.document
    return dispatch_row(
        desk,
        document.kind,
        path,
        unit_key=document.unit_key,
        period=document.period,
        revision=document.revision,
        rows=len(form.rows),
        seal=document.seal,
    )


def dispatch_row(
    desk: Desk,
    kind: Kind,
    path: Path,
    *,
    period: str,
    unit_key: str = "",
    revision: int = 0,
    rows: int = 0,
    seal: str = "",
) -> Row:
    """The row of a workbook that was just written; what is for no one unit, or bears no seal, leaves those out."""
    whole = path.absolute()
    return {
        "key": new_key(),
        "kind": kind,
        "file_name": whole.name,
        "folder": str(whole.parent),
        "sha256": _digest(whole),
        "seal": seal,
        "unit_key": unit_key,
        "period": period,
        "revision": revision,
        "rows": rows,
        "who": desk.author.who,
        "sent_at": clock.now(),
    }


def told_up_to(connection: Connection) -> int:
    """The last line of the history, of all that a workbook which is written now can tell."""
    last: int = connection.scalars(select(func.coalesce(func.max(_HISTORY.c.id), 0))).one()
    return last


def store_sent(connection: Connection, rows: Sequence[Row]) -> None:
    """Store these rows, of workbooks that were written in this transaction."""
    _store(connection, rows, told_up_to(connection))


def remember_sent(desk: Desk, rows: Sequence[Row], history_id: int) -> None:
    """Store these rows in a transaction of their own, of workbooks that tell as much: they record only themselves."""
    if rows:
        with desk.store.write() as connection:
            _store(connection, rows, history_id)


def _store(connection: Connection, rows: Sequence[Row], history_id: int) -> None:
    add(connection, "dispatches", [{**row, "history_id": history_id} for row in rows])


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise refuse("refusal.cannot_open", path=str(path)) from error
