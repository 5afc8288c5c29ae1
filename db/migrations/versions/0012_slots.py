"""What belongs to a unit of a plan has a slot, by which it can lie on many servers; the history's end is counted."""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import ColumnCollectionConstraint

from db.steps import Parts

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What hangs on a report.
_OF_REPORTS = ("entries", "node_entries", "evidence_files", "findings", "reviews", "decisions")
# Of which the slot is part of the key: its last, so that what is asked by report alone has its index still.
_KEYED = frozenset({"reports", "entries", "node_entries", "history"})
_UNIQUE = ("plan_key", "period", "unit_key", "revision", "slot")
_SLOTS, _PARTS = 1024, 6
# Which slot the rows of a table have, and what they are read with.
_FOUND = {
    "reports": ("p.slot", "JOIN unit_slots p ON p.plan_key = o.plan_key AND p.unit_key = o.unit_key"),
    "history": ("coalesce(p.slot, 0)", "LEFT JOIN line_slots p ON p.key = substr(o.row_key, 1, 32)"),
    **dict.fromkeys(_OF_REPORTS, ("p.slot", "JOIN reports p ON p.key = o.report_key")),
}


def upgrade() -> None:
    """Give every row its slot, and count the history."""
    many = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    op.add_column("ledger", sa.Column("lines", many, nullable=False, server_default="0"))
    op.execute("UPDATE ledger SET lines = coalesce((SELECT max(id) FROM history), 0)")
    _find_units()
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(("reports", *_OF_REPORTS))
        _find_lines("history")
        _add_to_history()
    else:
        _cut()
    op.execute("DROP TABLE unit_slots")
    op.execute("DROP TABLE line_slots")


