"""What tells damage and loss: commits counted, rows and history digested; and texts that are still being typed."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from db.digests import chain

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LINE = "id, at, who, origin, table_name, row_key, field, old, new"


def upgrade() -> None:
    """Make the tables, and chain the history that is there."""
    ledger = op.create_table(
        "ledger",
        sa.Column("store_key", sa.String(length=32), nullable=False),
        sa.Column("commits", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("store_key", name=op.f("pk_ledger")),
    )
    op.create_table(
        "row_digests",
        sa.Column("table_name", sa.String(length=200), nullable=False),
        sa.Column("row_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_row_digests")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unfinished_texts",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("period", "place", "field", name=op.f("pk_unfinished_texts")),
    )
    head = _chain()
    now = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(ledger, [{"store_key": uuid4().hex, "commits": 0, "head": head, "at": now}])


def _chain() -> str:
    """Give each line of the history its digest; that of the last."""
    op.execute("ALTER TABLE history ADD COLUMN digest VARCHAR(64) NOT NULL DEFAULT ''")
    connection = op.get_bind()
    guard = "SELECT sql FROM sqlite_master WHERE name = 'history_no_update'"
    kept = connection.exec_driver_sql(guard).scalar_one()
    op.execute("DROP TRIGGER history_no_update")
    head, links = "", []
    for number, *line in connection.exec_driver_sql(f"SELECT {_LINE} FROM history ORDER BY id"):
        head = chain(head, (number, *line))
        links.append((head, number))
    if links:
        connection.exec_driver_sql("UPDATE history SET digest = ? WHERE id = ?", links)
    op.execute(kept)
    return head
