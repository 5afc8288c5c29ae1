"""What the units' figures come to, target by target: sums of the sums of each partition, wherever it lies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Integer, Select, func, literal, select

from db.parts import entries_of, on_server, together
from db.slots import Placed

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


NONE: Final = Total(0, None, None, None)


def totals(
    connection: Connection, reports: Collection[Placed], targets: Collection[str] | None = None
) -> dict[str, Total]:
    """What these reports come to, by target (None: all); each server adds up what lies with it, and sends no more."""
    sums = [_sums(rows).where(within) for rows, within in entries_of(connection, reports, targets)]
    if not sums:
        return {}
    part = together(sums).subquery()
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


def _sums(rows: Any) -> Select[Any]:
    """The sums of one partition."""
    value = rows.c.value
    return select(
        rows.c.target_key,
        func.count(value).label("count"),
        func.sum(value.bitwise_rshift(_SHIFT)).label("high"),
        func.sum(value.bitwise_and(_LOW)).label("low"),
        func.min(value).label("least"),
        func.max(value).label("greatest"),
    ).group_by(rows.c.target_key)


def shapes(connection: Connection, reports: Collection[Placed], targets: Collection[str]) -> Mapping[str, str] | None:
    """By report, a digest of those of these targets of which it gives a figure: of their keys in order, with commas.

    It is worked out where the rows lie; in a file, where the rows are at hand, it is not: None.
    """
    if not on_server(connection):
        return {} if not targets else None
    from db.packed import shape

    asked = [
        select(rows.c.report_key, shape(rows)).where(within, rows.c.value.is_not(None)).group_by(rows.c.report_key)
        for rows, within in entries_of(connection, reports, targets)
    ]
    return dict(connection.execute(together(asked)).all()) if asked else {}


def figures(connection: Connection, reports: Collection[Placed]) -> dict[str, dict[str, int]]:
    """What each of these reports gives, by report and target."""
    found: dict[str, dict[str, int]] = {report.key: {} for report in reports}
    asked = [
        select(rows.c.report_key, rows.c.target_key, rows.c.value).where(within, rows.c.value.is_not(None))
        for rows, within in entries_of(connection, reports)
    ]
    for report, target, value in connection.execute(together(asked)) if asked else ():
        found[report][target] = value
    return found
