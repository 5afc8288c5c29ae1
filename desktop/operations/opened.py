"""What receiving hands around: a workbook that was read, and what became of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from db import clock
from db.checks import Finding
from db.keys import new_key
from db.rows import Row
from db.vocabulary import FileState, Kind, Severity
from desktop.desk import Desk
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.merge import Chosen, Conflict
from desktop.exchange.forms.read_out import ReadForm
from desktop.exchange.forms.repairs import Known, Repair
from desktop.exchange.opening.sheets import Sheet
from resources.texts import Sentence, say


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said of the things that held a file back."""

    # What is meant where the reader had to guess.
    answers: Known = field(default_factory=dict)
    # It was edited after its export, and is taken all the same.
    edited: bool = False
    # Its period is closed, and is opened again for it.
    closed: bool = False
    # Whoever issued it, by the fingerprint that was compared; "" where it is taken without a signature.
    signer: str | None = None
    conflicts: Chosen = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A workbook's bytes, cells and the document in it."""

    path: Path
    content: bytes
    sheets: list[Sheet]
    document: Document | None
    # What the sheets say, where that was read already; then they are left out.
    form: ReadForm | None = None
    # The sheet of the form, where the file holds those of several units and this is not the first.
    part: str = ""
    settled: Settled = Settled()

    @cached_property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a workbook, and why."""

    state: FileState
    findings: tuple[Finding, ...] = ()
    kind: Kind | None = None
    unit: str = ""
    period: str = ""
    revision: int = 0
    rows: int = 0
    batch: str = ""
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()


def held(code: str, /, **values: str | int | Sentence) -> Outcome:
    """The outcome of a file that needs a person, with its one reason."""
    return Outcome(FileState.HELD, (Finding(Severity.QUERY, code, "", say(f"finding.{code}", **values)),))


def held_for(repairs: Sequence[Repair], conflicts: Sequence[Finding] = ()) -> Outcome:
    """The outcome of a file whose guesses wait for a person, beside cells that both sides moved."""
    found = (*(one.finding for one in repairs), *conflicts)
    return Outcome(FileState.HELD, found, repairs=tuple(repairs))


class HeldBack(Exception):  # noqa: N818 - an outcome that must leave a transaction without a trace
    """A file that turned out not to be taken after some of its rows were written."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.state)
        self.outcome = outcome


def rejected(code: str) -> Outcome:
    """The outcome of a file that cannot be read, with its one reason."""
    return Outcome(FileState.REJECTED, (Finding(Severity.ERROR, code, "", say(f"finding.{code}")),))


def conflict_finding(form: ReadForm, one: Conflict) -> Finding:
    """A cell that both sides moved, with its three values."""
    cell, found = form.cells.get((one.node_key or one.target_key, one.field), ("", one.theirs))
    message = say(
        "finding.conflict", field=say(f"field.{one.field}"), issued=one.issued, ours=one.ours, theirs=one.theirs
    )
    field, sheet = ("nodes", form.node_sheet) if one.node_key else (one.field, form.sheet)
    return Finding(Severity.QUERY, "conflict", field, message, one.target_key, sheet, cell, found)


def node_rows(head: Row, nodes: Mapping[str, tuple[date | None, str]]) -> list[Row]:
    """The rows of what a report says of nodes."""
    return [
        {"slot": head["slot"], "report_key": head["key"], "node_key": node, "done_on": day, "note": note}
        for node, (day, note) in nodes.items()
    ]


def batch_row(desk: Desk, opened: Opened, form: ReadForm, digest: str, revision: int, rows: int) -> Row:
    """The record of a file that is taken, with its bytes."""
    return {
        "key": new_key(),
        "kind": form.kind,
        "file_name": opened.path.name,
        "folder": str(opened.path.absolute().parent),
        "content": opened.content,
        "sha256": opened.sha256,
        "seal": digest,
        "unit_key": form.unit_key,
        "period": form.period,
        "revision": revision,
        "rows": rows,
        "edited": bool(form.marks),
        "who": desk.author.who,
        "taken_at": clock.now(),
        "undone_at": None,
    }
