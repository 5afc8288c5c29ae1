"""Rows into tables in bulk: the statement is made once, and only what a column has to convert is converted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Dialect, insert

from db.rows import Row, table

# A table is written with few sets of columns.
_MANY: Final = 512


@dataclass(frozen=True, slots=True)
class _Insert:
    """A statement, the columns whose values it takes in this order, and what converts some of them."""

    text: str
    columns: tuple[str, ...]
    by_place: bool
    pick: Callable[[Row], tuple[Any, ...]]
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, row: Row) -> tuple[Any, ...]:
        """The values of a row as the database takes them."""
        if not self.converters:
            return self.pick(row)
        values = list(self.pick(row))
        for place, convert in self.converters:
            values[place] = convert(values[place])
        return tuple(values)


def put(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    """Write new rows, all with the same columns."""
    if not rows:
        return
    made = _insert(name, tuple(rows[0]), connection.dialect)
    found = [made.values(row) for row in rows]
    if made.by_place:
        connection.exec_driver_sql(made.text, found)
    else:
        connection.exec_driver_sql(made.text, [dict(zip(made.columns, row, strict=True)) for row in found])


@lru_cache(_MANY)
def _insert(name: str, columns: tuple[str, ...], dialect: Dialect) -> _Insert:
    target = table(name)
    compiled = insert(target).compile(dialect=dialect, column_keys=list(columns))
    order = tuple(compiled.positiontup or columns) if compiled.positional else columns
    kinds = (target.columns[column].type.dialect_impl(dialect).bind_processor(dialect) for column in order)
    converters = tuple((place, convert) for place, convert in enumerate(kinds) if convert is not None)
    pick = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
    return _Insert(str(compiled), order, compiled.positional, pick, converters)
