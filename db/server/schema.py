"""The tables of a database on a server, and what the server itself sees to.

A new one is made as the models have it: no server ever had an earlier schema than the first that was put on one. From
there on the same migrations bring it up to date as a file.
"""

from typing import Final

from sqlalchemy import Connection, inspect, text

from db.models import Base
from db.plan_version import TABLES

# The history only grows, whoever asks, and empties at once no more than line by line.
_GUARD: Final = """
CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history only grows'; END $$
"""
_GUARDED: Final = (
    ("history_no_change BEFORE UPDATE OR DELETE", "ROW"),
    ("history_no_truncate BEFORE TRUNCATE", "STATEMENT"),
)
_COUNT: Final = """
CREATE FUNCTION count_plan_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN UPDATE ledger SET plan_version = plan_version + 1; RETURN NULL; END $$
"""


def version(connection: Connection) -> str:
    """The schema that a database has; empty where it has none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def make(connection: Connection, version: str) -> None:
    """Make every table with what guards it, of this schema, and the ledger of a database that nobody wrote yet."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    connection.exec_driver_sql(_GUARD)
    connection.exec_driver_sql(_COUNT)
    for event, each in _GUARDED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {event} ON history FOR EACH {each} EXECUTE FUNCTION history_only_grows()"
        )
    for name in TABLES:
        connection.exec_driver_sql(
            f"CREATE TRIGGER plan_change AFTER INSERT OR UPDATE OR DELETE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION count_plan_change()"
        )
