"""The files attached to entries: names, sizes and digests. Their bytes are kept by digest, beside the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from db import clock
from db.history import Altered, Author, record
from db.keys import new_key
from db.models import Base
from db.numbers import add
from db.reports import Report
from db.rows import Row

_FILES: Final = Base.metadata.tables["evidence_files"]
_OF_REPORT: Final = (
    select(_FILES.c.target_key, _FILES.c.name, _FILES.c.size, _FILES.c.sha256)
    .where(_FILES.c.report_key == bindparam("report"))
    .order_by(_FILES.c.number)
)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of an entry; its size in bytes."""

    name: str
    size: int
    sha256: str


def files_of(connection: Connection, report_key: str) -> Mapping[str, tuple[EvidenceFile, ...]]:
    """The files of a report, by target, in the order they were added."""
    found: dict[str, tuple[EvidenceFile, ...]] = {}
    for target, *file in connection.execute(_OF_REPORT, {"report": report_key}):
        found[target] = (*found.get(target, ()), EvidenceFile(*file))
    return found


def files_for(connection: Connection, last: Report, draft_key: str) -> list[Row]:
    """The rows of a report's files, for the draft that follows it."""
    here = select(_FILES).where(_FILES.c.report_key == last.key).order_by(_FILES.c.number)
    rows = connection.execute(here).mappings()
    return [{**row, "key": new_key(), "report_key": draft_key} for row in rows]


def attach(connection: Connection, draft: Report, target_key: str, file: EvidenceFile, author: Author) -> bool:
    """Attach a file to an entry of a draft; False where it is attached already."""
    if file in files_of(connection, draft.key).get(target_key, ()):
        return False
    row = {
        "key": new_key(),
        "slot": draft.slot,
        "report_key": draft.key,
        "target_key": target_key,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "added_at": clock.now(),
    }
    add(connection, _FILES.name, [row])
    where = f"{draft.key}/{target_key}"
    record(connection, author, [Altered("evidence_files", where, "evidence", None, file.name, draft.slot)])
    return True


def detach(connection: Connection, draft: Report, target_key: str, file: EvidenceFile, author: Author) -> None:
    """Take a file off an entry of a draft; its bytes stay, so that it can be attached again."""
    here = (_FILES.c.report_key == draft.key) & (_FILES.c.target_key == target_key)
    connection.execute(delete(_FILES).where(here, _FILES.c.sha256 == file.sha256, _FILES.c.name == file.name))
    where = f"{draft.key}/{target_key}"
    record(connection, author, [Altered("evidence_files", where, "evidence", file.name, None, draft.slot)])


def size_text(size: int) -> str:
    """A size in bytes as people say it, rounded up to whole KB or a tenth of a MB."""
    kilobytes = -(-size // 1024)
    return f"{kilobytes} KB" if kilobytes < 1024 else f"{-(-size * 10 // 2**20) / 10:g} MB"
