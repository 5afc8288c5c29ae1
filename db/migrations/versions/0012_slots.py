"""What belongs to a unit of a plan has a slot, by which it can lie on many servers; the history's end is counted."""

from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import ColumnCollectionConstraint

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What hangs on a report.
_OF_REPORTS = ("entries", "node_entries", "evidence_files", "findings", "reviews", "decisions")
# Of which the slot is part of the key: its last, so that what is asked by report alone has its index still.
_KEYED = frozenset({"reports", "entries", "node_entries"})
_UNIQUE = ("plan_key", "period", "unit_key", "revision", "slot")
# What is told of a report that is gone is found by the plan and the unit that the history kept of it.
_PLACES = """
CREATE TEMP TABLE places AS
SELECT key, slot FROM reports UNION SELECT key, slot FROM evidence_files
UNION SELECT key, slot FROM reviews UNION SELECT key, slot FROM decisions
UNION SELECT row_key, slot_of(json_extract(kept, '$.plan_key'), json_extract(kept, '$.unit_key')) FROM
(SELECT row_key, coalesce(new, old) AS kept FROM history WHERE table_name = 'reports' AND field = '*')
"""


def upgrade() -> None:
    """Give every row its slot, and count the history."""
    raw: Any = op.get_bind().connection.dbapi_connection
    raw.create_function("slot_of", 2, _slot_of, deterministic=True)
    _rebuild("reports", "slot_of(plan_key, unit_key)", "reports AS o")
    for name in _OF_REPORTS:
        _rebuild(name, "r.slot", f"{name} AS o JOIN reports AS r ON r.key = o.report_key")
    op.execute("ALTER TABLE history ADD COLUMN slot SMALLINT NOT NULL DEFAULT '0'")
    _place_history()
    op.execute("ALTER TABLE ledger ADD COLUMN lines INTEGER NOT NULL DEFAULT '0'")
    op.execute("UPDATE ledger SET lines = coalesce((SELECT max(id) FROM history), 0)")


def _slot_of(plan_key: str, unit_key: str) -> int:
    told = blake2b(f"{plan_key}/{unit_key}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return 1 + int.from_bytes(told, "little") % 1024


def _rebuild(name: str, slot: str, source: str) -> None:
    """Make a table anew with slots in it, each row where it stood."""
    there = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
    names = [column.name for column in there.columns]
    op.create_table(f"{name}_placed", *_columns(there), *_constraints(there))
    chosen = ", ".join(f'"{column}"' for column in names)
    asked = ", ".join(f'o."{column}"' for column in names)
    op.execute(
        f"INSERT INTO {name}_placed (rowid, {chosen}, slot) "
        f"SELECT o.rowid, {asked}, {slot} FROM {source} ORDER BY o.rowid"
    )
    op.drop_table(name)
    op.rename_table(f"{name}_placed", name)
    for index in there.indexes:
        op.create_index(op.f(str(index.name)), name, [column.name for column in index.columns], unique=index.unique)


def _columns(there: sa.Table) -> list[sa.Column[Any]]:
    """The columns of a table, and its slot."""
    slot = sa.Column("slot", sa.SmallInteger(), nullable=False)
    kept = [
        sa.Column(one.name, one.type, nullable=one.nullable, server_default=one.server_default) for one in there.columns
    ]
    return [*kept, slot]


def _constraints(there: sa.Table) -> list[sa.Constraint]:
    """The constraints of a table with the slot in its keys and in its link to a report."""
    found: list[sa.Constraint] = []
    for one in there.constraints:
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
    return sorted(found, key=lambda one: (not isinstance(one, sa.PrimaryKeyConstraint), str(one.name)))


def _place_history() -> None:
    """Give the lines of the history the slots of the reports that they tell of."""
    connection = op.get_bind()
    guard = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'history_no_update'").scalar_one()
    op.execute("DROP TRIGGER history_no_update")
    op.execute(_PLACES)
    op.execute("CREATE UNIQUE INDEX temp.places_key ON places (key)")
    op.execute("UPDATE history SET slot = places.slot FROM places WHERE places.key = substr(history.row_key, 1, 32)")
    op.execute("DROP TABLE temp.places")
    op.execute(guard)
