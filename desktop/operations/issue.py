"""Issuing: one assignment workbook per unit that is to report."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert

from db.errors import refuse
from db.history import Altered, record
from db.models import Base
from db.periods import Period
from db.plans import period_row
from db.rows import Row
from db.vocabulary import Kind
from desktop.desk import Desk, require_open
from desktop.exchange.files import apart
from desktop.exchange.layout import file_name
from desktop.exchange.write_form import write_form
from desktop.operations.dispatching import dispatch_of, remember_sent
from desktop.operations.forms import assignment_form
from desktop.operations.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Issued:
    """The workbooks that were written, and the units that only support and need none."""

    files: tuple[Path, ...]
    supporting: tuple[str, ...]


def issue(desk: Desk, code: str, folder: Path, progress: Progress = silent) -> Issued:
    """Write the assignment workbooks of a period into a folder; opens a quarter that the plan does not have yet."""
    with desk.write() as (connection, plan):
        period = require_open(plan, code)
        if not desk.is_headquarters:
            raise refuse("refusal.not_headquarters", unit=desk.unit)
        if period.code not in plan.due:
            connection.execute(insert(Base.metadata.tables["periods"]).values(period_row(plan.key, period)))
        issued = Altered("periods", f"{plan.key}/{period.code}", "issued", None, str(len(plan.reporting)))
        record(connection, desk.author, [issued])
    make_folder(folder)
    sent: list[Row] = []
    try:
        return _write_all(desk, period, folder, sent, progress)
    finally:
        # What was written before somebody stopped it lies in the folder all the same.
        remember_sent(desk, sent)


def _write_all(desk: Desk, period: Period, folder: Path, sent: list[Row], progress: Progress) -> Issued:
    """Write the workbooks one by one, and note in `sent` each that is there."""
    files: list[Path] = []
    with desk.read() as (connection, plan):
        for done, unit_key in enumerate(plan.reporting):
            unit = plan.units[unit_key]
            progress(done, len(plan.reporting), unit)
            path = apart(folder / file_name(Kind.ASSIGNMENT, period, unit), files)
            form = assignment_form(connection, plan, unit_key, period, practice=desk.practice)
            write_form(form, path)
            files.append(path)
            sent.append(dispatch_of(desk, form.document, path))
        having = {unit for target in plan.targets for unit, _ in target.units}
        supporting = tuple(plan.units[key] for key in plan.units if key in having and key not in plan.reporting)
    return Issued(tuple(files), supporting)


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse("refusal.cannot_write", path=str(folder)) from error
