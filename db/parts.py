"""Which tables are asked for what reports say: in a file one, on a server each partition by itself.

Asked for the whole, a server has every row sent by those on which they lie; asked by partition, each of these works
out what is asked for where the rows lie, and all of them at once.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ARRAY, ColumnElement, Connection, Select, and_, any_, literal, table, union_all
from sqlalchemy import column as named

from db import slots
from db.models import Base
from db.server import partitions
from db.slots import Placed

_ENTRIES: Final = Base.metadata.tables["entries"]


def entries_of(
    connection: Connection, reports: Collection[Placed], targets: Collection[str] | None = None
) -> Iterator[tuple[Any, ColumnElement[bool]]]:
    """The tables in which entries of these reports (of these targets) lie, and what says of a row that it is one."""
    if targets is not None and not targets:
        return
    if not on_server(connection):
        if reports:
            yield _ENTRIES, _within(_ENTRIES, reports, targets)
        return
    lying: dict[int, list[Placed]] = {}
    for report in reports:
        lying.setdefault(partitions.part_of(report.slot), []).append(report)
    for part, within in sorted(lying.items()):
        rows = table(
            partitions.name_of(_ENTRIES.name, part), *(named(column.name, column.type) for column in _ENTRIES.columns)
        )
        yield rows, _within_part(rows, within, targets)


def on_server(connection: Connection) -> bool:
    """Whether a server is asked, which may have others to ask."""
    return connection.dialect.name == "postgresql"


def together(asked: Collection[Select[Any]]) -> Any:
    """What several partitions say, as one query."""
    return union_all(*asked)


def _within(rows: Any, reports: Collection[Placed], targets: Collection[str] | None) -> ColumnElement[bool]:
    named = and_(rows.c.slot.in_(slots.of_reports(reports)), rows.c.report_key.in_([one.key for one in reports]))
    return named if targets is None else and_(named, rows.c.target_key.in_(targets))


def _within_part(rows: Any, reports: Collection[Placed], targets: Collection[str] | None) -> ColumnElement[bool]:
    """The same in one parameter for each: of single ones a server takes no more than 65,535."""
    named = and_(_one_of(rows.c.slot, slots.of_reports(reports)), _one_of(rows.c.report_key, [r.key for r in reports]))
    return named if targets is None else and_(named, _one_of(rows.c.target_key, list(targets)))


def _one_of(column: ColumnElement[Any], values: Sequence[object]) -> ColumnElement[bool]:
    return column == any_(literal(values, ARRAY(column.type)))
