"""Taking a database from a file to a server, row by row, with its whole history."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, insert, literal, select, update

from db.address import Server
from db.models import Base
from db.server.store import ServerStore, create
from db.steps import Tell, nobody
from db.storage import Store

# Tells of pages and rows of a file.
_STAYS: Final = frozenset({"row_digests", "ledger"})
_LEDGER: Final = Base.metadata.tables["ledger"]
_COUNTED: Final = ("commits", "lines", "head", "plan_version")
_AT_ONCE: Final = 500


def move(store: Store, server: Server, tell: Tell = nobody) -> ServerStore:
    """A new database on a server with everything that a file holds; refused where one is there already.

    The file is left as it is. `tell` is told how far that is; where it stops that, the server has nothing of it.
    """
    with store.read() as source:
        ledger = source.execute(select(*(_LEDGER.c[name] for name in _COUNTED))).mappings().one()

        def fill(connection: Connection) -> None:
            copy_all(source, connection, tell)
            connection.execute(update(_LEDGER).values(ledger))
            tell("write", 0, 0)

        return create(server, fill)


def copy_all(source: Connection, target: Connection, tell: Tell) -> None:
    """Write every row of one database into another that has none."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in _STAYS]
    total = sum(source.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
    done = 0
    for table in tables:
        for count in _copied(table, source, target):
            done += count
            tell("rows", done, total)


def _copied(table: Table, source: Connection, target: Connection) -> Iterator[int]:
    """Write the rows of a table; how many at a time."""
    query = select(table)
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            query = _parents_first(table, column.name)
    found = source.execution_options(yield_per=_AT_ONCE).execute(query).mappings()
    for some in found.partitions():
        target.execute(insert(table), [dict(row) for row in some])
        yield len(some)


def _parents_first(table: Table, parent: str) -> Select[Any]:
    """Rows that belong to others of their table, after these."""
    key, top = table.c.key, table.c[parent].is_(None)
    tree = select(key, literal(0).label("depth")).where(top).cte("tree", recursive=True)
    tree = tree.union_all(select(key, tree.c.depth + 1).where(table.c[parent] == tree.c.key))
    return select(table).join(tree, tree.c.key == key).order_by(tree.c.depth)
