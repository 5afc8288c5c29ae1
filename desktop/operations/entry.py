"""Entering progress: the rows of a unit's draft, and changes to them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from db.checks import BLANK, TEXT_LIMIT, Answer, Finding, NodeAnswer, Subject, check
from db.drafts import Beside
from db.earlier import Earlier, resolve, unknown
from db.editing import Change, edit
from db.errors import refuse
from db.evidence import EvidenceFile, files_of
from db.figures import FigureError, parse, plain, shown
from db.lamps import Judgement, NodeState, judge
from db.models import Base
from db.pasts import earlier
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.remarks import Remark
from db.reports import Answers, NodeAnswers, Report, answer_node, answers, newest, node_answers, open_draft, sign
from db.reviews import remarks
from db.slots import slot_of
from db.texts import length, storable
from db.unfinished import give_up
from db.vocabulary import Role, Status
from db.year_before import last_year as figures_last_year
from desktop.desk import Desk, current_period, require_open, require_period
from desktop.exchange.texts import forbidden_in
from desktop.operations.editing import CellEdit, Edited
from resources.texts import LANGUAGES, Sentence, say

FIGURES: Final = frozenset({"increment", "value"})
TEXTS: Final = frozenset({"narrative", "problems", "next_steps", "explanation", "evidence", "reply"})
EDITABLE: Final = FIGURES | TEXTS | {"status"}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One target on the entry page: what is asked, what was there before, what the unit says and what follows."""

    target: TargetLine
    period: Period
    role: Role
    lead: str
    answer: Answer
    before: Earlier
    # The year's figure, from whichever view of it was given.
    value: int | None
    judgement: Judgement
    findings: tuple[Finding, ...]
    nodes: NodeAnswers
    comments: tuple[Remark, ...]
    files: tuple[EvidenceFile, ...]
    # What had been reached by the same period of the year before.
    last_year: int | None

    def text(self, field: str) -> str:
        """What an editor of this field starts from, such that entering it again changes nothing."""
        return editor_text(self.answer, field)


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """Everything on the entry page."""

    plan: PlanView
    unit: str
    period: Period
    due_on: date
    closed: bool
    practice: bool
    # The newest report, a draft or not; None where nothing has been entered yet.
    report: Report | None
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who filled a report in, who checked it, and where to ring them."""

    filled_by: str = ""
    checked_by: str = ""
    phone: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """The three lines in their order."""
        return self.filled_by, self.checked_by, self.phone


def periods_of(desk: Desk) -> list[Period]:
    """The plan's periods in order."""
    with desk.read() as (_, plan):
        return sorted((Period.parse(code) for code in plan.due), key=lambda period: period.order)


def working_period(desk: Desk) -> Period:
    """The period that is being worked on."""
    with desk.read() as (connection, plan):
        return current_period(connection, plan)


def load_entry(desk: Desk, code: str) -> EntrySheet:
    """The entry page of a period."""
    with desk.read() as (connection, plan):
        period = require_period(plan, code)
        report = newest(connection, plan.key, period.code, [desk.unit_key], drafts=True).get(desk.unit_key)
        said = answers(connection, [report])[report.key] if report else {}
        targets, known = plan.of_unit(desk.unit_key), earlier(connection, plan, period, [desk.unit_key])
        before = {target.key: known.get((desk.unit_key, target.key), unknown(period)) for target in targets}
        desk.bases.learn(connection, plan, desk.unit_key, period, before, said)
        return EntrySheet(
            plan=plan,
            unit=desk.unit,
            period=period,
            due_on=plan.due.get(period.code, period.due_on),
            closed=period.code in plan.closed,
            practice=desk.practice,
            report=report,
            rows=_rows(connection, plan, desk.unit_key, period, report, targets, said, before, Beside()),
        )


def edit_entries(desk: Desk, code: str, edits: Sequence[CellEdit]) -> Edited[EntryRow]:
    """Put texts into fields, all of them or none; what is no figure is kept as typed, with a finding.

    The edits that undo it come back in the result; a field that already says so is not a change. What was kept of
    their typing goes with it.
    """
    with desk.write() as (connection, plan):
        period = require_open(plan, code)
        edited = {one.target_key for one in edits}
        targets = _given(plan, desk.unit_key, edited)
        found = desk.bases.find(connection, plan, desk.unit_key, period, edited)
        whole = {key for key in edited if found.before[key].complete}
        meant = [*edits, *_other_views(edits, targets, whole)]
        wanted: dict[str, dict[str, Any]] = {}
        for one in meant:
            if one.field not in EDITABLE:
                raise refuse("refusal.not_assigned")
            wanted.setdefault(one.target_key, {}).update(understand(targets[one.target_key], one.field, one.text))
        changes = edit(connection, found.draft, wanted, desk.author, found.said)
        if found.beside.unfinished:
            give_up(connection, period.code, ((one.target_key, one.field) for one in edits))
        said = {key: one.after for key, one in changes.items()}
        changed = [targets[key] for key in changes]
        rows = _rows(connection, plan, desk.unit_key, period, found.draft, changed, said, found.before, found.beside)
    desk.bases.keep(found.after(changes))
    return Edited(rows, _back(meant, changes))


