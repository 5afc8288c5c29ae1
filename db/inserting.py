"""Rows into tables in bulk: the statement is made once, and only what a column has to convert is converted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, repeat
from operator import itemgetter
from typing import Any, Final, Self

from sqlalchemy import Connection, Dialect, insert

from db.digests import BY, Digester
from db.rows import Row, table

# A table is written with few sets of columns.
_MANY: Final = 512
# Of so few rows each may be given its digest by itself.
_FEW: Final = 64
_DIGESTS: Final = "row_digests"
_DIGEST: Final = ("table_name", "row_id", "digest")
# So many rows in one statement are written in two thirds of the time; of more, none is gained.
_AT_ONCE: Final = 16
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Many rows of a table by their values, which are those of these columns; quickest in the table's own order."""

    columns: tuple[str, ...]
    values: Sequence[Values]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Self:
        """Rows that all have the same columns."""
        columns = tuple(rows[0]) if rows else ()
        return cls(columns, [*map(_picker(columns), rows)])


@dataclass(frozen=True, slots=True)
class _Insert:
    """A statement, the columns whose values it takes in this order, and what converts some of them."""

    text: str
    # The same for `_AT_ONCE` rows.
    long: str
    columns: tuple[str, ...]
    by_place: bool
    # What puts the values of a row into that order; None where they are in it.
    order: Callable[[Values], Values] | None
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]

    def all(self, rows: Sequence[Values]) -> Sequence[Values]:
        """The values of rows as the database takes them."""
        ordered = rows if self.order is None else [*map(self.order, rows)]
        if not self.converters:
            return ordered
        columns: list[Sequence[Any]] = [*zip(*ordered, strict=True)]
        for place, convert in self.converters:
            # Of many rows the most say the same in such a column.
            made = {value: convert(value) for value in {*columns[place]}}
            columns[place] = [made[value] for value in columns[place]]
        return [*zip(*columns, strict=True)]


def put(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    """Write new rows, all with the same columns."""
    put_lines(connection, name, Lines.of(rows))


def put_lines(connection: Connection, name: str, lines: Lines) -> None:
    """Write new rows."""
    if not lines.values:
        return
    made = _insert(name, lines.columns, connection.dialect)
    found = made.all(lines.values)
    digester: Digester | None = connection.info.get(BY) if len(found) > _FEW else None
    digests = digester.of_all(name, made.columns, found) if digester is not None else None
    if digester is None or digests is None:
        _write(connection, made, found)
        return
    with digester.aside(connection.exec_driver_sql, name) as first:
        _write(connection, made, found)
    given = [*zip(repeat(name), count(first), digests, strict=False)]
    _write(connection, _insert(_DIGESTS, _DIGEST, connection.dialect), given)


def _write(connection: Connection, made: _Insert, rows: Sequence[Values]) -> None:
    if not made.by_place:
        connection.exec_driver_sql(made.text, [dict(zip(made.columns, row, strict=True)) for row in rows])
        return
    whole = len(rows) - len(rows) % _AT_ONCE
    if whole:
        starts = range(0, whole, _AT_ONCE)
        long = [tuple(chain.from_iterable(rows[start : start + _AT_ONCE])) for start in starts]
        connection.exec_driver_sql(made.long, long)
    if whole < len(rows):
        connection.exec_driver_sql(made.text, rows[whole:])


def _picker(keys: Sequence[Any]) -> Callable[[Any], Values]:
    """What picks these keys, in their order; of one alone `itemgetter` would pick no tuple."""
    return itemgetter(*keys) if len(keys) > 1 else lambda row: (row[keys[0]],)


@lru_cache(_MANY)
def _insert(name: str, columns: tuple[str, ...], dialect: Dialect) -> _Insert:
    target = table(name)
    # A row that another program deleted has left its digest.
    new = insert(target).prefix_with("OR REPLACE") if name == _DIGESTS else insert(target)
    compiled = new.compile(dialect=dialect, column_keys=list(columns))
    order = tuple(compiled.positiontup or columns) if compiled.positional else columns
    kinds = (target.columns[column].type.dialect_impl(dialect).bind_processor(dialect) for column in order)
    converters = tuple((place, convert) for place, convert in enumerate(kinds) if convert is not None)
    reorder = None if order == columns else _picker([columns.index(column) for column in order])
    text = str(compiled)
    # For each row once more what stands last in it: a place for each column.
    one = text.rpartition("VALUES ")[2]
    long = ", ".join([text, *repeat(one, _AT_ONCE - 1)])
    return _Insert(text, long, order, compiled.positional, reorder, converters)
