"""What the checks said of a report is one row: nobody asks for a part of it, but for how many were queries."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MANY = 1_000
_EACH = sa.text(
    "SELECT report_key, slot, severity, code, field, message, coalesce(target_key, ''), sheet, cell, found "
    "FROM findings_kept ORDER BY report_key, position"
)


def upgrade() -> None:
    """Make the table anew, and write the rows of each report as one."""
    connection, tell = op.get_bind(), op.get_context().opts["tell"]
    # Where reports lie on several servers nothing can be linked to them.
    linked = any(link["referred_table"] == "reports" for link in sa.inspect(connection).get_foreign_keys("findings"))
    link = sa.ForeignKeyConstraint(
        ["slot", "report_key"],
        ["reports.slot", "reports.key"],
        name=op.f("fk_findings_slot_report_key_reports"),
        ondelete="CASCADE",
    )
    op.execute("CREATE TEMPORARY TABLE findings_kept AS SELECT * FROM findings")
    op.drop_table("findings")
    made = op.create_table(
        "findings",
        sa.Column("report_key", sa.String(length=32).with_variant(sa.Text(), "postgresql"), nullable=False),
        sa.Column("queries", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        *([link] if linked else []),
        sa.PrimaryKeyConstraint("report_key", name=op.f("pk_findings")),
    )
    total = connection.exec_driver_sql("SELECT count(DISTINCT report_key) FROM findings_kept").scalar_one()
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(_reports(connection), 1):
        rows.append(row)
        if len(rows) == _MANY or number == total:
            op.bulk_insert(made, rows)
            rows.clear()
            tell("tables", number, total)
    op.execute("DROP TABLE findings_kept")


def _reports(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """A row for each report, its findings in their order."""
    each = connection.execute(_EACH, execution_options={"yield_per": _MANY})
    for (report, slot), found in groupby(each, itemgetter(0, 1)):
        told = [tuple(row)[2:] for row in found]
        yield {
            "report_key": report,
            "queries": sum(severity == "query" for severity, *_ in told),
            "told": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
            "slot": slot,
        }
