"""Whether a database is whole: its file, its schema, its history and its totals."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final

from sqlalchemy import Connection, func, inspect, select
from sqlcipher3 import dbapi2 as sqlite3

from db.address import Server
from db.condition import Condition, HarmedLine, Lost, examine
from db.engine import connect
from db.models import Base
from db.naming import Names
from db.plans import load
from db.server.checking import broken_lines
from db.steps import Tell, nobody
from db.storage import Store
from db.vocabulary import Kind, ReportState
from resources.texts import Sentence, say

_T = Base.metadata.tables
_GUARDS: Final = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'history'::regclass AND tgenabled = 'O' "
    "AND NOT tgisinternal",
}


def problems(store: Store, tell: Tell = nobody) -> list[Sentence]:
    """What is wrong with a database, a sentence each; empty where nothing is. `tell` is told how far that is."""
    if isinstance(store.location, Server):
        return _problems_on_server(store, tell)
    try:
        condition = examine(store.path, thoroughly=True, tell=tell)
    except sqlite3.DatabaseError as error:
        # What stands in a damaged file cannot even be asked.
        return [say("check.file", found=str(error))]
    found = [say("check.file", found=line) for line in condition.file]
    if not found:
        tell("links", 0, 0)
        found += _links(store)
    with closing(connect(store.path)) as raw:
        found += told(Names(raw), condition)
    if condition.file:
        # Of a damaged file no more than that can be asked.
        return found
    tell("totals", 0, 0)
    with store.read() as connection:
        found += _content(connection)
    if condition.pages and not found:
        found.append(say("check.pages", count=len(condition.pages)))
    return found


def _problems_on_server(store: Store, tell: Tell) -> list[Sentence]:
    """Pages, rows and links a server vouches for itself; that nobody rewrote the history it does not."""
    with store.read() as connection:
        tell("lines", 0, 0)
        lines = _of_lines(broken_lines(connection))
        tell("totals", 0, 0)
        return [*lines, *_content(connection)]


def _content(connection: Connection) -> list[Sentence]:
    """What is wrong with the tables, and what they hold."""
    schema = list(_schema(connection))
    if all(sentence.code == "check.no_guard" for sentence in schema):
        # Nothing can be asked of tables that are not there.
        return [*schema, *_totals(connection)]
    return schema


def _of_lines(lines: Iterable[HarmedLine]) -> list[Sentence]:
    return [say(f"check.line_{one.harm}", line=one.id) for one in lines]


def told(names: Names, condition: Condition) -> list[Sentence]:
    """What a condition says of rows, lines and commits, a sentence each."""
    found = [
        say(f"check.row_{one.harm}", thing=say(f"thing.{one.table_name}"), subject=names.subject(one))
        for one in condition.rows
    ]
    found += _of_lines(condition.lines)
    if condition.lost is not None:
        found.append(lost(condition.lost))
    return found


def lost(missing: Lost) -> Sentence:
    """What is missing at the end, with its times in local time."""
    since, until = (moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") for moment in (missing.since, missing.until))
    return say("check.lost", count=missing.commits, since=since, until=until)


def _links(store: Store) -> Iterator[Sentence]:
    with closing(connect(store.path)) as raw:
        for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check"):
            yield say("check.links", table=str(table), row=str(row), parent=str(parent))


def _schema(connection: Connection) -> Iterator[Sentence]:
    there = inspect(connection)
    for name, table in _T.items():
        if not there.has_table(name):
            yield say("check.no_table", table=name)
            continue
        columns = {column["name"] for column in there.get_columns(name)}
        for missing in sorted({column.name for column in table.columns} - columns):
            yield say("check.no_column", table=name, column=missing)
    if connection.exec_driver_sql(_GUARDS[connection.dialect.name]).scalar_one() < 2:
        yield say("check.no_guard")


def _totals(connection: Connection) -> Iterator[Sentence]:
    """A report that was received has as many rows as its batch counted; a sealed one stands under its seal."""
    batches, reports, entries, changes = (
        _T["batches"],
        _T["reports"],
        _T["entries"],
        _T["batch_changes"],
    )
    counted = (
        select(
            batches.c.file_name,
            batches.c.rows,
            func.count(entries.c.target_key).label("found"),
        )
        .join(changes, changes.c.batch_key == batches.c.key)
        .outerjoin(reports, reports.c.key == changes.c.row_key)
        .outerjoin(entries, (entries.c.slot == reports.c.slot) & (entries.c.report_key == reports.c.key))
        .where(
            batches.c.kind == Kind.REPORT,
            batches.c.undone_at.is_(None),
            changes.c.table_name == "reports",
        )
        .group_by(batches.c.key)
    )
    for name, rows, found in connection.execute(counted):
        if rows != found:
            yield say("check.rows", file=name, counted=rows, found=found)
    unsealed = select(func.count()).where(reports.c.state != ReportState.DRAFT, reports.c.seal == "")
    if connection.execute(unsealed).scalar_one():
        yield say("check.unsealed", count=connection.execute(unsealed).scalar_one())
    for (plan_key,) in connection.execute(select(_T["plans"].c.key)):
        plan = load(connection, plan_key)
        for target in plan.targets:
            if not target.units:
                yield say("check.unassigned", code=target.code, title=target.title)
