"""What headquarters alone keeps: who decides, what was decided, and how the plan changed during the year.

Nothing of this travels in a workbook, so that the rows which do stay the same from one version to the next.
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Figure,
    Key,
    LongText,
    Moment,
    Name,
    Number,
    OptionalMoment,
    PeriodCode,
    ReportKey,
    Slot,
    by_value,
    of_report,
)
from db.vocabulary import Verdict


class Officer(Base):
    """Who may decide at headquarters; `digest` is empty where no password is asked for."""

    __tablename__ = "officers"
    key: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    salt: Mapped[Name]
    digest: Mapped[Name]
    made_at: Mapped[Moment]
    retired_at: Mapped[OptionalMoment]
    number: Mapped[Number]


class Decision(Base):
    """What an officer decided of a report, or of one target in it; the newest stands."""

    __tablename__ = "decisions"
    __table_args__ = (of_report("RESTRICT"),)
    key: Mapped[Key]
    report_key: Mapped[ReportKey] = mapped_column(index=True)
    # NULL: of the whole report.
    target_key: Mapped[str | None] = mapped_column(ForeignKey("targets.key", ondelete="RESTRICT"), index=True)
    verdict: Mapped[Verdict] = by_value(Verdict)
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]
    number: Mapped[Number]
    slot: Mapped[Slot]


class Resolution(Base):
    """How a person settled one thing that held a file back: what it was, the three values, and what was chosen."""

    __tablename__ = "resolutions"
    batch_key: Mapped[str] = mapped_column(ForeignKey("batches.key", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[Name]
    target_key: Mapped[Name]
    field: Mapped[Name]
    issued: Mapped[LongText]
    ours: Mapped[LongText]
    theirs: Mapped[LongText]
    chosen: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]


class Recognition(Base):
    """What a person confirmed once of a unit's files: which column a header, which target a title means."""

    __tablename__ = "recognitions"
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="CASCADE"), primary_key=True)
    # The finding that asked.
    code: Mapped[Name] = mapped_column(primary_key=True)
    seen: Mapped[LongText] = mapped_column(primary_key=True)
    # The key of a column or of a target.
    meaning: Mapped[Name]
    who: Mapped[Name]
    at: Mapped[Moment]


class Revision(Base):
    """A target as it was (JSON) before it was changed in mid-year: what is said of earlier periods goes by that."""

    __tablename__ = "target_revisions"
    key: Mapped[Key]
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), index=True)
    # The first period that goes by the new definition.
    since: Mapped[PeriodCode]
    before: Mapped[LongText]
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]
    number: Mapped[Number]


class Withdrawal(Base):
    """A target that is no longer asked for from a period on."""

    __tablename__ = "withdrawals"
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), primary_key=True)
    since: Mapped[PeriodCode]
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]


class Weight(Base):
    """How much a target weighs beside the others; one that has no row weighs 1."""

    __tablename__ = "weights"
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), primary_key=True)
    weight: Mapped[Figure]


class Contact(Base):
    """Whom to call at a unit."""

    __tablename__ = "contacts"
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="CASCADE"), primary_key=True)
    person: Mapped[Name]
    phone: Mapped[Name]
    mail: Mapped[Name]


class Merger(Base):
    """A unit that another one took over, with its targets and its past."""

    __tablename__ = "mergers"
    __table_args__ = (CheckConstraint("unit_key <> into_key", name="not_into_itself"),)
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), primary_key=True)
    into_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), index=True)
    since: Mapped[PeriodCode]
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]


class Reopening(Base):
    """A closed period that takes reports again from one unit, or on one target, until it is closed again."""

    __tablename__ = "reopenings"
    key: Mapped[Key]
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="CASCADE"), index=True)
    period: Mapped[PeriodCode]
    # NULL: every unit, every target.
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("units.key", ondelete="CASCADE"), index=True)
    target_key: Mapped[str | None] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), index=True)
    reason: Mapped[LongText]
    who: Mapped[Name]
    at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]
    number: Mapped[Number]
