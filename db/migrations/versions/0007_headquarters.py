"""Headquarters keeps who decides and what was decided, and how the plan changed during the year."""

# One step after the other and never changed again: databases out there were made by exactly these.
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "officers",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("salt", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_officers")),
        sa.UniqueConstraint("name", name=op.f("uq_officers_name")),
    )
    op.create_table(
        "contacts",
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("mail", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_key"], ["units.key"], name=op.f("fk_contacts_unit_key_units"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_contacts")),
    )
    op.create_table(
        "mergers",
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("into_key", sa.String(length=32), nullable=False),
        sa.Column("since", sa.String(length=7), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("unit_key <> into_key", name=op.f("ck_mergers_not_into_itself")),
        sa.ForeignKeyConstraint(
            ["into_key"], ["units.key"], name=op.f("fk_mergers_into_key_units"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_key"], ["units.key"], name=op.f("fk_mergers_unit_key_units"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_mergers")),
    )
    op.create_index(op.f("ix_mergers_into_key"), "mergers", ["into_key"])

    op.create_table(
        "resolutions",
        sa.Column("batch_key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("target_key", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("issued", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_key"], ["batches.key"], name=op.f("fk_resolutions_batch_key_batches"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_key", "position", name=op.f("pk_resolutions")),
    )
    op.create_table(
        "decisions",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "accepted", "returned", "reopened", name="verdict", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["reports.key"], name=op.f("fk_decisions_report_key_reports"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_decisions_target_key_targets"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_report_key"), "decisions", ["report_key"])
    op.create_index(op.f("ix_decisions_target_key"), "decisions", ["target_key"])

    op.create_table(
        "reopenings",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("unit_key", sa.String(length=32), nullable=True),
        sa.Column("target_key", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_key"], ["plans.key"], name=op.f("fk_reopenings_plan_key_plans"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_reopenings_target_key_targets"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit_key"], ["units.key"], name=op.f("fk_reopenings_unit_key_units"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reopenings")),
    )
    op.create_index(op.f("ix_reopenings_plan_key"), "reopenings", ["plan_key"])
    op.create_index(op.f("ix_reopenings_target_key"), "reopenings", ["target_key"])
    op.create_index(op.f("ix_reopenings_unit_key"), "reopenings", ["unit_key"])

    op.create_table(
        "target_revisions",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("since", sa.String(length=7), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_target_revisions_target_key_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_target_revisions")),
    )
    op.create_index(op.f("ix_target_revisions_target_key"), "target_revisions", ["target_key"])

    op.create_table(
        "weights",
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_weights_target_key_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_key", name=op.f("pk_weights")),
    )
    op.create_table(
        "withdrawals",
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("since", sa.String(length=7), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"], ["targets.key"], name=op.f("fk_withdrawals_target_key_targets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_key", name=op.f("pk_withdrawals")),
    )
    op.add_column("seats", sa.Column("hold_edited", sa.Boolean(), nullable=False, server_default=sa.false()))
