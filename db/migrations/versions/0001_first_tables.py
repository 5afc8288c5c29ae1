"""The first tables."""

# One step after the other and never changed again: databases out there were made by exactly these.
import sqlalchemy as sa
from alembic import op

from db.models.base import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "batches",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assignment",
                "report",
                "review",
                "receipt",
                "summary",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=200), nullable=False),
        sa.Column("unit_key", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_batches")),
    )
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batches_sha256"), ["sha256"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "window",
                "command",
                "workbook",
                "undo",
                "practice",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("table_name", sa.String(length=200), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_row_key"), ["row_key"], unique=False)

    op.create_table(
        "lamp_policies",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lamp_policies")),
        sa.UniqueConstraint("name", name=op.f("uq_lamp_policies_name")),
    )
    op.create_table(
        "units",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("parent_key", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_key"],
            ["units.key"],
            name=op.f("fk_units_parent_key_units"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_parent_key"), ["parent_key"], unique=False)

    op.create_table(
        "batch_changes",
        sa.Column("batch_key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=200), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_key"],
            ["batches.key"],
            name=op.f("fk_batch_changes_batch_key_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_key", "position", name=op.f("pk_batch_changes")),
    )
    op.create_table(
        "lamp_thresholds",
        sa.Column("policy_key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "lamp",
            sa.Enum(
                "blue",
                "green",
                "yellow",
                "red",
                "grey",
                name="lamp",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "points_behind",
                "share_behind",
                "growth",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("bound", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["policy_key"],
            ["lamp_policies.key"],
            name=op.f("fk_lamp_thresholds_policy_key_lamp_policies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("policy_key", "position", name=op.f("pk_lamp_thresholds")),
    )
    op.create_table(
        "plans",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("owner_key", sa.String(length=32), nullable=False),
        sa.Column("lamp_policy_key", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lamp_policy_key"],
            ["lamp_policies.key"],
            name=op.f("fk_plans_lamp_policy_key_lamp_policies"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["owner_key"],
            ["units.key"],
            name=op.f("fk_plans_owner_key_units"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_lamp_policy_key"), ["lamp_policy_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_plans_owner_key"), ["owner_key"], unique=False)

    op.create_table(
        "areas",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_key"],
            ["plans.key"],
            name=op.f("fk_areas_plan_key_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_areas")),
        sa.UniqueConstraint("plan_key", "name", name=op.f("uq_areas_plan_key_name")),
    )
    op.create_table(
        "periods",
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "closed",
                name="periodstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["plan_key"],
            ["plans.key"],
            name=op.f("fk_periods_plan_key_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_key", "code", name=op.f("pk_periods")),
    )
    op.create_table(
        "reports",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "exported",
                "received",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("filled_by", sa.String(length=200), nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("seal", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_key"],
            ["plans.key"],
            name=op.f("fk_reports_plan_key_plans"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit_key"],
            ["units.key"],
            name=op.f("fk_reports_unit_key_units"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "plan_key",
            "period",
            "unit_key",
            "revision",
            name=op.f("uq_reports_plan_key_period_unit_key_revision"),
        ),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reports_unit_key"), ["unit_key"], unique=False)

    op.create_table(
        "seats",
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_key"],
            ["plans.key"],
            name=op.f("fk_seats_plan_key_plans"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit_key"],
            ["units.key"],
            name=op.f("fk_seats_unit_key_units"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_seats")),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_plan_key"), ["plan_key"], unique=False)

    op.create_table(
        "targets",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("plan_key", sa.String(length=32), nullable=False),
        sa.Column("area_key", sa.String(length=32), nullable=False),
        sa.Column("lamp_policy_key", sa.String(length=32), nullable=True),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "quantity",
                "rate",
                "rank",
                "milestone",
                "qualitative",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "comparator",
            sa.Enum(
                "at_least",
                "at_most",
                "about",
                name="comparator",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "accumulation",
            sa.Enum(
                "cumulative",
                "level",
                name="accumulation",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "schedule",
            sa.Enum(
                "even",
                "custom",
                "none",
                name="schedulekind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "consolidation",
            sa.Enum(
                "lead",
                "sum",
                "maximum",
                name="consolidation",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("tolerance", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_key"],
            ["areas.key"],
            name=op.f("fk_targets_area_key_areas"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["lamp_policy_key"],
            ["lamp_policies.key"],
            name=op.f("fk_targets_lamp_policy_key_lamp_policies"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["plan_key"],
            ["plans.key"],
            name=op.f("fk_targets_plan_key_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_targets")),
        sa.UniqueConstraint("plan_key", "code", name=op.f("uq_targets_plan_key_code")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_area_key"), ["area_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_targets_lamp_policy_key"), ["lamp_policy_key"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("unit_key", sa.String(length=32), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead",
                "support",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_assignments_target_key_targets"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_key"],
            ["units.key"],
            name=op.f("fk_assignments_unit_key_units"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("target_key", "unit_key", name=op.f("pk_assignments")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_unit_key"), ["unit_key"], unique=False)

    op.create_table(
        "entries",
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("increment", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("increment_typed", sa.Text(), nullable=False),
        sa.Column("value_typed", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "done",
                "close_out",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["reports.key"],
            name=op.f("fk_entries_report_key_reports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_entries_target_key_targets"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("report_key", "target_key", name=op.f("pk_entries")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_target_key"), ["target_key"], unique=False)

    op.create_table(
        "findings",
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "error",
                "query",
                "hint",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["reports.key"],
            name=op.f("fk_findings_report_key_reports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_findings_target_key_targets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_key", "position", name=op.f("pk_findings")),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_target_key"), ["target_key"], unique=False)

    op.create_table(
        "nodes",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_nodes_target_key_targets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_nodes")),
    )
    with op.batch_alter_table("nodes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nodes_target_key"), ["target_key"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("verified", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["reports.key"],
            name=op.f("fk_reviews_report_key_reports"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_reviews_target_key_targets"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_report_key"), ["report_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_target_key"), ["target_key"], unique=False)

    op.create_table(
        "schedules",
        sa.Column("target_key", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_key"],
            ["targets.key"],
            name=op.f("fk_schedules_target_key_targets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("target_key", "period", name=op.f("pk_schedules")),
    )
    op.create_table(
        "node_entries",
        sa.Column("report_key", sa.String(length=32), nullable=False),
        sa.Column("node_key", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_key"],
            ["nodes.key"],
            name=op.f("fk_node_entries_node_key_nodes"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["reports.key"],
            name=op.f("fk_node_entries_report_key_reports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_key", "node_key", name=op.f("pk_node_entries")),
    )
    with op.batch_alter_table("node_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_entries_node_key"), ["node_key"], unique=False)
