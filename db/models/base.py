"""Column types that every table shares."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column


def _short(length: int) -> String:
    """A text that is usually short; SQLite holds longer ones as well, and so does a server then."""
    return String(length).with_variant(Text(), "postgresql")


# A row that travels between computers is named by a UUID, as 32 hexadecimal digits.
Key = Annotated[str, mapped_column(_short(32), primary_key=True)]
Name = Annotated[str, mapped_column(_short(200))]
LongText = Annotated[str, mapped_column(Text)]
OptionalText = Annotated[str | None, mapped_column(Text)]
# In which order rows came to be (db.numbers), also among those of other tables.
Number = Annotated[int, mapped_column(index=True, unique=True)]
PeriodCode = Annotated[str, mapped_column(_short(7))]
# A scaled integer: six decimals of the target's own unit (db.figures).
Figure = Annotated[int, mapped_column(BigInteger)]
OptionalFigure = Annotated[int | None, mapped_column(BigInteger)]
Digest = Annotated[str, mapped_column(_short(64))]
# Where what a unit says of a plan lies (db.slots).
Slot = Annotated[int, mapped_column(SmallInteger)]
# Where it is part of the key: the last, so that what is asked by report alone has its index.
KeySlot = Annotated[int, mapped_column(SmallInteger, primary_key=True, autoincrement=False)]
ReportKey = Annotated[str, mapped_column(_short(32))]
Day = Annotated[date, mapped_column(Date)]
OptionalDay = Annotated[date | None, mapped_column(Date)]
Bytes = Annotated[bytes, mapped_column(LargeBinary)]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without an offset, read back aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the column: UTC, without saying so."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the column: UTC, and saying so."""
        return None if value is None else value.replace(tzinfo=UTC)


Moment = Annotated[datetime, mapped_column(UtcDateTime)]
OptionalMoment = Annotated[datetime | None, mapped_column(UtcDateTime)]


def by_value(words: type[StrEnum]) -> Any:
    """A column of an enum, stored by value and checked by the database."""
    return mapped_column(
        Enum(
            words,
            native_enum=False,
            create_constraint=True,
            validate_strings=True,
            length=20,
            name=words.__name__.lower(),
            values_callable=lambda members: [member.value for member in members],
        )
    )


def by_slot() -> dict[str, str]:
    """What a table is declared with whose rows a server may lay out by their slots."""
    return {"postgresql_partition_by": "RANGE (slot)"}


def of_report(ondelete: str) -> ForeignKeyConstraint:
    """The link of what hangs on a report, and lies where the report lies."""
    return ForeignKeyConstraint(["slot", "report_key"], ["reports.slot", "reports.key"], ondelete=ondelete)


class Base(DeclarativeBase):
    """The tables of one database."""

    # SQLite's whole numbers have 64 bits, however they are declared.
    type_annotation_map = {int: Integer().with_variant(BigInteger(), "postgresql")}  # noqa: RUF012 - as SQLAlchemy has it

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
