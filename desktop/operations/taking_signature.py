"""At a unit: whether what comes from above is signed by whom this desk trusts, and trusting the first who signs."""

from typing import Final

from sqlalchemy import Connection, select

from db import clock
from db.batches import Journal
from db.checks import Finding
from db.models import Base
from db.vocabulary import FileState, Kind, Severity
from desktop.desk import Desk
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.signing import fingerprint
from desktop.operations.keys import trusted
from desktop.operations.opened import Outcome, Settled, rejected
from resources.texts import say

_SEATS: Final = Base.metadata.tables["seats"]
# What a person is asked about a signature.
OTHER_SIGNER: Final = "other_signer"
UNSIGNED: Final = "unsigned"


def doubted(connection: Connection, document: Document, settled: Settled) -> Outcome | None:
    """Why what came from above is not taken as it is: altered, or not signed by whom this desk trusts."""
    if document.signature and not document.proven:
        return rejected("signature_broken")
    known = trusted(connection)
    # Whoever names a signer without a signature has named nobody.
    signer = document.signer if document.signature else ""
    mark = fingerprint(signer)
    if not known or signer in known or settled.signer == mark:
        return None
    return Outcome(FileState.HELD, (_other(mark) if mark else _nobody(),))


def _other(mark: str) -> Finding:
    message = say("finding.other_signer", found=mark)
    return Finding(Severity.QUERY, OTHER_SIGNER, "", message, found=mark)


def _nobody() -> Finding:
    return Finding(Severity.QUERY, UNSIGNED, "", say("finding.unsigned"))


def take_over(desk: Desk, journal: Journal, document: Document, settled: Settled) -> None:
    """With an assignment that is taken: trust its signer, where that is the first or was confirmed; use its digest."""
    known = trusted(journal.connection)
    first = not known and document.kind is Kind.ASSIGNMENT
    if document.signature and document.signer not in known and (first or settled.signer is not None):
        row = {"public": document.signer, "who": desk.author.who, "since": clock.now()}
        journal.put("trusted_keys", [row])
    seat = dict(journal.connection.execute(select(_SEATS)).mappings().one())
    if document.kind is Kind.ASSIGNMENT and seat["seal_method"] is not document.method:
        journal.put("seats", [{**seat, "seal_method": document.method}])
