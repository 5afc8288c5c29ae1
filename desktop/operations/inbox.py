"""收件: files are looked at first, then taken together; what a person has to settle is settled file by file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from db.comparing import Moved, moved
from db.plans import PlanView
from db.reports import newest
from db.vocabulary import FileState, Severity
from desktop.desk import Desk, require_period
from desktop.exchange.opening.guard import Unsafe
from desktop.operations.backups import back_up_before_import
from desktop.operations.bulk import uncollected
from desktop.operations.folded import Shelf
from desktop.operations.opened import Opened, Outcome, Settled, rejected
from desktop.operations.progress import Progress, silent
from desktop.operations.reading import book_of, read_again, read_ahead
from desktop.operations.receive import FileResult, files_in, remember_refused, result_of, shelved
from desktop.operations.revising import require_headquarters
from desktop.operations.taking import in_groups, take_together
from desktop.operations.taking_trust import AUTHENTICATED, MARKS
from desktop.operations.tray import Tray
from desktop.operations.units import contacts
from desktop.operations.waiting import Waiting, put_aside

# After so many files what would be stored of them is given up.
_TOGETHER: Final = 48


class Question(StrEnum):
    """What a held file wants to be told."""

    REPAIRS = "repairs"
    CONFLICTS = "conflicts"
    EDITED = "edited"
    CLOSED = "closed"


_ASKED: Final = {"edited_held": Question.EDITED, "closed_period": Question.CLOSED, "closed_target": Question.CLOSED}


def question_of(result: FileResult) -> Question | None:
    """What a person has to settle before a file can be taken; None where that would not help."""
    if result.state is not FileState.HELD:
        return None
    if result.conflicts:
        return Question.CONFLICTS
    if result.repairs:
        return Question.REPAIRS
    return _ASKED.get(result.findings[0].code)


@dataclass(frozen=True)
class Incoming:
    """A file that was looked at: what would become of it, and what it says otherwise than the unit's last report."""

    path: Path
    result: FileResult
    # What was read of it; None where it could not be read, and once it was taken.
    waiting: Waiting | None = field(repr=False)
    # In how many places it is not as it was issued or exported, or does not come from where it says.
    marks: int
    # Whether it bears the mark of the key that was agreed with its unit.
    verified: bool
    # How many findings of each severity its content has.
    found: Counter[Severity]
    moved: Sequence[Moved]
    taken: bool = False

    @property
    def clean(self) -> bool:
        """Whether it can be taken as it is, and was not yet."""
        return self.result.state is FileState.TAKEN and not self.taken

    @property
    def question(self) -> Question | None:
        """What a person has to settle before it can be taken; None where that would not help."""
        return question_of(self.result)

    @property
    def settled(self) -> Settled:
        """What was said of it so far."""
        return Settled() if self.waiting is None else self.waiting.settled

    def became(self, result: FileResult) -> "Incoming":
        """The file after it was to be taken."""
        over = result.state in {FileState.TAKEN, FileState.UNCHANGED}
        return replace(self, result=result, taken=True, waiting=None if over else self.waiting)


def inspect(desk: Desk, paths: Sequence[Path], progress: Progress = silent) -> tuple[Incoming, ...]:
    """Look at workbooks and folders of them, as if all were taken in the order of their revisions; changes nothing."""
    require_headquarters(desk)
    files = list(files_in(paths))
    with desk.read() as (connection, plan):
        book = book_of(desk, connection, plan)
    read: list[tuple[Path, Waiting | Outcome]] = []
    tray = Tray()
    with uncollected():
        for path, one in chain.from_iterable(read_ahead(files, book)):
            progress(min(len(read), len(files)), len(files), path.name)
            read.append((path, put_aside(one, tray) if isinstance(one, Opened) else one))
        progress(len(files), len(files), "")
        return _rehearse(desk, read)


def settle(desk: Desk, one: Incoming, settled: Settled) -> Incoming:
    """Look at a file again with what a person said of it; changes nothing."""
    if one.waiting is None:
        return one
    opened = replace(one.waiting.opened(), settled=settled)
    if settled.answers != one.settled.answers:
        with desk.read() as (connection, plan):
            book = book_of(desk, connection, plan)
        opened = read_again(opened, book)
    return _rehearse(desk, [(one.path, put_aside(opened, Tray()))])[0]


