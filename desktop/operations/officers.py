"""Who may decide at headquarters on this computer: a name and, if set, a password; every decision carries the name."""

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, select, update

from db import clock
from db.errors import refuse
from db.history import WHOLE_ROW, Altered, record
from db.keys import new_key
from db.models import Base
from db.numbers import add
from desktop.desk import Desk
from desktop.operations.passwords import digest_of, is_right, renewed
from desktop.operations.revising import require_headquarters

_OFFICERS: Final = Base.metadata.tables["officers"]
_NAME_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone who may decide, and whether a password is asked for."""

    name: str
    has_password: bool


def load_officers(desk: Desk) -> tuple[Officer, ...]:
    """Who may decide, in the order in which they were added; whoever may only look has nothing to say it for."""
    if not desk.may_write:
        return ()
    with desk.read() as (connection, _):
        rows = connection.execute(
            select(_OFFICERS.c.name, _OFFICERS.c.digest)
            .where(_OFFICERS.c.retired_at.is_(None))
            .order_by(_OFFICERS.c.number)
        )
        return tuple(Officer(row.name, bool(row.digest)) for row in rows)


def add_officer(desk: Desk, name: str, password: str = "") -> None:
    """Let somebody decide; a name that was retired comes back with the new password."""
    require_headquarters(desk)
    wanted = name.strip()
    if not wanted or len(wanted) > _NAME_LIMIT:
        raise refuse("refusal.officer_name", limit=_NAME_LIMIT)
    values = {"salt": "", "digest": digest_of(password), "retired_at": None}
    with desk.store.write() as connection:
        known = _row(connection, wanted)
        if known is not None and known["retired_at"] is None:
            raise refuse("refusal.officer_taken", name=wanted)
        if known is None:
            row = {"key": new_key(), "name": wanted, "made_at": clock.now(), **values}
            add(connection, _OFFICERS.name, [row])
        else:
            connection.execute(update(_OFFICERS).where(_OFFICERS.c.key == known["key"]).values(values))
        _note(connection, desk, wanted, "added")


def set_password(desk: Desk, name: str, old: str, new: str) -> None:
    """Another password, or none; refused where the old one is not right."""
    values = {"salt": "", "digest": digest_of(new)}
    with desk.store.write() as connection:
        known = _require(connection, name, old)
        connection.execute(update(_OFFICERS).where(_OFFICERS.c.key == known["key"]).values(values))
        _note(connection, desk, name, "password")


def retire_officer(desk: Desk, name: str) -> None:
    """Let somebody decide no longer; what was decided keeps the name."""
    require_headquarters(desk)
    with desk.store.write() as connection:
        here = (_OFFICERS.c.name == name) & _OFFICERS.c.retired_at.is_(None)
        connection.execute(update(_OFFICERS).where(here).values(retired_at=clock.now()))
        _note(connection, desk, name, "retired")


def sign_in(desk: Desk, name: str, password: str) -> Desk:
    """The desk with this officer at it; refused where the password is not right."""
    require_password(desk, name, password)
    return replace(desk, author=replace(desk.author, who=name))


def require_password(desk: Desk, name: str, password: str) -> None:
    """Refused where this is not the officer's password; one that an earlier version kept is kept anew."""
    with desk.store.read() as connection:
        known = _require(connection, name, password)
    better = renewed(password, known["digest"]) if known["digest"] else None
    if better is not None:
        with desk.store.write() as connection:
            here = (_OFFICERS.c.key == known["key"]) & (_OFFICERS.c.digest == known["digest"])
            connection.execute(update(_OFFICERS).where(here).values(salt="", digest=better))


def _row(connection: Connection, name: str) -> dict[str, Any] | None:
    found = connection.execute(select(_OFFICERS).where(_OFFICERS.c.name == name)).mappings().first()
    return None if found is None else dict(found)


def _require(connection: Connection, name: str, password: str) -> dict[str, Any]:
    known = _row(connection, name)
    if known is None or known["retired_at"] is not None:
        raise refuse("refusal.no_officer", name=name)
    if known["digest"] and not is_right(password, known["digest"], known["salt"]):
        raise refuse("refusal.wrong_password")
    return known


def _note(connection: Connection, desk: Desk, name: str, what: str) -> None:
    """The history says that it happened, and nothing of the password."""
    record(connection, desk.author, [Altered("officers", name, WHOLE_ROW, None, what)])
