"""Keys that show where a workbook comes from, what becomes of edited ones, and what was recognised of a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; whoever held edited reports goes on holding them."""
    op.create_table(
        "recognitions",
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("meaning", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_key"], ["units.key"], name=op.f("fk_recognitions_unit_key_units"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_key", "code", "seen", name=op.f("pk_recognitions")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("private", sa.String(length=200), nullable=False),
        sa.Column("public", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("public", name=op.f("uq_signing_keys_public")),
    )
    op.create_table(
        "trusted_keys",
        sa.Column("public", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("public", name=op.f("pk_trusted_keys")),
    )
    op.create_table(
        "exchange_keys",
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_key"], ["units.key"], name=op.f("fk_exchange_keys_unit_key_units"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_exchange_keys")),
    )
    # A column with a check cannot be added but in these words.
    op.execute(
        "ALTER TABLE seats ADD COLUMN edited_policy VARCHAR(20) NOT NULL DEFAULT 'mark' "
        "CONSTRAINT ck_seats_editedpolicy CHECK (edited_policy IN ('mark', 'hold', 'refuse'))"
    )
    op.execute(
        "ALTER TABLE seats ADD COLUMN seal_method VARCHAR(20) NOT NULL DEFAULT 'sha256' "
        "CONSTRAINT ck_seats_sealmethod CHECK (seal_method IN ('sha256', 'sm3'))"
    )
    op.execute("UPDATE seats SET edited_policy = 'hold' WHERE hold_edited")
    op.drop_column("seats", "hold_edited")
