"""By what a database tells that it is as it was left: its commits are counted, its rows and its history digested."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Digest, Key, LongText, Moment, Name, PeriodCode


class Ledger(Base):
    """How often this database was written, and where its history ends; it has one row."""

    __tablename__ = "ledger"
    # Tells this file from its copies and from what stood in its place before.
    store_key: Mapped[Key]
    commits: Mapped[int]
    # The digest of the last line of the history; empty while it has none.
    head: Mapped[Digest]
    # How many lines the history has, so that the next one need not look for the last.
    lines: Mapped[int] = mapped_column(server_default="0")
    at: Mapped[Moment]
    # Counts the changes of what a plan is made of.
    plan_version: Mapped[int] = mapped_column(server_default="0")


class RowDigest(Base):
    """The digest of one row as this program wrote it last, by table and SQLite's own number of the row."""

    __tablename__ = "row_digests"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - how SQLAlchemy declares it
    table_name: Mapped[Name] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[int] = mapped_column(BigInteger)


class UnfinishedText(Base):
    """A text that is being typed into a field and was not put there yet: offered again after a crash."""

    __tablename__ = "unfinished_texts"
    period: Mapped[PeriodCode] = mapped_column(primary_key=True)
    # The key of a target or of a node.
    place: Mapped[Name] = mapped_column(primary_key=True)
    field: Mapped[Name] = mapped_column(primary_key=True)
    text: Mapped[LongText]
    at: Mapped[Moment]
