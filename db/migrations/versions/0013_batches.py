"""What came in can be listed without going through the files themselves: in a file they stand last in their rows."""

import sqlalchemy as sa
from alembic import op

from db.steps import Parts

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_BYTES = "content"


def upgrade() -> None:
    """Put the bytes of every batch behind everything else, and index what tells of its period."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    op.create_index(op.f("ix_batches_period"), "batches", ["period", "kind", "undone_at"])


def _rebuild() -> None:
    """Make the table anew, each row where it stood; a server keeps large values elsewhere by itself."""
    there = sa.Table("batches", sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
    columns = sorted(there.columns, key=lambda one: one.name == _BYTES)
    kept = [sa.Column(one.name, one.type, nullable=one.nullable, server_default=one.server_default) for one in columns]
    checks = sorted(
        (one for one in there.constraints if isinstance(one, sa.CheckConstraint)), key=lambda one: str(one.name)
    )
    op.create_table(
        "batches_ordered",
        *kept,
        *(sa.CheckConstraint(one.sqltext, name=op.f(str(one.name))) for one in checks),
        sa.PrimaryKeyConstraint(*there.primary_key.columns.keys(), name=op.f("pk_batches")),
    )
    names = ", ".join(["rowid", *(f'"{one.name}"' for one in columns)])
    parts = Parts(op.get_bind().exec_driver_sql, "tables", ["batches"], op.get_context().opts["tell"])
    for first, last in parts.of("batches"):
        rows = f"SELECT {names} FROM batches WHERE rowid BETWEEN {first} AND {last} ORDER BY rowid"
        op.execute(f"INSERT INTO batches_ordered ({names}) {rows}")
    op.drop_table("batches")
    op.rename_table("batches_ordered", "batches")
    for index in there.indexes:
        op.create_index(
            op.f(str(index.name)), "batches", [one.name for one in index.columns], unique=bool(index.unique)
        )
