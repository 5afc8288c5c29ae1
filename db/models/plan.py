"""What is asked: units, the year's plan, its targets, who has them and by when."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    Base,
    Day,
    Figure,
    Key,
    LongText,
    Name,
    OptionalDay,
    OptionalFigure,
    PeriodCode,
    by_value,
)
from db.vocabulary import (
    Accumulation,
    Basis,
    Comparator,
    Consolidation,
    Lamp,
    Measure,
    PeriodState,
    Role,
    ScheduleKind,
)


class Unit(Base):
    """Headquarters, a department or a section: each below the one it reports to."""

    __tablename__ = "units"
    key: Mapped[Key]
    parent_key: Mapped[str | None] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), index=True)
    name: Mapped[Name] = mapped_column(unique=True)
    position: Mapped[int]


class LampPolicy(Base):
    """A named table of thresholds, with the public source it follows."""

    __tablename__ = "lamp_policies"
    key: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    source: Mapped[LongText]


class LampThreshold(Base):
    """One line of a lamp policy: the lamp that is lit while the measured distance stays within the bound."""

    __tablename__ = "lamp_thresholds"
    policy_key: Mapped[str] = mapped_column(ForeignKey("lamp_policies.key", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    lamp: Mapped[Lamp] = by_value(Lamp)
    basis: Mapped[Basis] = by_value(Basis)
    bound: Mapped[OptionalFigure]


class Plan(Base):
    """One year's set of targets."""

    __tablename__ = "plans"
    key: Mapped[Key]
    owner_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), index=True)
    lamp_policy_key: Mapped[str] = mapped_column(ForeignKey("lamp_policies.key", ondelete="RESTRICT"), index=True)
    year: Mapped[int]
    title: Mapped[Name]
    note: Mapped[LongText]


class Period(Base):
    """A month or quarter of a plan, with its due date."""

    __tablename__ = "periods"
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="CASCADE"), primary_key=True)
    code: Mapped[PeriodCode] = mapped_column(primary_key=True)
    due_on: Mapped[Day]
    state: Mapped[PeriodState] = by_value(PeriodState)


class Area(Base):
    """A chapter of the plan."""

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("plan_key", "name"),)
    key: Mapped[Key]
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="CASCADE"))
    name: Mapped[Name]
    position: Mapped[int]


class Target(Base):
    """One line of the plan: what is to be reached by the year's end."""

    __tablename__ = "targets"
    __table_args__ = (UniqueConstraint("plan_key", "code"),)
    key: Mapped[Key]
    plan_key: Mapped[str] = mapped_column(ForeignKey("plans.key", ondelete="CASCADE"))
    area_key: Mapped[str] = mapped_column(ForeignKey("areas.key", ondelete="RESTRICT"), index=True)
    lamp_policy_key: Mapped[str | None] = mapped_column(
        ForeignKey("lamp_policies.key", ondelete="RESTRICT"), index=True
    )
    code: Mapped[Name]
    title: Mapped[LongText]
    measure: Mapped[Measure] = by_value(Measure)
    comparator: Mapped[Comparator] = by_value(Comparator)
    accumulation: Mapped[Accumulation] = by_value(Accumulation)
    schedule: Mapped[ScheduleKind] = by_value(ScheduleKind)
    consolidation: Mapped[Consolidation] = by_value(Consolidation)
    target: Mapped[OptionalFigure]
    tolerance: Mapped[Figure]
    unit: Mapped[Name]
    decimals: Mapped[int]
    note: Mapped[LongText]
    position: Mapped[int]


class Initials(Base):
    """The pinyin initials of a target, and the title that they were made from; made anew where they are missing."""

    __tablename__ = "initials"
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), primary_key=True)
    title: Mapped[LongText]
    initials: Mapped[LongText]


class Schedule(Base):
    """What share of a target should be reached by the end of a period, where the target has a table of its own."""

    __tablename__ = "schedules"
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), primary_key=True)
    period: Mapped[PeriodCode] = mapped_column(primary_key=True)
    share: Mapped[Figure]


class Node(Base):
    """A milestone of a target."""

    __tablename__ = "nodes"
    key: Mapped[Key]
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), index=True)
    title: Mapped[LongText]
    begins_on: Mapped[OptionalDay]
    due_on: Mapped[Day]
    position: Mapped[int]


class Assignment(Base):
    """A target given to a unit, as lead or support, perhaps with its share of the figure."""

    __tablename__ = "assignments"
    target_key: Mapped[str] = mapped_column(ForeignKey("targets.key", ondelete="CASCADE"), primary_key=True)
    unit_key: Mapped[str] = mapped_column(ForeignKey("units.key", ondelete="RESTRICT"), primary_key=True, index=True)
    role: Mapped[Role] = by_value(Role)
    share: Mapped[OptionalFigure]
