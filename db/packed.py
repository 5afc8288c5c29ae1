"""What reports say in figures and states, as a server packs it where the rows lie: a row for a report, and no texts."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, SmallInteger, String, case, func, literal, select, type_coerce
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.types import NullType

from db.parts import entries_of, together
from db.slots import Placed


class Packed(NamedTuple):
    """What a report says, its targets in the order of their keys, which `shape` is a digest of."""

    report_key: str
    shape: str
    values: Sequence[int]
    states: Sequence[int]
    words: Sequence[int]


def packed(
    connection: Connection, reports: Collection[Placed], codes: Sequence[tuple[str, int]], given: int, nothing: int
) -> Iterator[Packed]:
    """These reports, those that say anything; `codes` are of statuses, `given` and `nothing` as `db.told` has them."""
    asked = [
        select(*_columns(rows, codes, given, nothing)).where(within).group_by(rows.c.report_key)
        for rows, within in entries_of(connection, reports)
    ]
    if asked:
        yield from map(Packed._make, connection.execute(together(asked)))


def targets_of(connection: Connection, reports: Collection[Placed]) -> dict[str, list[str]]:
    """The targets of reports in the order of their keys."""
    found: dict[str, list[str]] = {}
    for rows, within in entries_of(connection, reports):
        query = select(rows.c.report_key, rows.c.target_key).where(within)
        for report, target in connection.execute(query.order_by(rows.c.report_key, rows.c.target_key)):
            found.setdefault(report, []).append(target)
    return found


def shape(rows: Any) -> Any:
    """A digest of the targets of some rows, by which those of the same targets are known."""
    return func.md5(func.string_agg(rows.c.target_key, aggregate_order_by(literal(","), rows.c.target_key)))


def _columns(rows: Any, codes: Sequence[tuple[str, int]], given: int, nothing: int) -> Iterator[Any]:
    status, value, told = type_coerce(rows.c.status, String), rows.c.value, func.btrim(rows.c.narrative, _blanks())
    said = (status.is_(None), value.is_(None), rows.c.increment.is_(None), rows.c.narrative == "")
    state = case(
        (said[0] & said[1] & said[2] & said[3], literal(0, SmallInteger)),
        *((status == name, literal(code | given, SmallInteger)) for name, code in codes),
        else_=literal(given, SmallInteger),
    )
    word = case((told == "", literal(0, BigInteger)), else_=func.hashtextextended(told, literal(0, BigInteger)))
    figure = case((value.is_(None), literal(nothing, BigInteger)), else_=value)
    yield rows.c.report_key
    yield shape(rows)
    for one in (figure, state, word):
        yield func.array_agg(aggregate_order_by(one, rows.c.target_key), type_=NullType())


@cache
def _blanks() -> str:
    """What `str.strip` takes away, and a server only where it is told."""
    return "".join(one for one in map(chr, range(0x3001)) if one.isspace())
