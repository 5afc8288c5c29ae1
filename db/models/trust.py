"""By what a workbook shows where it comes from: the keys that are kept here.

A private key is kept as it is; whoever can read the database can sign with it.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Key, Moment, Name, Number, OptionalMoment


class SigningKey(Base):
    """A key of this desk's own, with which it signs what it issues; the newest that is not retired is used."""

    __tablename__ = "signing_keys"
    key: Mapped[Key]
    # Ed25519, both as hexadecimal digits.
    private: Mapped[Name]
    public: Mapped[Name] = mapped_column(unique=True)
    who: Mapped[Name]
    made_at: Mapped[Moment]
    retired_at: Mapped[OptionalMoment]
    number: Mapped[Number]


class TrustedKey(Base):
    """The public key of whoever issues to this desk: that of the first assignment, or one that a person confirmed."""

    __tablename__ = "trusted_keys"
    public: Mapped[Name] = mapped_column(primary_key=True)
    who: Mapped[Name]
    since: Mapped[Moment]
    number: Mapped[Number]


class ExchangeKey(Base):
    """The secret that two desks agreed on, by the key of the unit that reports with it."""

    __tablename__ = "exchange_keys"
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="CASCADE"), primary_key=True)
    # As hexadecimal digits.
    secret: Mapped[Name]
    who: Mapped[Name]
    made_at: Mapped[Moment]
