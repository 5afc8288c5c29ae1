"""What stands on the paper: a period's entries, who answers for them, and the code that the report is known by."""

from dataclasses import dataclass
from pathlib import Path

from desktop.desk import Desk
from desktop.exchange.files import put_bytes
from desktop.exchange.forms.seal import check_code
from desktop.operations.entry import EntrySheet, Signature, load_entry, signature_of


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet of entries as it is printed; without a check code it is a draft."""

    sheet: EntrySheet
    names: Signature
    revision: int
    check_code: str


def load_printed(desk: Desk, code: str) -> Printed:
    """A period's entries, with what is known of who signs them."""
    sheet = load_entry(desk, code)
    report = sheet.report
    if report is None or report.is_draft:
        return Printed(sheet, signature_of(desk, code) or Signature(), 0, "")
    names = Signature(report.filled_by, report.checked_by, report.phone)
    return Printed(sheet, names, report.revision, check_code(report.seal))


def put_in_place(path: Path, content: bytes) -> Path:
    """Write a file as a whole; refused where it cannot be written."""
    put_bytes(path, content)
    return path
