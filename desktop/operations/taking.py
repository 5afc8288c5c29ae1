"""Taking one workbook that was read: to whom it belongs, and by which door it comes in."""

from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, bindparam, select

from db.errors import Refusal
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.vocabulary import FileState, Kind
from desktop.desk import Desk
from desktop.exchange.forms.read_book import READABLE
from desktop.exchange.forms.read_out import ReadForm
from desktop.operations.on_record import on_record
from desktop.operations.opened import Opened, Outcome, Settled, held, held_for
from desktop.operations.periods import open_targets
from desktop.operations.reading import form_for
from desktop.operations.taking_assignment import take_assignment
from desktop.operations.taking_report import take_report
from desktop.operations.taking_review import take_review

_BATCHES: Final = Base.metadata.tables["batches"]
# Made once: they are asked for every workbook that comes in.
_SAME: Final = select(_BATCHES.c.kind, _BATCHES.c.period, _BATCHES.c.revision, _BATCHES.c.rows).where(
    _BATCHES.c.sha256 == bindparam("sha256"), _BATCHES.c.undone_at.is_(None)
)
_SAME_FORM: Final = _SAME.where(_BATCHES.c.unit_key == bindparam("unit"), _BATCHES.c.period == bindparam("period"))
# What must be known before anything else can be said of a form.
_OF_WHOM: Final = frozenset({"unit_guessed", "period_guessed", "unit_mixed", "period_mixed"})


def take(desk: Desk, connection: Connection, plan: PlanView, opened: Opened) -> Outcome:
    """Take a workbook if it may be taken; the caller's transaction holds all that it changes.

    Raises Unsafe where it is no form, HeldBack where rows were written before a person was found to be needed.
    """
    form, record = opened.form, None
    if form is not None:
        record = on_record(connection, plan, form, opened.sha256)
    before = _taken_before(connection, opened) if record is None or record.came else None
    if before is not None:
        return before
    document = opened.document
    if document is not None and document.plan_key != plan.key:
        return held("other_plan")
    if document is not None and document.kind not in READABLE:
        return held("other_kind")
    to_us = document is not None and document.unit_key == desk.unit_key and not desk.is_headquarters
    if document is not None and document.kind is Kind.ASSIGNMENT and to_us:
        wrong = _wrong_period(plan, document.period)
        return wrong or take_assignment(desk, connection, opened, document)
    if document is not None and document.kind is Kind.REVIEW and to_us:
        wrong = _wrong_period(plan, document.period)
        return wrong or take_review(desk, connection, plan, opened, document)
    unit_key = document.unit_key if document is not None else desk.unit_key
    if form is None or record is None:
        form = form_for(connection, plan, unit_key, opened)
        record = on_record(connection, plan, form, opened.sha256)
    outcome = (
        _of_nobody(form)
        or _misdirected(desk, connection, plan, form, opened.settled)
        or take_report(desk, connection, plan, opened, form, record)
    )
    return replace(
        outcome,
        kind=form.kind,
        unit=form.unit,
        period=form.period,
        revision=outcome.revision or form.revision,
        rows=len(form.answers),
    )


def _of_nobody(form: ReadForm) -> Outcome | None:
    """A form of which a person has to say first whose it is, or of when."""
    if not any(one.finding.code in _OF_WHOM for one in form.repairs):
        return None
    return Outcome(FileState.REJECTED, tuple(form.errors)) if form.errors else held_for(form.repairs)


def _taken_before(connection: Connection, opened: Opened) -> Outcome | None:
    """The very same bytes, taken and not undone since; of a file with forms of several units this one's."""
    if opened.form is None:
        row = connection.execute(_SAME, {"sha256": opened.sha256}).first()
    else:
        whose = {"unit": opened.form.unit_key, "period": opened.form.period}
        row = connection.execute(_SAME_FORM, {"sha256": opened.sha256, **whose}).first()
    if row is None:
        return None
    return Outcome(FileState.UNCHANGED, kind=row.kind, period=row.period, revision=row.revision, rows=row.rows)


def _misdirected(
    desk: Desk, connection: Connection, plan: PlanView, form: ReadForm, settled: Settled
) -> Outcome | None:
    """A form for another plan's period, or of a unit that does not report here."""
    wrong = _wrong_period(plan, form.period)
    if wrong is not None:
        return wrong
    mine = form.unit_key == desk.unit_key
    if form.unit_key not in plan.units or not (mine or desk.is_headquarters) or (mine and desk.is_headquarters):
        return held("other_unit", unit=form.unit or "-")
    if not settled.closed and open_targets(connection, plan, form.unit_key, form.period) == frozenset():
        return held("closed_period", period=Period.parse(form.period).title)
    return None


def _wrong_period(plan: PlanView, code: str) -> Outcome | None:
    """What is no period at all, or one of another year."""
    try:
        right = Period.parse(code).year == plan.year
    except Refusal:
        right = False
    return None if right else held("other_period", period=code)
