"""Taking workbooks that were read: to whom each belongs, and by which door it comes in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from db.batches import Gathered
from db.errors import Refusal
from db.periods import Period
from db.plans import PlanView
from db.vocabulary import FileState, Kind
from desktop.desk import Desk
from desktop.exchange.forms.read_book import READABLE
from desktop.exchange.forms.read_out import ReadForm
from desktop.operations.on_record import Records
from desktop.operations.opened import Opened, Outcome, Settled, held, held_for
from desktop.operations.periods import open_targets
from desktop.operations.reading import TOGETHER, form_for
from desktop.operations.taking_assignment import take_assignment
from desktop.operations.taking_report import take_report
from desktop.operations.taking_review import take_review

# What must be known before anything else can be said of a form.
_OF_WHOM: Final = frozenset({"unit_guessed", "period_guessed", "unit_mixed", "period_mixed"})


def in_groups(desk: Desk, files: Iterable[Opened]) -> Iterator[list[Opened]]:
    """The files in their order, those beside each other that can be taken together.

    These are forms that come to headquarters from different units for one period: of none of them what another
    changes is asked.
    """
    group: list[Opened] = []
    units: set[str] = set()
    code = ""
    for opened in files:
        form = opened.form if desk.is_headquarters else None
        if group and (form is None or form.period != code or form.unit_key in units or len(group) == TOGETHER):
            yield group
            group, units = [], set()
        group.append(opened)
        code = "" if form is None else form.period
        units.add("" if form is None else form.unit_key)
    if group:
        yield group


def take_together(desk: Desk, connection: Connection, plan: PlanView, group: Sequence[Opened]) -> list[Outcome]:
    """Take what may be taken of a group of workbooks; the caller's transaction holds all that they change.

    Of one that is by itself, raises Unsafe where it is no form, HeldBack where rows were written before a person was
    found to be needed.
    """
    journal, records = Gathered(connection, desk.author), Records(connection, plan, group)
    outcomes = [_take(desk, journal, plan, opened, records) for opened in group]
    journal.finish()
    return outcomes


def _take(desk: Desk, journal: Gathered, plan: PlanView, opened: Opened, records: Records) -> Outcome:
    connection = journal.connection
    before = records.came(opened)
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
    form = opened.form
    if form is None:
        form = form_for(connection, plan, unit_key, opened)
        records = Records(connection, plan, [replace(opened, form=form)])
    outcome = (
        _of_nobody(form)
        or _misdirected(desk, connection, plan, form, opened.settled)
        or take_report(desk, journal, plan, opened, form, records)
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
