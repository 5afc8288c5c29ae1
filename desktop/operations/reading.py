"""Reading workbooks ahead of the one that is being stored, in processes beside this one."""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from sqlalchemy import Connection

from db.errors import Refusal
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.vocabulary import Role
from desktop.desk import Desk
from desktop.exchange.files import read_bytes
from desktop.exchange.forms.heads import Book
from desktop.exchange.forms.plan_book import PlanBook, TargetPart
from desktop.exchange.forms.planned import shown_of
from desktop.exchange.forms.read_book import read_with_book
from desktop.exchange.forms.read_form import open_form, read_forms
from desktop.exchange.forms.read_out import Expectation, Expected, ExpectedNode, ReadForm
from desktop.exchange.forms.repairs import Known
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.confined import IN_HAND, confined, workers
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.lesson import Lesson
from desktop.operations.bulk import taking_turns
from desktop.operations.opened import Opened, Outcome, rejected
from desktop.operations.recognising import recognised

# So many files are read ahead of the one that is waited for, or as many as are so many bytes together; so many at most
# are handed on, and taken, together.
_AHEAD: Final = 32
_MUCH: Final = 64 * 2**20
TOGETHER: Final = 16
# So few are not taken in smaller parts.
_FEW: Final = 4
# So long, in seconds, a file that was read may wait for those behind it: what is taken together costs less.
_LINGER: Final = 0.1

Read = Opened | Outcome


class _Reading(NamedTuple):
    """A file that is being read, its bytes, and what will come of it."""

    path: Path
    size: int
    read: Future[list[Read]]


def book_of(desk: Desk, connection: Connection, plan: PlanView) -> Lesson:
    """What headquarters expects of every form: its plan stays as it is meanwhile, so that forms are read elsewhere.

    It is the same lesson until the plan changes, so that it is taught once and not with every file.
    """
    known = recognised(connection)
    lesson: Lesson = desk.lesson.made(plan, known, lambda: Lesson(_expectations(plan, plan.units, known)))
    return lesson


def expectations(connection: Connection, plan: PlanView, units: Iterable[str]) -> Book:
    """What is expected of the forms of these units, and of one that does not say whose it is."""
    return _expectations(plan, units, recognised(connection))


def _expectations(plan: PlanView, units: Iterable[str], known: Mapping[str, Known]) -> Book:
    asked, revised = [*units], _revised(plan)
    lines = {id(target): target for targets in (plan.targets, *(one for _, one in revised)) for target in targets}
    numbers = {key: number for number, key in enumerate(lines)}
    parts = [_part(target, once_other=target.key in plan.past) for target in lines.values()]
    given = _places(plan.targets, numbers, asked)
    then: dict[str, Mapping[str, Sequence[int]]] = {}
    for codes, targets in revised:
        others = {unit: own for unit, own in _places(targets, numbers, asked).items() if own != given[unit]}
        then |= dict.fromkeys(codes, others)
    now = parts[: len(plan.targets)]
    everybody = Expectation(
        targets={one.target.key: one.target for one in now},
        nodes={node.key: node for one in now for node in one.nodes},
        units={name: key for key, name in plan.units.items()},
        plan_key=plan.key,
        periods=tuple(sorted(plan.due)),
        known=known.get("", {}),
    )
    return PlanBook(everybody, parts, given, known, then)


def _revised(plan: PlanView) -> list[tuple[list[str], Sequence[TargetLine]]]:
    """What is asked in the periods of a plan that was changed within its year, those with the same targets together."""
    if not plan.past and not plan.withdrawn:
        return []
    found: dict[tuple[int, ...], tuple[list[str], Sequence[TargetLine]]] = {}
    for code in plan.due:
        targets = plan.at(Period.parse(code)).targets
        found.setdefault(tuple(map(id, targets)), ([], targets))[0].append(code)
    return [*found.values()]


def _places(
    targets: Iterable[TargetLine], numbers: Mapping[int, int], units: Iterable[str]
) -> Mapping[str, Sequence[int]]:
    """By unit the places of its targets, as a book of the plan has them."""
    given: dict[str, array[int]] = {unit: array("i") for unit in units}
    for target in targets:
        number = numbers[id(target)]
        for unit, role in target.units:
            if unit in given:
                given[unit].append(2 * number + (role is Role.LEAD))
    return given


