"""Taking an assignment at the unit it was issued to: the plan's rows, the figures so far, and what was filled in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from db import plans
from db.batches import Journal
from db.checks import BLANK, Answer
from db.evidence import files_for
from db.founding import found
from db.history import Author
from db.models import Base
from db.periods import Period
from db.reports import Report, answers, draft_row, entry_row, handed_down, newest, node_answers
from db.rows import Row
from db.slots import slot_of
from db.travelling import withdrawn, write
from db.vocabulary import EditedPolicy, FileState, Origin, SealMethod
from desktop.desk import Desk, user_name
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.merge import Chosen, merge, merge_nodes
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.seal import said
from desktop.exchange.forms.view import plan_rows
from desktop.exchange.opening.guard import Unsafe
from desktop.operations.opened import (
    HeldBack,
    Opened,
    Outcome,
    batch_row,
    conflict_finding,
    held,
    held_for,
    node_rows,
)
from desktop.operations.reading import form_for
from desktop.operations.recognising import remember
from desktop.operations.settling import record_settled
from desktop.operations.taking_signature import doubted, take_over

_T: Final = Base.metadata.tables
Node = tuple[date | None, str]


def found_unit(database: Path, document: Document, origin: Origin) -> None:
    """Make a unit's empty database: only the rows that say whose seat it is; receiving fills it."""
    rows = plan_rows(document)
    first = {name: rows[name] for name in ("units", "lamp_policies", "lamp_thresholds", "plans")}
    seat = {
        "unit_key": document.unit_key,
        "plan_key": document.plan_key,
        "practice": document.practice,
        "edited_policy": EditedPolicy.MARK,
        "seal_method": SealMethod.SHA256,
    }
    try:
        found(database, first, seat, Author(user_name(), origin))
    except IntegrityError as error:
        raise Unsafe("damaged") from error


def take_assignment(desk: Desk, connection: Connection, opened: Opened, document: Document) -> Outcome:
    """Bring the plan up to date, and merge what was filled in into the draft."""
    if not document.view:
        return held("file_no_plan")
    doubt = doubted(connection, document, opened.settled)
    if doubt is not None:
        return doubt
    rows = plan_rows(document)
    journal = Journal(connection, desk.author)
    take_over(desk, journal, document, opened.settled)
    try:
        write(journal, rows)
    except IntegrityError as error:
        raise Unsafe("damaged") from error
    for row in withdrawn(connection, document.plan_key, desk.unit_key, [row["key"] for row in rows["targets"]]):
        journal.remove("assignments", row)
    _past(connection, journal, document)
    # Read only now: the targets that the form speaks of may have come with it.
    plan = plans.load(connection, document.plan_key)
    form = form_for(connection, plan, document.unit_key, opened)
    _merge_draft(connection, journal, form, document, opened.settled.conflicts)
    remember(journal, desk, form)
    batch = batch_row(desk, opened, form, form.seal, form.revision, len(rows["targets"]))
    journal.close(batch)
    record_settled(desk, journal, str(batch["key"]), opened, form)
    journal.finish()
    return Outcome(
        FileState.TAKEN,
        tuple(form.hints),
        kind=document.kind,
        unit=document.unit,
        period=document.period,
        revision=document.revision,
        rows=len(rows["targets"]),
        batch=batch["key"],
    )


def _past(connection: Connection, journal: Journal, document: Document) -> None:
    """The figures of earlier periods, for those of which this computer has no report of its own."""
    reports = _T["reports"]
    mine = (
        (reports.c.slot == slot_of(document.plan_key, document.unit_key))
        & (reports.c.unit_key == document.unit_key)
        & (reports.c.plan_key == document.plan_key)
    )
    own = set(connection.scalars(select(reports.c.period).where(mine, reports.c.revision > 0)))
    handed = set(connection.scalars(select(reports.c.key).where(mine, reports.c.revision == 0)))
    known = set(connection.scalars(select(_T["targets"].c.key)))
    for code, figures in document.past.items():
        if code in own:
            continue
        head = handed_down(document.plan_key, document.unit_key, Period.parse(code).code, document.seal)
        if head["key"] not in handed:
            journal.put_new("reports", [head])
        rows = [entry_row(head, key, Answer(value=value)) for key, value in figures.items() if key in known]
        journal.put("entries", rows)


def _merge_draft(connection: Connection, journal: Journal, form: ReadForm, document: Document, chosen: Chosen) -> None:
    """Put what the workbook says into the unit's draft; HeldBack where a person must look first."""
    if form.errors:
        raise HeldBack(Outcome(FileState.REJECTED, tuple(form.errors), document.kind, document.unit, document.period))
    if not any(said(answer) for answer in form.answers.values()) and not form.nodes:
        return
    last = newest(connection, document.plan_key, form.period, [form.unit_key], drafts=True).get(form.unit_key)
    if last is None:
        told, nodes = merged_with(form, replace(document, issued={}, nodes={}), {}, {}, chosen)
        write_draft(journal, last, form, told, nodes)
        return
    ours = answers(connection, [last])[last.key]
    done = node_answers(connection, [last])[last.key]
    told, nodes = merged_with(form, document, ours, done, chosen)
    if last.is_draft or nodes != done or not _same(told, ours):
        write_draft(journal, last, form, told, nodes)


def merged_with(
    form: ReadForm, document: Document, ours: Mapping[str, Answer], done: Mapping[str, Node], chosen: Chosen
) -> tuple[Mapping[str, Answer], Mapping[str, Node]]:
    """What a form and this computer say together; HeldBack where a person must look first."""
    if form.errors:
        raise HeldBack(Outcome(FileState.REJECTED, tuple(form.errors), document.kind, document.unit, document.period))
    merged = merge(document.issued, ours, form.answers, chosen)
    nodes, clashes = merge_nodes(document.nodes, done, form.said_of_nodes, chosen)
    if form.repairs:
        raise HeldBack(replace(held_for(form.repairs), kind=document.kind, unit=document.unit, period=document.period))
    conflicts = (*merged.conflicts, *clashes)
    if conflicts:
        raise HeldBack(
            Outcome(
                FileState.HELD,
                tuple(conflict_finding(form, one) for one in conflicts),
                document.kind,
                document.unit,
                document.period,
                conflicts=conflicts,
            )
        )
    return merged.answers, nodes


def _same(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> bool:
    return all(said(one.get(key, BLANK)) == said(other.get(key, BLANK)) for key in {*one, *other})


def write_draft(
    journal: Journal,
    last: Report | None,
    form: ReadForm,
    merged: Mapping[str, Answer],
    nodes: Mapping[str, Node],
) -> None:
    """Put answers into the unit's draft, which is begun after the last report where there is none."""
    if last is not None and last.is_draft:
        head: Row = {"slot": last.slot, "key": last.key}
    else:
        head = draft_row(form.plan_key, form.unit_key, form.period, last)
        # Where this computer has lost its reports, headquarters still knows how many there were.
        head["revision"] = max(head["revision"], form.revision + 1)
        journal.put_new("reports", [head])
        if last is not None:
            journal.put_new("evidence_files", files_for(journal.connection, last, head["key"]))
    journal.put("entries", [entry_row(head, target, answer) for target, answer in merged.items()])
    journal.put("node_entries", node_rows(head, nodes))
