"""The keys of a desk, as its database keeps them; none of them is ever told to the history, the log or a file."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from db import clock
from db.history import Altered, Author, record
from db.keys import new_key
from db.models import Base
from db.numbers import add
from db.vocabulary import SealMethod
from desktop.exchange.forms.signing import fingerprint, new_signing_key

_SEATS: Final = Base.metadata.tables["seats"]
_SIGNING: Final = Base.metadata.tables["signing_keys"]
_TRUSTED: Final = Base.metadata.tables["trusted_keys"]
_EXCHANGE: Final = Base.metadata.tables["exchange_keys"]
# Made once: it is asked for every workbook that comes in.
_SECRET: Final = select(_EXCHANGE.c.secret).where(_EXCHANGE.c.unit_key == bindparam("unit"))


def seal_method(connection: Connection) -> SealMethod:
    """The digest by which this desk makes its seals."""
    return SealMethod(connection.scalars(select(_SEATS.c.seal_method)).one())


def signing_key(connection: Connection, author: Author) -> tuple[str, str]:
    """The private and public key with which this desk signs what it issues, made when first asked for."""
    wanted = select(_SIGNING.c.private, _SIGNING.c.public).where(_SIGNING.c.retired_at.is_(None))
    known = connection.execute(wanted.order_by(_SIGNING.c.number.desc())).first()
    return (known.private, known.public) if known is not None else make_signing_key(connection, author)


def make_signing_key(connection: Connection, author: Author) -> tuple[str, str]:
    """A new key to sign with; what was signed with an older one still counts as this desk's."""
    private, public = new_signing_key()
    now = clock.now()
    connection.execute(update(_SIGNING).where(_SIGNING.c.retired_at.is_(None)).values(retired_at=now))
    key = new_key()
    row = {"key": key, "private": private, "public": public, "who": author.who, "made_at": now}
    add(connection, _SIGNING.name, [row])
    record(connection, author, [Altered("signing_keys", key, "public", None, fingerprint(public))])
    return private, public


def signs_since(connection: Connection) -> int | None:
    """The number from which on this desk has signed what it issues; None where it never did."""
    first: int | None = connection.scalars(select(func.min(_SIGNING.c.number))).one()
    return first


def is_own(connection: Connection, public: str) -> bool:
    """Whether this desk has signed with a key."""
    return connection.scalars(select(_SIGNING.c.key).where(_SIGNING.c.public == public)).first() is not None


def trusted(connection: Connection) -> frozenset[str]:
    """The public keys of whoever may issue to this desk."""
    return frozenset(connection.scalars(select(_TRUSTED.c.public)))


def exchange_secret(connection: Connection, unit_key: str) -> str:
    """The exchange key agreed with a unit; nothing where there is none."""
    return connection.scalars(_SECRET, {"unit": unit_key}).first() or ""


def put_exchange_secret(connection: Connection, author: Author, unit_key: str, secret: str) -> None:
    """Keep the exchange key agreed with a unit, in the place of the one before; without one, none any more."""
    here = _EXCHANGE.c.unit_key == unit_key
    before = connection.scalars(select(_EXCHANGE.c.made_at).where(here)).first()
    connection.execute(delete(_EXCHANGE).where(here))
    now = clock.now() if secret else None
    if secret:
        row = {"unit_key": unit_key, "secret": secret, "who": author.who, "made_at": now}
        connection.execute(insert(_EXCHANGE).values(row))
    # That there is another key and since when, never the key.
    old, new = (None if at is None else at.isoformat() for at in (before, now))
    record(connection, author, [Altered("exchange_keys", unit_key, "made_at", old, new)])
