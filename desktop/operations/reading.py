"""Reading workbooks ahead of the one that is being stored, in processes beside this one."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
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
from desktop.exchange.opening.confined import Lesson, confined, workers
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.sheets import Sheet
from desktop.operations.opened import Opened, Outcome, expectation, rejected

_AHEAD: Final = 8
# What a unit fills in, in one form or another.
READABLE: Final = frozenset({Kind.ASSIGNMENT, Kind.REPORT, Kind.REVIEW})

# What a database expects of the form of each unit; under "" of a form that does not say whose it is.
Book = Mapping[str, Expectation]
Read = Opened | Outcome


def book_of(plan: PlanView) -> Lesson:
    """What headquarters expects of every form: its plan stays as it is meanwhile, so that forms are read elsewhere."""
    return Lesson({unit: expectation(plan, unit) for unit in ("", *plan.units)})


def form_of(
    sheets: Sequence[Sheet], document: Document | None, unit_key: str, expect: Callable[[str], Expectation]
) -> ReadForm:
    """What a form says, held against what is expected of the unit it names; Unsafe where it is no form."""
    form = read_form(sheets, document, expect(unit_key))
    if form.unit_key and form.unit_key != unit_key:
        # Only the title block said whose form it is: read it again for what it says of that unit's targets.
        form = read_form(sheets, document, expect(form.unit_key))
    return form


def read(path: Path, book: Lesson | None = None) -> Read:
    """A workbook's cells and the document in it, or what its form says where a book is given; or why it is not read."""
    try:
        content = read_bytes(path, MAX_FILE)
    except Refusal as refusal:
        missing = refusal.sentence.code == "refusal.not_found"
        return rejected("file_missing" if missing else "file_unreadable")
    if content is None:
        return rejected("file_too_large")
    try:
        if book is None:
            sheets, document = confined(open_form, content)
            return Opened(path, content, sheets, document)
        sheets, document, form = workers().call(read_with_book, content, lesson=book)
        return Opened(path, content, sheets, document, form)
    except Unsafe as unsafe:
        return rejected(f"file_{unsafe.code}")


def read_ahead(files: Sequence[Path], book: Lesson | None = None) -> Iterator[tuple[Path, Read]]:
    """Every file with what was read from it, in order, a few ahead."""
    rest = iter(files)
    with ThreadPoolExecutor(max_workers=workers().count) as pool:
        waiting: deque[tuple[Path, Future[Read]]] = deque(
            (path, pool.submit(read, path, book)) for path in islice(rest, _AHEAD)
        )
        try:
            while waiting:
                path, future = waiting.popleft()
                yield path, future.result()
                waiting.extend((path, pool.submit(read, path, book)) for path in islice(rest, 1))
        finally:
            for _, future in waiting:
                future.cancel()


def read_with_book(book: Book, content: bytes) -> tuple[list[Sheet], Document | None, ReadForm | None]:
    """What a form says, which is all that its sheets do, in fewer bytes; the sheets of what is no form for us."""
    sheets, document = open_form(content)
    if document is not None and (document.plan_key != book[""].plan_key or document.kind not in READABLE):
        return sheets, document, None
    form = form_of(sheets, document, document.unit_key if document else "", partial(_in_book, book))
    if form.document is not None and form.kind is Kind.REPORT:
        # What was issued is asked of an assignment alone, that somebody filled in.
        form.document = replace(form.document, issued={}, locked={})
    return [], form.document, form


def _in_book(book: Book, unit_key: str) -> Expectation:
    """What the book says of a unit: nothing is expected of one that the plan does not know."""
    return book.get(unit_key) or replace(book[""], targets={}, nodes=frozenset())
