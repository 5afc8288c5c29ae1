"""Reading a whole file in a process that knows nothing but workbooks, and what is expected of each form."""

from dataclasses import replace
from typing import Final

from db.vocabulary import Kind
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.heads import Book
from desktop.exchange.forms.read_form import open_form, read_forms
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.repairs import Known
from desktop.exchange.opening.sheets import Sheet

# What a unit fills in, in one form or another.
READABLE: Final = frozenset({Kind.ASSIGNMENT, Kind.REPORT, Kind.REVIEW})


def read_with_book(
    book: Book, content: bytes, name: str, said: Known
) -> tuple[list[Sheet], Document | None, list[ReadForm]]:
    """What the forms of a file say, which is all that its sheets do, in fewer bytes; the sheets of what is no form."""
    sheets, document = open_form(content)
    if document is not None and (document.plan_key != book[""].plan_key or document.kind not in READABLE):
        return sheets, document, []
    forms = read_forms(sheets, document, book, name, said)
    for form in forms:
        if form.document is not None and form.kind is Kind.REPORT:
            # What was issued is asked of an assignment alone, that somebody filled in.
            form.document = replace(form.document, issued={}, locked={})
    return [], forms[0].document, forms
