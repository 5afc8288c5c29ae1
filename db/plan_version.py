"""Which version of the plan a database holds, so that a plan that was read once need not be read again."""

from typing import Final

from sqlalchemy import Connection, select

from db.digests import Run
from db.models import Base

_LEDGER: Final = Base.metadata.tables["ledger"]
_VERSION: Final = select(_LEDGER.c.plan_version)
_COMMITS: Final = select(_LEDGER.c.commits)
# What a plan in memory is made of.
TABLES: Final = (
    "plans",
    "units",
    "areas",
    "targets",
    "assignments",
    "nodes",
    "schedules",
    "lamp_policies",
    "lamp_thresholds",
    "periods",
    "withdrawals",
    "weights",
    "target_revisions",
    "initials",
)


def watch(run: Run) -> None:
    """Let a connection count whatever it changes in the plan."""
    for table in TABLES:
        for change in ("INSERT", "UPDATE", "DELETE"):
            run(
                f"CREATE TEMP TRIGGER plan_{change}_{table} AFTER {change} ON main.{table} "
                "BEGIN UPDATE ledger SET plan_version = plan_version + 1; END"
            )


def version(connection: Connection) -> int:
    """How often the plan was changed."""
    return int(connection.execute(_VERSION).scalar_one())


def commits(connection: Connection) -> int:
    """How often the database was written, by whatever program of ours."""
    return int(connection.execute(_COMMITS).scalar_one())
