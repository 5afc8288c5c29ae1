"""Receiving: any of our workbooks, each taken whole or left with its reasons."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from db import plans
from db.checks import Finding
from db.errors import Refusal
from db.plans import PlanView
from db.vocabulary import FileState, Kind, Origin
from desktop.desk import Desk, open_desk
from desktop.exchange.document import Document
from desktop.exchange.files import discard, read_bytes
from desktop.exchange.guard import Unsafe
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.read_form import open_form
from desktop.operations.opened import HeldBack, Opened, Outcome, rejected
from desktop.operations.progress import Progress, silent
from desktop.operations.taking import take
from desktop.operations.taking_assignment import found_unit

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
# Workbooks are unpacked ahead of the one that is being stored; the reader lets go of the interpreter meanwhile.
_AHEAD: Final = 4


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    path: Path
    state: FileState
    kind: Kind | None
    unit: str
    period: str
    revision: int
    rows: int
    batch: str
    findings: tuple[Finding, ...]


def receive(desk: Desk, paths: Sequence[Path], progress: Progress = silent) -> list[FileResult]:
    """Receive workbooks and folders of them; a file that is not taken changes nothing."""
    files = list(_files(paths))
    results: list[FileResult] = []
    with desk.read() as (_, plan):
        pass
    for path, opened in _opened(files):
        progress(len(results), len(files), path.name)
        result, plan = _receive_one(desk, plan, path, opened)
        results.append(result)
    progress(len(files), len(files), "")
    return results


def receive_into(
    database: Path, paths: Sequence[Path], origin: Origin, progress: Progress = silent
) -> list[FileResult]:
    """Receive into a database; where it does not exist, the first assignment among the files makes it."""
    made = not database.exists()
    if made:
        refused = _found(database, paths, origin)
        if refused is not None:
            return refused
    results: list[FileResult] = []
    desk = open_desk(database, origin)
    try:
        results = receive(desk, paths, progress)
    finally:
        desk.close()
        if made and not any(result.state is FileState.TAKEN for result in results):
            # A plan without a target is nothing to open.
            discard(database)
    return results


def _found(database: Path, paths: Sequence[Path], origin: Origin) -> list[FileResult] | None:
    """Make a unit's database from an assignment; what is wrong with the files where there is none among them."""
    refused: list[FileResult] = []
    for path, opened in _opened(list(_files(paths))):
        document = opened.document if isinstance(opened, Opened) else None
        outcome = rejected("file_no_plan") if isinstance(opened, Opened) else opened
        if document is not None and document.kind is Kind.ASSIGNMENT and document.view:
            try:
                found_unit(database, document, origin)
            except Unsafe as unsafe:
                outcome = rejected(f"file_{unsafe.code}")
            else:
                return None
        refused.append(_result(path, outcome, document))
    return refused


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The workbooks that are meant: each file that is named, and in folders every workbook that is not a lock file."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            if inside.suffix.lower() in SUFFIXES and not inside.name.startswith(("~$", ".")) and inside.is_file():
                yield inside


def _opened(files: Sequence[Path]) -> Iterator[tuple[Path, Opened | Outcome]]:
    """Every file with what was read from it, or why it cannot be read; in order, a few read ahead."""
    rest = iter(files)
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting: deque[tuple[Path, Future[Opened | Outcome]]] = deque(
            (path, pool.submit(_open, path)) for path in islice(rest, _AHEAD)
        )
        try:
            while waiting:
                path, future = waiting.popleft()
                yield path, future.result()
                waiting.extend((path, pool.submit(_open, path)) for path in islice(rest, 1))
        finally:
            for _, future in waiting:
                future.cancel()


def _open(path: Path) -> Opened | Outcome:
    try:
        content = read_bytes(path, MAX_FILE)
    except Refusal as refusal:
        missing = refusal.sentence.code == "refusal.not_found"
        return rejected("file_missing" if missing else "file_unreadable")
    if content is None:
        return rejected("file_too_large")
    try:
        sheets, document = open_form(content)
    except Unsafe as unsafe:
        return rejected(f"file_{unsafe.code}")
    return Opened(path.name, content, sheets, document)


def _receive_one(desk: Desk, plan: PlanView, path: Path, opened: Opened | Outcome) -> tuple[FileResult, PlanView]:
    if isinstance(opened, Outcome):
        return _result(path, opened, None), plan
    try:
        with desk.store.write() as connection:
            outcome = take(desk, connection, plan, opened)
            if outcome.state is FileState.TAKEN and outcome.kind is Kind.ASSIGNMENT:
                plan = plans.load(connection, plan.key)
    except Unsafe as unsafe:
        outcome = rejected(f"file_{unsafe.code}")
    except HeldBack as back:
        outcome = back.outcome
    return _result(path, outcome, opened.document), plan


def _result(path: Path, outcome: Outcome, document: Document | None) -> FileResult:
    return FileResult(
        path=path,
        state=outcome.state,
        kind=outcome.kind or (document.kind if document else None),
        unit=outcome.unit or (document.unit if document else ""),
        period=outcome.period or (document.period if document else ""),
        revision=outcome.revision or (document.revision if document else 0),
        rows=outcome.rows,
        batch=outcome.batch,
        findings=outcome.findings,
    )
