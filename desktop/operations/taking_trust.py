"""Whether a form that came in is as it was issued or exported and comes from where it says, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from db.checks import Finding
from db.models import Base
from db.periods import Period
from db.plans import PlanView
from db.vocabulary import EditedPolicy, FileState, Kind, Role, Severity
from desktop.desk import Desk
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.locked import LockedCell, Shown, same_text
from desktop.exchange.forms.planned import shown_of
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.signing import is_mac
from desktop.operations.keys import is_own, signs_since
from desktop.operations.once_shown import once_shown
from desktop.operations.opened import Outcome, Settled
from resources.texts import Sentence, say

_SEATS: Final = Base.metadata.tables["seats"]
_DISPATCHES: Final = Base.metadata.tables["dispatches"]
# What is compared of a form that somebody made without ours: its words may be others, its figures may not.
_OF_ANY_FORM: Final = frozenset({"unit", "target"})
# What goes by the policy, and what is said of a form also where it is taken all the same.
MARKS: Final = frozenset({"edited", "not_as_issued", "locked_changed", "locked_column_gone", "not_authenticated"})
AUTHENTICATED: Final = "authenticated"
TOLD: Final = MARKS | {AUTHENTICATED, "plan_moved"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found: `troubles` go by the policy, `notes` are only told."""

    troubles: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def weigh(desk: Desk, connection: Connection, plan: PlanView, form: ReadForm, secret: str) -> Weighed:
    """Hold a form against its seal, its signature, the plan and the key agreed with its unit."""
    troubles: list[Finding] = []
    notes: list[Finding] = []
    if form.kind is Kind.REPORT and form.edited:
        troubles.append(_hint(say("finding.edited")))
    if not desk.is_headquarters:
        return Weighed(tuple(troubles))
    genuine = _is_ours(connection, form.document)
    if form.kind is not Kind.REPORT and not genuine and _was_signed(connection, form.document):
        troubles.append(_hint(say("finding.not_as_issued")))
    for is_trouble, finding in _locked(connection, plan, form, genuine=genuine):
        (troubles if is_trouble else notes).append(finding)
    if secret:
        mac = form.document.mac if form.document is not None else ""
        if is_mac(mac, secret, form.seal, form.revision):
            notes.append(_hint(say("finding.authenticated")))
        else:
            troubles.append(_hint(say("finding.not_authenticated")))
    return Weighed(tuple(troubles), tuple(notes))


def verdict(connection: Connection, weighed: Weighed, settled: Settled) -> Outcome | None:
    """What becomes of a form that is not as it should be; None where it is taken, with or without a mark."""
    if not weighed.troubles:
        return None
    policy = EditedPolicy(connection.scalars(select(_SEATS.c.edited_policy)).one())
    if policy is EditedPolicy.REFUSE:
        return _outcome(FileState.REJECTED, Severity.ERROR, say("finding.edited_refused"), weighed)
    if policy is EditedPolicy.HOLD and not settled.edited:
        return _outcome(FileState.HELD, Severity.QUERY, say("finding.edited_held"), weighed)
    return None


def _outcome(state: FileState, severity: Severity, why: Sentence, weighed: Weighed) -> Outcome:
    """The reason first, then everything that it stands for."""
    told = (one._replace(severity=severity) for one in weighed.troubles)
    first = Finding(severity, why.code.partition(".")[2], "", why)
    return Outcome(state, (first, *told, *weighed.notes))


def _hint(message: Sentence) -> Finding:
    return Finding(Severity.HINT, message.code.partition(".")[2], "", message)


def _is_ours(connection: Connection, document: Document | None) -> bool:
    """Whether this desk said all that the document says."""
    return document is not None and document.proven and is_own(connection, document.signer)


def _was_signed(connection: Connection, document: Document | None) -> bool:
    """Whether what this desk issued to the unit for the period had a signature: since it has a key, all have."""
    if document is None:
        return False
    since = signs_since(connection)
    if document.signature or since is None:
        return bool(document.signature)
    unsigned = select(_DISPATCHES.c.key).where(
        _DISPATCHES.c.unit_key == document.unit_key,
        _DISPATCHES.c.period == document.period,
        _DISPATCHES.c.kind == document.kind,
        _DISPATCHES.c.number < since,
    )
    return connection.scalars(unsigned).first() is None


def _locked(connection: Connection, plan: PlanView, form: ReadForm, *, genuine: bool) -> Iterator[tuple[bool, Finding]]:
    """Each locked cell that shows something else than it should, and whether that is a trouble."""
    if not form.locked:
        return
    planned, owners = _planned(plan.at(Period.parse(form.period)), form.unit_key)
    for one in form.locked:
        if not one.key:
            yield True, _finding(one, owners, say("finding.locked_column_gone", column=_column(one)))
            continue
        now = planned.get(one.key, {}).get(one.field)
        if now is None or (form.document is None and (one.field not in _OF_ANY_FORM or not one.text)):
            continue
        as_planned = same_text(one.field, one.text, now)
        if one.issued is not None and not same_text(one.field, one.text, one.issued):
            # What a unit's own desk says that it was given proves nothing; what we signed does.
            yield True, _changed(one, owners, one.issued if genuine or as_planned else now)
        elif as_planned:
            continue
        elif genuine or once_shown(connection, one, owners[one.key], form.unit_key):
            message = say("finding.plan_moved", column=_column(one), found=one.text or "—", planned=now or "—")
            yield False, _finding(one, owners, message)
        else:
            yield form.document is not None, _changed(one, owners, now)


def _planned(plan: PlanView, unit_key: str) -> tuple[Mapping[str, Shown], Mapping[str, str]]:
    """What the plan shows in a unit's locked cells, and to which target each row belongs."""
    planned: dict[str, Shown] = {}
    owners: dict[str, str] = {}
    for target in plan.of_unit(unit_key):
        for key, shown in shown_of(target, target.role_of(unit_key) or Role.SUPPORT):
            planned[key], owners[key] = shown, target.key
    return planned, owners


def _changed(one: LockedCell, owners: Mapping[str, str], issued: str) -> Finding:
    message = say("finding.locked_changed", column=_column(one), issued=issued or "—", found=one.text or "—")
    return _finding(one, owners, message)


def _finding(one: LockedCell, owners: Mapping[str, str], message: Sentence) -> Finding:
    owner = owners.get(one.key, "")
    return _hint(message)._replace(field=one.field, target_key=owner, sheet=one.sheet, cell=one.cell, found=one.text)


def _column(one: LockedCell) -> Sentence:
    return say(f"column.{one.field}")
