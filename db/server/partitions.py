"""How the tables of a server are cut: by slot, so that what one unit says of a plan lies in one partition."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, ForeignKeyConstraint, PrimaryKeyConstraint, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import SchemaItem

from db.models import Base
from db.rows import SLOT
from db.slots import COUNT, NO_UNIT

# Enough for as many servers as divide it.
PARTS: Final = 6


def is_cut(table: Table) -> bool:
    """Whether a table has partitions on a server."""
    return table.dialect_options["postgresql"]["partition_by"] is not None


# Parents before what hangs on them.
CUT: Final = tuple(table for table in Base.metadata.sorted_tables if is_cut(table))
# What belongs to no unit has a partition of its own, which is always at headquarters.
_HISTORY: Final = "history"


def bounds(part: int) -> tuple[int, int]:
    """The first slot of a part, and the first of the next one; part 0 is that of no unit."""
    if part == 0:
        return NO_UNIT, NO_UNIT + 1
    return 1 + (part - 1) * COUNT // PARTS, 1 + part * COUNT // PARTS


def part_of(slot: int) -> int:
    """The part in which a slot lies."""
    return next(part for part in range(PARTS + 1) if slot < bounds(part)[1])


def parts(table: str) -> range:
    """The parts that a table has."""
    return range(0 if table == _HISTORY else 1, PARTS + 1)


def name_of(table: str, part: int) -> str:
    """What a partition is called."""
    return f"{table}_{part}"


def is_whole(one: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Whether something is of no table that another is cut into, and points to none; Alembic asks so."""
    if isinstance(one, ForeignKeyConstraint):
        return one.elements[0].target_fullname.partition(".")[0] not in _NAMES
    return kind != "table" or name not in _NAMES


_NAMES: Final = frozenset(name_of(table.name, part) for table in CUT for part in parts(table.name))


def make(connection: Connection) -> None:
    """Make every partition, on this server."""
    for statement in _statements():
        connection.exec_driver_sql(statement)


def _statements() -> Iterator[str]:
    for table in CUT:
        for part in parts(table.name):
            begin, end = bounds(part)
            made = name_of(table.name, part)
            yield f"CREATE TABLE {made} PARTITION OF {table.name} FOR VALUES FROM ({begin}) TO ({end})"


@compiles(PrimaryKeyConstraint, "postgresql")
def _with_slot(constraint: PrimaryKeyConstraint, compiler: Any, **words: Any) -> str:
    """A key of rows that are laid out by slot has the slot in it, also where a file's has not."""
    told: str = compiler.visit_primary_key_constraint(constraint, **words)
    if is_cut(constraint.table) and SLOT not in constraint.columns:
        return f"{told.removesuffix(')')}, {SLOT})"
    return told
