"""Whether a form that was just written says what it was to say, read as headquarters will read it."""

from collections.abc import Sequence

from db.checks import BLANK
from db.errors import Refusal
from desktop.exchange.files import NotAsWrittenError
from desktop.exchange.forms.form import Form
from desktop.exchange.forms.read_form import find_document, read_forms
from desktop.exchange.forms.read_out import Expectation, Expected, ExpectedNode
from desktop.exchange.forms.seal import said, seal
from desktop.exchange.layout import DESK_SHEET
from desktop.exchange.opening.guard import Unsafe
from desktop.exchange.opening.locking import unlock
from desktop.exchange.opening.sheets import read_sheets


def require_form(form: Form, document: Sequence[str], content: bytes) -> None:
    """Raise NotAsWrittenError where our reader finds anything else; `document` are the cells that travel unseen."""
    try:
        sheets = read_sheets(content)
        found = find_document(sheets)
        expected = _expectation(form)
        read, *others = read_forms(sheets, found, {"": expected, form.document.unit_key: expected}, "", {})
    except Unsafe as error:
        raise NotAsWrittenError(error.code) from error
    unseen = [row[0] for sheet in sheets if sheet.name == DESK_SHEET for row in sheet.rows]
    if found is None or others or unseen != list(document):
        raise NotAsWrittenError("another document than was written")
    wrong = [f"{one.code} {one.cell}" for one in (*read.errors, *(guess.finding for guess in read.repairs))]
    wrong += [row.target.code for row in form.rows if said(read.answers.get(row.target.key, BLANK)) != said(row.answer)]
    if wrong or read.seal != _seal(form):
        raise NotAsWrittenError(f"another form than was written: {wrong or 'nodes'}")


def require_unlocked(locked: bytes, password: str) -> bytes:
    """What is behind a password; NotAsWrittenError where it does not open."""
    try:
        return unlock(locked, password)
    except Refusal as refusal:
        raise NotAsWrittenError(str(refusal)) from refusal


def _expectation(form: Form) -> Expectation:
    document = form.document
    targets = [row.target for row in form.rows]
    return Expectation(
        targets={one.key: Expected(one.key, one.code, one.title, one.goal.unit) for one in targets},
        nodes={node.key: ExpectedNode(node.key, one.code, node.title) for one in targets for node in one.nodes},
        units={document.unit: document.unit_key},
        plan_key=document.plan_key,
    )


def _seal(form: Form) -> str:
    """The seal of the rows; that of a document that returns a report is the report's own."""
    document = form.document
    answers = {row.target.key: row.answer for row in form.rows}
    return seal(document.plan_key, document.unit_key, document.period, answers, form.nodes, document.method)
