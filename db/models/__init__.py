"""Every table of the database."""

from db.models.base import Base
from db.models.headquarters import (
    Contact,
    Decision,
    Merger,
    Officer,
    Reopening,
    Resolution,
    Revision,
    Weight,
    Withdrawal,
)
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
from db.models.report import Entry, Finding, NodeEntry, Report, Review

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
    "Finding",
    "Initials",
    "LampPolicy",
    "LampThreshold",
    "Merger",
    "Node",
    "NodeEntry",
    "Officer",
    "Period",
    "Plan",
    "RefusedFile",
    "Reopening",
    "Report",
    "Resolution",
    "Review",
    "Revision",
    "Schedule",
    "Seat",
    "Target",
    "Unit",
    "Weight",
    "Withdrawal",
]
