"""What the units' figures come to, target by target: sums of the sums of each partition, wherever it lies."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Integer, Select, Table, func, literal, select, table, union_all
from sqlalchemy import column as named

from db import slots
from db.models import Base
from db.server import partitions
from db.slots import Placed

_ENTRIES: Final = Base.metadata.tables["entries"]
# A sum of whole figures may be more than a database counts to; those of their halves are not.
_LOW: Final = literal(0xFFFFFFFF, BigInteger)
_HALF: Final = 32
_SHIFT: Final = literal(_HALF, Integer)


@dataclass(frozen=True, slots=True)
class Total:
    """What reports say of one target: how many give a figure, what these come to, the least and the greatest of them.

    Figures are scaled; they are None where none is given.
    """

    count: int
    total: int | None
    least: int | None
    greatest: int | None


def totals(connection: Connection, reports: Collection[Placed]) -> dict[str, Total]:
    """What these reports come to, by target; each server adds up what lies with it, and sends no more than that."""
    sums = [_sums(part, within) for part, within in _parts(connection, reports)]
    if not sums:
        return {}
    part = union_all(*sums).subquery()
    whole = select(
        part.c.target_key,
        func.sum(part.c.count),
        func.sum(part.c.high),
        func.sum(part.c.low),
        func.min(part.c.least),
        func.max(part.c.greatest),
    ).group_by(part.c.target_key)
    return {
        target: Total(int(count), (int(high) << _HALF) + int(low) if count else None, least, greatest)
        for target, count, high, low, least, greatest in connection.execute(whole)
    }


def _parts(connection: Connection, reports: Collection[Placed]) -> Iterator[tuple[Any, Collection[Placed]]]:
    """The tables in which entries of these reports lie, and which of them lie there: in a file one, on a server more.

    A server adds up what lies elsewhere where it lies if it is asked by partition; asked for the whole it sends rows.
    """
    if connection.dialect.name != "postgresql":
        if reports:
            yield _ENTRIES, reports
        return
    lying: dict[int, list[Placed]] = {}
    for report in reports:
        lying.setdefault(partitions.part_of(report.slot), []).append(report)
    for part, within in sorted(lying.items()):
        yield _named(partitions.name_of(_ENTRIES.name, part)), within


def _named(name: str) -> Any:
    return table(name, *(named(one, _ENTRIES.c[one].type) for one in ("slot", "report_key", "target_key", "value")))


def _sums(rows: Table, reports: Collection[Placed]) -> Select[Any]:
    """The sums of one partition."""
    value = rows.c.value
    return (
        select(
            rows.c.target_key,
            func.count(value).label("count"),
            func.sum(value.bitwise_rshift(_SHIFT)).label("high"),
            func.sum(value.bitwise_and(_LOW)).label("low"),
            func.min(value).label("least"),
            func.max(value).label("greatest"),
        )
        .where(rows.c.slot.in_(slots.of_reports(reports)), rows.c.report_key.in_([one.key for one in reports]))
        .group_by(rows.c.target_key)
    )
