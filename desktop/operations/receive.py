"""Receiving: any of our workbooks, each taken whole or left with its reasons."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from db import clock
from db.address import Location
from db.checks import Finding
from db.keys import new_key
from db.numbers import add
from db.reach import reachable
from db.steps import Told, untold
from db.store import remove
from db.texts import storable
from db.vocabulary import FileState, Kind, Origin
from desktop.desk import Desk, open_desk
from desktop.exchange.endings import WORKBOOKS
from desktop.exchange.forms.merge import Conflict
from desktop.exchange.forms.repairs import Repair
from desktop.exchange.opening.guard import Unsafe
from desktop.operations.backups import back_up_before_import
from desktop.operations.bulk import uncollected
from desktop.operations.folded import Shelf
from desktop.operations.opened import HeldBack, Opened, Outcome, Settled, rejected
from desktop.operations.progress import Progress, silent
from desktop.operations.reading import begin_reading, book_of, read_ahead
from desktop.operations.taking import in_groups, take_together
from desktop.operations.taking_assignment import found_unit
from resources.paths import usual_name

NOTHING_SETTLED: Final = Settled()


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
    findings: Sequence[Finding]
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    # The sheet of the form, where the file holds those of several units and this is not the first.
    part: str = ""

    @property
    def place(self) -> tuple[Path, str]:
        """By which it is told from all others: the file, and the form in it."""
        return self.path, self.part

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.path.name}〔{self.part}〕" if self.part else self.path.name


def receive(
    desk: Desk, paths: Sequence[Path], progress: Progress = silent, settled: Settled = NOTHING_SETTLED
) -> list[FileResult]:
    """Receive workbooks and folders of them, after one backup; a file that is not taken changes nothing.

    `settled` is what a person said of what held these files back, at a department.
    """
    files = list(files_in(paths))
    begin_reading(len(files))
    return _receive(desk, files, progress, settled, partial(back_up_before_import, desk, date.today()))


def _receive(
    desk: Desk, files: Sequence[Path], progress: Progress, settled: Settled, before: Callable[[], None]
) -> list[FileResult]:
    """`before` is done before the first file is taken, while it is got ready to be read and the first are read."""
    results: list[FileResult] = []
    shelf = Shelf()
    try:
        with uncollected(), ThreadPoolExecutor(max_workers=1) as beside:
            done = beside.submit(before if files else _nothing)
            with desk.read() as (connection, plan):
                book = book_of(desk, connection, plan) if desk.is_headquarters else None
            for together in read_ahead(files, book, done.result):
                for count, (path, _) in enumerate(together, len(results)):
                    progress(min(count, len(files)), len(files), path.name)
                results += (shelved(one, shelf) for one in _receive_together(desk, together, settled))
    finally:
        # What was taken says so itself, also where somebody stopped it half way.
        remember_refused(desk, results)
    progress(len(files), len(files), "")
    return results


def receive_into(
    database: Location, paths: Sequence[Path], origin: Origin, progress: Progress = silent, told: Told = untold
) -> list[FileResult]:
    """Receive into a database; where its file does not exist, the first assignment among the files makes it.

    `told` hears how far opening it is, where that takes long.
    """
    made = isinstance(database, Path) and not database.exists()
    files = list(files_in(paths))
    begin_reading(len(files))
    if isinstance(database, Path) and made:
        refused = _found(database, files, origin)
        if refused is not None:
            return refused
    results: list[FileResult] = []
    desk = open_desk(database, origin, told)
    try:
        # What was made for these files a moment ago is nothing to go back to.
        before = _nothing if made else partial(back_up_before_import, desk, date.today())
        results = _receive(desk, files, progress, NOTHING_SETTLED, before)
    finally:
        desk.close()
        if isinstance(database, Path) and made and not any(result.state is FileState.TAKEN for result in results):
            # A plan without a target is nothing to open.
            remove(database)
    return results


def _nothing() -> None:
    """There is nothing that could be gone back to."""


def _found(database: Path, files: Sequence[Path], origin: Origin) -> list[FileResult] | None:
    """Make a unit's database from an assignment; what is wrong with the files where there is none among them."""
    refused: list[FileResult] = []
    for path, opened in chain.from_iterable(read_ahead(files)):
        document = opened.document if isinstance(opened, Opened) else None
        outcome = rejected("file_no_plan") if isinstance(opened, Opened) else opened
        if document is not None and document.kind is Kind.ASSIGNMENT and document.view:
            try:
                found_unit(database, document, origin)
            except Unsafe as unsafe:
                outcome = rejected(f"file_{unsafe.code}")
            else:
                return None
        refused.append(result_of(path, outcome, opened if isinstance(opened, Opened) else None))
    return refused


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The workbooks that are meant: each file that is named, and in folders every workbook that is not a lock file."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(reachable(path, beneath=True).rglob("*")):
            if inside.suffix.lower() in WORKBOOKS and not inside.name.startswith(("~$", ".")) and inside.is_file():
                yield reachable(Path(usual_name(str(inside))))


def _receive_together(
    desk: Desk, files: Sequence[tuple[Path, Opened | Outcome]], settled: Settled
) -> Iterator[FileResult]:
    """What becomes of files that were read, in their order."""
    opened = (replace(one, settled=settled) for _, one in files if isinstance(one, Opened))
    taken = chain.from_iterable(_received(desk, group) for group in in_groups(desk, opened))
    for path, one in files:
        yield result_of(path, one, None) if isinstance(one, Outcome) else next(taken)


def _received(desk: Desk, group: Sequence[Opened]) -> list[FileResult]:
    """What becomes of files that are taken together, in one transaction."""
    try:
        # The plan as it is by now: a file before these may have changed it, or on a server somebody else.
        with desk.write() as (connection, plan):
            outcomes = take_together(desk, connection, plan, group)
    except Unsafe as unsafe:
        outcomes = [rejected(f"file_{unsafe.code}")]
    except HeldBack as back:
        outcomes = [back.outcome]
    return [result_of(one.path, outcome, one) for one, outcome in zip(group, outcomes, strict=True)]


def shelved(result: FileResult, shelf: Shelf) -> FileResult:
    """What became of a file, as it is kept with hundreds of others: what a person has to settle stays as it is."""
    if result.state is not FileState.TAKEN:
        return result
    return replace(result, findings=shelf.put(result.findings))


def remember_refused(desk: Desk, results: Sequence[FileResult]) -> None:
    """Note the files that were held back or rejected."""
    now = clock.now()
    rows = [
        {
            "key": new_key(),
            "kind": result.kind,
            "state": result.state,
            "file_name": result.name,
            "folder": str(result.path.absolute().parent),
            "unit": storable(result.unit),
            "period": storable(result.period),
            "revision": result.revision,
            "rows": result.rows,
            "reason": storable(str(result.findings[0].message)) if result.findings else "",
            "who": desk.author.who,
            "at": now,
        }
        for result in results
        if result.state in {FileState.HELD, FileState.REJECTED}
    ]
    if rows:
        with desk.store.write() as connection:
            add(connection, "refused_files", rows)


def result_of(path: Path, outcome: Outcome, opened: Opened | None) -> FileResult:
    """What became of a file, told by what it says of itself where it came to nothing."""
    document = opened.document if opened is not None else None
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
        conflicts=outcome.conflicts,
        repairs=outcome.repairs,
        part=opened.part if opened is not None else "",
    )
