"""What one of the three round-trip workbooks holds, before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.checks import Answer
from db.lamps import Judgement
from db.periods import Period
from db.plans import TargetLine
from db.vocabulary import Role
from desktop.exchange.forms.document import Document


@dataclass(frozen=True, slots=True)
class FormRow:
    """One target in the form; `previous` is the cumulative figure so far, scaled."""

    target: TargetLine
    role: Role
    previous: int | None
    answer: Answer
    judgement: Judgement
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An assignment, report or review workbook."""

    document: Document
    plan: str
    note: str
    period: Period
    due_on: date
    filled_by: str
    checked_by: str
    phone: str
    rows: tuple[FormRow, ...]
    nodes: Mapping[str, tuple[date | None, str]]
    # Whoever exports it.
    by: str
