"""Entries are asked for by report: a second index on their target only made taking a report slower."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop it."""
    op.drop_index("ix_entries_target_key", "entries")
