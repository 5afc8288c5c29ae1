"""Spreading a database over several servers: each holds the partitions of some units, and adds up what lies with it.

The servers beside headquarters' own are reached through it (postgres_fdw), so that nobody else needs to know where a
unit lies. What a partition is bound to lies on its server: keys, and the link of entries to their report.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import (
    URL,
    CheckConstraint,
    Column,
    Connection,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    make_url,
    select,
    text,
)

from db.address import Server
from db.errors import refuse
from db.models import Base
from db.rows import SLOT
from db.server.checking import Left, left_lines
from db.server.engine import make_engine, plain_errors
from db.server.partitions import CUT, PARTS, bounds, name_of, part_of, parts
from db.server.schema import guard_history
from db.vocabulary import ReportState

_REPORT: Final = "report_key"
# How a partition on another server is asked: in big portions, beside the others, by that server's own estimates.
_ASKED: Final = "use_remote_estimate 'true', async_capable 'true', fetch_size '10000', batch_size '500'"
_PLACED: Final = ("host=", "port=", "dbname=")
# Sums over partitions are made of their sums.
_BY_PARTS: Final = ("enable_partitionwise_join", "enable_partitionwise_aggregate")
_HANGS: Final = ("findings", "evidence_files", "reviews", "decisions")
# What a link to a report did, which cannot lead to another server: a report that was reviewed or decided of stays, and
# what the checks said of one goes with it. It is done as who owns the tables, as links do it.
_INSTEAD: Final = """
CREATE OR REPLACE FUNCTION report_goes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT FROM reviews o WHERE o.slot = OLD.slot AND o.report_key = OLD.key)
  OR EXISTS (SELECT FROM decisions o WHERE o.slot = OLD.slot AND o.report_key = OLD.key) THEN
    RAISE EXCEPTION 'the report is referred to' USING ERRCODE = 'foreign_key_violation';
  END IF;
  DELETE FROM findings o WHERE o.slot = OLD.slot AND o.report_key = OLD.key;
  DELETE FROM evidence_files o WHERE o.slot = OLD.slot AND o.report_key = OLD.key;
  RETURN OLD;