def _given(plan: PlanView, unit_key: str, keys: Collection[str]) -> dict[str, TargetLine]:
    """The targets with these keys; refused where one is not given to the unit."""
    found = {key: plan.by_key[key] for key in keys if key in plan.by_key}
    if len(found) < len(keys) or any(target.role_of(unit_key) is None for target in found.values()):
        raise refuse("refusal.not_assigned")
    return found


def _other_views(
    edits: Sequence[CellEdit],
    targets: Mapping[str, TargetLine],
    whole: Collection[str],
) -> Iterator[CellEdit]:
    """The edits that clear the other view of each figure that is typed.

    This period's amount and the year's are one figure where every period before is known (`whole`): who types
    one of them means the figure, and whoever wants them to differ puts in both at once.
    """
    typed = {(one.target_key, one.field) for one in edits}
    for key, field in typed:
        other = {"increment": "value", "value": "increment"}.get(field)
        if other and key in whole and targets[key].goal.adds_up and (key, other) not in typed:
            yield CellEdit(key, other, "")


def _back(edits: Sequence[CellEdit], changes: Mapping[str, Change]) -> tuple[CellEdit, ...]:
    """The edits that put back what stood there, one for each field that was edited."""
    places = dict.fromkeys((one.target_key, one.field) for one in edits if one.target_key in changes)
    return tuple(CellEdit(key, field, editor_text(changes[key].before, field)) for key, field in places)


def editor_text(answer: Answer, field: str) -> str:
    """What an editor of a field starts from, such that entering it again changes nothing."""
    if field in FIGURES:
        figure: int | None = getattr(answer, field)
        return str(getattr(answer, f"{field}_typed")) or ("" if figure is None else plain(figure))
    return str(getattr(answer, field) or "")


def understand(target: TargetLine, field: str, text: str) -> dict[str, Any]:
    """The columns that a text in a field fills; refused where the text can be nothing there."""
    text = storable(text)
    if field == "status":
        return {"status": read_status(text)}
    if field in TEXTS:
        # What is blank says nothing: no workbook would bring it back, and no paper show it.
        return {field: text if text.strip() else ""}
    stripped = text.strip()
    if not stripped:
        return {field: None, f"{field}_typed": ""}
    try:
        figure = parse(stripped, target.goal.unit)
    except FigureError:
        return {field: None, f"{field}_typed": stripped}
    plainly = stripped in {plain(figure), shown(figure), shown(figure, target.decimals)}
    return {field: figure, f"{field}_typed": "" if plainly else stripped}


def require_readable(edit: CellEdit) -> None:
    """Refused where an edit's text alone shows that it cannot be stored."""
    if edit.field == "status":
        read_status(edit.text.strip())


def read_status(text: str) -> Status | None:
    """A status from its code or its word in any language; refused where it is none."""
    wanted = text.strip()
    if not wanted:
        return None
    for status in Status:
        if wanted == status or wanted in {say(f"status.{status}").text(language) for language in LANGUAGES}:
            return status
    raise refuse("refusal.status", found=wanted)


def set_node(desk: Desk, code: str, node_key: str, done_on: date | None, note: str) -> None:
    """Say when a milestone node was done."""
    with desk.write() as (connection, plan):
        period = require_open(plan, code)
        draft = open_draft(connection, plan.key, desk.unit_key, period.code)
        answer_node(connection, draft, node_key, done_on, _line(note), desk.author)


def signature_of(desk: Desk, code: str) -> Signature | None:
    """The names on a period's draft, those of the last report where it has none yet; None where nothing is to sign."""
    with desk.read() as (connection, plan):
        report = newest(connection, plan.key, code, [desk.unit_key], drafts=True).get(desk.unit_key)
        if report is None or not report.is_draft:
            return None
        names = Signature(report.filled_by, report.checked_by, report.phone)
        return names if any(names.texts) else _last_signature(connection, plan.key, desk.unit_key)


