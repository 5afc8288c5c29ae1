"""Every table of the database."""

from db.models.base import Base
from db.models.headquarters import (
    Contact,
    Decision,
    Merger,
    Officer,
    Recognition,
    Reopening,
    Resolution,
    Revision,
    Weight,
    Withdrawal,
)
from db.models.ledger import Ledger, RowDigest, UnfinishedText
from db.models.plan import (
    Area,
    Assignment,
    Initials,
    LampPolicy,
    LampThreshold,
    Node,
    Period,
    Plan,
    Schedule,
    Target,
    Unit,
)
from db.models.record import Batch, BatchChange, Change, Dispatch, RefusedFile, Seat
from db.models.report import Entry, Findings, NodeEntry, Report, Review
from db.models.trust import ExchangeKey, SigningKey, TrustedKey

__all__ = [
    "Area",
    "Assignment",
    "Base",
    "Batch",
    "BatchChange",
    "Change",
    "Contact",
    "Decision",
    "Dispatch",
    "Entry",
    "ExchangeKey",
    "Findings",
    "Initials",
    "LampPolicy",
    "LampThreshold",
    "Ledger",
    "Merger",
    "Node",
    "NodeEntry",
    "Officer",
    "Period",
    "Plan",
    "Recognition",
    "RefusedFile",
    "Reopening",
    "Report",
    "Resolution",
    "Review",
    "Revision",
    "RowDigest",
    "Schedule",
    "Seat",
    "SigningKey",
    "Target",
    "TrustedKey",
    "UnfinishedText",
    "Unit",
    "Weight",
    "Withdrawal",
]