END $$
"""
_LINKS: Final = text(
    "SELECT conname FROM pg_constraint WHERE conrelid = cast(:name AS regclass) AND conparentid = 0 AND contype = 'f'"
)
_KEYS: Final = text(
    "SELECT conname FROM pg_constraint WHERE conrelid = cast(:name AS regclass) AND contype IN ('p', 'u')"
)

_OWNER: Final = text("SELECT cast(relowner AS regrole) FROM pg_class WHERE oid = cast(:name AS regclass)")
_RIGHTS: Final = text(
    "SELECT cast(grantee AS regrole), privilege_type FROM pg_class, aclexplode(relacl) "
    "WHERE oid = cast(:name AS regclass) AND grantee NOT IN (0, relowner)"
)


def spread(server: Server, others: Sequence[Server]) -> None:
    """Lay an equal share of the partitions of a database on each of these empty databases beside its own.

    It is done once, as somebody who may do everything on the server, while nobody works at it; given again where one of
    them was lost in the midst of storing, it takes away what was left of that.
    """
    shares = _shares(len(others))
    with ExitStack() as stack:
        here = _transaction(stack, server)
        here.exec_driver_sql("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
        if here.exec_driver_sql("SELECT 1 FROM pg_foreign_table LIMIT 1").first() is not None:
            left = left_lines(here) if _are_the_same(here, others) else ()
            if not left:
                raise refuse("refusal.server_spread", address=str(server))
            for other, share in zip(others, shares[1:], strict=True):
                within = [line for line in left if part_of(line.slot) in share]
                _take_away(_transaction(stack, other), within, _received(here, within))
            return
        here.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
        _unbind(here)
        for number, (other, share) in enumerate(zip(others, shares[1:], strict=True), 1):
            there = _transaction(stack, other)
            if there.exec_driver_sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").first() is not None:
                raise refuse("refusal.exists", path=str(other))
            _reach(here, f"part_{number}", other)
            _carry(here, there, share, f"part_{number}")
        for part in (0, *shares[0]):
            _bind(here, part)
        here.exec_driver_sql(_INSTEAD)
        here.exec_driver_sql(f"ALTER FUNCTION report_goes() OWNER TO {_owner(here, 'reports')}")
        here.exec_driver_sql(
            "CREATE TRIGGER report_goes BEFORE DELETE ON reports FOR EACH ROW EXECUTE FUNCTION report_goes()"
        )
        for setting in _BY_PARTS:
            here.exec_driver_sql(f"ALTER DATABASE {_quoted(server.name)} SET {setting} = on")
        # The transactions end in the order in which they stand on the stack: the others' before this one.


def _are_the_same(here: Connection, others: Sequence[Server]) -> bool:
    """Whether it is over these that a database was spread, in this order."""
    found = here.exec_driver_sql("SELECT srvname, srvoptions FROM pg_foreign_server ORDER BY srvname").all()
    told = [{option for option in options if option.startswith(_PLACED)} for _, options in found]
    return told == [{f"{key}={value}" for key, value in _place(other).items()} for other in others]


def _received(here: Connection, left: Sequence[Left]) -> set[str]:
    """The reports that lines tell of and of which headquarters knows by which file they came."""
    changes = Base.metadata.tables["batch_changes"]
    query = select(changes.c.row_key).where(
        changes.c.table_name == "reports", changes.c.row_key.in_({line.row_key for line in left})
    )
    return set(here.scalars(query))


def _take_away(there: Connection, left: Sequence[Left], known: Collection[str]) -> None:
    """Take away what a server stored and headquarters' did not: lines of the history, and the reports they tell of.

    They never counted: of what was stored headquarters' server is told last.
    """
    for line in left:
        part = part_of(line.slot)
        reports, history = name_of("reports", part), name_of("history", part)
        there.exec_driver_sql(f"ALTER TABLE {history} DISABLE TRIGGER USER")
        there.execute(text(f"DELETE FROM {history} WHERE id = :id AND digest = :digest"), asdict(line))
        there.exec_driver_sql(f"ALTER TABLE {history} ENABLE TRIGGER USER")
        if line.table_name == "reports" and line.row_key not in known:
            there.execute(
                text(f"DELETE FROM {reports} WHERE key = :row_key AND state = '{ReportState.RECEIVED}'"), asdict(line)
            )


def _transaction(stack: ExitStack, server: Server) -> Connection:
    engine = make_engine(server)
    stack.callback(engine.dispose)
    stack.enter_context(plain_errors(server))
    return stack.enter_context(engine.begin())


def _shares(others: int) -> list[range]:
    """Which parts lie where, headquarters' own first."""
    ends = [1 + PARTS * number // (others + 1) for number in range(others + 2)]
    return [range(begin, end) for begin, end in pairwise(ends)]


def _unbind(here: Connection) -> None:
    """Take away the keys and links that no partition elsewhere could have."""
    for table in _HANGS:
        for name in here.scalars(_LINKS, {"name": table}).all():
            if name.endswith("_reports"):
                here.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table in reversed(CUT):
        for query in (_LINKS, _KEYS):
            for name in here.scalars(query, {"name": table.name}).all():
                here.exec_driver_sql(f"ALTER TABLE {table.name} DROP CONSTRAINT {name}")


def _reach(here: Connection, name: str, other: Server) -> None:
    """Let this server reach another as the address says."""
    url: URL = make_url(other.url)
    told = ", ".join(f"{key} {_literal(value)}" for key, value in _place(other).items())
    here.exec_driver_sql(f"CREATE SERVER {name} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ({told}, {_ASKED})")
    login = ", ".join(
        f"{key} {_literal(value)}" for key, value in (("user", url.username), ("password", url.password)) if value
    )
    here.exec_driver_sql(f"CREATE USER MAPPING FOR PUBLIC SERVER {name} OPTIONS ({login})")


def _place(other: Server) -> dict[str, object]:
    url: URL = make_url(other.url)
    place = {"host": url.host, "port": url.port, "dbname": url.database}
    return {key: value for key, value in place.items() if value}


def _carry(here: Connection, there: Connection, share: range, name: str) -> None:
    """Make these partitions on another server with what is in them, and name them in place of those here."""
    made = MetaData(naming_convention=Base.metadata.naming_convention)
    for part in share:
        for table in CUT:
            _alike(table, part, made)
    made.create_all(there)
    for part in share:
        for table in CUT:
            one, (begin, end) = name_of(table.name, part), bounds(part)
            _copy(here, there, one, [column.name for column in table.columns])
            owner, rights = _owner(here, one), here.execute(_RIGHTS, {"name": one}).all()
            here.exec_driver_sql(f"DROP TABLE {one}")
            here.exec_driver_sql(
                f"CREATE FOREIGN TABLE {one} PARTITION OF {table.name} FOR VALUES FROM ({begin}) TO ({end}) "
                f"SERVER {name} OPTIONS (table_name '{one}')"
            )
            here.exec_driver_sql(f"ALTER FOREIGN TABLE {one} OWNER TO {owner}")
            for who, right in rights:
                here.exec_driver_sql(f"GRANT {right} ON {one} TO {who}")
        guard_history(there, name_of("history", part))
        there.exec_driver_sql("ANALYZE")


def _owner(here: Connection, table: str) -> str:
    """Whose a table is, quoted where that is needed."""
    return str(here.scalars(_OWNER, {"name": table}).one())


def _alike(table: Table, part: int, made: MetaData) -> Table:
    """A partition as a table of its own, bound as the whole is, but for links to what lies at headquarters."""
    begin, end = bounds(part)
    columns = [
        Column(one.name, one.type, nullable=one.nullable, server_default=one.server_default, index=one.index)
        for one in table.columns
    ]
    links = [
        ForeignKeyConstraint([SLOT, _REPORT], [f"reports_{part}.slot", f"reports_{part}.key"], ondelete="CASCADE")
        for _ in range(_REPORT in table.columns)
    ]
    unique = [
        UniqueConstraint(*(column.name for column in one.columns))
        for one in table.constraints
        if isinstance(one, UniqueConstraint)
    ]
    within = CheckConstraint(f"slot >= {begin} AND slot < {end}", name="slot")
    return Table(name_of(table.name, part), made, *columns, PrimaryKeyConstraint(*_key(table)), *links, *unique, within)


def _key(table: Table) -> list[str]:
    """The primary key of a table that is cut by slot."""
    return list(dict.fromkeys([*(column.name for column in table.primary_key), SLOT]))


def _copy(here: Connection, there: Connection, table: str, columns: Sequence[str]) -> None:
    """Carry rows from one server to the other as they are."""
    named = ", ".join(_quoted(column) for column in columns)
    source: Any = here.connection.dbapi_connection
    target: Any = there.connection.dbapi_connection
    with (
        source.cursor().copy(f"COPY (SELECT {named} FROM {table}) TO STDOUT (FORMAT binary)") as leaving,
        target.cursor().copy(f"COPY {table} ({named}) FROM STDIN (FORMAT binary)") as arriving,
    ):
        for portion in leaving:
            arriving.write(portion)


def _bind(here: Connection, part: int) -> None:
    """Give the partitions that stay here keys and links of their own."""
    for table in CUT:
        for statement in _bonds(table, part) if part in parts(table.name) else ():
            here.exec_driver_sql(f"ALTER TABLE {name_of(table.name, part)} ADD {statement}")


def _bonds(table: Table, part: int) -> Iterator[str]:
    yield f"PRIMARY KEY ({', '.join(map(_quoted, _key(table)))})"
    for one in table.constraints:
        names = ", ".join(_quoted(column.name) for column in getattr(one, "columns", ()))
        if isinstance(one, UniqueConstraint):
            yield f"UNIQUE ({names})"
        elif isinstance(one, ForeignKeyConstraint):
            to = one.elements[0].target_fullname.partition(".")[0]
            place = f"reports_{part} (slot, key)" if to == "reports" else f"{to} (key)"
            yield f"FOREIGN KEY ({names}) REFERENCES {place} ON DELETE {one.ondelete}"


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _literal(value: object) -> str:
    return "'{}'".format(str(value).replace("'", "''"))
