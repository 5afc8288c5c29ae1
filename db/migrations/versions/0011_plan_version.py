"""Changes of the plan are counted, so that it need not be read before every edit."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin to count."""
    op.execute("ALTER TABLE ledger ADD COLUMN plan_version INTEGER NOT NULL DEFAULT '0'")
