"""Reporting: a unit's draft is checked, sealed and written as the workbook that goes up."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.checks import TEXT_LIMIT, Finding
from db.errors import refuse
from db.reports import Report, newest, seal
from db.vocabulary import Kind, Severity
from desktop.desk import Desk, require_period
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.write_form import write_form
from desktop.exchange.layout import TEXT_KEYS, file_name
from desktop.exchange.texts import forbidden_in
from desktop.operations.dispatching import dispatch_of, store_sent
from desktop.operations.entry import EntryRow, EntrySheet, load_entry
from desktop.operations.forms import report_form
from desktop.operations.vouching import mark_form
from resources.texts import say


@dataclass(frozen=True, slots=True)
class Reported:
    """What came of it: the workbook, or with errors none; and what the checks said."""

    path: Path | None
    revision: int
    check_code: str
    findings: tuple[Finding, ...]


def findings_of(desk: Desk, code: str) -> list[Finding]:
    """What the checks say of a period's entries, target by target."""
    return findings_in(load_entry(desk, code))


def suggested_name(desk: Desk, code: str) -> str:
    """What the report workbook of a period would be called."""
    sheet = load_entry(desk, code)
    return file_name(Kind.REPORT, sheet.period, sheet.unit, _revision(sheet.report))


def _revision(report: Report | None) -> int:
    return 1 if report is None else report.revision


def findings_in(sheet: EntrySheet) -> list[Finding]:
    """What the checks say of these entries, and of what their workbook could not hold."""
    found = [finding for row in sheet.rows for finding in row.findings]
    for row in sheet.rows:
        for key in TEXT_KEYS:
            count = forbidden_in(getattr(row.answer, key))
            if count:
                message = say("finding.dropped", field=say(f"field.{key}"), count=count)
                found.append(Finding(Severity.HINT, "dropped", key, message, row.target.key))
        found += _long_notes(row)
    return found


def _long_notes(row: EntryRow) -> Iterator[Finding]:
    """What is noted of nodes at greater length than a person reads, and in the end than a cell holds."""
    for _, note in row.nodes.values():
        if len(note) > TEXT_LIMIT:
            message = say("finding.too_long", field=say("field.note"), length=len(note), limit=TEXT_LIMIT)
            yield Finding(Severity.ERROR, "too_long", "nodes", message, row.target.key)


def report(desk: Desk, code: str, out: Path) -> Reported:
    """Seal the draft and write its workbook; while there are errors, nothing is sealed or written.

    A report that was exported already and not touched since is written again as it was.
    """
    sheet = load_entry(desk, code)
    found = tuple(findings_in(sheet))
    if sheet.report is None:
        raise refuse("refusal.nothing_entered", period=sheet.period.title)
    if any(finding.severity is Severity.ERROR for finding in found):
        return Reported(None, sheet.report.revision, "", found)
    with desk.write() as (connection, plan):
        period = require_period(plan, code)
        head = newest(connection, plan.key, period.code, [desk.unit_key], drafts=True)[desk.unit_key]
        form = mark_form(connection, report_form(connection, plan, head, practice=desk.practice))
        if head.is_draft:
            resolved = {row.target.key: row.answer for row in form.rows}
            seal(connection, head, resolved, form.document.seal, found, desk.author)
        # Inside the transaction: a report is sealed only if its workbook is safely on disk.
        write_form(form, out)
        store_sent(connection, [dispatch_of(desk, form.document, out)])
    return Reported(out, head.revision, check_code(form.document.seal), found)
