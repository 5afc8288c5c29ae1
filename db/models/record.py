"""What happened: whose database this is, what came in, and every change."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Bytes,
    Digest,
    Key,
    LongText,
    Moment,
    Name,
    Number,
    OptionalMoment,
    OptionalText,
    Slot,
    by_slot,
    by_value,
)
from db.vocabulary import EditedPolicy, FileState, Kind, Origin, SealMethod


class Seat(Base):
    """Who sits at this database; it has one row."""

    __tablename__ = "seats"
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), primary_key=True)
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="RESTRICT"), index=True)
    # Practice data says so wherever it is shown.
    practice: Mapped[bool]
    # What becomes of a form that is not as it was issued or exported.
    edited_policy: Mapped[EditedPolicy] = by_value(EditedPolicy)
    # By which digest the seals of this desk are made.
    seal_method: Mapped[SealMethod] = by_value(SealMethod)


class Batch(Base):
    """One file that was taken, with its original bytes, so that taking it can be undone."""

    __tablename__ = "batches"
    # Of which periods something came in is asked again and again.
    __table_args__ = (Index("ix_batches_period", "period", "kind", "undone_at"),)
    key: Mapped[Key]
    kind: Mapped[Kind] = by_value(Kind)
    file_name: Mapped[LongText]
    sha256: Mapped[Digest] = mapped_column(index=True)
    seal: Mapped[Name]
    unit_key: Mapped[Name]
    period: Mapped[Name]
    revision: Mapped[int]
    rows: Mapped[int]
    edited: Mapped[bool]
    who: Mapped[Name]
    taken_at: Mapped[Moment]
    undone_at: Mapped[OptionalMoment]
    # Where the file lay; empty for one that was taken before this was kept.
    folder: Mapped[LongText]
    number: Mapped[Number]
    # The last: whoever asks for anything else is not led through it, page by page.
    content: Mapped[Bytes]


class BatchChange(Base):
    """One row that a batch made or changed, as JSON before (NULL where there was none) and after."""

    __tablename__ = "batch_changes"
    batch_key: Mapped[str] = mapped_column(ForeignKey("batches.key", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[Name]
    row_key: Mapped[LongText]
    before: Mapped[OptionalText]
    after: Mapped[OptionalText]


class Dispatch(Base):
    """One workbook that was written to be sent, and where it was put."""

    __tablename__ = "dispatches"
    key: Mapped[Key]
    kind: Mapped[Kind] = by_value(Kind)
    file_name: Mapped[LongText]
    folder: Mapped[LongText]
    sha256: Mapped[Digest]
    # The seal that its 校验码 is the beginning of; empty where a workbook has none.
    seal: Mapped[Name]
    unit_key: Mapped[Name]
    period: Mapped[Name]
    revision: Mapped[int]
    rows: Mapped[int]
    who: Mapped[Name]
    sent_at: Mapped[Moment]
    number: Mapped[Number]
    # The last line of the history that it can tell of: what came after is news to whom it went.
    history_id: Mapped[int]


class RefusedFile(Base):
    """One file that came in and was not taken, by what it said of itself, and why; its content is not kept."""

    __tablename__ = "refused_files"
    key: Mapped[Key]
    # What could not be read is of no kind.
    kind: Mapped[Kind | None] = by_value(Kind)
    state: Mapped[FileState] = by_value(FileState)
    file_name: Mapped[LongText]
    folder: Mapped[LongText]
    unit: Mapped[LongText]
    period: Mapped[LongText]
    revision: Mapped[int]
    rows: Mapped[int]
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]
    number: Mapped[Number]


class Change(Base):
    """One line of the history: when, who, from where, which field, old and new. Never altered, never deleted."""

    __tablename__ = "history"
    __table_args__ = (by_slot(),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    who: Mapped[Name]
    origin: Mapped[Origin] = by_value(Origin)
    table_name: Mapped[Name]
    row_key: Mapped[LongText] = mapped_column(index=True)
    field: Mapped[Name]
    old: Mapped[OptionalText]
    new: Mapped[OptionalText]
    # Of this line and of the digest before it, so that a line which is changed or gone breaks the chain.
    digest: Mapped[Digest]
    # That of the unit whose report it is about, of no unit's else; the digest does not speak of it.
    slot: Mapped[Slot] = mapped_column(server_default="0")
