"""Taking a unit's report: newer than what is here, and right as it stands."""

from collections.abc import Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection

from db import clock
from db.batches import Journal
from db.checks import BLANK, Answer, Finding, Place, behind, blank
from db.earlier import nothing_before, resolve
from db.findings import findings_lines
from db.inserting import Lines
from db.keys import new_key
from db.pasts import earlier
from db.periods import Period
from db.plans import PlanView, TargetLine
from db.reports import Report, answers, entry_lines, node_answers, revision_of
from db.rows import Row
from db.screening import Concern
from db.slots import slot_of
from db.vocabulary import FileState, Kind, ReportState, SealMethod, Severity
from desktop.desk import Desk
from desktop.exchange.forms.merge import FIELDS, Chosen, merge, merge_nodes
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.seal import method_of, seal
from desktop.operations.entry import entry_row as judged_row
from desktop.operations.on_record import Records
from desktop.operations.opened import Opened, Outcome, batch_row, conflict_finding, held, held_for, node_rows
from desktop.operations.periods import open_targets
from desktop.operations.recognising import remember
from desktop.operations.settling import record_settled
from desktop.operations.slips import with_figures_meant
from desktop.operations.taking_trust import verdict, weigh

# By their own names: an enumeration's are looked up, for every entry.
_NOTHING, _LAMP, _BLANK = Concern.NOTHING, Concern.LAMP, Concern.BLANK


def take_report(
    desk: Desk, journal: Journal, plan: PlanView, opened: Opened, form: ReadForm, records: Records
) -> Outcome:
    """A unit's report: newer than what is here, and right as it stands."""
    connection = journal.connection
    weighed = weigh(desk, connection, plan, form, records.secret(form.unit_key))
    form.marks = weighed.troubles
    plan = plan.at(Period.parse(form.period))
    if form.errors:
        return Outcome(FileState.REJECTED, tuple(form.errors))
    if form.edited:
        form = _as_meant(connection, plan, form)
    if form.repairs:
        return held_for(form.repairs)
    not_taken = verdict(connection, weighed, opened.settled)
    if not_taken is not None:
        return not_taken
    hints = (*form.hints, *weighed.troubles, *weighed.notes)
    last = records.newest(form.unit_key, form.period)
    if last is not None and last.is_draft:
        return held("draft_in_the_way")
    if last is not None and last.seal == form.seal:
        return Outcome(FileState.UNCHANGED, hints, revision=last.revision)
    placed = _placed(connection, plan, form, last, opened.settled.conflicts)
    if isinstance(placed, Outcome):
        return placed
    said, revision = placed
    beyond = _beyond(connection, plan, form, opened, last, said)
    if beyond:
        return held("closed_target", targets="、".join(beyond))
    findings, resolved = _judge(plan, form, said, records)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        return Outcome(FileState.REJECTED, errors, revision=revision)
    batch = _store(desk, journal, opened, form, resolved, revision, [*hints, *findings])
    return Outcome(FileState.TAKEN, (*hints, *findings), batch=batch, revision=revision)


def _as_meant(connection: Connection, plan: PlanView, form: ReadForm) -> ReadForm:
    """The form with its figures in the units that were asked for: what was exported the unit's own desk has checked."""
    before = earlier(connection, plan, Period.parse(form.period), [form.unit_key])
    return with_figures_meant(form, plan.of_unit(form.unit_key), {target: line for (_, target), line in before.items()})


def _beyond(
    connection: Connection,
    plan: PlanView,
    form: ReadForm,
    opened: Opened,
    last: Report | None,
    said: Mapping[str, Answer],
) -> list[str]:
    """The codes of targets that a closed period was not opened for, and of which the form says something else."""
    allowed = open_targets(connection, plan, form.unit_key, form.period)
    if allowed is None or opened.settled.closed:
        return []
    known = answers(connection, [last])[last.key] if last else {}
    return [
        target.code
        for target in plan.of_unit(form.unit_key)
        if target.key not in allowed and _differs(said.get(target.key, BLANK), known.get(target.key, BLANK))
    ]


def _differs(one: Answer, other: Answer) -> bool:
    """Whether two answers say different things, however their figures were typed."""
    return any(getattr(one, name) != getattr(other, name) for name in FIELDS)


