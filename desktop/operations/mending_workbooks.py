"""Rows of reports as the workbooks say them that were kept when they came in."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import StatementError

from db import plans
from db.condition import Condition, HarmedRow
from db.digests import row_digest, told_columns
from db.engine import make_engine
from db.errors import Refusal
from db.mending import Source
from db.models import Base
from db.reports import entry_row
from db.rows import SLOT, Row, to_plain
from db.store import FileStore
from desktop.exchange.forms.read_form import open_form
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.opening.confined import confined
from desktop.exchange.opening.guard import Unsafe
from desktop.operations.opened import Opened
from desktop.operations.reading import form_for

_T: Final = Base.metadata.tables
_REPORTS: Final = _T["reports"]


def found_in_workbooks(path: Path, harmed: Sequence[HarmedRow]) -> Iterator[tuple[HarmedRow, Source]]:
    """The damaged entries that a workbook of their report has, as it has them."""
    wanted: dict[str, list[HarmedRow]] = {}
    for one in harmed:
        if one.table_name == "entries" and one.row is not None and one.row.get("report_key"):
            wanted.setdefault(one.row["report_key"], []).append(one)
    store = FileStore(path, make_engine(path), Condition())
    try:
        with store.read() as connection:
            for report, rows in wanted.items():
                yield from _in_workbook(connection, report, rows)
    finally:
        store.engine.dispose()


def _in_workbook(connection: Connection, report: str, rows: Sequence[HarmedRow]) -> Iterator[tuple[HarmedRow, Source]]:
    batches, changes = _T["batches"], _T["batch_changes"]
    brought = (changes.c.table_name == "reports") & (changes.c.row_key == report) & batches.c.undone_at.is_(None)
    query = select(batches).join(changes, changes.c.batch_key == batches.c.key).where(brought)
    columns = told_columns(connection.exec_driver_sql)["entries"]
    head = _head(connection, report)
    if head is None:
        return
    for batch in connection.execute(query).mappings():
        form = _form(connection, head, Path(batch["file_name"]), batch["content"])
        for one in rows:
            target = (one.row or {}).get("target_key")
            answer = None if form is None else form.answers.get(str(target))
            if answer is not None:
                said = to_plain("entries", entry_row(head, str(target), answer)) | {SLOT: head[SLOT]}
                row = {column: said[column] for column in columns}
                proven = row_digest(*row.values()) == one.digest
                yield one, Source(Path(batch["file_name"]), batch["taken_at"], row, proven)


def _head(connection: Connection, report: str) -> Row | None:
    """The report's key, slot, plan and unit; None where it is gone."""
    columns = (_REPORTS.c[name] for name in ("key", SLOT, "plan_key", "unit_key"))
    row = connection.execute(select(*columns).where(_REPORTS.c.key == report)).mappings().first()
    return None if row is None else dict(row)


def _form(connection: Connection, head: Row, path: Path, content: bytes) -> ReadForm | None:
    """What a kept workbook says of the report that it brought; None where it, or the plan, cannot be read."""
    try:
        plan = plans.load(connection, head["plan_key"])
        sheets, document = confined(open_form, content)
        return form_for(connection, plan, head["unit_key"], Opened(path, content, sheets, document))
    except (Unsafe, Refusal, StatementError):
        return None
