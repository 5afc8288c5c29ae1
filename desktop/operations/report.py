"""Reporting: a unit's draft is checked, sealed and written as the workbook that goes up."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.checks import TEXT_LIMIT, Finding
from db.errors import refuse
from db.reports import Report, newest, seal
from db.texts import LOST, length
from db.vocabulary import Kind, Severity
from desktop.desk import Desk, require_period
from desktop.exchange.forms.seal import check_code
from desktop.exchange.forms.write_form import write_form
from desktop.exchange.layout import TEXT_KEYS, file_name
from desktop.exchange.texts import forbidden_in
from desktop.operations.dispatching import dispatch_of, store_sent
from desktop.operations.entry import EntryRow, EntrySheet, load_entry
from desktop.operations.forms import report_form, with_files
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
            found += _not_whole(key, key, getattr(row.answer, key), row.target.key)
        for _, note in row.nodes.values():
            found += _not_whole("nodes", "note", note, row.target.key)
            found += _too_long("nodes", "note", note, row.target.key)
        found += _long_evidence(row)
    return found


def _not_whole(field: str, name: str, text: str, target: str) -> Iterator[Finding]:
    """Characters that do not travel, and those that were lost before they were stored."""
    for code, count in (("dropped", forbidden_in(text)), ("lost", text.count(LOST))):
        if count:
            message = say(f"finding.{code}", field=say(f"field.{name}"), count=count)
            yield Finding(Severity.HINT, code, field, message, target)


def _too_long(field: str, name: str, text: str, target: str) -> Iterator[Finding]:
    """What is said at greater length than a person reads, and in the end than a cell holds."""
    long = length(text)
    if long > TEXT_LIMIT:
        message = say("finding.too_long", field=say(f"field.{name}"), length=long, limit=TEXT_LIMIT)
        yield Finding(Severity.ERROR, "too_long", field, message, target)


def _long_evidence(row: EntryRow) -> Iterator[Finding]:
    """A text that is short enough, and too long together with the files that stand below it in the workbook."""
    if row.files and length(row.answer.evidence) <= TEXT_LIMIT:
        yield from _too_long("evidence", "evidence", with_files(row.answer.evidence, row.files), row.target.key)


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
        form = mark_form(connection, report_form(connection, plan, head, practice=desk.practice, by=desk.author.who))
        if head.is_draft:
            resolved = {row.target.key: row.answer for row in form.rows}
            seal(connection, head, resolved, form.document.seal, found, desk.author)
        # Inside the transaction: a report is sealed only if its workbook is safely on disk.
        write_form(form, out)
        store_sent(connection, [dispatch_of(desk, form, out)])
    return Reported(out, head.revision, check_code(form.document.seal), found)