def take_incoming(desk: Desk, files: Sequence[Incoming], progress: Progress = silent) -> list[FileResult]:
    """Take these files after one backup, in one transaction: stopped half way, the database is as it was."""
    require_headquarters(desk)
    back_up_before_import(desk, date.today())
    results: list[FileResult] = []
    shelf = Shelf()
    with uncollected(), desk.write() as (connection, plan):
        results += (one.result for one in files if one.waiting is None)
        waiting = sorted((one.waiting for one in files if one.waiting is not None), key=attrgetter("order"))
        for group in in_groups(desk, (one.opened() for one in waiting)):
            for count, opened in enumerate(group, len(results)):
                progress(count, len(files), opened.path.name)
            results += (shelved(taken, shelf) for taken in _take(desk, connection, plan, group))
    progress(len(files), len(files), "")
    remember_refused(desk, results)
    return results


class _Rehearsed(Exception):  # noqa: N818 - nothing went wrong
    """Ends a transaction of which nothing is to be left."""


def _rehearse(desk: Desk, read: Sequence[tuple[Path, Waiting | Outcome]]) -> tuple[Incoming, ...]:
    """What would become of files, in transactions of which nothing is left; all of a unit's files in one."""
    shelf = Shelf()
    seen = {
        place: _incoming(result_of(path, one, None), None, (), shelf)
        for place, (path, one) in enumerate(read)
        if isinstance(one, Outcome)
    }
    waiting = [(place, one) for place, (_, one) in enumerate(read) if isinstance(one, Waiting)]
    for some in _by_units(sorted(waiting, key=lambda it: it[1].order)):
        # The transaction itself is given up. Within a savepoint around all of them SQLite keeps whatever page one of
        # them changes, as it was before that one, and goes through all that with every statement.
        with suppress(_Rehearsed), desk.write() as (connection, plan):
            done, keys = iter(some), {name: key for key, name in plan.units.items()}
            for group in in_groups(desk, (one.opened() for _, one in some)):
                for result in _take(desk, connection, plan, group):
                    place, one = next(done)
                    told = _moved(connection, plan, keys.get(result.unit, ""), result)
                    seen[place] = _incoming(result, one, told, shelf)
            raise _Rehearsed
    return tuple(seen[place] for place in range(len(read)))


def _by_units(waiting: Sequence[tuple[int, Waiting]]) -> Iterator[list[tuple[int, Waiting]]]:
    """Files in their order, not many together: what would be stored of hundreds makes storing more of it slower.

    Of what one unit reports nothing is asked for another.
    """
    some: list[tuple[int, Waiting]] = []
    for _, files in groupby(waiting, key=lambda it: it[1].order[0]):
        some += files
        if len(some) >= _TOGETHER:
            yield some
            some = []
    if some:
        yield some


def _incoming(result: FileResult, waiting: Waiting | None, moved: Sequence[Moved], shelf: Shelf) -> Incoming:
    """A file as the inbox shows it, with what is counted of its findings: a table asks for that again and again."""
    codes = [one.code for one in result.findings]
    return Incoming(
        path=result.path,
        result=shelved(result, shelf),
        waiting=waiting,
        marks=sum(code in MARKS for code in codes),
        verified=AUTHENTICATED in codes,
        found=Counter(one.severity for one in result.findings if one.field),
        moved=shelf.put(moved),
    )


def _take(desk: Desk, connection: Connection, plan: PlanView, group: Sequence[Opened]) -> list[FileResult]:
    """Take a group of files: one that is no form leaves nothing behind."""
    try:
        with connection.begin_nested():
            outcomes = take_together(desk, connection, plan, group)
    except Unsafe as unsafe:
        outcomes = [rejected(f"file_{unsafe.code}")]
    return [result_of(one.path, outcome, one) for one, outcome in zip(group, outcomes, strict=True)]


def _moved(connection: Connection, plan: PlanView, unit: str, result: FileResult) -> tuple[Moved, ...]:
    # Before the first there is nothing to ask for.
    if result.state is not FileState.TAKEN or result.revision <= 1:
        return ()
    report = newest(connection, plan.key, result.period, [unit]).get(unit)
    return () if report is None else moved(connection, report)


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has not reported, and whom to call."""

    unit: str
    person: str
    phone: str


def missing(desk: Desk, code: str) -> tuple[Missing, ...]:
    """Who has not reported for a period yet, in the order of the units."""
    with desk.read() as (connection, plan):
        period = require_period(plan, code)
        there = newest(connection, plan.key, period.code)
        known = contacts(connection)
        return tuple(
            Missing(plan.units[unit], *(known.get(unit, {}).get(name, "") for name in ("person", "phone")))
            for unit in plan.at(period).reporting
            if unit not in there
        )
