"""Files are attached to entries: which, with what name, size and digest; their bytes lie beside the database."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "evidence_files",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["reports.key"], name=op.f("fk_evidence_files_report_key_reports"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_evidence_files_target_key_targets"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_evidence_files")),
    )
    op.create_index(op.f("ix_evidence_files_report_key"), "evidence_files", ["report_key"])
    op.create_index(op.f("ix_evidence_files_target_key"), "evidence_files", ["target_key"])
