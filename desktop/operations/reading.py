"""Reading workbooks ahead of the one that is being stored: many of them in a process beside this one."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from db.errors import Refusal
from db.plans import PlanView
from db.vocabulary import Kind
from desktop.exchange.files import read_bytes
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.read_form import Expectation, ReadForm, open_form, read_form
from desktop.exchange.layout import MAX_FILE
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet
from desktop.operations.opened import Opened, Outcome, expectation, rejected

# From so many files on, a process of its own is worth the time it takes to start.
MANY: Final = 24
_AHEAD: Final = 8
# What a unit fills in, in one form or another.
READABLE: Final = frozenset({Kind.ASSIGNMENT, Kind.REPORT, Kind.REVIEW})

# What a database expects of the form of each unit; under "" of a form that does not say whose it is.
Book = Mapping[str, Expectation]
Read = Opened | Outcome
# The book of a reading process, handed to it once and not with every file.
_book: Book = {}


def book_of(plan: PlanView) -> Book:
    """What headquarters expects of every form."""
    return {unit: expectation(plan, unit) for unit in ("", *plan.units)}


def form_of(
    sheets: Sequence[Sheet], document: Document | None, unit_key: str, expect: Callable[[str], Expectation]
) -> ReadForm:
    """What a form says, held against what is expected of the unit it names; Unsafe where it is no form."""
    form = read_form(sheets, document, expect(unit_key))
    if form.unit_key and form.unit_key != unit_key:
        # Only the title block said whose form it is: read it again for what it says of that unit's targets.
        form = read_form(sheets, document, expect(form.unit_key))
    return form


def _in_book(unit_key: str) -> Expectation:
    """What the book says of a unit: nothing is expected of one that the plan does not know."""
    return _book.get(unit_key) or replace(_book[""], targets={}, nodes=frozenset())


def read(path: Path) -> Read:
    """A workbook's cells and the document in it, or why it cannot be read."""
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
    return Opened(path, content, sheets, document)


def read_ahead(files: Sequence[Path]) -> Iterator[tuple[Path, Read]]:
    """Every file with what was read from it, in order, a few ahead."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        for path, future in _in_order(pool, read, files):
            yield path, future.result()


def read_beside(files: Sequence[Path], book: Book) -> Iterator[tuple[Path, Read]]:
    """As `read_ahead`, in a process beside this one and with the forms read, too.

    A file that ends the process is rejected; what waited behind it is read by the next one.
    """
    done = 0
    while done < len(files):
        with _process(book) as pool:
            # The process takes its time to start: meanwhile the first few are read here.
            here, there = files[done : done + _AHEAD], files[done + _AHEAD :]
            beside = _in_order(pool, _read_with_book, there)
            waiting = next(beside, None)
            for path in here:
                done += 1
                yield path, read(path)
            while waiting is not None:
                path, future = waiting
                ended = isinstance(future.exception(), BrokenProcessPool)
                done += 1
                yield path, _alone(path, book) if ended else future.result()
                waiting = None if ended else next(beside, None)


def _alone(path: Path, book: Book) -> Read:
    """Whether it was this file that ended the process: it is tried once more with nothing beside it."""
    with _process(book) as pool:
        try:
            return pool.submit(_read_with_book, path).result()
        except BrokenProcessPool:
            return rejected("file_damaged")


def _process(book: Book) -> ProcessPoolExecutor:
    # A fresh process everywhere, as on Windows: a copy of this one would share its locks and its window.
    pool = ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))
    # As its first task and not at its start, which would wait until the process has come up and taken it.
    pool.submit(_learn, book)
    return pool


def _learn(book: Book) -> None:
    global _book  # noqa: PLW0603 - a process's own memory
    _book = book


def _read_with_book(path: Path) -> Read:
    opened = read(path)
    if isinstance(opened, Outcome):
        return opened
    document = opened.document
    plan_key = _book[""].plan_key
    if document is not None and (document.plan_key != plan_key or document.kind not in READABLE):
        return opened
    try:
        form = form_of(opened.sheets, document, document.unit_key if document else "", _in_book)
    except Unsafe as unsafe:
        return rejected(f"file_{unsafe.code}")
    if form.document is not None and form.kind is Kind.REPORT:
        # What was issued is asked of an assignment alone, that somebody filled in.
        form.document = replace(form.document, issued={})
    # The form says all that the sheets do, in fewer bytes.
    return Opened(opened.path, opened.content, [], form.document, form)


def _in_order(
    pool: Executor, work: Callable[[Path], Read], files: Sequence[Path]
) -> Iterator[tuple[Path, Future[Read]]]:
    rest = iter(files)
    waiting: deque[tuple[Path, Future[Read]]] = deque((path, pool.submit(work, path)) for path in islice(rest, _AHEAD))
    try:
        while waiting:
            yield waiting.popleft()
            waiting.extend((path, pool.submit(work, path)) for path in islice(rest, 1))
    finally:
        for _, future in waiting:
            future.cancel()
