"""Targets are found by the initials of their pinyin."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table; opening the desk fills it."""
    op.create_table(
        "initials",
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_initials_target_key_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_key", name=op.f("pk_initials")),
    )
