"""What is answered: reports, their entries, what the checks said and what headquarters said."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Digest,
    Key,
    KeySlot,
    LongText,
    Moment,
    Name,
    Number,
    OptionalDay,
    OptionalFigure,
    OptionalMoment,
    PeriodCode,
    ReportKey,
    Slot,
    by_slot,
    by_value,
    of_report,
)
from db.vocabulary import ReportState, Status


class Report(Base):
    """All of a unit's entries for a period, at one revision; never altered once exported or received."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("plan_key", "period", "unit_key", "revision", "slot"), by_slot())
    key: Mapped[Key]
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="RESTRICT"))
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), index=True)
    period: Mapped[PeriodCode]
    revision: Mapped[int]
    state: Mapped[ReportState] = by_value(ReportState)
    filled_by: Mapped[Name]
    checked_by: Mapped[Name]
    phone: Mapped[Name]
    # The seal of what the unit wrote; empty while a draft.
    seal: Mapped[Name]
    created_at: Mapped[Moment]
    sealed_at: Mapped[OptionalMoment]
    slot: Mapped[KeySlot]


class Entry(Base):
    """What one unit says of one target in one report; a figure not given is NULL."""

    __tablename__ = "entries"
    __table_args__ = (of_report("CASCADE"), by_slot())
    report_key: Mapped[ReportKey] = mapped_column(primary_key=True)
    # Not indexed by itself: entries are asked for by report, in bulk, and targets are hardly ever deleted.
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="RESTRICT"), primary_key=True)
    increment: Mapped[OptionalFigure]
    value: Mapped[OptionalFigure]
    # What was typed where it is not how the figure is shown again, or where it could not be read as one.
    increment_typed: Mapped[LongText]
    value_typed: Mapped[LongText]
    status: Mapped[Status | None] = by_value(Status)
    narrative: Mapped[LongText]
    problems: Mapped[LongText]
    next_steps: Mapped[LongText]
    explanation: Mapped[LongText]
    evidence: Mapped[LongText]
    reply: Mapped[LongText]
    slot: Mapped[KeySlot]


class EvidenceFile(Base):
    """A file attached to an entry; its bytes lie beside the database, under their digest."""

    __tablename__ = "evidence_files"
    __table_args__ = (of_report("CASCADE"),)
    key: Mapped[Key]
    report_key: Mapped[ReportKey] = mapped_column(index=True)
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="RESTRICT"), index=True)
    name: Mapped[LongText]
    size: Mapped[int]
    sha256: Mapped[Digest]
    added_at: Mapped[Moment]
    number: Mapped[Number]
    slot: Mapped[Slot]


class NodeEntry(Base):
    """What a report says of one milestone node."""

    __tablename__ = "node_entries"
    __table_args__ = (of_report("CASCADE"), by_slot())
    report_key: Mapped[ReportKey] = mapped_column(primary_key=True)
    node_key: Mapped[str] = mapped_column(ForeignKey("nodes.key", ondelete="RESTRICT"), primary_key=True, index=True)
    done_on: Mapped[OptionalDay]
    note: Mapped[LongText]
    slot: Mapped[KeySlot]


class Findings(Base):
    """What the checks said of a report when it was exported or received: a row for a report in which they found any."""

    __tablename__ = "findings"
    __table_args__ = (of_report("CASCADE"),)
    report_key: Mapped[ReportKey] = mapped_column(primary_key=True)
    # How many wanted an explanation: all that is ever asked of many reports at once.
    queries: Mapped[int]
    # A JSON list of lists: severity, code, field, message, target, sheet, cell, what that shows. A message is the code
    # of a sentence with its values; before schema 0015 it was its text.
    told: Mapped[LongText]
    slot: Mapped[Slot]


class Review(Base):
    """Headquarters' comment on one field of one entry, and the figure it settles on beside the reported one."""

    __tablename__ = "reviews"
    __table_args__ = (of_report("RESTRICT"),)
    key: Mapped[Key]
    report_key: Mapped[ReportKey] = mapped_column(index=True)
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="RESTRICT"), index=True)
    field: Mapped[Name]
    comment: Mapped[LongText]
    verified: Mapped[OptionalFigure]
    who: Mapped[Name]
    at: Mapped[Moment]
    number: Mapped[Number]
    slot: Mapped[Slot]