def _slot_of(plan_key: str, unit_key: str) -> int:
    told = blake2b(f"{plan_key}/{unit_key}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return 1 + int.from_bytes(told, "little") % _SLOTS


def _find_units() -> None:
    """Put down which units have which slots."""
    places = op.create_table(
        "unit_slots",
        sa.Column("plan_key", sa.Text()),
        sa.Column("unit_key", sa.Text()),
        sa.Column("slot", sa.SmallInteger()),
        prefixes=["TEMPORARY"],
    )
    found = op.get_bind().exec_driver_sql("SELECT DISTINCT plan_key, unit_key FROM reports").all()
    op.bulk_insert(places, [{"plan_key": one, "unit_key": two, "slot": _slot_of(one, two)} for one, two in found])


def _find_lines(history: str) -> None:
    """Put down what lines of the history begin with that tell of a report, also of one that is gone."""
    places = op.create_table(
        "line_slots",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("slot", sa.SmallInteger()),
        prefixes=["TEMPORARY"],
    )
    found = dict(_told_of_reports(history))
    for name in ("reports", "evidence_files", "reviews", "decisions"):
        found |= {row.key: row.slot for row in op.get_bind().exec_driver_sql(f"SELECT key, slot FROM {name}")}
    op.bulk_insert(places, [{"key": key, "slot": slot} for key, slot in found.items()])


def _told_of_reports(history: str) -> Iterator[tuple[str, int]]:
    kept = f"SELECT row_key, coalesce(new, old) FROM {history} WHERE table_name = 'reports' AND field = '*'"
    for key, text in op.get_bind().exec_driver_sql(kept):
        row = json.loads(text)
        yield key, _slot_of(row["plan_key"], row["unit_key"])


def _rebuild(names: Sequence[str]) -> None:
    """Make tables of a file anew with slots in them, each row where it stood."""
    parts = Parts(op.get_bind().exec_driver_sql, "tables", names, op.get_context().opts["tell"])
    for name in names:
        there = _table(name)
        op.create_table(f"{name}_placed", *_columns(there), *_constraints(there))
        carried = _carried(there, f"{name}_placed", name, "rowid")
        for first, last in parts.of(name):
            op.execute(f"{carried} WHERE o.rowid BETWEEN {first} AND {last} ORDER BY o.rowid")
        op.drop_table(name)
        op.rename_table(f"{name}_placed", name)
        _index(there)


def _add_to_history() -> None:
    """Give the lines of a file's history slots, which are no part of what they are digested from."""
    connection = op.get_bind()
    op.execute("ALTER TABLE history ADD COLUMN slot SMALLINT NOT NULL DEFAULT '0'")
    guard = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'history_no_update'").scalar_one()
    op.execute("DROP TRIGGER history_no_update")
    op.execute("UPDATE history SET slot = p.slot FROM line_slots p WHERE p.key = substr(history.row_key, 1, 32)")
    op.execute(guard)


def _cut() -> None:
    """Make the tables of a server anew, four of them in partitions by slot."""
    order = ("reports", *_OF_REPORTS, "history")
    there = {name: _table(name) for name in order}
    for name in order:
        op.execute(f"CREATE TEMPORARY TABLE {name}_kept AS SELECT * FROM {name}")
    for name in reversed(order):
        op.execute(f"DROP TABLE {name} CASCADE")
    for name in order:
        cut: dict[str, Any] = {"postgresql_partition_by": "RANGE (slot)"} if name in _KEYED else {}
        op.create_table(name, *_columns(there[name]), *_constraints(there[name]), **cut)
        for part in range(0 if name == "history" else 1, _PARTS + 1) if cut else ():
            begin, end = 1 + (part - 1) * _SLOTS // _PARTS, 1 + part * _SLOTS // _PARTS
            bounds = f"FROM ({begin if part else 0}) TO ({end})"
            op.execute(f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES {bounds}")
        if name == "history":
            _find_lines("history_kept")
        op.execute(_carried(there[name], name, f"{name}_kept"))
        op.execute(f"DROP TABLE {name}_kept")
        _index(there[name])


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)


def _carried(there: sa.Table, to: str, source: str, number: str = "") -> str:
    """What puts the rows of a table where they are to be; in a file by their numbers."""
    slot, beside = _FOUND[there.name]
    names = [*([number] if number else []), *(f'"{column.name}"' for column in there.columns)]
    asked = ", ".join(f"o.{name}" for name in names)
    return f"INSERT INTO {to} ({', '.join(names)}, slot) SELECT {asked}, {slot} FROM {source} o {beside}"


def _index(there: sa.Table) -> None:
    for index in there.indexes:
        names = [column.name for column in index.columns]
        op.create_index(op.f(str(index.name)), there.name, names, unique=bool(index.unique))


def _columns(there: sa.Table) -> list[sa.Column[Any]]:
    """The columns of a table, and its slot."""
    kept = []
    for one in there.columns:
        # The lines of the history are counted by the ledger, and on a server no longer by a sequence.
        default = None if one.name == "id" else one.server_default
        kept.append(sa.Column(one.name, one.type, nullable=one.nullable, server_default=default, autoincrement=False))
    of_none = "0" if there.name == "history" else None
    return [*kept, sa.Column("slot", sa.SmallInteger(), nullable=False, server_default=of_none)]


def _constraints(there: sa.Table) -> list[sa.Constraint]:
    """The constraints of a table with the slot in its keys and in its link to a report."""
    found: list[sa.Constraint] = []
    # They stand in a table in the order in which they are made, and in every database in the same.
    for one in sorted(there.constraints, key=lambda one: str(one.name)):
        names = [column.name for column in one.columns] if isinstance(one, ColumnCollectionConstraint) else []
        if isinstance(one, sa.PrimaryKeyConstraint):
            keyed = [*names, "slot"] if there.name in _KEYED else names
            found.append(sa.PrimaryKeyConstraint(*keyed, name=op.f(f"pk_{there.name}")))
        elif isinstance(one, sa.UniqueConstraint):
            found.append(sa.UniqueConstraint(*_UNIQUE, name=op.f("uq_reports_plan_key_period_unit_key_revision_slot")))
        elif isinstance(one, sa.ForeignKeyConstraint) and names == ["report_key"]:
            link = op.f(f"fk_{there.name}_slot_report_key_reports")
            to = ["reports.slot", "reports.key"]
            found.append(sa.ForeignKeyConstraint(["slot", "report_key"], to, name=link, ondelete=one.ondelete))
        elif isinstance(one, sa.ForeignKeyConstraint):
            to = [element.target_fullname for element in one.elements]
            found.append(sa.ForeignKeyConstraint(names, to, name=op.f(str(one.name)), ondelete=one.ondelete))
        elif isinstance(one, sa.CheckConstraint):
            found.append(sa.CheckConstraint(one.sqltext, name=op.f(str(one.name))))
    return found
