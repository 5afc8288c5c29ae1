"""What went out is recorded beside what came in, and so is what came in and was not taken."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KINDS = ("assignment", "report", "review", "receipt", "summary")
_STATES = ("taken", "unchanged", "held", "rejected")


def upgrade() -> None:
    """Make their tables; what came in says where it lay."""
    op.add_column("batches", sa.Column("folder", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "dispatches",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", _words("kind", _KINDS), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=200), nullable=False),
        sa.Column("unit_key", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_dispatches")),
    )
    op.create_table(
        "refused_files",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", _words("kind", _KINDS), nullable=True),
        sa.Column("state", _words("filestate", _STATES), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_refused_files")),
    )


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