def _placed(
    connection: Connection, plan: PlanView, form: ReadForm, last: Report | None, chosen: Chosen
) -> tuple[Mapping[str, Answer], int] | Outcome:
    """What the form would make the unit's report say, and at which revision; or why it cannot be told."""
    if form.kind is Kind.REPORT:
        if last is not None and form.revision < last.revision:
            return held("older_revision", revision=form.revision, newest=last.revision)
        same = last and revision_of(connection, plan.key, form.unit_key, form.period, form.revision)
        if same is not None:
            return held("same_revision", revision=form.revision)
        return form.answers, form.revision
    issued = form.document.issued if form.document else {}
    nodes = dict(form.document.nodes) if form.document else {}
    filled = seal(plan.key, form.unit_key, form.period, issued, nodes, method_of(form.seal)) != form.seal
    if not filled:
        return held("nothing_filled")
    ours = answers(connection, [last])[last.key] if last else dict(issued)
    done = node_answers(connection, [last])[last.key] if last else nodes
    merged = merge(issued, ours, form.answers, chosen)
    form.nodes, clashes = merge_nodes(nodes, done, form.said_of_nodes, chosen)
    conflicts = (*merged.conflicts, *clashes)
    if conflicts:
        found = tuple(conflict_finding(form, one) for one in conflicts)
        return Outcome(FileState.HELD, found, conflicts=conflicts)
    if last is not None and _sealed(form, merged.answers, method_of(last.seal)) == last.seal:
        return Outcome(FileState.UNCHANGED, form.marks, revision=last.revision)
    return merged.answers, 1 if last is None else last.revision + 1


def _judge(
    plan: PlanView, form: ReadForm, said: Mapping[str, Answer], records: Records
) -> tuple[list[Finding], dict[str, Answer]]:
    """What the checks say of the answers, at their cells; and the answers with the year's figures filled in."""
    period = Period.parse(form.period)
    past = records.past(form.unit_key, period)
    figured = [key for key, answer in said.items() if answer.value is not None or answer.increment is not None]
    last, still, nothing = past.last(figured), past.still(), nothing_before(period)
    # By target, in the order of the plan.
    findings: dict[str, Sequence[Finding]] = {}
    resolved: dict[str, Answer] = {}
    unsure: list[TargetLine] = []
    for target in plan.of_unit(form.unit_key):
        key = target.key
        screen, answer = target.screen(form.period), said.get(key, BLANK)
        previous, complete = last.get(key, nothing)
        told = past.narratives.get(key, "")
        concern = screen.concern(answer, previous, complete=complete, still=still.get(key), narrative=told)
        whole = answer
        if answer.value is None and answer.increment is not None:
            whole = resolve(answer, previous, complete=complete, adds_up=screen.adds_up)
        resolved[key] = whole
        if concern is _LAMP:
            because = screen.because(whole.value, answer.status)
            if because is not None:
                findings[key] = [behind(because, key, _place(form, key, "explanation"))]
        elif concern is _BLANK:
            findings[key] = [blank(key, _place(form, key, "value"))]
        elif concern is not _NOTHING:
            findings[key] = ()
            unsure.append(target)
    before = past.of(target.key for target in unsure)
    for target in unsure:
        answer = said.get(target.key, BLANK)
        row = judged_row(plan, form.unit_key, period, target, answer, before[target.key], form.nodes)
        findings[target.key] = [_at_cell(form, target, one) for one in row.findings]
    return [*chain.from_iterable(findings.values())], resolved


def _at_cell(form: ReadForm, target: TargetLine, finding: Finding) -> Finding:
    """The finding with its target, the cell where it stands and what that shows."""
    place = _place(form, target.key, finding.field)
    return Finding(finding.severity, finding.code, finding.field, finding.message, target.key, *place)


def _place(form: ReadForm, key: str, field: str) -> Place:
    """Where a field of a target stands, and what is shown there."""
    cell, found = form.cells.get((key, field), ("", ""))
    return form.sheet if cell else "", cell, found


def _store(
    desk: Desk,
    journal: Journal,
    opened: Opened,
    form: ReadForm,
    said: Mapping[str, Answer],
    revision: int,
    findings: list[Finding],
) -> str:
    """Write the report with all its rows as one batch; its key."""
    own = form.unit_key == desk.unit_key
    digest = _sealed(form, said, method_of(form.seal)) if form.kind is not Kind.REPORT else form.seal
    head = _received_row(form, digest, revision, ReportState.EXPORTED if own else ReportState.RECEIVED)
    journal.put_new("reports", [head])
    journal.put_owned("entries", entry_lines(head, said))
    journal.put_owned("node_entries", Lines.of(node_rows(head, form.nodes)))
    journal.put_owned("findings", findings_lines(head, findings))
    remember(journal, desk, form)
    batch = batch_row(desk, opened, form, digest, revision, len(said))
    journal.close(batch)
    record_settled(desk, journal, str(batch["key"]), opened, form)
    return str(batch["key"])


def _sealed(form: ReadForm, said: Mapping[str, Answer], method: SealMethod) -> str:
    """The seal of a form's report, once its answers are what is taken of them."""
    return seal(form.plan_key, form.unit_key, form.period, said, form.nodes, method)


def _received_row(form: ReadForm, digest: str, revision: int, state: ReportState) -> Row:
    """The head of a report that came in."""
    now = clock.now()
    return {
        "key": new_key(),
        "slot": slot_of(form.plan_key, form.unit_key),
        "plan_key": form.plan_key,
        "unit_key": form.unit_key,
        "period": form.period,
        "revision": revision,
        "state": state,
        "filled_by": form.filled_by,
        "checked_by": form.checked_by,
        "phone": form.phone,
        "seal": digest,
        "created_at": now,
        "sealed_at": now,
    }
