"""Whether a database is whole: its file, its schema, its history and its totals."""

import hashlib
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Connection, func, inspect, select
from sqlcipher3 import dbapi2 as sqlite3

from db.engine import connect
from db.models import Base
from db.plans import load
from db.store import Store
from db.vocabulary import Kind, ReportState
from resources.texts import Sentence, say

_T = Base.metadata.tables


def problems(store: Store) -> list[Sentence]:
    """What is wrong with a database, a sentence each; empty where nothing is."""
    found = list(_file(store))
    if any(sentence.code == "check.file" for sentence in found):
        # What stands in a damaged file cannot even be asked.
        return found
    with store.read() as connection:
        schema = list(_schema(connection))
        if any(sentence.code != "check.no_guard" for sentence in schema):
            # Nothing can be asked of tables that are not there.
            return found + schema
        found += schema
        found += _history(connection)
        found += _batches(connection)
        found += _totals(connection)
    return found


def _file(store: Store) -> Iterator[Sentence]:
    with closing(connect(store.path)) as raw:
        # A file opened read-only would not have its words checked, nor its blanks.
        raw.execute("PRAGMA query_only = ON")
        try:
            for (line,) in raw.execute("PRAGMA integrity_check"):
                if line != "ok":
                    yield say("check.file", found=str(line))
            for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check"):
                yield say("check.links", table=str(table), row=str(row), parent=str(parent))
        except sqlite3.DatabaseError as error:
            yield say("check.file", found=str(error))


def _schema(connection: Connection) -> Iterator[Sentence]:
    there = inspect(connection)
    for name, table in _T.items():
        if not there.has_table(name):
            yield say("check.no_table", table=name)
            continue
        columns = {column["name"] for column in there.get_columns(name)}
        for missing in sorted({column.name for column in table.columns} - columns):
            yield say("check.no_column", table=name, column=missing)
    triggers = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
    ).scalar_one()
    if triggers < 2:
        yield say("check.no_guard")


def _history(connection: Connection) -> Iterator[Sentence]:
    """The history is only ever added to: its numbers run from 1 without a gap."""
    history = _T["history"]
    count, last = connection.execute(select(func.count(), func.max(history.c.id))).one()
    if count != (last or 0):
        yield say("check.history_gap", missing=(last or 0) - count)


def _batches(connection: Connection) -> Iterator[Sentence]:
    batches = _T["batches"]
    rows = connection.execute(select(batches.c.file_name, batches.c.sha256, batches.c.content))
    for name, digest, content in rows:
        # Another program may have left a text there.
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != digest:
            yield say("check.file_altered", file=name)


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
        .join(reports, reports.c.key == changes.c.row_key)
        .outerjoin(entries, entries.c.report_key == reports.c.key)
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