def _part(target: TargetLine, *, once_other: bool) -> TargetPart:
    shown = [{} if once_other else dict(shown_of(target, role)) for role in (Role.SUPPORT, Role.LEAD)]
    return TargetPart(
        Expected(target.key, target.code, target.title, target.goal.unit),
        [ExpectedNode(node.key, target.code, node.title) for node in target.nodes],
        (shown[0], shown[1]),
    )


def begin_reading(files: int) -> None:
    """Have the processes that will read so many files on their way up while something else is still to be done."""
    workers().begin(read_with_book, files)


def read(path: Path, book: Lesson | None = None) -> list[Read]:
    """A workbook's cells and the document in it, or what its forms say where a book is given; or why it is not read."""
    try:
        content = read_bytes(path, MAX_FILE)
    except Refusal as refusal:
        missing = refusal.sentence.code == "refusal.not_found"
        return [rejected("file_missing" if missing else "file_unreadable")]
    if content is None:
        return [rejected("file_too_large")]
    try:
        if book is None:
            sheets, document = confined(open_form, content)
            return [Opened(path, content, sheets, document)]
        return list(_read_with(book, path, content, {}))
    except Unsafe as unsafe:
        return [rejected(f"file_{unsafe.code}")]


def read_again(opened: Opened, book: Lesson) -> Opened:
    """A form read once more, with what a person said of its guesses."""
    again = _read_with(book, opened.path, opened.content, opened.settled.answers)
    return next(replace(one, settled=opened.settled) for one in again if one.part == opened.part)


def _read_with(book: Lesson, path: Path, content: bytes, said: Known) -> Iterator[Opened]:
    sheets, document, forms = workers().call(read_with_book, content, path.name, said, lesson=book)
    if not forms:
        yield Opened(path, content, sheets, document)
    for place, form in enumerate(forms):
        yield Opened(path, content, [], form.document, form, part=form.sheet if place else "")


def form_for(connection: Connection, plan: PlanView, unit_key: str, opened: Opened) -> ReadForm:
    """What a unit's form says in a workbook that was opened, else the first form in it; Unsafe where it has none."""
    book = expectations(connection, plan, [unit_key])
    forms = read_forms(opened.sheets, opened.document, book, opened.path.name, opened.settled.answers)
    return next((form for form in forms if form.unit_key == unit_key), forms[0])


def read_ahead(
    files: Sequence[Path], book: Lesson | None = None, meanwhile: Callable[[], None] | None = None
) -> Iterator[list[tuple[Path, Read]]]:
    """Every file with what was read from it, of each form in it one, in order, those together that are read by now.

    `meanwhile` is done while the first of them are read.
    """
    rest, left = iter(files), len(files)
    with taking_turns(), ThreadPoolExecutor(max_workers=IN_HAND * workers().count) as pool:
        ahead = (_Reading(path, _size_of(path), pool.submit(read, path, book)) for path in rest)
        waiting: deque[_Reading] = deque()
        try:
            _fill(waiting, ahead)
            if waiting and meanwhile is not None:
                meanwhile()
            while waiting:
                # The last are handed on in halves: when the last one is read, nearly all others are taken.
                together = _read_by_now(waiting, min(TOGETHER, max((left + 1) // 2, _FEW)))
                left -= len(together)
                _fill(waiting, ahead)
                yield [(path, one) for path, _, future in together for one in future.result()]
        finally:
            for one in waiting:
                one.read.cancel()


def _fill(waiting: deque[_Reading], ahead: Iterator[_Reading]) -> None:
    """Begin to read as many more files as may be read ahead."""
    while len(waiting) < _AHEAD and sum(one.size for one in waiting) < _MUCH:
        following = next(ahead, None)
        if following is None:
            return
        waiting.append(following)


def _size_of(path: Path) -> int:
    """The bytes of a file; 0 where it cannot be looked at, which is told when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_by_now(waiting: deque[_Reading], most: int) -> list[_Reading]:
    """The first of the files, once it is read, with those behind it that are as well: no longer among the waiting."""
    wait([waiting[0].read])
    until = monotonic() + _LINGER
    together = [waiting.popleft()]
    while waiting and len(together) < most and wait([waiting[0].read], max(until - monotonic(), 0)).done:
        together.append(waiting.popleft())
    return together
