"""Findings are asked for by their report alone: the index by target was a third of what a workbook wrote."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the index; targets are hardly ever deleted, and then the entries are gone through as well."""
    op.drop_index("ix_findings_target_key", "findings")
