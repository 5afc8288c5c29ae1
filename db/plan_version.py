"""Which version of the plan a database holds, so that a plan that was read once need not be read again."""

from typing import Any, Final

from sqlalchemy import Connection, select

from db.commits import COUNTED
from db.digests import Run
from db.models import Base

_LEDGER: Final = Base.metadata.tables["ledger"]
_LOOK: Final = select(_LEDGER.c.plan_version, _LEDGER.c.commits)
_COMMITS: Final = select(_LEDGER.c.commits)
# What a connection saw when it looked last: how often others wrote, and how many commits were counted.
_SEEN: Final = "plan seen"
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


def look(connection: Connection) -> tuple[int, bool]:
    """How often the plan was changed, and whether a program that counts nothing may have changed it since.

    That is since this connection looked last: others wrote then, and nothing was counted but what it wrote itself. What
    such a program did beside one of ours is seen by the connection of that, the next time.
    """
    version, counted = connection.execute(_LOOK).one()
    if connection.dialect.name != "sqlite":
        return version, False
    raw: Any = connection.connection.dbapi_connection
    others = raw.execute("PRAGMA data_version").fetchone()[0]
    seen, known = connection.info.get(_SEEN, (others, counted))
    connection.info[_SEEN] = others, counted
    return version, others != seen and counted in {known, connection.info.get(COUNTED)}


def commits(connection: Connection) -> int:
    """How often the database was written, by whatever program of ours."""
    return int(connection.execute(_COMMITS).scalar_one())