def _last_signature(connection: Connection, plan_key: str, unit_key: str) -> Signature:
    reports = Base.metadata.tables["reports"]
    last = connection.execute(
        select(reports.c.filled_by, reports.c.checked_by, reports.c.phone)
        .where(reports.c.slot == slot_of(plan_key, unit_key))
        .where(reports.c.plan_key == plan_key, reports.c.unit_key == unit_key, reports.c.filled_by != "")
        .order_by(reports.c.period.desc(), reports.c.revision.desc())
    ).first()
    return Signature() if last is None else Signature(*last)


def set_signature(desk: Desk, code: str, names: Signature) -> None:
    """Put the names of those who answer for it on the draft; refused where a workbook could not hold them."""
    for field, text in zip(("filled_by", "checked_by", "phone"), names.texts, strict=True):
        if forbidden_in(text) or length(text) > TEXT_LIMIT:
            raise refuse("refusal.unfit_name", field=say(f"field.{field}"))
    with desk.write() as (connection, plan):
        draft = open_draft(connection, plan.key, desk.unit_key, require_open(plan, code).code)
        filled_by, checked_by, phone = (_line(text) for text in names.texts)
        sign(connection, draft, filled_by, checked_by, phone, desk.author)


def _line(text: str) -> str:
    """What is typed beside a figure, a note or a name: the blanks around it are not part of it."""
    return storable(text).strip()


def _rows(
    connection: Connection,
    plan: PlanView,
    unit_key: str,
    period: Period,
    report: Report | None,
    targets: Sequence[TargetLine],
    said: Answers,
    before: Mapping[str, Earlier],
    beside: Beside,
) -> tuple[EntryRow, ...]:
    milestones = any(target.nodes for target in targets)
    nodes = node_answers(connection, [report])[report.key] if report and milestones else {}
    files = files_of(connection, report.key) if report and beside.files else {}
    keys = [target.key for target in targets]
    year_ago = figures_last_year(connection, plan.key, period, unit_key, keys) if beside.last_year else {}
    comments = remarks(connection, plan.key, unit_key, period.code) if beside.remarks else {}
    return tuple(
        entry_row(
            plan,
            unit_key,
            period,
            target,
            said.get(target.key, BLANK),
            before[target.key],
            nodes,
            comments.get(target.key, ()),
            files.get(target.key, ()),
            year_ago.get(target.key),
        )
        for target in targets
    )


def entry_row(
    plan: PlanView,
    unit_key: str,
    period: Period,
    target: TargetLine,
    answer: Answer,
    before: Earlier,
    nodes: NodeAnswers,
    comments: tuple[Remark, ...] = (),
    files: tuple[EvidenceFile, ...] = (),
    last_year: int | None = None,
) -> EntryRow:
    """One row, with its lamp and its findings worked out."""
    value = resolve(answer, before.previous, complete=before.complete, adds_up=target.goal.adds_up).value
    said = {node.key: nodes.get(node.key, (None, "")) for node in target.nodes}
    states = [NodeState(node.due_on, said[node.key][0]) for node in target.nodes]
    judgement = judge(target.goal, target.policy, period, value, answer.status, states)
    subject = Subject(
        goal=target.goal,
        period=period,
        answer=answer,
        judgement=judgement,
        previous=before.previous,
        complete=before.complete,
        earlier=[figure for _, figure in before.figures],
        last_narrative=before.narrative,
        nodes=[NodeAnswer(node.title, node.begins_on, said[node.key][0]) for node in target.nodes],
        commented=bool(comments),
        files=len(files),
    )
    return EntryRow(
        target=target,
        period=period,
        role=target.role_of(unit_key) or Role.SUPPORT,
        lead=plan.units.get(target.lead or "", ""),
        answer=answer,
        before=before,
        value=value,
        judgement=judgement,
        findings=tuple(_placed(finding, target) for finding in check(subject)),
        nodes=said,
        comments=comments,
        files=files,
        last_year=last_year,
    )


def _placed(finding: Finding, target: TargetLine) -> Finding:
    return Finding(finding.severity, finding.code, finding.field, finding.message, target_key=target.key)


def filled(rows: Sequence[EntryRow]) -> int:
    """How many targets something has been said of."""
    return sum(row.answer.given for row in rows)


def describe(finding: Finding, target: TargetLine) -> Sentence:
    """A finding with the target it speaks of."""
    return say("finding.of_target", code=target.code, title=target.title, message=finding.message)
