"""Making the forms that go out: a unit's targets with what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import Connection

from db.checks import BLANK
from db.evidence import EvidenceFile, files_of
from db.figures import shown
from db.lamps import NodeState, judge
from db.periods import Period, months_of
from db.plans import PlanView
from db.reports import (
    Earlier,
    Report,
    answers,
    earlier,
    last_year,
    newest,
    node_answers,
    resolve,
    unknown,
)
from db.reviews import Remark, Verified
from db.travelling import view_for
from db.vocabulary import Kind, Role
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.locked import shown_of
from desktop.exchange.forms.seal import method_of, seal
from desktop.exchange.texts import evidence_line
from desktop.operations.keys import seal_method
from resources.texts import say


def assignment_form(
    connection: Connection, plan: PlanView, unit_key: str, period: Period, *, practice: bool, by: str
) -> Form:
    """What is issued to a unit: its targets, the figures so far, and what it has reported of this period already."""
    plan = plan.at(period)
    report = newest(connection, plan.key, period.code, [unit_key]).get(unit_key)
    before = earlier(connection, plan, period, [unit_key])
    form = _form(connection, plan, unit_key, period, report, before, Kind.ASSIGNMENT, by)
    past: dict[str, dict[str, int]] = {}
    for (_, target), line in before.items():
        for when, figure in line.figures:
            if figure is not None:
                past.setdefault(when.code, {})[target] = figure
    for month in months_of(period.year):
        known = last_year(connection, plan.key, month, unit_key)
        if known:
            past[Period(month.year - 1, month.kind, month.index).code] = known
    document = replace(
        form.document,
        revision=0 if report is None else report.revision,
        view=view_for(connection, plan, unit_key),
        past=past,
        practice=practice,
    )
    return replace(form, document=document)


def report_form(connection: Connection, plan: PlanView, report: Report, *, practice: bool, by: str) -> Form:
    """What a unit reports, its figures resolved and sealed."""
    period = Period.parse(report.period)
    plan = plan.at(period)
    before = earlier(connection, plan, period, [report.unit_key])
    files = files_of(connection, report.key)
    form = _form(connection, plan, report.unit_key, period, report, before, Kind.REPORT, by, files)
    return replace(form, document=replace(form.document, revision=report.revision, practice=practice))


def review_form(
    connection: Connection,
    plan: PlanView,
    report: Report,
    known: Mapping[str, tuple[Remark, ...]],
    settled: Mapping[tuple[str, str], Verified],
    *,
    practice: bool,
    by: str,
) -> Form:
    """What goes back to a unit: its report with headquarters' comments beside it, to be answered."""
    form = report_form(connection, plan, report, practice=practice, by=by)
    said = tuple(remark for told in known.values() for remark in told)
    document = replace(form.document, kind=Kind.REVIEW, seal=report.seal, reviews=said)
    rows = tuple(
        replace(
            row,
            comments=_spoken(known.get(row.target.key, ())) + _told(row, settled.get((report.key, row.target.key))),
        )
        for row in form.rows
    )
    return replace(form, document=document, rows=rows)


def with_files(text: str, files: Sequence[EvidenceFile]) -> str:
    """What is written of the evidence, and below it each file with its size and the beginning of its digest."""
    return "\n".join([*([text] if text else []), *(evidence_line(file) for file in files)])


def _spoken(told: Sequence[Remark]) -> tuple[str, ...]:
    """Comments as they stand in a cell, each with the field it is about."""
    return tuple(f"{say(f'field.{remark.field}')}：{remark.comment}" for remark in told)


def _told(row: FormRow, settled: Verified | None) -> tuple[str, ...]:
    """The verified figure as it stands in a cell, with its reason."""
    if settled is None:
        return ()
    figure = f"{shown(settled.value, row.target.decimals)} {row.target.goal.unit}".strip()
    return (str(say("review.verified", figure=figure, reason=settled.reason)),)


def _form(
    connection: Connection,
    plan: PlanView,
    unit_key: str,
    period: Period,
    report: Report | None,
    before: dict[tuple[str, str], Earlier],
    kind: Kind,
    by: str,
    files: Mapping[str, Sequence[EvidenceFile]] = MappingProxyType({}),
) -> Form:
    said = answers(connection, [report.key])[report.key] if report else {}
    done = node_answers(connection, [report.key])[report.key] if report else {}
    targets = plan.of_unit(unit_key)
    # What was said of a target that was given to somebody else since has no row, and is no part of the seal.
    nodes = {node.key: done[node.key] for target in targets for node in target.nodes if node.key in done}
    nothing = unknown(period)
    rows = []
    for target in targets:
        line = before.get((unit_key, target.key), nothing)
        known = said.get(target.key, BLANK)
        known = replace(known, evidence=with_files(known.evidence, files.get(target.key, ())))
        answer = resolve(known, line, adds_up=target.goal.adds_up)
        states = [NodeState(node.due_on, nodes.get(node.key, (None, ""))[0]) for node in target.nodes]
        judged = judge(target.goal, target.policy, period, answer.value, answer.status, states)
        previous = line.previous if target.goal.measure.has_figure else None
        rows.append(FormRow(target, target.role_of(unit_key) or Role.SUPPORT, previous, answer, judged))
    issued = {row.target.key: row.answer for row in rows}
    sealed = "" if report is None or kind is Kind.ASSIGNMENT else report.seal
    # What was sealed once is sealed alike again, whatever the desk has chosen since.
    method = method_of(sealed) if sealed else seal_method(connection)
    document = Document(
        kind=kind,
        plan_key=plan.key,
        unit_key=unit_key,
        unit=plan.units[unit_key],
        period=period.code,
        revision=0,
        seal=seal(plan.key, unit_key, period.code, issued, nodes, method),
        issued=issued,
        nodes=nodes,
        locked={key: shown for row in rows for key, shown in shown_of(row.target, row.role)},
    )
    return Form(
        document=document,
        plan=plan.title,
        note=plan.note,
        period=period,
        due_on=plan.due.get(period.code, period.due_on),
        filled_by=report.filled_by if report else "",
        checked_by=report.checked_by if report else "",
        phone=report.phone if report else "",
        rows=tuple(rows),
        nodes=nodes,
        by=by,
    )
