"""Issuing: one assignment workbook per unit that is to report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select

from db.errors import refuse
from db.history import Altered, record
from db.models import Base
from db.names import inside
from db.periods import Period
from db.plans import PlanView, period_row
from db.rows import Row
from db.vocabulary import Kind, Role
from desktop.desk import Desk, require_open, require_period
from desktop.exchange.forms.covering import CoveringLine, covering_name, write_covering
from desktop.exchange.forms.document import signed
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.signing import fingerprint
from desktop.exchange.forms.write_form import FormPress
from desktop.exchange.layout import file_name
from desktop.exchange.opening.locking import new_password
from desktop.operations.bulk import uncollected
from desktop.operations.dispatching import dispatch_of, remember_sent, told_up_to
from desktop.operations.forms import assignment_forms
from desktop.operations.keys import signing_key
from desktop.operations.progress import Progress, silent
from desktop.operations.reissue import Changes
from desktop.operations.written import Written
from resources.texts import Sentence

_CONTACTS: Final = Base.metadata.tables["contacts"]
_DISPATCHES: Final = Base.metadata.tables["dispatches"]


@dataclass(frozen=True, slots=True)
class Order:
    """For which units (None: all that are to report), and whether each workbook gets a password of its own."""

    units: frozenset[str] | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """The workbooks that were written, the list that goes with them, and the units that only support and need none."""

    files: tuple[Path, ...]
    covering: Path
    supporting: tuple[str, ...]
    # What is to be said of files whose name another program kept open.
    note: Sentence | None


ALL: Final = Order()


@dataclass(frozen=True, slots=True)
class Recipient:
    """A unit that a workbook can be issued to, and what is other for it than when one last was."""

    unit_key: str
    unit: str
    leads: int
    supports: int
    changes: tuple[Sentence, ...]
    issued: bool


def recipients(desk: Desk, code: str) -> tuple[Recipient, ...]:
    """Who is to get a workbook of a period."""
    with desk.read() as (connection, plan):
        period = require_open(plan, code)
        given = set(connection.scalars(select(_DISPATCHES.c.unit_key).where(_DISPATCHES.c.period == period.code)))
        then, changes = plan.at(period), Changes(connection, plan)
        return tuple(
            Recipient(key, plan.units[key], *_counts(then, key), changes.of(key), key in given)
            for key in then.reporting
        )


def unit_keys(desk: Desk, names: Sequence[str], code: str) -> frozenset[str]:
    """The units of these names; refused where one has nothing to report in a period."""
    with desk.read() as (_, plan):
        known = {plan.units[key]: key for key in plan.at(require_period(plan, code)).reporting}
    for name in names:
        if name not in known:
            raise refuse("refusal.no_such_unit", unit=name)
    return frozenset(known[name] for name in names)


def issue(desk: Desk, code: str, folder: Path, progress: Progress = silent, order: Order = ALL) -> Issued:
    """Write the assignment workbooks of a period into a folder; opens a quarter that the plan does not have yet."""
    with uncollected():
        period, told = _begun(desk, code)
        make_folder(folder)
        sent: list[Row] = []
        try:
            return _write_all(desk, period, folder, sent, progress, order)
        finally:
            # What was written before somebody stopped it lies in the folder all the same.
            remember_sent(desk, sent, told)


def _begun(desk: Desk, code: str) -> tuple[Period, int]:
    """The period, of which it is noted that it is issued; and the last line of the history by then."""
    with desk.write() as (connection, plan):
        period = require_open(plan, code)
        if not desk.is_headquarters:
            raise refuse("refusal.not_headquarters", unit=desk.unit)
        if period.code not in plan.due:
            connection.execute(insert(Base.metadata.tables["periods"]).values(period_row(plan.key, period)))
        issued = Altered("periods", f"{plan.key}/{period.code}", "issued", None, str(len(plan.at(period).reporting)))
        record(connection, desk.author, [issued])
        # Before the workbooks are written by a connection that only reads.
        signing_key(connection, desk.author)
        return period, told_up_to(connection)


def _write_all(desk: Desk, period: Period, folder: Path, sent: list[Row], progress: Progress, order: Order) -> Issued:
    """Write the workbooks one by one, and note in `sent` each that is there."""
    written, press = Written(), FormPress()
    lines: list[CoveringLine] = []
    with desk.read() as (connection, plan):
        then = plan.at(period)
        reporting = then.reporting
        wanted = [key for key in reporting if order.units is None or key in order.units]
        keys, changes, contacts = signing_key(connection, desk.author), Changes(connection, plan), _contacts(connection)
        forms = assignment_forms(connection, plan, wanted, period, practice=desk.practice, by=desk.author.who)
        for done, unit_key in enumerate(wanted):
            unit = plan.units[unit_key]
            progress(done, len(wanted), unit)
            form = next(forms)
            form = replace(form, document=signed(form.document, *keys))
            password = new_password() if order.locked else ""
            path = written.put(
                inside(folder, file_name(Kind.ASSIGNMENT, period, unit)), partial(press.write, form, password=password)
            )
            told, (person, phone) = changes.of(unit_key), contacts.get(unit_key, ("", ""))
            code, counts = check_code(form.document.seal), _counts(then, unit_key)
            lines.append(
                CoveringLine(unit, path.name, *counts, code, password, person, phone, [str(one) for one in told])
            )
            sent.append(dispatch_of(desk, form, path))
        files = tuple(written.files)
        due = plan.due.get(period.code, period.due_on).isoformat()
        mark = fingerprint(keys[1])
        list_them = partial(write_covering, plan=plan.title, period=period, due=due, fingerprint=mark, lines=lines)
        covering = written.put(folder / covering_name(period), list_them)
        having = {unit for target in then.targets for unit, _ in target.units}
        supporting = tuple(plan.units[key] for key in plan.units if key in having and key not in reporting)
    return Issued(files, covering, supporting, written.note)


def _contacts(connection: Connection) -> dict[str, tuple[str, str]]:
    """Whom to call at each unit: name and number."""
    found = connection.execute(select(_CONTACTS.c.unit_key, _CONTACTS.c.person, _CONTACTS.c.phone))
    return {unit: (person, phone) for unit, person, phone in found}


def _counts(plan: PlanView, unit_key: str) -> tuple[int, int]:
    """How many targets a unit leads, and how many it supports."""
    roles = [target.role_of(unit_key) for target in plan.of_unit(unit_key)]
    return roles.count(Role.LEAD), roles.count(Role.SUPPORT)


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse("refusal.cannot_write", path=str(folder)) from error
