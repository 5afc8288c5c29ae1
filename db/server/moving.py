"""Taking a database from a file to a server, row by row, with its whole history."""

from typing import Any, Final

from sqlalchemy import Connection, Select, Table, insert, literal, select, update

from db.address import Server
from db.models import Base
from db.server.store import ServerStore, create
from db.storage import Store

# Tells of pages and rows of a file.
_STAYS: Final = frozenset({"row_digests", "ledger"})
_LEDGER: Final = Base.metadata.tables["ledger"]
_COUNTED: Final = ("commits", "lines", "head", "plan_version")
_AT_ONCE: Final = 500


def move(store: Store, server: Server) -> ServerStore:
    """A new database on a server with everything that a file holds; refused where one is there already.

    The file is left as it is.
    """
    with store.read() as source:
        ledger = source.execute(select(*(_LEDGER.c[name] for name in _COUNTED))).mappings().one()

        def fill(connection: Connection) -> None:
            copy_all(source, connection)
            connection.execute(update(_LEDGER).values(ledger))

        return create(server, fill)


def copy_all(source: Connection, target: Connection) -> None:
    """Write every row of one database into another that has none."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _STAYS:
            _copy(table, source, target)


def _copy(table: Table, source: Connection, target: Connection) -> None:
    query = select(table)
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            query = _parents_first(table, column.name)
    found = source.execution_options(yield_per=_AT_ONCE).execute(query).mappings()
    for some in found.partitions():
        target.execute(insert(table), [dict(row) for row in some])


def _parents_first(table: Table, parent: str) -> Select[Any]:
    """Rows that belong to others of their table, after these."""
    key, top = table.c.key, table.c[parent].is_(None)
    tree = select(key, literal(0).label("depth")).where(top).cte("tree", recursive=True)
    tree = tree.union_all(select(key, tree.c.depth + 1).where(table.c[parent] == tree.c.key))
    return select(table).join(tree, tree.c.key == key).order_by(tree.c.depth)
