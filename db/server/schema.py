"""The tables of a database on a server, and what the server itself sees to.

A new one is made as the models have it: no server ever had an earlier schema than the first that was put on one. From
there on the same migrations bring it up to date as a file.
"""

from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from db.models import Base
from db.plan_version import TABLES
from db.server import partitions

# The history only grows, whoever asks.
_GUARD: Final = """
CREATE OR REPLACE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history only grows'; END $$
"""
_GUARDED: Final = (
    ("history_no_change BEFORE UPDATE OR DELETE", "ROW"),
    ("history_no_truncate BEFORE TRUNCATE", "STATEMENT"),
)
_COUNT: Final = """
CREATE OR REPLACE FUNCTION count_plan_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN UPDATE ledger SET plan_version = plan_version + 1; RETURN NULL; END $$
"""


def make(connection: Connection, version: str) -> None:
    """Make every table with what guards it, of this schema."""
    Base.metadata.create_all(connection)
    partitions.make(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    _guard(connection)


def upgrade(connection: Connection, migrations: Config, version: str) -> None:
    """Bring every table to this schema while nobody works with it; a program of the earlier one is refused then."""
    connection.exec_driver_sql("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
    migrations.attributes["connection"] = connection
    command.upgrade(migrations, version)
    _guard(connection)


def guard_history(connection: Connection, table: str) -> None:
    """Let a table that holds the history, or a part of it, only grow."""
    connection.exec_driver_sql(_GUARD)
    for event, each in _GUARDED:
        _trigger(connection, event, table, each, "history_only_grows")


def _guard(connection: Connection) -> None:
    guard_history(connection, "history")
    connection.exec_driver_sql(_COUNT)
    for name in TABLES:
        _trigger(connection, "plan_change AFTER INSERT OR UPDATE OR DELETE", name, "STATEMENT", "count_plan_change")


def _trigger(connection: Connection, event: str, table: str, each: str, function: str) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE TRIGGER {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
