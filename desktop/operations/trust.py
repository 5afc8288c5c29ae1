"""By what this desk tells where a workbook comes from, and what it does with one that was edited."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from db.batches import Journal
from db.errors import refuse
from db.models import Base
from db.plans import PlanView
from db.vocabulary import EditedPolicy, SealMethod
from desktop.desk import Desk
from desktop.exchange.forms.digests import offered
from desktop.exchange.forms.signing import fingerprint, new_secret, read_secret, secret_words
from desktop.operations.keys import (
    exchange_secret,
    make_signing_key,
    put_exchange_secret,
    signing_key,
)
from desktop.operations.revising import require_headquarters

_SEATS: Final = Base.metadata.tables["seats"]
_SIGNING: Final = Base.metadata.tables["signing_keys"]
_TRUSTED: Final = Base.metadata.tables["trusted_keys"]
_EXCHANGE: Final = Base.metadata.tables["exchange_keys"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose signature is meant, by its fingerprint; who made or trusted it, and when."""

    fingerprint: str
    who: str
    since: datetime


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A unit with which an exchange key may be agreed; who made or entered it and when, or nothing."""

    unit_key: str
    unit: str
    who: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """All of it: headquarters' own signatures or those that a unit trusts, the newest first, and the exchange keys.

    At headquarters there is a line for each unit that reports, at a unit the one for itself.
    """

    policy: EditedPolicy
    method: SealMethod
    signatures: tuple[Signature, ...]
    keys: tuple[UnitKey, ...]


def load_trust(desk: Desk) -> Trust:
    """What this desk goes by; at headquarters its signing key is made if there was none to show yet."""
    with desk.write() as (connection, plan):
        if desk.is_headquarters:
            signing_key(connection, desk.author)
        seat = connection.execute(select(_SEATS)).mappings().one()
        return Trust(
            EditedPolicy(seat["edited_policy"]),
            SealMethod(seat["seal_method"]),
            tuple(_signatures(connection, own=desk.is_headquarters)),
            tuple(_unit_keys(connection, plan, _partners(desk, plan))),
        )


def _signatures(connection: Connection, *, own: bool) -> list[Signature]:
    keys, at = (_SIGNING, _SIGNING.c.made_at) if own else (_TRUSTED, _TRUSTED.c.since)
    rows = connection.execute(select(keys.c.public, keys.c.who, at.label("since")).order_by(keys.c.number.desc()))
    return [Signature(fingerprint(row.public), row.who, row.since) for row in rows]


def _partners(desk: Desk, plan: PlanView) -> list[str]:
    return plan.reporting if desk.is_headquarters else [desk.unit_key]


def _unit_keys(connection: Connection, plan: PlanView, units: list[str]) -> list[UnitKey]:
    known = {row.unit_key: row for row in connection.execute(select(_EXCHANGE))}
    return [
        UnitKey(key, plan.units[key], known[key].who, known[key].made_at)
        if key in known
        else UnitKey(key, plan.units[key])
        for key in units
    ]


def edited_policy(desk: Desk) -> EditedPolicy:
    """What becomes of a form that was edited where it should not have been, or after its export."""
    with desk.store.read() as connection:
        return EditedPolicy(connection.scalars(select(_SEATS.c.edited_policy)).one())


def set_edited_policy(desk: Desk, policy: EditedPolicy) -> None:
    """Take edited forms with a mark, let them wait for a person, or refuse them."""
    require_headquarters(desk)
    _set(desk, edited_policy=policy)


def set_seal_method(desk: Desk, method: SealMethod) -> None:
    """Choose the digest of the seals from now on; the units take it over with their next assignment."""
    require_headquarters(desk)
    if not offered(method):
        raise refuse("refusal.no_digest", method=method.upper())
    _set(desk, seal_method=method)


def _set(desk: Desk, **values: Any) -> None:
    with desk.store.write() as connection:
        row = dict(connection.execute(select(_SEATS)).mappings().one())
        journal = Journal(connection, desk.author)
        journal.put("seats", [{**row, **values}])
        journal.finish()


def renew_signing_key(desk: Desk) -> str:
    """Sign with a new key from now on, and say its fingerprint; every unit will be asked to compare it."""
    require_headquarters(desk)
    with desk.store.write() as connection:
        return fingerprint(make_signing_key(connection, desk.author)[1])


def make_exchange_key(desk: Desk, unit: str) -> str:
    """Agree on a new exchange key with a unit (its name), and say it as it is read out to the unit."""
    require_headquarters(desk)
    with desk.write() as (connection, plan):
        secret = new_secret()
        put_exchange_secret(connection, desk.author, _unit_key(desk, plan, unit), secret)
    return secret_words(secret)


def exchange_key(desk: Desk, unit: str) -> str:
    """The exchange key agreed with a unit, as it is read out; refused where there is none."""
    with desk.read() as (connection, plan):
        secret = exchange_secret(connection, _unit_key(desk, plan, unit))
    if not secret:
        raise refuse("refusal.no_key_agreed", unit=unit)
    return secret_words(secret)


def enter_exchange_key(desk: Desk, words: str) -> None:
    """Keep the exchange key that headquarters read out; the unit's reports bear its mark from now on."""
    if desk.is_headquarters:
        raise refuse("refusal.key_from_above", unit=desk.unit)
    secret = read_secret(words)
    with desk.store.write() as connection:
        put_exchange_secret(connection, desk.author, desk.unit_key, secret)


def remove_exchange_key(desk: Desk, unit: str) -> None:
    """Agree on no exchange key with a unit any more; at a unit, let go of its own."""
    with desk.write() as (connection, plan):
        put_exchange_secret(connection, desk.author, _unit_key(desk, plan, unit), "")


def _unit_key(desk: Desk, plan: PlanView, unit: str) -> str:
    """The key of a unit that a key may be agreed with; refused where there is no such unit."""
    found = next((key for key in _partners(desk, plan) if plan.units[key] == unit), None)
    if found is None:
        raise refuse("refusal.no_such_unit", unit=unit)
    return found
