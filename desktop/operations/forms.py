"""Making the forms that go out: a unit's targets with what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from db.checks import BLANK, Answer
from db.earlier import Earlier, resolve, unknown
from db.evidence import EvidenceFile, files_of, size_text
from db.figures import shown
from db.lamps import Judgement, NodeState, judge
from db.pasts import earlier
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.remarks import Remark
from db.reports import NodeAnswers, Report, answers, newest, node_answers
from db.reviews import Verified
from db.spelling import Spelt
from db.travelling import Views
from db.vocabulary import Kind, Role, SealMethod
from db.year_before import year_before
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.planned import shown_of
from desktop.exchange.forms.seal import method_of, seal
from desktop.operations.keys import seal_method
from resources.texts import say

# So many units are looked up together: in larger heaps nothing is saved any more.
_TOGETHER: Final = 32


def assignment_forms(
    connection: Connection, plan: PlanView, units: Sequence[str], period: Period, *, practice: bool, by: str
) -> Iterator[Form]:
    """What is issued to units: their targets, the figures so far, what they have reported of this period already."""
    plan = plan.at(period)
    views = Views(connection, plan)
    for start in range(0, len(units), _TOGETHER):
        some = units[start : start + _TOGETHER]
        years_before = year_before(connection, plan.key, period.year, some)
        reports = newest(connection, plan.key, period.code, some)
        known = _known(connection, plan, period, some, list(reports.values()))
        past, seen = _past(known), views.of(some)
        for unit_key in some:
            report = reports.get(unit_key)
            form = _form(plan, unit_key, period, report, known, Kind.ASSIGNMENT, by)
            document = replace(
                form.document,
                revision=0 if report is None else report.revision,
                view=seen[unit_key],
                past=past.get(unit_key, {}) | years_before.get(unit_key, {}),
                practice=practice,
            )
            yield replace(form, document=document)


def _past(known: "_Known") -> dict[str, dict[str, dict[str, int]]]:
    """The figures of the year's periods before, by unit, period and target."""
    past: dict[str, dict[str, dict[str, int]]] = {}
    for (unit, target), line in known.before.items():
        own = past.setdefault(unit, {})
        for when, figure in line.figures:
            if figure is not None:
                own.setdefault(when.code, {})[target] = figure
    return past


def report_form(connection: Connection, plan: PlanView, report: Report, *, practice: bool, by: str) -> Form:
    """What a unit reports, its figures resolved and sealed; they stand for themselves, and nothing was issued."""
    period = Period.parse(report.period)
    plan = plan.at(period)
    known = _known(connection, plan, period, [report.unit_key], [report])
    files = files_of(connection, report.key)
    form = _form(plan, report.unit_key, period, report, known, Kind.REPORT, by, files)
    return replace(form, document=replace(form.document, revision=report.revision, practice=practice, issued={}))


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
    issued = {row.target.key: row.answer for row in form.rows}
    document = replace(form.document, kind=Kind.REVIEW, seal=report.seal, reviews=said, issued=issued)
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
    return "\n".join([*([text] if text else []), *(_evidence_line(file) for file in files)])


def _spoken(told: Sequence[Remark]) -> tuple[str, ...]:
    """Comments as they stand in a cell, each with the field it is about."""
    return tuple(f"{say(f'field.{remark.field}')}：{remark.comment}" for remark in told)


def _told(row: FormRow, settled: Verified | None) -> tuple[str, ...]:
    """The verified figure as it stands in a cell, with its reason."""
    if settled is None:
        return ()
    figure = f"{shown(settled.value, row.target.decimals)} {row.target.goal.unit}".strip()
    return (str(say("review.verified", figure=figure, reason=settled.reason)),)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of some units' targets: by unit and target what came before, by report what it says."""

    before: Mapping[tuple[str, str], Earlier]
    nothing: Earlier
    said: Mapping[str, Mapping[str, Answer]]
    done: Mapping[str, NodeAnswers]
    # What this desk makes seals by.
    method: SealMethod
    # How targets stand of which a unit says nothing: the same for all of them.
    silent: dict[str, Judgement] = field(default_factory=dict)
    # What the locked cells of a target and its nodes show to units with a role, which is spelt once.
    shown: dict[tuple[str, Role], Mapping[str, Spelt]] = field(default_factory=dict)

    def locked(self, target: TargetLine, role: Role) -> Mapping[str, Spelt]:
        """What a target's locked cells show, by its key and its nodes'."""
        place = target.key, role
        if place not in self.shown:
            self.shown[place] = {key: Spelt(dict(shown)) for key, shown in shown_of(target, role)}
        return self.shown[place]


def _known(
    connection: Connection, plan: PlanView, period: Period, units: Sequence[str], reports: Sequence[Report]
) -> _Known:
    return _Known(
        earlier(connection, plan, period, units),
        unknown(period),
        answers(connection, reports),
        node_answers(connection, reports),
        seal_method(connection),
    )


def _form(
    plan: PlanView,
    unit_key: str,
    period: Period,
    report: Report | None,
    known: _Known,
    kind: Kind,
    by: str,
    files: Mapping[str, Sequence[EvidenceFile]] = MappingProxyType({}),
) -> Form:
    said = known.said[report.key] if report else {}
    done = known.done[report.key] if report else {}
    targets = plan.of_unit(unit_key)
    # What was said of a target that was given to somebody else since has no row, and is no part of the seal.
    nodes = {node.key: done[node.key] for target in targets for node in target.nodes if node.key in done}
    rows = [_row(target, unit_key, period, known, said.get(target.key, BLANK), files, nodes) for target in targets]
    issued = {row.target.key: row.answer for row in rows}
    locked: dict[str, Spelt] = {}
    for row in rows:
        locked |= known.locked(row.target, row.role)
    sealed = "" if report is None or kind is Kind.ASSIGNMENT else report.seal
    # What was sealed once is sealed alike again, whatever the desk has chosen since.
    method = method_of(sealed) if sealed else known.method
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
        locked=Spelt(locked),
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


def _row(
    target: TargetLine,
    unit_key: str,
    period: Period,
    known: _Known,
    said: Answer,
    files: Mapping[str, Sequence[EvidenceFile]],
    nodes: NodeAnswers,
) -> FormRow:
    """A target's row: what the unit said of it, with the figures made whole, and its lamp."""
    line, answer = known.before.get((unit_key, target.key), known.nothing), said
    if target.key in files:
        answer = answer._replace(evidence=with_files(answer.evidence, files[target.key]))
    if answer is not BLANK:
        answer = resolve(answer, line.previous, complete=line.complete, adds_up=target.goal.adds_up)
    # Of a target of which nobody said anything the lamp is the same for all of them.
    silent = answer is BLANK and not nodes
    judged = known.silent.get(target.key) if silent else None
    if judged is None:
        states = [NodeState(node.due_on, nodes.get(node.key, (None, ""))[0]) for node in target.nodes]
        judged = judge(target.goal, target.policy, period, answer.value, answer.status, states)
        if silent:
            known.silent[target.key] = judged
    previous = line.previous if target.goal.measure.has_figure else None
    return FormRow(target, target.role_of(unit_key) or Role.SUPPORT, previous, answer, judged)


def _evidence_line(file: EvidenceFile) -> str:
    """An attached file as it stands in the workbook: its name, its size, and the beginning of its digest."""
    return f"{file.name}（{size_text(file.size)}，{file.sha256[:12]}）"
